import type { Fault, FaultClass, FaultText, Stage } from '../base/fault';
import { asObject, parseObject } from '../base/json';
import { redact } from '../base/redact';
import { findErrorRow } from './errorCodes';
import { redirectFault, redirectOf } from './redirect';
import type { NetworkFailure, StudioAnswer } from './transport';

/** The service's own words about a fault; any of them may be missing. */
export interface ApiError {
	code?: string;
	message?: string;
	requestId?: string;
	httpStatus?: number;
}

/** Turns the service's words into a fault that says what happened and what to do. */
export function faultFromApiError(stage: Stage, apiError: ApiError): Fault {
	const code = apiError.code ?? '';
	const message = redact(apiError.message ?? '');
	const row = findErrorRow(code, message);
	const own: Partial<Fault> = {
		...(code && { code }),
		...(message && { serviceMessage: message }),
		...(apiError.requestId && { requestId: apiError.requestId }),
		...(apiError.httpStatus && { httpStatus: apiError.httpStatus }),
	};
	if (row) return { stage, class: row.class, message: row.message, description: row.description, ...own };
	return { stage, ...unlisted(code || message, apiError.httpStatus), ...own };
}

/**
 * Gateways answer so when the request was on its way for too long (RFC 9110, 15.5.9) or its connection broke (460 of AWS,
 * 499 of nginx and of Alibaba's own load balancers). The service may have got it all the same.
 */
export function gatewayGaveUp(status: number | undefined): boolean {
	return status === 408 || status === 460 || status === 499;
}

/** A FAILED task may come without any code or message (seen by users of the official client). */
function unlisted(words: string, status: number | undefined): FaultText & { class: FaultClass } {
	if (status === 401 || status === 403) {
		const key = "Check the credential's API Key, Region and Workspace ID.";
		if (words) return { class: 'key or region', message: 'The service denied access', description: key };
		return {
			class: 'key or region',
			message: `Access was denied without a reason (HTTP ${status})`,
			description: `${key} A proxy or firewall between n8n and the service may have answered instead.`,
		};
	}
	if (gatewayGaveUp(status)) {
		return {
			class: 'retry',
			message: `A gateway gave up waiting for the service (HTTP ${status})`,
			description: 'Run the item again in a minute.',
		};
	}
	if (status === 407) {
		return {
			class: 'input',
			message: 'The proxy between n8n and the service requires a login (HTTP 407)',
			description: "Check the proxy settings of n8n's host, such as HTTPS_PROXY. Nothing was submitted.",
		};
	}
	if (status === 429 || (status !== undefined && status >= 500)) {
		return {
			class: 'retry',
			message: 'The service is busy, or something went wrong inside it',
			description: 'Run the item again in a minute.',
		};
	}
	if (!words && status === undefined) {
		return {
			class: 'retry',
			message: 'The service gave no reason',
			description:
				'A task that did not succeed is not charged. Run the item again. If the error persists, give the request ID to Alibaba Cloud support.',
		};
	}
	if (!words && status !== undefined && status >= 400) {
		return {
			class: 'input',
			message: `The request was refused without a reason (HTTP ${status})`,
			description:
				"A proxy or gateway may have answered instead of the service. Check the credential's Base URL and Workspace ID, and the proxy settings of n8n's host.",
		};
	}
	return {
		class: 'input',
		message: 'The service refused the request',
		description: 'Read what the service says, change the value, and run the item again.',
	};
}

/**
 * Whether the same read may pass a little later: throttling, faults of the service. Billing codes may not. The official
 * client knows refusals in answers with HTTP 200, too.
 */
export function isRetryable(answer: StudioAnswer): boolean {
	if (answer.status >= 500 || gatewayGaveUp(answer.status)) return true;
	const passes = () => faultFromApiError('wait', parseApiError(answer)).class === 'retry';
	return (answer.status === 429 || answer.status < 300) && passes();
}

/** Why a create call that was answered so was not taken and may be made again, if that is so. */
export function mayCreateAgain(answer: StudioAnswer): 'throttled' | 'media timeout' | undefined {
	const { code = '', message = '' } = parseApiError(answer);
	const row = findErrorRow(code, message);
	if (row) return row.mayCreateAgain;
	return answer.status === 429 ? 'throttled' : undefined;
}

export function faultFromAnswer(stage: Stage, answer: StudioAnswer): Fault {
	const retryAfter = readRetryAfter(answer.headers);
	const redirect = redirectOf(answer);
	return {
		...faultFromApiError(stage, parseApiError(answer)),
		...(redirect && redirectFault(answer.status, redirect.target)),
		...(retryAfter !== undefined && { retryAfter }),
	};
}

export function faultFromNetworkFailure(stage: Stage, failure: NetworkFailure): Fault {
	const common = { stage, ...(failure.code && { networkCode: failure.code }) };
	if (failure.aborted) return { ...common, ...stopFault(stage) };
	return {
		...common,
		class: 'retry',
		message:
			failure.requestSent === 'no'
				? `The service could not be reached (${failure.message})`
				: `The connection to the service was interrupted (${failure.message})`,
		description:
			failure.requestSent === 'no'
				? "Check the network of the n8n host, and the credential's Region, Workspace ID and Base URL."
				: 'Run the item again.',
	};
}

/** Reads `{code, message, request_id}` or the OpenAI-style `{error: {code, message}}`; HTML gives only the status. */
export function parseApiError(answer: StudioAnswer): ApiError {
	const apiError: ApiError = { httpStatus: answer.status };
	const requestId = answer.headers['x-request-id'];
	if (requestId) apiError.requestId = requestId;
	const body = parseObject(answer.text);
	if (!body) return apiError;
	const source = asObject(body.error) ?? body;
	if (typeof source.code === 'string' && source.code) apiError.code = source.code;
	if (typeof source.message === 'string' && source.message) apiError.message = source.message;
	if (typeof body.request_id === 'string' && body.request_id) apiError.requestId = body.request_id;
	return apiError;
}

/**
 * Milliseconds that a `Retry-After` header asks for, in seconds or as an HTTP date (RFC 9110, 10.2.3). A date is measured
 * by the clock of whoever wrote it, which his `Date` tells.
 */
export function readRetryAfter(headers: Record<string, string>): number | undefined {
	const asked = headers['retry-after']?.trim() ?? '';
	if (/^\d+(\.\d+)?$/.test(asked)) return Number(asked) * 1000;
	const wait = Date.parse(asked) - Date.parse(headers.date ?? '');
	return Number.isNaN(wait) ? undefined : Math.max(0, wait);
}

export function stopFault(stage: Stage): Fault {
	return {
		stage,
		class: 'stopped',
		message: 'The execution was stopped',
		description: 'Run the workflow again.',
	};
}
