import type { INodeProperties } from 'n8n-workflow';

import { models } from '../core/catalogue';
import { modelName } from '../core/catalogue/labels';
import { getTaskOptions, simplifyField } from './outputFields';

/** What the triggers ask: which tasks start the workflow, and what their items look like. */
export const finishedTaskFields: INodeProperties[] = [
	{
		displayName: 'Events',
		name: 'events',
		type: 'multiOptions',
		required: true,
		options: [
			{ name: 'Task Canceled', value: 'CANCELED', description: 'A task was called off before it began' },
			{ name: 'Task Failed', value: 'FAILED', description: 'A task ended without a video' },
			{ name: 'Task Succeeded', value: 'SUCCEEDED', description: 'A video is ready' },
		],
		default: ['SUCCEEDED'],
		description: 'What starts the workflow',
	},
	{
		displayName: 'Models',
		name: 'models',
		type: 'multiOptions',
		options: [...models]
			.map((model) => ({ name: modelName(model), value: model.id }))
			.sort((a, b) => a.name.localeCompare(b.name, 'en')),
		default: [],
		description: 'Only tasks of these models. None means all.',
	},
	simplifyField,
	getTaskOptions,
];
