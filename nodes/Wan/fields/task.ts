import type { INodeProperties } from 'n8n-workflow';

export const taskIdField: INodeProperties = {
	displayName: 'Task ID',
	name: 'taskId',
	type: 'string',
	required: true,
	default: '={{ $json.taskId }}',
	placeholder: 'e.g. 0385dc79-5ff8-4d82-bcb6-0123456789ab',
	description: 'The task of this item. The service keeps tasks for 24 hours.',
};
