import type {
	IExecuteFunctions,
	ILoadOptionsFunctions,
	IPollFunctions,
	IWebhookFunctions,
} from 'n8n-workflow';

/** Where the service is asked from: an execution, a poll or an event of a trigger, a list in the editor. */
export type StudioContext = IExecuteFunctions | ILoadOptionsFunctions | IPollFunctions | IWebhookFunctions;

/** Where videos are stored: not while a list is open in the editor. */
export type StoringContext = IExecuteFunctions | IPollFunctions | IWebhookFunctions;
