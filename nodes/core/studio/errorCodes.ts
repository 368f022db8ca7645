import type { FaultClass } from '../base/fault';

/** One line of the service's error list ("Error codes", Model Studio, May 2026), in a user's words. */
export interface ErrorRow {
	/** As the service writes it; a trailing `*` stands for any ending. */
	code: string;
	/** The OpenAI-style name of the same code, seen in some answers. */
	alias?: string;
	/** Only where the message holds this. Rows of one code are tried in order. */
	message?: RegExp;
	class: FaultClass;
	what: string;
	advice: string;
}

const changeInput = 'Change the value that the service names, and run the item again. Nothing was paid.';
const waitAndRepeat = 'Run the item again in a minute.';
const topUp = 'Settle or top up the account in the Alibaba Cloud console, then run the item again.';
const mediaAdvice =
	'Check that the link opens without login and ends in the file itself. Otherwise pass the file as binary data, or store it in OSS of the same region.';

export const errorRows: readonly ErrorRow[] = [
	// Key, region, rights
	{
		code: 'InvalidApiKey',
		alias: 'invalid_api_key',
		class: 'key or region',
		what: 'The service does not know this API key',
		advice:
			"A key works in one region only, and a key of another region gets this same answer. Check that the credential's Region is the one where the key was made, and that the key is complete. Plan keys (sk-sp-) do not work here.",
	},
	{
		code: 'NOT AUTHORIZED',
		class: 'key or region',
		what: 'The key has no access to this workspace, or the workspace does not exist',
		advice: "Check the credential's Workspace ID and that the key belongs to that workspace.",
	},
	{
		code: 'WorkSpaceNotFound',
		class: 'key or region',
		what: 'The workspace does not exist',
		advice: "Check the credential's Workspace ID.",
	},
	{
		code: 'AccessDenied',
		alias: 'access_denied',
		message: /\bsynchronous calls/i,
		class: 'key or region',
		what: 'The service did not see the header for asynchronous calls',
		advice: "If the credential's Base URL leads through a gateway, let it pass the header X-DashScope-Async.",
	},
	{
		code: 'AccessDenied',
		alias: 'access_denied',
		message: /policy/i,
		class: 'retry',
		what: 'The permission for the temporary upload ran out',
		advice: 'Run the item again.',
	},
	{
		code: 'AccessDenied.Unpurchased',
		class: 'quota',
		what: 'Model Studio is not activated for this account',
		advice: 'Activate Model Studio in the Alibaba Cloud console of this region.',
	},
	{
		code: 'AccessDenied',
		alias: 'access_denied',
		class: 'key or region',
		what: 'The service denied access',
		advice: "Check that the key's account and workspace may use this model in this region.",
	},
	{
		code: 'Model.AccessDenied',
		class: 'key or region',
		what: "The key's workspace may not use this model",
		advice:
			'Grant the model to the workspace in the Model Studio console, or use a key of another workspace.',
	},
	{
		code: 'Workspace.AccessDenied',
		class: 'key or region',
		what: 'The key may not use this workspace',
		advice: "Check the credential's Workspace ID, or use a key of that workspace.",
	},
	{
		code: 'ModelNotFound',
		alias: 'model_not_found',
		class: 'key or region',
		what: 'This region does not offer the model to this key',
		advice: 'Choose a model that the region offers, or a credential of another region.',
	},
	// Money
	{ code: 'Arrearage', class: 'quota', what: 'The account is in arrears', advice: topUp },
	{
		code: 'AllocationQuota.FreeTierOnly',
		class: 'quota',
		what: 'The free quota is used up, and the account is set to use nothing else',
		advice: 'Turn off "free tier only" for the model in the Model Studio console, or wait for new quota.',
	},
	{ code: 'CommodityNotPurchased', class: 'quota', what: 'The service is not purchased', advice: topUp },
	{ code: 'PrepaidBillOverdue', class: 'quota', what: 'A prepaid bill is overdue', advice: topUp },
	{ code: 'PostpaidBillOverdue', class: 'quota', what: 'A bill is overdue', advice: topUp },
	{
		code: 'Throttling.AllocationQuota',
		alias: 'insufficient_quota',
		message: /free/i,
		class: 'quota',
		what: 'The free quota of this model is used up',
		advice: 'Switch to paid use in the Model Studio console. Waiting does not help.',
	},
	// Pace
	{
		code: 'Throttling.AllocationQuota',
		alias: 'insufficient_quota',
		class: 'retry',
		what: "The account's quota for this minute is used up",
		advice: 'It clears by itself, usually within a minute. ' + waitAndRepeat,
	},
	{
		code: 'Throttling*',
		alias: 'limit_requests',
		class: 'retry',
		what: "The account's request limit was reached",
		advice: 'Run fewer items at once, or ask Alibaba Cloud for a higher limit. ' + waitAndRepeat,
	},
	// Moderation
	{
		code: 'DataInspectionFailed',
		alias: 'data_inspection_failed',
		message: /output/i,
		class: 'blocked',
		what: "The service's content check held back the finished video",
		advice: 'Change the prompt or the image. A held back video is not charged.',
	},
	{
		code: 'DataInspectionFailed',
		alias: 'data_inspection_failed',
		class: 'blocked',
		what: "The service's content check refused the prompt or a file",
		advice: 'Change the prompt or the image.',
	},
	{
		code: 'IPInfringementSuspect',
		class: 'blocked',
		what: 'The service suspects that the input infringes a copyright or a trade mark',
		advice: 'Use other wording or another image.',
	},
	{
		code: 'CustomRoleBlocked',
		class: 'blocked',
		what: "A moderation rule of the account's own refused the input",
		advice: 'Change the input, or the rule in the Model Studio console.',
	},
	// Input
	{
		code: 'InvalidParameter.DataInspection',
		message: /timed out/i,
		class: 'retry',
		what: 'The service took too long to fetch the media file',
		advice: 'Run the item again, or put the file on a faster host.',
	},
	{
		code: 'InvalidParameter.DataInspection',
		message: /authorization/i,
		class: 'input',
		what: 'The service may not read the media file; a signed link may have expired',
		advice: mediaAdvice,
	},
	{
		code: 'InvalidParameter.DataInspection',
		class: 'input',
		what: 'The service could not fetch or read the media file',
		advice: mediaAdvice,
	},
	{
		code: 'InvalidParameter',
		message: /failed to download/i,
		class: 'input',
		what: 'The service could not download the media file',
		advice: mediaAdvice,
	},
	{
		code: 'InvalidParameter',
		message: /model not exist/i,
		class: 'input',
		what: 'The service does not know this model',
		advice: 'Choose the model from the list, or check its ID.',
	},
	{
		code: 'InvalidParameter',
		message: /url error/i,
		class: 'input',
		what: 'The service does not offer this model at this address',
		advice: "Check the model's ID, and the credential's Base URL if it is set.",
	},
	{ code: 'InvalidParameter*', class: 'input', what: 'The service refused a value', advice: changeInput },
	{
		code: 'InvalidURL.Timeout',
		class: 'retry',
		what: 'The service took too long to fetch the media file',
		advice: 'Run the item again, or put the file on a faster host.',
	},
	{
		code: 'InvalidURL*',
		class: 'input',
		what: 'The service does not take the media file behind a link',
		advice: mediaAdvice,
	},
	{
		code: 'InvalidFile*',
		class: 'input',
		what: 'The service does not take the media file',
		advice: changeInput,
	},
	{ code: 'InvalidImage*', class: 'input', what: 'The service does not take the image', advice: changeInput },
	{
		code: 'BadRequest.InputDownloadFailed',
		class: 'input',
		what: 'The service could not download the media file',
		advice: mediaAdvice,
	},
	{
		code: 'BadRequest.TooLarge',
		class: 'input',
		what: 'The request is larger than the service takes',
		advice: 'Use a smaller file, or pass it as a link.',
	},
	{ code: 'BadRequest*', class: 'input', what: 'The service refused the request', advice: changeInput },
	{
		code: 'UnsupportedOperation',
		class: 'input',
		what: 'The task is past the point where it can be called off',
		advice:
			'Only a task that is still PENDING can be. A running task goes on and is charged when it succeeds.',
	},
	{ code: 'Conflict', class: 'input', what: 'The request conflicts with another one', advice: waitAndRepeat },
	// The service's own
	{
		code: 'InternalError.Timeout',
		class: 'retry',
		what: 'The service gave up on the task after three hours',
		advice: 'A task that did not succeed is not charged. Run the item again.',
	},
	{
		code: 'RewriteFailed',
		class: 'retry',
		what: 'The service could not rewrite the prompt',
		advice: 'Run the item again, or turn off Prompt Extend.',
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
			what: 'The service had a fault of its own',
			advice: waitAndRepeat,
		}),
	),
];

/** Finds the row for a code and message; `undefined` for codes that the list does not have. */
export function findErrorRow(code: string, message: string): ErrorRow | undefined {
	return errorRows.find((row) => matchesCode(row, code) && (row.message?.test(message) ?? true));
}

function matchesCode(row: ErrorRow, code: string): boolean {
	if (row.alias !== undefined && code === row.alias) return true;
	return row.code.endsWith('*') ? code.startsWith(row.code.slice(0, -1)) : code === row.code;
}
