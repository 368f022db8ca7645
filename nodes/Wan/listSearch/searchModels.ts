import type { ILoadOptionsFunctions, INodeListSearchItems, INodeListSearchResult } from 'n8n-workflow';

import { systemClock } from '../../core/base/clock';
import { findModel, models, type Operation } from '../../core/catalogue';
import type { StudioAddress } from '../../core/studio/address';
import { listVideoModels } from '../../core/studio/modelList';
import { clientAt, readConnection } from '../../shared/connection';
import { cataloguedModels } from '../fields/model';

/** The catalogue's models must not wait long for those of the account. */
const LIST_TIMEOUT_MS = 5_000;

/** For which a list serves: the editor asks anew at every letter of a search. */
const CACHE_MS = 60_000;

const cache = new Map<string, { at: number; models: Promise<INodeListSearchItems[]> }>();

/**
 * The models that can do the operation, and behind them the video models of the account that the catalogue does not
 * know. One list for both, since the editor opens a list only for the mode that is called `list`.
 */
export async function searchModels(
	this: ILoadOptionsFunctions,
	filter?: string,
): Promise<INodeListSearchResult> {
	const operation = this.getCurrentNodeParameter?.('operation') as Operation | undefined;
	const connection = await readConnection(this);
	const address = connection.ok ? connection.value : undefined;
	const catalogued = cataloguedModels(operation, address?.region);
	const further = address ? await newModelsOfAccount(this, address) : [];
	const wanted = (filter ?? '').trim().toLowerCase();
	const results = [...catalogued, ...further].filter(({ name, value }) =>
		`${name} ${value}`.toLowerCase().includes(wanted),
	);
	return { results };
}

/** Without a credential, with a wrong key or without network there is still the catalogue. */
async function newModelsOfAccount(
	context: ILoadOptionsFunctions,
	address: StudioAddress,
): Promise<INodeListSearchItems[]> {
	const account = `${context.getNode().credentials?.modelStudioApi?.id} ${address.apiBase}`;
	const now = systemClock.now();
	const kept = cache.get(account);
	if (kept && now - kept.at < CACHE_MS) return await kept.models;
	const models = newModelsAt(context, address).catch(() => []);
	cache.set(account, { at: now, models });
	return await models;
}

/** What they can do is not known, so they stand in the list of every operation. */
async function newModelsAt(
	context: ILoadOptionsFunctions,
	address: StudioAddress,
): Promise<INodeListSearchItems[]> {
	const listed = await listVideoModels(clientAt(context, address), systemClock.now() + LIST_TIMEOUT_MS);
	if (!listed.ok) return [];
	// The check of a portrait makes no video.
	const isKnown = (id: string) =>
		findModel(id) !== undefined || models.some(({ portraitCheck }) => portraitCheck?.model === id);
	return listed.value
		.filter(({ id }) => !isKnown(id))
		.map(({ id, name }) => ({
			name: `${name === id ? id : `${name} (${id})`} – set Body Dialect`,
			value: id,
			description: 'A model that this node does not know',
		}));
}
