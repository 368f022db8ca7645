import { waitAndRepeat, type ErrorRow } from './errorRow';

export const unknownKey: Omit<ErrorRow, 'codes'> = {
	class: 'key or region',
	message: 'The service does not recognize this API key',
	description:
		"A key works only in the region it was created in. Check the credential's Region, and that the API Key is complete and has not expired.",
};

const freeQuota: Omit<ErrorRow, 'codes'> = {
	class: 'quota',
	message: 'The free quota of this model is used up',
	description: 'Turn off "free tier only" for the model in the Model Studio console.',
};

/** The key and its rights, money, rate limits. */
export const accountErrors: readonly ErrorRow[] = [
	// Key, region, rights
	{ codes: ['InvalidApiKey'], ...unknownKey },
	{ codes: ['*'], serviceMessage: /invalid access token or token expired/i, ...unknownKey },
	{
		codes: ['NOT AUTHORIZED', 'WorkSpaceNotFound', 'Workspace.AccessDenied'],
		class: 'key or region',
		message: 'The workspace does not exist, or the key may not use it',
		description: "Check the credential's Workspace ID, or use a key of that workspace.",
	},
	{
		codes: ['AccessDenied'],
		serviceMessage: /\bsynchronous calls/i,
		class: 'key or region',
		message: 'The service did not receive the header for asynchronous calls',
		description: "If the credential's Base URL is a gateway, it has to forward the X-DashScope-Async header.",
	},
	{
		codes: ['AccessDenied'],
		serviceMessage: /policy/i,
		class: 'retry',
		message: 'The permission for the temporary upload has expired',
		description: 'Run the item again.',
	},
	{
		codes: ['AccessDenied.Unpurchased', 'CommodityNotPurchased'],
		class: 'quota',
		message: 'Model Studio is not activated for this account',
		description: 'Activate it in the Alibaba Cloud console of this region.',
	},
	{
		codes: ['AccessDenied', 'Model.AccessDenied'],
		class: 'key or region',
		message: 'The service denied access',
		description: "Grant the model to the key's workspace in the Model Studio console, or use another key.",
	},
	{
		codes: ['Endpoint.AccessDenied'],
		class: 'input',
		message: 'The service has retired this model',
		description: 'Choose a newer model.',
	},
	{
		codes: ['ModelNotFound'],
		class: 'key or region',
		message: 'This model is not available to this key in this region',
		description: 'Choose another model, or a credential for another region.',
	},
	// Money
	{
		codes: ['Arrearage', 'PrepaidBillOverdue', 'PostpaidBillOverdue'],
		class: 'quota',
		message: 'The account is in arrears, or a bill is overdue',
		description: 'Pay the open balance or top up the account in the Alibaba Cloud console.',
	},
	{ codes: ['AllocationQuota.FreeTierOnly'], ...freeQuota },
	{ codes: ['Throttling.AllocationQuota', 'insufficient_quota'], serviceMessage: /free/i, ...freeQuota },
	// Rate limits
	{
		codes: ['Throttling*', 'insufficient_quota', 'LimitRequests', 'limit_burst_rate'],
		class: 'retry',
		mayCreateAgain: 'throttled',
		message: "The account's rate limit was reached",
		description: 'Run fewer items at once, or ask Alibaba Cloud for a higher limit. ' + waitAndRepeat,
	},
];
