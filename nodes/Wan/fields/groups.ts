import type { WanModel } from '../../core/catalogue';

/** Groups models by a rule, compared by content. Models without the rule are left out. */
export function groupBy<T>(
	models: readonly WanModel[],
	ruleOf: (model: WanModel) => T | undefined,
): Array<[T, WanModel[]]> {
	const groups = new Map<string, [T, WanModel[]]>();
	for (const model of models) {
		const rule = ruleOf(model);
		if (rule === undefined) continue;
		const name = JSON.stringify(rule);
		const group = groups.get(name) ?? [rule, []];
		group[1].push(model);
		groups.set(name, group);
	}
	return [...groups.values()];
}
