import { asObject, asText } from '../base/json';
import { redact } from '../base/redact';
import type { NetworkFailure } from './transport';

/** Codes of connections that were never made (Node.js "Common system errors", getaddrinfo). */
const NEVER_CONNECTED =
	/^(ECONNREFUSED|ENOTFOUND|EAI_(AGAIN|FAIL)|E(HOST|NET)(DOWN|UNREACH)|EADDRNOTAVAIL|UND_ERR_CONNECT_TIMEOUT)$/;

/** Steps before a connection stands, as Node.js names them in `syscall`. */
const BEFORE_CONNECTION = /^(connect|getaddrinfo|query\w*)$/;

/** Codes and names of faults that stay, and of which each came before a byte of the request was sent. */
const LASTING: readonly RegExp[] = [
	// A certificate was refused (OpenSSL "Verification errors", Node.js "ERR_TLS_").
	/^(CERT_|CRL_|DEPTH_ZERO_|ERROR_IN_C|ERR_TLS_|HOSTNAME_MISMATCH|INVALID_CA|INVALID_PURPOSE|PATH_LENGTH_|SELF_SIGNED_|UNABLE_TO_)/,
	// TLS was not agreed on: the other side speaks plain HTTP, or refuses the handshake. Others of these codes may come
	// later, when the request is out ("bad record mac").
	/^ERR_SSL_.*(ALERT_(UNKNOWN_CA|ACCESS_DENIED|PROTOCOL|INSUFFICIENT)|CERTIFICATE|HANDSHAKE_FAILURE|NO_PROTOCOLS|NO_SHARED_CIPHER|UNRECOGNIZED_NAME|UNSUPPORTED_PROTOCOL|WRONG_VERSION_NUMBER)/,
	// n8n or its HTTP library refused the request: an address, a header, a rule against inner networks.
	/^(ERR_INVALID_(URL|CHAR|PROTOCOL)|ERR_UNESCAPED_CHARACTERS|SsrfBlocked\w*)$/,
];
const REFUSED_HERE_TEXT = /^(Domain not allowed|Unsupported protocol)/;

/** What the operating system, Node.js and undici call an error; `ERR_BAD_RESPONSE` and the like are axios' own. */
const SYSTEM_CODE = /^[A-Z]{2,}(_[A-Z0-9_]+)?$/;

/** Reads what an HTTP library threw: whether the service can have seen the request, and whether waiting may help. */
export function describeNetworkError(error: unknown, stopped: boolean): NetworkFailure {
	const kind = 'network failure';
	if (stopped) {
		return { kind, requestSent: 'maybe', aborted: true, code: '', message: 'the execution was stopped' };
	}
	const causes = causesOf(error);
	const texts = (field: string) =>
		causes.map((cause) => asText(cause[field])).filter((text) => text !== undefined);
	const codes = texts('code').filter((code) => SYSTEM_CODE.test(code));
	// The system's codes say what happened, not the libraries' own.
	codes.sort((a, b) => Number(a.startsWith('ERR_')) - Number(b.startsWith('ERR_')));
	const syscalls = texts('syscall');
	const message = texts('message').at(-1) ?? '';
	const misconfigured =
		// A write that failed with EPROTO left the request unfinished: whoever is there does not speak TLS.
		(codes.includes('EPROTO') && syscalls.includes('write')) ||
		[...codes, ...texts('name')].some((name) => LASTING.some((known) => known.test(name))) ||
		REFUSED_HERE_TEXT.test(message);
	const isUnsent =
		misconfigured ||
		causes.some(isInHandshake) ||
		syscalls.some((syscall) => BEFORE_CONNECTION.test(syscall)) ||
		message.includes('before secure TLS connection was established');
	const neverConnected = codes.find((code) => NEVER_CONNECTED.test(code));
	const redirectLoop = codes[0] === 'ERR_FR_TOO_MANY_REDIRECTS' || /number of redirects/i.test(message);
	return {
		kind,
		requestSent: neverConnected || isUnsent ? 'no' : 'maybe',
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

/** The connection was given up while its two sides still agreed on TLS. One that is used again has long agreed, and says so. */
function isInHandshake({ request }: Record<string, unknown>): boolean {
	return asObject(asObject(request)?.socket)?.secureConnecting === true;
}

/** The error and its causes, as both axios and undici chain them. */
function causesOf(error: unknown): Array<Record<string, unknown>> {
	const causes = new Set<Record<string, unknown>>();
	let current = asObject(error);
	while (current && !causes.has(current)) {
		causes.add(current);
		// Several addresses of one host were tried: an error of each.
		const { cause, errors } = current;
		current = asObject(cause ?? (Array.isArray(errors) ? errors[0] : undefined));
	}
	return [...causes];
}
