import {
	NodeConnectionTypes,
	type INodeType,
	type INodeTypeDescription,
	type IWebhookFunctions,
	type IWebhookResponseData,
} from 'n8n-workflow';

import { eventTriggerFields } from './eventTriggerFields';
import { receiveEvent } from './receive';
import { checkToken } from './token';

export class WanEventTrigger implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Wan Event Trigger',
		name: 'wanEventTrigger',
		icon: { light: 'file:wanEventTrigger.svg', dark: 'file:wanEventTrigger.dark.svg' },
		group: ['trigger'],
		version: 1,
		subtitle: '={{ "Task " + $parameter["events"].join(", ").toLowerCase() }}',
		description:
			'Starts the workflow when Alibaba Cloud EventBridge says that a video task of Model Studio has ended',
		defaults: { name: 'Wan Event Trigger' },
		inputs: [],
		outputs: [NodeConnectionTypes.Main],
		webhooks: [
			{ name: 'default', httpMethod: 'POST', responseMode: 'onReceived', path: 'model-studio-task' },
		],
		credentials: [
			{ name: 'modelStudioApi', displayName: 'API Key', required: true },
			{
				name: 'modelStudioEventsApi',
				displayName: 'Event Token',
				required: true,
				testedBy: 'checkToken',
			},
		],
		properties: eventTriggerFields,
	};

	methods = { credentialTest: { checkToken } };

	/** The rule in EventBridge is made by hand, with another key than the node's, so there is nothing to do here. */
	webhookMethods = {
		default: {
			checkExists: async () => true,
			create: async () => true,
			delete: async () => true,
		},
	};

	async webhook(this: IWebhookFunctions): Promise<IWebhookResponseData> {
		return await receiveEvent(this);
	}
}
