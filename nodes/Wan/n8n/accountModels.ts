import { NodeOperationError, type ILoadOptionsFunctions, type INodeListSearchResult } from 'n8n-workflow';

import { findModel, models } from '../../core/catalogue';
import { systemClock } from '../../core/clock';
import { StudioClient } from '../../core/studio/client';
import { listVideoModels } from '../../core/studio/modelList';
import { modelName } from '../fields/model';
import { readAccess } from './access';
import { n8nTransport } from './transport';

/** Milliseconds; whoever opens a list does not wait longer. */
const PATIENCE = 20_000;

/** The video models that the credential's key may use in its region. Those that this node knows come first, by name. */
export async function searchAccountModels(
	this: ILoadOptionsFunctions,
	filter?: string,
): Promise<INodeListSearchResult> {
	const access = await readAccess(this);
	if (!('apiBase' in access)) {
		throw new NodeOperationError(this.getNode(), access.what, { description: access.advice });
	}
	const time = { clock: systemClock, random: Math.random };
	const client = new StudioClient(access.apiBase, n8nTransport(this), time);
	const isKnown = (id: string) => findModel(id) !== undefined;
	const listed = await listVideoModels(client, systemClock.now() + PATIENCE, isKnown);
	if (!listed.ok) {
		const { what, advice } = listed.fault;
		throw new NodeOperationError(this.getNode(), what, { description: advice });
	}
	const wanted = (filter ?? '').trim().toLowerCase();
	const results = listed.value
		// It looks at pictures and makes no video.
		.filter(({ id }) => !models.some(({ portraitCheck }) => portraitCheck?.model === id))
		.map(({ id, name }) => {
			const model = findModel(id);
			const shown = model ? modelName({ ...model, id }) : `${name} (${id}) – needs Options: Body Dialect`;
			return { name: shown, value: id, known: model !== undefined };
		})
		.filter(({ name }) => name.toLowerCase().includes(wanted))
		.sort((a, b) => Number(b.known) - Number(a.known))
		.map(({ name, value }) => ({ name, value }));
	return { results };
}
