import type { Fault, FaultClass, FaultText, Stage } from '../base/fault';
import { asObject, asText, parseObject } from '../base/json';
import { omitUndefined } from '../base/omitUndefined';
import { redact } from '../base/redact';
import { findErrorRow } from './errorCodes';
import { changeNamed, failedUncharged, waitAndRepeat } from './errorRows/errorRow';
import { serviceBusy } from './errorRows/serviceErrors';
import { redirectFault, redirectOf } from './redirect';
import type { NetworkFailure, StudioResponse } from './transport';

/** The service's own words about a fault; any of them may be missing. */
export interface ApiError {
	code?: string;
	message?: string;
	requestId?: string;
	httpStatus?: number;
}

/** Turns the service's words into a fault that says what happened and what to do. */
export function faultFromApiError(stage: Stage, apiError: ApiError): Fault {
	const { code = '', requestId, httpStatus } = apiError;
	const serviceMessage = redact(apiError.message ?? '');
	const words = findErrorRow(code, serviceMessage) ?? unlisted(code || serviceMessage, httpStatus);
	return omitUndefined({
		stage,
		class: words.class,
		message: words.message,
		description: words.description,
		code: asText(code),
		serviceMessage: asText(serviceMessage),
		requestId,
		httpStatus,
	});
}

/**
 * Gateways answer so when the request was on its way for too long (RFC 9110, 15.5.9) or its connection broke (460 of AWS,
 * 499 of nginx and of Alibaba's own load balancers). The service may have got it all the same.
 */
export function gatewayGaveUp(status: number | undefined): boolean {
	return status === 408 || status === 460 || status === 499;
}

export const foreignResponse = 'The answer did not come from Model Studio';
const checkAddress =
	"Check the credential's Region, Workspace ID and Base URL, and the network and proxy of n8n's host.";
const proxyMayRespond = 'A proxy or gateway between n8n and the service may have answered instead.';

/** A FAILED task may come without any code or message (seen by users of the official client). */
function unlisted(words: string, status: number | undefined): FaultText & { class: FaultClass } {
	const http = `(HTTP ${status})`;
	if (status === 401 || status === 403) {
		return {
			class: 'key or region',
			message: words ? 'The service denied access' : `Access was denied without a reason ${http}`,
			description: `Check the credential's API Key, Region and Workspace ID.${words ? '' : ` ${proxyMayRespond}`}`,
		};
	}
	if (gatewayGaveUp(status)) {
		return {
			class: 'retry',
			message: `A gateway gave up waiting for the service ${http}`,
			description: waitAndRepeat,
		};
	}
	if (status === 407) {
		return {
			class: 'input',
			message: `The proxy between n8n and the service requires a login ${http}`,
			description: "Check the proxy settings of n8n's host, such as HTTPS_PROXY. Nothing was submitted.",
		};
	}
	if (status === 429 || (status !== undefined && status >= 500)) return serviceBusy;
	if (words) {
		// Also a query may be refused so, while its task goes on and is charged.
		return { class: 'input', message: 'The service refused the request', description: changeNamed };
	}
	if (status === undefined) {
		return { class: 'retry', message: 'The service gave no reason', description: failedUncharged };
	}
	return {
		class: 'input',
		message: `The request was refused without a reason ${http}`,
		description: `${proxyMayRespond} ${checkAddress}`,
	};
}

/**
 * Whether the same read may pass a little later: throttling, faults of the service. Billing codes may not. The official
 * client knows refusals in answers with HTTP 200, too.
 */
export function isRetryable(response: StudioResponse): boolean {
	if (response.status >= 500 || gatewayGaveUp(response.status)) return true;
	const passes = () => faultFromApiError('wait', parseApiError(response)).class === 'retry';
	return (response.status === 429 || response.status < 300) && passes();
}

/** Why a create call that was answered so was not taken and may be made again, if that is so. */
export function mayCreateAgain(response: StudioResponse): 'throttled' | 'media timeout' | undefined {
	const { code = '', message = '' } = parseApiError(response);
	const row = findErrorRow(code, message);
	if (row) return row.mayCreateAgain;
	return response.status === 429 ? 'throttled' : undefined;
}

/** The fault of an exchange that did not bring what was asked for. */
export function faultFromResponse(stage: Stage, response: StudioResponse | NetworkFailure): Fault {
	if (response.kind === 'network failure') return faultFromNetworkFailure(stage, response);
	const redirect = redirectOf(response);
	return omitUndefined({
		...faultFromApiError(stage, parseApiError(response)),
		...(redirect && redirectFault(response.status, redirect.target)),
		retryAfter: readRetryAfter(response.headers),
	});
}

export function faultFromNetworkFailure(stage: Stage, failure: NetworkFailure): Fault {
	const networkCode = asText(failure.code);
	if (failure.aborted) return omitUndefined({ ...stopFault(stage), networkCode });
	const isUnsent = failure.requestSent === 'no';
	const happened = isUnsent
		? 'The service could not be reached'
		: 'The connection to the service was interrupted';
	return omitUndefined({
		stage,
		class: 'retry',
		message: `${happened} (${failure.message})`,
		description: isUnsent ? checkAddress : 'Run the item again.',
		networkCode,
	});
}

/** Reads `{code, message, request_id}` or the OpenAI-style `{error: {code, message}}`; HTML gives only the status. */
export function parseApiError({ status, headers, text }: StudioResponse): ApiError {
	const body = parseObject(text);
	const source = asObject(body?.error) ?? body;
	return omitUndefined({
		code: asText(source?.code),
		message: asText(source?.message),
		requestId: asText(body?.request_id) ?? asText(headers['x-request-id']),
		httpStatus: status,
	});
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
