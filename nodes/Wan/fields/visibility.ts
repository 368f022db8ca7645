import type { DisplayCondition, IDisplayOptions } from 'n8n-workflow';

import type { WanModel } from '../../core/catalogue';

/*
 * A field that belongs to some models is hidden unless one of them is chosen. `hide` rather than `show` with a list of
 * names, because n8n shows every field whose `show` names an expression (displayParameter in n8n-workflow): with a model
 * by expression the same field would stand there once for each group of models, with illegal defaults. And comparisons
 * rather than a pattern, because n8n 2.x gives a pattern 250 milliseconds of the clock, after which the whole workflow
 * fails; on a busy host that happens (seen in tests).
 */

/** How a condition names the model; inside a collection it stands at the root. */
type ModelPath = 'model' | '/model';

/** Shown for these models only, and not for a model by expression. */
export function onlyFor(models: readonly WanModel[], path: ModelPath = 'model'): IDisplayOptions {
	return { hide: { [path]: outside(namesOf(models)) } };
}

/**
 * Conditions that hold for every text but these names: below the first in order, between each and the next, above the
 * last. An expression begins with `=`, which comes before all letters.
 */
function outside(names: readonly string[]): DisplayCondition[] {
	const inOrder = [...names].sort();
	const between = inOrder.slice(1).map((name, index) => ({
		_cnd: { between: { from: justAfter(inOrder[index] ?? ''), to: justBefore(name) } },
	}));
	return [{ _cnd: { lt: inOrder[0] ?? '' } }, ...between, { _cnd: { gt: inOrder.at(-1) ?? '' } }];
}

/** Model names are made of characters that all come after `!` and before `~`. */
function justAfter(name: string): string {
	return `${name}!`;
}

function justBefore(name: string): string {
	return `${name.slice(0, -1)}${String.fromCharCode(name.charCodeAt(name.length - 1) - 1)}~`;
}

/** Shown for a model by expression, and for an ID that is none of these models'. */
export function exceptFor(models: readonly WanModel[], path: ModelPath = 'model'): IDisplayOptions {
	return models.length > 0 ? { hide: { [path]: namesOf(models) } } : {};
}

/** Shown where the model has something, or may have it: hidden only for those that are known to lack it. */
export function unlessLacking(
	models: readonly WanModel[],
	has: (model: WanModel) => boolean,
	path: ModelPath = 'model',
): IDisplayOptions {
	return exceptFor(
		models.filter((model) => !has(model)),
		path,
	);
}

function namesOf(models: readonly WanModel[]): string[] {
	return models.flatMap(({ id, regionalIds }) => [id, ...Object.values(regionalIds ?? {})]);
}
