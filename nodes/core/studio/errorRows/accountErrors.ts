import { waitAndRepeat, type ErrorRow } from './errorRow';

const topUp = 'Settle or top up the account in the Alibaba Cloud console, then run the item again.';

/** The key and its rights, money, pace. */
export const accountErrors: readonly ErrorRow[] = [
	// Key, region, rights
	{
		code: 'InvalidApiKey',
		aliases: ['invalid_api_key'],
		class: 'key or region',
		message: 'The service does not know this API key',
		description:
			"A key works in one region only, and a key of another region gets this same answer. Check that the credential's Region is the one where the key was made, and that the key is complete. Keys of a coding plan (sk-sp-) make no videos.",
	},
	{
		code: '*',
		serviceMessage: /invalid access token or token expired/i,
		class: 'key or region',
		message: 'The service does not know this API key, or the key has expired',
		description: "Check the credential's API Key, and that its Region is the one where the key was made.",
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
		message: 'The service did not see the header for asynchronous calls',
		description:
			"If the credential's Base URL leads through a gateway, let it pass the header X-DashScope-Async.",
	},
	{
		code: 'AccessDenied',
		aliases: ['access_denied'],
		serviceMessage: /policy/i,
		class: 'retry',
		message: 'The permission for the temporary upload ran out',
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
		description: 'Choose a newer model. The key is not to blame.',
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
		message: 'This region does not offer the model to this key',
		description: 'Choose a model that the region offers, or a credential of another region.',
	},
	{
		code: 'model_not_supported',
		class: 'input',
		message: 'The service does not offer this model for what was asked of it',
		description: "Choose a model from the list, and check the credential's Region and Base URL.",
	},
	// Money
	{ code: 'Arrearage', class: 'quota', message: 'The account is in arrears', description: topUp },
	{
		code: 'AllocationQuota.FreeTierOnly',
		class: 'quota',
		message: 'The free quota is used up, and the account is set to use nothing else',
		description:
			'Turn off "free tier only" for the model in the Model Studio console, or wait for new quota.',
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
	// Pace
	{
		code: 'Throttling.AllocationQuota',
		aliases: ['insufficient_quota'],
		class: 'retry',
		mayCreateAgain: 'throttled',
		message: "The account's quota for this minute is used up",
		description: 'It clears by itself, usually within a minute. ' + waitAndRepeat,
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
