import { errorRows } from '../../nodes/core/studio/errorCodes';
import type { FaultClass } from '../../nodes/core/base/fault';
import { faultFromResponse, isRetryable, faultFromApiError } from '../../nodes/core/studio/errors';
import { response, HTML } from '../harness/fakes';

const refusal = (status: number, code: string, message: string) =>
	response(status, { code, message, request_id: 'r-1' });

/*
 * The error table of fact sheet 6.1, row by row; `retry` is the table's own last column. At create and in a task the
 * same words mean the same.
 */
type Row = [status: number, code: string, message: string, kind: FaultClass];
const unable = 'Unable to download the media resource during the data inspection process.';
const rows: Row[] = [
	[400, 'InvalidParameter', 'Model not exist.', 'input'],
	[400, 'InvalidParameter', 'url error, please check url！', 'input'],
	[400, 'InvalidParameter', 'Field required: input.media', 'input'],
	[400, 'InvalidParameter', 'Range of duration should be [2, 15]', 'input'],
	[400, 'InvalidParameter', 'The size is not match xxxxxx', 'input'],
	[400, 'InvalidParameter', 'The two modes are mutually exclusive', 'input'],
	[400, 'InvalidParameter', 'Failed to download https://example.com/a.png', 'input'],
	[400, 'InvalidParameter.DataInspection', unable, 'input'],
	[
		400,
		'InvalidParameter.DataInspection',
		'Download the media resource timed out during the data inspection process.',
		'retry',
	],
	[
		400,
		'InvalidParameter.DataInspection',
		'Failed to find the requested media resource during the data inspection process.',
		'input',
	],
	[400, 'InvalidParameter.DataInspection', 'The fetch of the media resource timed out.', 'retry'],
	[400, 'InvalidParameter.DataInspection', 'The media format is not supported or incorrect.', 'input'],
	[400, 'InvalidParameter.DataInspection', "Don't have authorization to access the media resource.", 'input'],
	[400, 'InvalidURL', 'The request URL is invalid.', 'input'],
	[400, 'InvalidURL', 'The input audio is longer than 30s.', 'input'],
	[400, 'InvalidURL', 'File type is not supported. Allowed types are: .wav, .mp3.', 'input'],
	[400, 'InvalidURL.ConnectionRefused', 'Connection refused', 'input'],
	[400, 'InvalidURL.Timeout', 'Download timed out', 'retry'],
	[400, 'InvalidFile.Size', '', 'input'],
	[400, 'InvalidFile.Duration', '', 'input'],
	[400, 'InvalidFile.Resolution', '', 'input'],
	[400, 'InvalidFile.NoHuman', '', 'input'],
	[400, 'InvalidFile.Openerror', '', 'input'],
	[400, 'InvalidImage.Resolution', '', 'input'],
	[400, 'InvalidImageFormat', '', 'input'],
	[400, 'InvalidImageResolution', '', 'input'],
	[400, 'DataInspectionFailed', 'Input data may contain inappropriate content.', 'blocked'],
	[400, 'DataInspectionFailed', 'Output data may contain inappropriate content.', 'blocked'],
	[400, 'data_inspection_failed', 'Input data may contain inappropriate content.', 'blocked'],
	[400, 'IPInfringementSuspect', 'Input data is suspected of being involved in IP infringement.', 'blocked'],
	[400, 'CustomRoleBlocked', '', 'blocked'],
	[400, 'Arrearage', 'Access denied, please make sure your account is in good standing.', 'quota'],
	[400, 'BadRequest.EmptyInput', '', 'input'],
	[400, 'BadRequest.EmptyModel', '', 'input'],
	[400, 'BadRequest.IllegalInput', '', 'input'],
	[400, 'BadRequest.TooLarge', '', 'input'],
	[400, 'BadRequest.InputDownloadFailed', '', 'input'],
	[
		400,
		'UnsupportedOperation',
		'Failed to cancel the task, please confirm if the task is in PENDING status.',
		'input',
	],
	[401, 'InvalidApiKey', 'Invalid API-key provided.', 'key or region'],
	[401, 'InvalidApiKey', 'No API-key provided.', 'key or region'],
	[401, 'invalid_api_key', 'Incorrect API key provided.', 'key or region'],
	[
		401,
		'NOT AUTHORIZED',
		'You are not authorized to access this workspace, or the workspace does not exist.',
		'key or region',
	],
	[403, 'AccessDenied', 'current user api does not support synchronous calls.', 'key or region'],
	[403, 'AccessDenied', 'current user api does not support asynchronous calls.', 'key or region'],
	[403, 'AccessDenied', 'Invalid according to Policy: Policy expired.', 'retry'],
	[403, 'AccessDenied', 'Access denied.', 'key or region'],
	[403, 'access_denied', 'Access denied.', 'key or region'],
	[403, 'AccessDenied.Unpurchased', '', 'quota'],
	[403, 'Model.AccessDenied', '', 'key or region'],
	[403, 'Workspace.AccessDenied', '', 'key or region'],
	[403, 'AllocationQuota.FreeTierOnly', 'The free tier of the model has been exhausted.', 'quota'],
	[403, 'Endpoint.AccessDenied', 'Access denied.', 'input'],
	[401, 'invalid_api_key', 'invalid access token or token expired', 'key or region'],
	[404, 'ModelNotFound', 'Model can not be found.', 'key or region'],
	[404, 'model_not_found', 'The model xxx does not exist or you do not have access to it.', 'key or region'],
	[404, 'WorkSpaceNotFound', '', 'key or region'],
	[400, 'InternalError.Algo.InvalidParameter', 'Failed to download multimodal content', 'input'],
	[400, 'InvalidParameter', 'Download the media resource timed out.', 'retry'],
	[404, 'model_not_supported', 'Unsupported model', 'input'],
	[409, 'Conflict', '', 'input'],
	[429, 'Throttling', 'Requests throttling triggered.', 'retry'],
	[429, 'Throttling', 'Too many requests in route.', 'retry'],
	[429, 'Throttling.RateQuota', 'Requests rate limit exceeded, please try again later.', 'retry'],
	[429, 'limit_requests', 'Requests rate limit exceeded, please try again later.', 'retry'],
	[429, 'LimitRequests', 'You exceeded your current request limit.', 'retry'],
	[429, 'limit_burst_rate', 'Request rate increased too quickly.', 'retry'],
	[429, 'Throttling.BurstRate', 'Request rate increased too quickly.', 'retry'],
	[429, 'Throttling.AllocationQuota', 'Allocated quota exceeded, please increase your quota limit.', 'retry'],
	[429, 'insufficient_quota', 'Allocated quota exceeded, please increase your quota limit.', 'retry'],
	[429, 'Throttling.AllocationQuota', 'Free allocated quota exceeded.', 'quota'],
	[429, 'insufficient_quota', 'Free allocated quota exceeded.', 'quota'],
	[429, 'CommodityNotPurchased', '', 'quota'],
	[429, 'PrepaidBillOverdue', '', 'quota'],
	[429, 'PostpaidBillOverdue', '', 'quota'],
	[500, 'InternalError', 'An internal error has occured.', 'retry'],
	[500, 'internal_error', '', 'retry'],
	[500, 'InternalError.Algo', '', 'retry'],
	[500, 'InternalError.Upload', '', 'retry'],
	[500, 'InternalError.FileUpload', '', 'retry'],
	[500, 'SystemError', '', 'retry'],
	[500, 'ModelServiceFailed', '', 'retry'],
	[500, 'RewriteFailed', '', 'retry'],
	[500, 'InternalError.Timeout', '', 'retry'],
	[500, 'RequestTimeOut', '', 'retry'],
	[503, 'ModelServingError', 'The model is throttled due to system capacity limits.', 'retry'],
	[503, 'ModelUnavailable', '', 'retry'],
];

describe('A fault of the service is of the class that says what has to happen next', () => {
	test.each(rows)('%i %s "%s": %s', (status, code, message, kind) => {
		const fault = faultFromResponse('submit', refusal(status, code, message));
		expect(fault).toMatchObject({ stage: 'submit', class: kind, code, httpStatus: status, requestId: 'r-1' });
		expect(fault.serviceMessage).toBe(message || undefined);
		expect(fault.message).not.toBe('');
		expect(fault.description).not.toBe('');
		// The same words of a FAILED task, where there is no HTTP status to go by.
		expect(faultFromApiError('wait', { code, message }).class).toBe(kind);
	});
});

describe('The words fit the cause', () => {
	test.each([
		['InvalidApiKey', 'Invalid API-key provided.', /Region/],
		['AccessDenied', 'current user api does not support synchronous calls.', /X-DashScope-Async/],
		['DataInspectionFailed', 'Output data may contain inappropriate content.', /Nothing was charged/],
		['InvalidParameter.DataInspection', unable, /binary|OSS/],
		['Arrearage', 'Access denied.', /top up/i],
		['ModelNotFound', 'Model can not be found.', /region/],
		['UnsupportedOperation', 'Failed to cancel the task.', /PENDING/],
	])('%s "%s": %s', (code, message, says) => {
		expect(faultFromApiError('submit', { code, message }).description).toMatch(says);
	});

	test('A model that does not support asynchronous calls is not blamed on a header that was missing', () => {
		const message = 'current user api does not support asynchronous calls.';
		const fault = faultFromApiError('submit', { code: 'AccessDenied', message });
		expect(`${fault.message} ${fault.description}`).not.toMatch(
			/did not receive the header|X-DashScope-Async/,
		);
	});

	test('A task that failed with a message but no code is not said to have no reason', () => {
		const fault = faultFromApiError('wait', { message: 'The face is not visible' });
		expect(fault.serviceMessage).toBe('The face is not visible');
		expect(fault.message).not.toContain('no reason');
	});
});

describe('A fault that the list does not have', () => {
	test.each([
		[{}, 'retry'],
		[{ code: 'SomethingNew', message: 'Nobody knows' }, 'input'],
		[{ code: 'SomethingNew', httpStatus: 400 }, 'input'],
		[{ httpStatus: 401 }, 'key or region'],
		[{ httpStatus: 403 }, 'key or region'],
		[{ httpStatus: 404 }, 'input'],
		[{ httpStatus: 407 }, 'input'],
		[{ httpStatus: 429 }, 'retry'],
		[{ code: 'SomethingNew', httpStatus: 500 }, 'retry'],
		[{ httpStatus: 502 }, 'retry'],
	] as Array<[object, FaultClass]>)('%j: %s', (words, kind) => {
		const fault = faultFromApiError('wait', words);
		expect(fault.class).toBe(kind);
		expect(fault.message).not.toBe('');
		expect(fault.description).not.toBe('');
	});

	test('says nothing of charges: a query may meet it while its task goes on', () => {
		const fault = faultFromResponse('wait', refusal(400, 'SomethingNew', 'Nobody knows'));
		expect(`${fault.message} ${fault.description}`).not.toMatch(/charged/);
	});
});

describe('The same call may pass a little later', () => {
	const again: Row[] = rows.filter(([status]) => status === 429 || status >= 500);

	test.each(again)('%i %s "%s" (%s)', (status, code, message, kind) => {
		expect(isRetryable(refusal(status, code, message))).toBe(kind === 'retry');
	});

	test.each([
		[429, HTML, true],
		[429, '', true],
		[500, HTML, true],
		[502, HTML, true],
		[503, '', true],
		[504, '{"cut": "o', true],
		[400, HTML, false],
		[401, '', false],
		[403, HTML, false],
		[404, HTML, false],
	])('%i with the body %j: %j', (status, text, later) => {
		expect(isRetryable(response(status, text))).toBe(later);
	});

	test.each(rows.filter(([status]) => status < 429))('%i %s "%s": never', (status, code, message) => {
		expect(isRetryable(refusal(status, code, message))).toBe(false);
	});
});

test.each(errorRows.map((row) => [row.codes.join(', '), row] as const))(
	'What %s is told has no word that n8n takes for a Stop, and ends as a sentence should',
	(_codes, { message, description }) => {
		expect(`${message} ${description}`).not.toContain('canceled');
		// n8n's UX guidelines: no such words, which say nothing and blame.
		expect(`${message} ${description}`).not.toMatch(/\b(error|problem|failure|mistake)s?\b/i);
		expect(message).not.toMatch(/\.$/);
		expect(description).toMatch(/\.$/);
	},
);
