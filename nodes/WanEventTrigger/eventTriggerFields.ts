import type { INodeProperties } from 'n8n-workflow';

import { eventFields } from '../shared/triggerFields';
import { TOKEN_HEADER } from './token';

export const eventTriggerFields: INodeProperties[] = [
	{
		displayName:
			'<a href="https://github.com/n8n-nodes-wan/n8n-nodes-wan/blob/main/docs/triggers.md#wan-event-trigger" target="_blank">Set up EventBridge in three steps</a>. Documented for China (Beijing); elsewhere, use Wan Trigger.',
		name: 'setupNotice',
		type: 'notice',
		default: '',
	},
	{
		displayName: 'Authentication',
		name: 'authentication',
		type: 'options',
		options: [
			{ name: 'Token in Header', value: 'header', description: 'As an HTTP target of EventBridge sends it' },
			{
				name: 'Token in URL',
				value: 'url',
				description: 'For senders without headers of their own. Logs on the way may show it.',
			},
		],
		default: 'header',
		description: 'Where a delivery has the token. Without it nothing starts.',
	},
	{
		displayName: 'Header Name',
		name: 'headerName',
		type: 'string',
		default: TOKEN_HEADER,
		placeholder: `e.g. ${TOKEN_HEADER}`,
		description: 'EventBridge sends the Token of an HTTP target in the default header',
		displayOptions: { show: { authentication: ['header'] } },
	},
	{
		displayName:
			'Add <code>?token=</code> and the token of the credential to the URL that you enter in EventBridge.',
		name: 'urlNotice',
		type: 'notice',
		default: '',
		displayOptions: { show: { authentication: ['url'] } },
	},
	...eventFields,
];
