import type { IExecuteFunctions, INodeListSearchItems, INodeProperties } from 'n8n-workflow';

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
		],
	};
}

export function readModel(context: IExecuteFunctions, itemIndex: number): unknown {
	return context.getNodeParameter('model', itemIndex, '', { extractValue: true });
}

/** The catalogue's models for the operation, newest first. A model that few regions have says so in its name. */
export function cataloguedModels(operation: unknown): INodeListSearchItems[] {
	const making = operation as Making | undefined;
	return models
		.filter(({ makes }) => !(making && making in mediaFor) || makes.includes(making))
		.map((model) => ({ name: modelName(model), value: model.id, description: model.summary }));
}

export function modelName(model: WanModel): string {
	const where = model.regions.length === 1 ? ` – ${model.regions.map(shortRegionName).join()} only` : '';
	// The day of a snapshot stands in its ID already, and the list is narrow.
	const label = models.find(({ id }) => id === model.snapshotOf)?.label ?? model.label;
	return `${label} (${model.id})${where}`;
}

/** `US (Virginia)` is `Virginia` where space is short. */
export function shortRegionName(region: (typeof regions)[number]['id']): string {
	return /\((.+)\)/.exec(regionName(region))?.[1] ?? regionName(region);
}
