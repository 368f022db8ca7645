import type { INodeProperties } from 'n8n-workflow';

import { eventFields } from '../shared/triggerFields';
import { EVENT_SOURCE, EVENT_TYPE } from './event';
import { TOKEN_HEADER } from './token';

const pattern = JSON.stringify({ source: [EVENT_SOURCE], type: [EVENT_TYPE] });

export const eventTriggerFields: INodeProperties[] = [
	{
		displayName: `Set up once in the EventBridge console, in the region of your API key. Rule: on the event bus "default", with the event pattern <code>${pattern}</code>. Target: HTTP, the production URL of this node, Body: Complete Event, Token (advanced options): as in the credential, retry policy: exponential decay. EventBridge is billed. Alibaba documents these events for China (Beijing); elsewhere use Wan Trigger.`,
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
