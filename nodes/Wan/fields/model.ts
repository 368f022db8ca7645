import type { INodeListSearchItems, INodeProperties } from 'n8n-workflow';

import { type Operation, mediaFor, models, type WanModel } from '../../core/catalogue';
import { modelName } from '../../core/catalogue/labels';

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

/** The catalogue's models for the operation, newest first. A model of one region, and the service's first choice, say so in their names. */
export function cataloguedModels(operation: Operation | undefined): INodeListSearchItems[] {
	return models
		.filter(({ operations }) => !(operation && operation in mediaFor) || operations.includes(operation))
		.map((model) => ({
			name: `${modelName(model)}${model.recommended ? ' – recommended' : ''}`,
			value: model.id,
			description: model.summary,
		}));
}
