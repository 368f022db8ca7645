import type { FaultClass } from '../base/fault';

/** One line of the service's error list ("Error codes", Model Studio, May 2026), in a user's words. */
export interface ErrorRow {
	/** As the service writes it; a trailing `*` stands for any ending. */
	code: string;
	/** The OpenAI-style name of the same code, seen in some answers. */
	alias?: string;
	/** Only where the message holds this. Rows of one code are tried in order. */
	serviceMessage?: RegExp;
	class: FaultClass;
	message: string;
	description: string;
}

const changeInput = 'Change the value that the service names, and run the item again. Nothing was paid.';
const waitAndRepeat = 'Run the item again in a minute.';
const topUp = 'Settle or top up the account in the Alibaba Cloud console, then run the item again.';
const mediaDescription =
	'Check that the link opens without login and ends in the file itself. Otherwise pass the file as binary data, or store it in OSS of the same region.';

export const errorRows: readonly ErrorRow[] = [
	// Key, region, rights
	{
		code: 'InvalidApiKey',
		alias: 'invalid_api_key',
		class: 'key or region',
		message: 'The service does not know this API key',
		description:
			"A key works in one region only, and a key of another region gets this same answer. Check that the credential's Region is the one where the key was made, and that the key is complete. Plan keys (sk-sp-) do not work here.",
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
		alias: 'access_denied',
		serviceMessage: /\bsynchronous calls/i,
		class: 'key or region',
		message: 'The service did not see the header for asynchronous calls',
		description:
			"If the credential's Base URL leads through a gateway, let it pass the header X-DashScope-Async.",
	},
	{
		code: 'AccessDenied',
		alias: 'access_denied',
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
		alias: 'access_denied',
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
		code: 'Workspace.AccessDenied',
		class: 'key or region',
		message: 'The key may not use this workspace',
		description: "Check the credential's Workspace ID, or use a key of that workspace.",
	},
	{
		code: 'ModelNotFound',
		alias: 'model_not_found',
		class: 'key or region',
		message: 'This region does not offer the model to this key',
		description: 'Choose a model that the region offers, or a credential of another region.',
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
		alias: 'insufficient_quota',
		serviceMessage: /free/i,
		class: 'quota',
		message: 'The free quota of this model is used up',
		description: 'Switch to paid use in the Model Studio console. Waiting does not help.',
	},
	// Pace
	{
		code: 'Throttling.AllocationQuota',
		alias: 'insufficient_quota',
		class: 'retry',
		message: "The account's quota for this minute is used up",
		description: 'It clears by itself, usually within a minute. ' + waitAndRepeat,
	},
	{
		code: 'Throttling*',
		alias: 'limit_requests',
		class: 'retry',
		message: "The account's request limit was reached",
		description: 'Run fewer items at once, or ask Alibaba Cloud for a higher limit. ' + waitAndRepeat,
	},
	// Moderation
	{
		code: 'DataInspectionFailed',
		alias: 'data_inspection_failed',
		serviceMessage: /output/i,
		class: 'blocked',
		message: "The service's content check held back the finished video",
		description: 'Change the prompt or the image. A held back video is not charged.',
	},
	{
		code: 'DataInspectionFailed',
		alias: 'data_inspection_failed',
		class: 'blocked',
		message: "The service's content check refused the prompt or a file",
		description: 'Change the prompt or the image.',
	},
	{
		code: 'IPInfringementSuspect',
		class: 'blocked',
		message: 'The service suspects that the input infringes a copyright or a trade mark',
		description: 'Use other wording or another image.',
	},
	{
		code: 'CustomRoleBlocked',
		class: 'blocked',
		message: "A moderation rule of the account's own refused the input",
		description: 'Change the input, or the rule in the Model Studio console.',
	},
	// Input
	{
		code: 'InvalidParameter.DataInspection',
		serviceMessage: /timed out/i,
		class: 'retry',
		message: 'The service took too long to fetch the media file',
		description: 'Run the item again, or put the file on a faster host.',
	},
	{
		code: 'InvalidParameter.DataInspection',
		serviceMessage: /authorization/i,
		class: 'input',
		message: 'The service may not read the media file; a signed link may have expired',
		description: mediaDescription,
	},
	{
		code: 'InvalidParameter.DataInspection',
		class: 'input',
		message: 'The service could not fetch or read the media file',
		description: mediaDescription,
	},
	{
		code: 'InvalidParameter',
		serviceMessage: /failed to download/i,
		class: 'input',
		message: 'The service could not download the media file',
		description: mediaDescription,
	},
	{
		code: 'InvalidParameter',
		serviceMessage: /model not exist/i,
		class: 'input',
		message: 'The service does not know this model',
		description: 'Choose the model from the list, or check its ID.',
	},
	{
		code: 'InvalidParameter',
		serviceMessage: /url error/i,
		class: 'input',
		message: 'The service does not offer this model at this address',
		description: "Check the model's ID, and the credential's Base URL if it is set.",
	},
	{
		code: 'InvalidParameter*',
		class: 'input',
		message: 'The service refused a value',
		description: changeInput,
	},
	{
		code: 'InvalidURL.Timeout',
		class: 'retry',
		message: 'The service took too long to fetch the media file',
		description: 'Run the item again, or put the file on a faster host.',
	},
	{
		code: 'InvalidURL*',
		class: 'input',
		message: 'The service does not take the media file behind a link',
		description: mediaDescription,
	},
	{
		code: 'InvalidFile*',
		class: 'input',
		message: 'The service does not take the media file',
		description: changeInput,
	},
	{
		code: 'InvalidImage*',
		class: 'input',
		message: 'The service does not take the image',
		description: changeInput,
	},
	{
		code: 'BadRequest.InputDownloadFailed',
		class: 'input',
		message: 'The service could not download the media file',
		description: mediaDescription,
	},
	{
		code: 'BadRequest.TooLarge',
		class: 'input',
		message: 'The request is larger than the service takes',
		description: 'Use a smaller file, or pass it as a link.',
	},
	{
		code: 'BadRequest*',
		class: 'input',
		message: 'The service refused the request',
		description: changeInput,
	},
	{
		code: 'UnsupportedOperation',
		class: 'input',
		message: 'The task is past the point where it can be called off',
		description:
			'Only a task that is still PENDING can be. A running task goes on and is charged when it succeeds.',
	},
	{
		code: 'Conflict',
		class: 'input',
		message: 'The request conflicts with another one',
		description: waitAndRepeat,
	},
	// The service's own
	{
		code: 'InternalError.Timeout',
		class: 'retry',
		message: 'The service gave up on the task after three hours',
		description: 'A task that did not succeed is not charged. Run the item again.',
	},
	{
		code: 'RewriteFailed',
		class: 'retry',
		message: 'The service could not rewrite the prompt',
		description: 'Run the item again, or turn off Prompt Extend.',
	},
	...[
		'InternalError*',
		'SystemError',
		'ModelServiceFailed',
		'RequestTimeOut',
		'ModelServingError',
		'ModelUnavailable',
	].map(
		(code): ErrorRow => ({
			code,
			class: 'retry',
			message: 'The service had an internal error',
			description: waitAndRepeat,
		}),
	),
];

/** Finds the row for a code and message; `undefined` for codes that the list does not have. */
export function findErrorRow(code: string, message: string): ErrorRow | undefined {
	return errorRows.find((row) => matchesCode(row, code) && (row.serviceMessage?.test(message) ?? true));
}

function matchesCode(row: ErrorRow, code: string): boolean {
	if (row.alias !== undefined && code === row.alias) return true;
	return row.code.endsWith('*') ? code.startsWith(row.code.slice(0, -1)) : code === row.code;
}
