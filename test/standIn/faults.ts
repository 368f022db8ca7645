import type { MisbehaveRule, RequestKind } from './types';

/** Decides which request misbehaves and how. The first rule that fits wins; all rules count every request. */
export class Faults {
	private rules: Array<{ rule: MisbehaveRule; seen: number; used: number }> = [];

	add(rule: MisbehaveRule): void {
		this.rules.push({ rule, seen: 0, used: 0 });
	}

	clear(): void {
		this.rules = [];
	}

	take(kind: RequestKind): MisbehaveRule | undefined {
		let taken: MisbehaveRule | undefined;
		for (const state of this.rules) {
			if (state.rule.on !== kind) continue;
			state.seen += 1;
			if (taken || !fits(state.rule, state.seen)) continue;
			if (state.rule.times !== undefined && state.used >= state.rule.times) continue;
			state.used += 1;
			taken = state.rule;
		}
		return taken;
	}
}

/** Whether the request is carried out although its answer misbehaves. */
export function isCarriedOut(rule: MisbehaveRule): boolean {
	return rule.accepted ?? (rule.what !== '429' && rule.what !== '500');
}

function fits(rule: MisbehaveRule, n: number): boolean {
	const which = rule.which ?? (rule.times === undefined ? 'first' : 'all');
	if (which === 'all') return true;
	if (which === 'first') return n === 1;
	if (which === 'every-third') return n % 3 === 0;
	if (typeof which === 'number') return n === which;
	return Array.isArray(which) ? which.includes(n) : which(n);
}
