import type { INodeProperties } from 'n8n-workflow';

import { pollFields } from '../shared/triggerFields';

export const triggerFields: INodeProperties[] = [
	{
		displayName:
			'Every video task of the account and region starts the workflow once, whoever made it. The service keeps tasks for 24 hours; what ended longer ago is left out.',
		name: 'lifetimeNotice',
		type: 'notice',
		default: '',
	},
	...pollFields,
];
