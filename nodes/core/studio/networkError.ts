import { asObject } from '../base/json';
import { redact } from '../base/redact';
import type { NetworkFailure } from './transport';

/** Codes of connections that were never made (Node.js "Common system errors", getaddrinfo). */
const NEVER_CONNECTED = new Set([
	'ECONNREFUSED',
	'ENOTFOUND',
	'EAI_AGAIN',
	'EAI_FAIL',
	'EHOSTDOWN',
	'EHOSTUNREACH',
	'ENETDOWN',
	'ENETUNREACH',
	'EADDRNOTAVAIL',
	'UND_ERR_CONNECT_TIMEOUT',
]);

/** Steps before a connection stands, as Node.js names them in `syscall`. */
const BEFORE_CONNECTION = /^(connect|getaddrinfo|query\w*)$/;

/** A certificate was refused, which Node.js does before it sends a byte (OpenSSL "Verification errors", Node.js "ERR_TLS_"). */
const CERTIFICATE =
	/^(CERT_|CRL_|DEPTH_ZERO_|ERROR_IN_C|ERR_TLS_|HOSTNAME_MISMATCH|INVALID_CA|INVALID_PURPOSE|PATH_LENGTH_|SELF_SIGNED_|UNABLE_TO_)/;

/**
 * TLS was not agreed on: the other side speaks plain HTTP, or refuses the handshake. Others of these codes may come
 * later, when the request is out ("bad record mac").
 */
const HANDSHAKE =
	/^ERR_SSL_.*(ALERT_(CERTIFICATE|BAD_CERT|UNKNOWN_CA|ACCESS_DENIED|HANDSHAKE|PROTOCOL|INSUFFICIENT)|CERTIFICATE|HANDSHAKE_FAILURE|NO_PROTOCOLS|NO_SHARED_CIPHER|UNRECOGNIZED_NAME|UNSUPPORTED_PROTOCOL|WRONG_VERSION_NUMBER)/;

/** n8n or its HTTP library refused the request before it went out: an address, a header, a rule against inner networks. */
const REFUSED_HERE =
	/^(ERR_INVALID_URL|ERR_INVALID_CHAR|ERR_INVALID_PROTOCOL|ERR_UNESCAPED_CHARACTERS|SsrfBlocked\w*)$/;
const REFUSED_HERE_TEXT = /^(Domain not allowed|Unsupported protocol)/;

/** The end of the cause chain, as both axios and undici write it. */
interface ErrorChain {
	codes: string[];
	names: string[];
	syscalls: string[];
	message: string;
	/** The connection was given up while its two sides still agreed on TLS, so that no byte of the request was sent. */
	inHandshake: boolean;
}

/** Reads what an HTTP library threw: whether the service can have seen the request, and whether waiting may help. */
export function describeNetworkError(error: unknown, stopped: boolean): NetworkFailure {
	if (stopped) {
		return {
			kind: 'network failure',
			requestSent: 'maybe',
			aborted: true,
			code: '',
			message: 'the execution was stopped',
		};
	}
	const chain = walkCauses(error);
	const { codes, message } = chain;
	const misconfigured = isMisconfigured(chain);
	const neverConnected = codes.find((code) => NEVER_CONNECTED.has(code));
	const redirectLoop =
		/^ERR_FR_TOO_MANY_REDIRECTS$/.test(codes[0] ?? '') || /number of redirects/i.test(message);
	return {
		kind: 'network failure',
		requestSent: neverConnected || misconfigured || isUnsent(chain) ? 'no' : 'maybe',
		...((misconfigured || redirectLoop) && { lasting: true as const }),
		code: neverConnected ?? codes[0] ?? '',
		message: redirectLoop
			? 'too many redirects'
			: redact(withoutOpenSsl(message)) || 'the connection was lost',
	};
}

/** `write EPROTO 80FC:error:0A00010B:SSL routines:ssl3_get_record:wrong version number:../deps/…` says little more. */
function withoutOpenSsl(message: string): string {
	return message.replace(/^[^]*:SSL routines:[^:]*:([^:]+):[^]*$/, 'TLS: $1');
}

function isMisconfigured({ codes, names, syscalls, message }: ErrorChain): boolean {
	// A write that failed with EPROTO left the request unfinished: whoever is there does not speak TLS.
	const unfinished = codes.includes('EPROTO') && syscalls.includes('write');
	return (
		unfinished ||
		codes.some((code) => CERTIFICATE.test(code) || HANDSHAKE.test(code) || REFUSED_HERE.test(code)) ||
		names.some((name) => REFUSED_HERE.test(name)) ||
		REFUSED_HERE_TEXT.test(message)
	);
}

function isUnsent({ syscalls, message, inHandshake }: ErrorChain): boolean {
	return (
		inHandshake ||
		syscalls.some((syscall) => BEFORE_CONNECTION.test(syscall)) ||
		message.includes('before secure TLS connection was established')
	);
}

function walkCauses(error: unknown): ErrorChain {
	const chain: ErrorChain = { codes: [], names: [], syscalls: [], message: '', inHandshake: false };
	const seen = new Set<unknown>();
	let current: unknown = error;
	while (typeof current === 'object' && current !== null && !seen.has(current)) {
		seen.add(current);
		const { code, name, syscall, cause, message, request } = current as Record<string, unknown>;
		// A connection that is used again has long agreed, and says so.
		chain.inHandshake ||= asObject(asObject(request)?.socket)?.secureConnecting === true;
		// `ERR_BAD_RESPONSE` and the like are axios' own; the system's codes say what happened.
		if (typeof code === 'string' && /^[A-Z]{2,}(_[A-Z0-9_]+)?$/.test(code)) chain.codes.push(code);
		if (typeof name === 'string') chain.names.push(name);
		if (typeof syscall === 'string') chain.syscalls.push(syscall);
		if (typeof message === 'string' && message) chain.message = message;
		// Several addresses of one host were tried: an error of each.
		current = cause ?? (current as { errors?: unknown[] }).errors?.[0];
	}
	chain.codes.sort((a, b) => Number(a.startsWith('ERR_')) - Number(b.startsWith('ERR_')));
	return chain;
}
