import type {
	IExecuteFunctions,
	ILoadOptionsFunctions,
	INodeListSearchResult,
	INodeProperties,
} from 'n8n-workflow';

import { mediaFor, models, regionName, regions, type Making, type WanModel } from '../../core/catalogue';

export function modelField(choices: readonly WanModel[], defaultId: string): INodeProperties {
	const preset = choices.find(({ id }) => id === defaultId);
	return {
		displayName: 'Model',
		name: 'model',
		type: 'resourceLocator',
		required: true,
		default: { mode: 'list', value: defaultId, cachedResultName: preset ? modelName(preset) : defaultId },
		description: 'The fields below follow the model. A model by expression is checked when the node runs.',
		modes: [
			{
				displayName: 'From List',
				name: 'list',
				type: 'list',
				typeOptions: { searchListMethod: 'searchModels', searchable: true },
			},
			{ displayName: 'By ID', name: 'id', type: 'string', placeholder: `e.g. ${defaultId}` },
			// Behind By ID: an expression in a list puts the editor into the first mode that is not called `list`.
			{
				displayName: 'From the Account',
				name: 'account',
				type: 'list',
				typeOptions: { searchListMethod: 'searchAccountModels', searchable: true },
			},
		],
	};
}

export function readModel(context: IExecuteFunctions, itemIndex: number): unknown {
	return context.getNodeParameter('model', itemIndex, '', { extractValue: true });
}

/** The catalogue's models for the operation, newest first. A model that few regions have says so in its name. */
export async function searchModels(
	this: ILoadOptionsFunctions,
	filter?: string,
): Promise<INodeListSearchResult> {
	const wanted = (filter ?? '').trim().toLowerCase();
	const making = this.getCurrentNodeParameter?.('operation') as Making | undefined;
	const results = models
		.filter(({ makes }) => !(making && making in mediaFor) || makes.includes(making))
		.map((model) => ({ name: modelName(model), value: model.id, description: model.summary }))
		.filter(({ name, value }) => `${name} ${value}`.toLowerCase().includes(wanted));
	return { results };
}

export function modelName(model: WanModel): string {
	const where = model.regions.length === 1 ? ` – ${model.regions.map(shortRegionName).join()} only` : '';
	return `${model.label} (${model.id})${where}`;
}

/** `US (Virginia)` is `Virginia` where space is short. */
export function shortRegionName(region: (typeof regions)[number]['id']): string {
	return /\((.+)\)/.exec(regionName(region))?.[1] ?? regionName(region);
}
