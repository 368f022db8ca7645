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
			'Whether to return only finished videos that are not among the known task IDs, such as those of a crashed or deleted execution in the last 24 hours',
	},
	{
		displayName: 'Known Task IDs',
		name: 'knownTaskIds',
		type: 'string',
		default: '',
		placeholder: 'e.g. {{ $json.taskId }}',
		description:
			'Tasks whose videos you have, as a list or separated by commas. Those of all input items count.',
		displayOptions: lostOnly,
	},
];

/** Statuses as the service writes them. */
const statusOptions: INodePropertyOptions[] = [
	{ name: 'Canceled', value: 'CANCELED', description: 'Before it started' },
	{ name: 'Failed', value: 'FAILED' },
	{ name: 'Pending', value: 'PENDING', description: 'Waits for its turn' },
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
			description: 'Only tasks of this model',
		},
		{
			displayName: 'Status',
			name: 'status',
			type: 'options',
			options: statusOptions,
			default: 'SUCCEEDED',
			description: 'Only tasks with this status. Lost tasks have always succeeded.',
		},
		{
			displayName: 'Submitted After',
			name: 'submittedAfter',
			type: 'dateTime',
			default: '',
			description: 'The service keeps tasks for 24 hours',
		},
		{
			displayName: 'Submitted Before',
			name: 'submittedBefore',
			type: 'dateTime',
			default: '',
		},
	],
};
