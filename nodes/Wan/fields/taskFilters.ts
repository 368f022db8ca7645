import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';

const lostOnly = { show: { onlyLostTasks: [true] } };

export const returnAllField: INodeProperties = {
	displayName: 'Return All',
	name: 'returnAll',
	type: 'boolean',
	default: false,
	description: 'Whether to return all results or only up to a given limit',
};

export const limitField: INodeProperties = {
	displayName: 'Limit',
	name: 'limit',
	type: 'number',
	typeOptions: { minValue: 1 },
	default: 50,
	description: 'Max number of results to return',
	displayOptions: { show: { returnAll: [false] } },
};

export const lostTasksFields: INodeProperties[] = [
	{
		displayName: 'Only Lost Tasks',
		name: 'onlyLostTasks',
		type: 'boolean',
		default: false,
		description:
			'Whether to return only videos that are finished but not among the known task IDs, each with its link. These are what a crashed or deleted execution has left at the service in the last 24 hours.',
	},
	{
		displayName: 'Known Task IDs',
		name: 'knownTaskIds',
		type: 'string',
		default: '',
		placeholder: 'e.g. {{ $json.taskId }}',
		description:
			'Tasks whose videos you have. Several IDs as a list or with commas between them; those of all input items count together.',
		displayOptions: lostOnly,
	},
];

/** Statuses as the service writes them. */
const statusOptions: INodePropertyOptions[] = [
	{ name: 'Canceled', value: 'CANCELED', description: 'Canceled before it started' },
	{ name: 'Failed', value: 'FAILED' },
	{ name: 'Pending', value: 'PENDING', description: 'Waits for its turn at the service' },
	{ name: 'Running', value: 'RUNNING' },
	{ name: 'Succeeded', value: 'SUCCEEDED' },
];

/** What Status may be. */
export const taskStatuses = statusOptions.map(({ value }) => String(value));

export const taskFilters: INodeProperties = {
	displayName: 'Filters',
	name: 'filters',
	type: 'collection',
	placeholder: 'Add filter',
	default: {},
	options: [
		{
			displayName: 'Model',
			name: 'model',
			type: 'string',
			default: '',
			placeholder: 'e.g. wan2.6-i2v-flash',
			description: 'Only tasks of the model with this ID',
		},
		{
			displayName: 'Status',
			name: 'status',
			type: 'options',
			options: statusOptions,
			default: 'SUCCEEDED',
			description: 'Only tasks that are in this state. Lost tasks are always those that succeeded.',
		},
		{
			displayName: 'Submitted After',
			name: 'submittedAfter',
			type: 'dateTime',
			default: '',
			description: 'Only tasks that were submitted then or later. The service keeps tasks for 24 hours.',
		},
		{
			displayName: 'Submitted Before',
			name: 'submittedBefore',
			type: 'dateTime',
			default: '',
			description: 'Only tasks that were submitted then or earlier',
		},
	],
};
