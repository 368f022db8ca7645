import { waitAndRepeat, type ErrorRow } from './errorRow';

const topUp =
	'Pay the open balance or top up the account in the Alibaba Cloud console, then run the item again.';

/** The key and its rights, money, rate limits. */
export const accountErrors: readonly ErrorRow[] = [
	// Key, region, rights
	{
		code: 'InvalidApiKey',
		aliases: ['invalid_api_key'],
		class: 'key or region',
		message: 'The service does not recognize this API key',
		description:
			"A key works only in the region it was created in, and a key from another region gets this same answer. Check the credential's Region, and that the API Key is complete. Coding Plan keys (sk-sp-) cannot make videos.",
	},
	{
		code: '*',
		serviceMessage: /invalid access token or token expired/i,
		class: 'key or region',
		message: 'The service does not recognize this API key, or the key has expired',
		description: "Check the credential's API Key, and that its Region is the one the key was created in.",
	},
	{
		code: 'NOT AUTHORIZED',
		class: 'key or region',
		message: 'The key has no access to this workspace, or the workspace does not exist',
		description: "Check the credential's Workspace ID and that the key belongs to that workspace.",
	},
	{
		code: 'WorkSpaceNotFound',
		class: 'key or region',
		message: 'The workspace does not exist',
		description: "Check the credential's Workspace ID.",
	},
	{
		code: 'AccessDenied',
		aliases: ['access_denied'],
		serviceMessage: /\bsynchronous calls/i,
		class: 'key or region',
		message: 'The service did not receive the header for asynchronous calls',
		description:
			"If the credential's Base URL points to a gateway, make sure that it forwards the X-DashScope-Async header.",
	},
	{
		code: 'AccessDenied',
		aliases: ['access_denied'],
		serviceMessage: /policy/i,
		class: 'retry',
		message: 'The permission for the temporary upload has expired',
		description: 'Run the item again.',
	},
	{
		code: 'AccessDenied.Unpurchased',
		class: 'quota',
		message: 'Model Studio is not activated for this account',
		description: 'Activate Model Studio in the Alibaba Cloud console of this region.',
	},
	{
		code: 'AccessDenied',
		aliases: ['access_denied'],
		class: 'key or region',
		message: 'The service denied access',
		description: "Check that the key's account and workspace may use this model in this region.",
	},
	{
		code: 'Model.AccessDenied',
		class: 'key or region',
		message: "The key's workspace may not use this model",
		description:
			'Grant the model to the workspace in the Model Studio console, or use a key of another workspace.',
	},
	{
		code: 'Endpoint.AccessDenied',
		class: 'input',
		message: 'The service has retired this model',
		description: 'Choose a newer model. The API Key is not the cause.',
	},
	{
		code: 'Workspace.AccessDenied',
		class: 'key or region',
		message: 'The key may not use this workspace',
		description: "Check the credential's Workspace ID, or use a key of that workspace.",
	},
	{
		code: 'ModelNotFound',
		aliases: ['model_not_found'],
		class: 'key or region',
		message: 'This model is not available to this key in this region',
		description: 'Choose a model that is available in the region, or a credential for another region.',
	},
	{
		code: 'model_not_supported',
		class: 'input',
		message: 'The service does not offer this model for this kind of request',
		description: "Choose a model from the list, and check the credential's Region and Base URL.",
	},
	// Money
	{ code: 'Arrearage', class: 'quota', message: 'The account is in arrears', description: topUp },
	{
		code: 'AllocationQuota.FreeTierOnly',
		class: 'quota',
		message: 'The free quota is used up, and the account is set to use only the free quota',
		description:
			'Turn off "free tier only" for the model in the Model Studio console, or wait until the quota is renewed.',
	},
	{
		code: 'CommodityNotPurchased',
		class: 'quota',
		message: 'The service is not purchased',
		description: topUp,
	},
	{ code: 'PrepaidBillOverdue', class: 'quota', message: 'A prepaid bill is overdue', description: topUp },
	{ code: 'PostpaidBillOverdue', class: 'quota', message: 'A bill is overdue', description: topUp },
	{
		code: 'Throttling.AllocationQuota',
		aliases: ['insufficient_quota'],
		serviceMessage: /free/i,
		class: 'quota',
		message: 'The free quota of this model is used up',
		description: 'Switch to paid use in the Model Studio console. Waiting does not help.',
	},
	// Rate limits
	{
		code: 'Throttling.AllocationQuota',
		aliases: ['insufficient_quota'],
		class: 'retry',
		mayCreateAgain: 'throttled',
		message: "The account's quota for this minute is used up",
		description: 'It is usually renewed within a minute. ' + waitAndRepeat,
	},
	{
		code: 'Throttling*',
		aliases: ['LimitRequests', 'limit_requests', 'limit_burst_rate'],
		class: 'retry',
		mayCreateAgain: 'throttled',
		message: "The account's request limit was reached",
		description: 'Run fewer items at once, or ask Alibaba Cloud for a higher limit. ' + waitAndRepeat,
	},
];
