import type { IDisplayOptions } from 'n8n-workflow';

import type { WanModel } from '../../core/catalogue';

/*
 * A field that belongs to some models is hidden unless one of them is chosen. `hide` with a pattern rather than `show`
 * with a list, because n8n shows every field whose `show` names an expression (displayParameter in n8n-workflow): with
 * a model by expression the same field would stand there once for each group of models, with illegal defaults.
 */

/** Shown for these models only, and not for a model by expression. */
export function onlyFor(models: readonly WanModel[]): IDisplayOptions {
	const names = namesOf(models).map((name) => name.replace(/\./g, '\\.'));
	return { hide: { model: [{ _cnd: { regex: `^(?!(?:${names.join('|')})$)` } }] } };
}

/** Shown for a model by expression, and for an ID that is none of these models'. */
export function exceptFor(models: readonly WanModel[]): IDisplayOptions {
	return { hide: { model: namesOf(models) } };
}

function namesOf(models: readonly WanModel[]): string[] {
	return models.flatMap(({ id, regionalIds }) => [id, ...Object.values(regionalIds ?? {})]);
}
