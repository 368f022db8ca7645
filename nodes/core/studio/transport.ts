import { redact } from '../base/redact';
/** One HTTP exchange with Model Studio, free of n8n and of any HTTP library. */
export interface StudioRequest {
	method: 'GET' | 'POST';
	url: string;
	headers?: Record<string, string>;
	/** Sent as JSON. */
	body?: object;
	/** Milliseconds until the exchange is given up. */
	timeout: number;
	/** Whether the request goes on when the execution is stopped. */
	ignoreAbort?: boolean;
}

export interface StudioAnswer {
	kind: 'answer';
	status: number;
	/** Names in lower case. */
	headers: Record<string, string>;
	text: string;
}

/** No answer came, or not all of it. */
export interface NetworkFailure {
	kind: 'network failure';
	/** `no`: the service cannot have seen the request (refused connection, unknown host, wrong certificate). */
	requestSent: 'no' | 'maybe';
	/** The execution was stopped meanwhile. */
	aborted?: true;
	/** ECONNRESET, ETIMEDOUT and so on, or empty. */
	code: string;
	/** In words, without secrets. */
	message: string;
}

/** Adds the key to a request and sends it. Never throws for what the network or the service does. */
export interface Transport {
	send(request: StudioRequest): Promise<StudioAnswer | NetworkFailure>;
}

/** Codes of connections that were never made (Node.js "Common system errors", getaddrinfo, TLS). */
const NEVER_REACHED = new Set([
	'ECONNREFUSED',
	'ENOTFOUND',
	'EAI_AGAIN',
	'EHOSTUNREACH',
	'ENETUNREACH',
	'UND_ERR_CONNECT_TIMEOUT',
	'CERT_HAS_EXPIRED',
	'DEPTH_ZERO_SELF_SIGNED_CERT',
	'SELF_SIGNED_CERT_IN_CHAIN',
	'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
	'ERR_TLS_CERT_ALTNAME_INVALID',
]);

/** Reads what an HTTP library threw; both axios and undici put the system's code at the end of the cause chain. */
export function describeNetworkError(error: unknown, stopped: boolean): NetworkFailure {
	const { codes, message } = walkCauses(error);
	if (stopped)
		return {
			kind: 'network failure',
			requestSent: 'maybe',
			aborted: true,
			code: '',
			message: 'the execution was stopped',
		};
	const never = codes.find((code) => NEVER_REACHED.has(code));
	return {
		kind: 'network failure',
		requestSent: never ? 'no' : 'maybe',
		code: never ?? codes[0] ?? '',
		message: redact(message) || 'the connection broke',
	};
}

function walkCauses(error: unknown): { codes: string[]; message: string } {
	const codes: string[] = [];
	const seen = new Set<unknown>();
	let message = '';
	let current: unknown = error;
	while (typeof current === 'object' && current !== null && !seen.has(current)) {
		seen.add(current);
		const { code, cause, message: text } = current as { code?: unknown; cause?: unknown; message?: unknown };
		// `ERR_BAD_RESPONSE` and the like are axios' own; the system's codes say what happened.
		if (typeof code === 'string' && /^(E[A-Z]{2,}|UND_ERR|CERT|DEPTH|SELF|UNABLE|EAI)/.test(code))
			codes.push(code);
		if (typeof text === 'string' && text) message = text;
		current = cause;
	}
	codes.sort((a, b) => Number(a.startsWith('ERR_')) - Number(b.startsWith('ERR_')));
	return { codes, message };
}
