import type { INodeProperties } from 'n8n-workflow';

import { models } from '../core/catalogue';
import { modelName } from '../core/catalogue/labels';
import {
	inOrder,
	fileOptions,
	getTaskDownload,
	getTaskOptions,
	optionsField,
	simplify,
	simplifyField,
} from './outputFields';

/** What both triggers ask: which tasks start the workflow, and what their items look like. */
const finishedTaskFields: INodeProperties[] = [
	{
		displayName: 'Trigger On',
		name: 'events',
		type: 'multiOptions',
		required: true,
		options: [
			{
				name: 'Task Canceled',
				value: 'CANCELED',
				action: 'On video canceled',
				description: 'A task was canceled before it started',
			},
			{
				name: 'Task Failed',
				value: 'FAILED',
				action: 'On video failed',
				description: 'A task ended without a video',
			},
			{
				name: 'Task Succeeded',
				value: 'SUCCEEDED',
				action: 'On video ready',
				description: 'A video is ready',
			},
		],
		default: ['SUCCEEDED'],
	},
	{
		displayName: 'Models',
		name: 'models',
		type: 'multiOptions',
		options: inOrder(
			models.map((model) => ({ name: modelName(model), value: model.id })),
			({ name }) => name,
		),
		default: [],
		description: 'Only tasks of these models. None means all that make videos.',
	},
	simplifyField,
];

const whenSwitchedOnAgain: INodeProperties = {
	displayName: 'When Switched On Again',
	name: 'whenSwitchedOnAgain',
	type: 'options',
	options: [
		{
			name: 'Leave Out What Ended Meanwhile',
			value: 'leaveOut',
			description: 'Tasks that end while the workflow is switched off do not start it',
		},
		{
			name: 'Start for What Ended Meanwhile',
			value: 'catchUp',
			description: 'As long as the service lists the tasks, which is 24 hours',
		},
	],
	default: 'catchUp',
	description:
		'Tasks that ended before the workflow was first switched on, or before its credential led to their account, never start it; those that end while n8n is down always do',
};

export const eventFields: INodeProperties[] = [...finishedTaskFields, getTaskOptions];

export const pollFields: INodeProperties[] = [
	...finishedTaskFields,
	optionsField([...fileOptions, getTaskDownload, simplify, whenSwitchedOnAgain]),
];
