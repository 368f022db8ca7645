import { findErrorRow } from './errorCodes';
import type { Fault, FaultClass, Stage } from '../base/fault';
import { asObject, parseObject } from '../base/json';
import { type NetworkFailure, type StudioAnswer } from './transport';
import { redact } from '../base/redact';

/** The service's own words about a fault; any of them may be missing. */
export interface ApiError {
	code?: string;
	message?: string;
	requestId?: string;
	httpStatus?: number;
}

/** Turns the service's words into a fault that says what happened and what to do. */
export function faultFromApiError(stage: Stage, words: ApiError): Fault {
	const code = words.code ?? '';
	const message = redact(words.message ?? '');
	const row = findErrorRow(code, message);
	const own: Partial<Fault> = {
		...(code && { code }),
		...(message && { serviceMessage: message }),
		...(words.requestId && { requestId: words.requestId }),
		...(words.httpStatus && { httpStatus: words.httpStatus }),
	};
	if (row) return { stage, class: row.class, message: row.message, description: row.description, ...own };
	return { stage, ...unlisted(code || message, words.httpStatus), ...own };
}

/** A FAILED task may come without any code or message (seen by users of the official client). */
function unlisted(
	words: string,
	status: number | undefined,
): { class: FaultClass; message: string; description: string } {
	if (status === 401 || status === 403) {
		return {
			class: 'key or region',
			message: 'The service denied access',
			description: "Check the credential's API Key, Region and Workspace ID.",
		};
	}
	if (status === 429 || (status !== undefined && status >= 500)) {
		return {
			class: 'retry',
			message: 'The service is busy or had an internal error',
			description: 'Run the item again in a minute.',
		};
	}
	if (!words && status === undefined) {
		return {
			class: 'retry',
			message: 'The service gave no reason',
			description:
				'A task that did not succeed is not charged. Run the item again; if it stays, give the request ID to Alibaba Cloud support.',
		};
	}
	return {
		class: 'input',
		message: 'The service refused the request',
		description: 'Read what the service says, change the value, and run the item again.',
	};
}

/** Whether the same request may pass a little later: throttling, faults of the service. Billing codes may not. */
export function isRetryable(answer: StudioAnswer): boolean {
	if (answer.status >= 500 || answer.status === 408) return true;
	return answer.status === 429 && faultFromApiError('wait', parseApiError(answer)).class === 'retry';
}

export function faultFromAnswer(stage: Stage, answer: StudioAnswer): Fault {
	const retryAfter = readRetryAfter(answer.headers['retry-after']);
	return {
		...faultFromApiError(stage, parseApiError(answer)),
		...(retryAfter !== undefined && { retryAfter }),
	};
}

export function faultFromNetworkFailure(stage: Stage, failure: NetworkFailure): Fault {
	const common = { stage, ...(failure.code && { networkCode: failure.code }) };
	if (failure.aborted) {
		return {
			...common,
			class: 'stopped',
			message: 'The execution was stopped',
			description: 'Run the workflow again.',
		};
	}
	return {
		...common,
		class: 'retry',
		message:
			failure.requestSent === 'no'
				? `The service could not be reached (${failure.message})`
				: `The connection to the service broke (${failure.message})`,
		description:
			failure.requestSent === 'no'
				? "Check the network of the n8n host, and the credential's Region, Workspace ID and Base URL."
				: 'Run the item again.',
	};
}

/** Reads `{code, message, request_id}` or the OpenAI-style `{error: {code, message}}`; HTML gives only the status. */
export function parseApiError(answer: StudioAnswer): ApiError {
	const words: ApiError = { httpStatus: answer.status };
	const requestId = answer.headers['x-request-id'];
	if (requestId) words.requestId = requestId;
	const body = parseObject(answer.text);
	if (!body) return words;
	const source = asObject(body.error) ?? body;
	if (typeof source.code === 'string' && source.code) words.code = source.code;
	if (typeof source.message === 'string' && source.message) words.message = source.message;
	if (typeof body.request_id === 'string' && body.request_id) words.requestId = body.request_id;
	return words;
}

/** Milliseconds that a `Retry-After` header asks for, in seconds or as an HTTP date (RFC 9110, 10.2.3). */
export function readRetryAfter(header: string | undefined, now = Date.now()): number | undefined {
	if (!header) return undefined;
	if (/^\d+(\.\d+)?$/.test(header.trim())) return Number(header) * 1000;
	const date = Date.parse(header);
	return Number.isNaN(date) ? undefined : Math.max(0, date - now);
}
