import type { IDisplayOptions } from 'n8n-workflow';

import type { WanModel } from '../../core/catalogue';

/*
 * A field that belongs to some models is hidden unless one of them is chosen. `hide` with a pattern rather than `show`
 * with a list, because n8n shows every field whose `show` names an expression (displayParameter in n8n-workflow): with
 * a model by expression the same field would stand there once for each group of models, with illegal defaults.
 */

/** How a condition names the model; inside a collection it stands at the root. */
export type ModelPath = 'model' | '/model';

/** Shown for these models only, and not for a model by expression. */
export function onlyFor(models: readonly WanModel[], path: ModelPath = 'model'): IDisplayOptions {
	const names = namesOf(models).map((name) => name.replace(/\./g, '\\.'));
	return { hide: { [path]: [{ _cnd: { regex: `^(?!(?:${names.join('|')})$)` } }] } };
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
