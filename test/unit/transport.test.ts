import { describeNetworkError } from '../../nodes/core/studio/networkError';
import { redact } from '../../nodes/core/base/redact';
import { faultFromNetworkFailure, faultFromApiError } from '../../nodes/core/studio/errors';

describe('Secrets never reach a message', () => {
	test.each([
		['Incorrect API key provided: sk-abc123DEF456.', 'abc123DEF456'],
		['key=sk-sp-abc123-def', 'abc123'],
		['Authorization: Bearer abcdef.ghijkl', 'abcdef'],
		['{"authorization":"bearer abcdef"}', 'abcdef'],
		['Failed to download data:image/png;base64,iVBORw0KGgo= now', 'iVBORw0KGgo'],
		['data:audio/mpeg;base64,SUQzBAAA+/==', 'SUQzBAAA'],
		[
			'https://b.oss-cn-beijing.aliyuncs.com/a.mp4?Expires=1795403351&OSSAccessKeyId=LTAI5t&Signature=a%2Bb',
			'a%2Bb',
		],
		[
			'https://b.oss-cn-beijing.aliyuncs.com/a.mp4?Expires=1795403351&OSSAccessKeyId=LTAI5t&Signature=a%2Bb',
			'LTAI5t',
		],
		['https://b.example.com/a.mp4?security-token=CAIS123', 'CAIS123'],
		['https://b.oss-cn-beijing.aliyuncs.com/a.png?x-oss-credential=LTAI5t&x-oss-signature=77dbf2', '77dbf2'],
		['https://b.oss-cn-beijing.aliyuncs.com/a.png?x-oss-security-token=CAIS123', 'CAIS123'],
		['https://b.s3.amazonaws.com/a.png?X-Amz-Credential=AKIA&X-Amz-Signature=77dbf2', '77dbf2'],
		['https://storage.googleapis.com/b/a.png?X-Goog-Signature=77dbf2', '77dbf2'],
		['https://a.blob.core.windows.net/b/a.png?se=2026-11-27&sig=77dbf2%3D', '77dbf2'],
		['https://x.supabase.co/storage/v1/object/sign/a.png?token=eyJhbGciOi.77dbf2.x', '77dbf2'],
		['https://cdn.example.com/a.png?auth_key=1700000000-0-0-77dbf2', '77dbf2'],
		['connect to https://me:77dbf2@gw.example.com/api/v1 failed', '77dbf2'],
		['{"Authorization":"Basic bWU6NzdkYmYy"}', 'bWU6NzdkYmYy'],
		['Bad key SK-77dbf2aa', '77dbf2'],
		...[
			'data:image/png;charset=utf-8;base64,77dbf2+/=',
			'data:;base64,77dbf2',
			'data:,77dbf2',
			'DATA:IMAGE/PNG;BASE64,77dbf2',
			'data:image/png;name="a b.png";base64,77dbf2',
			'data:image/svg+xml,%3Csvg%3E77dbf2',
			'{"url":"data:image/png;base64,iVBORw0-_77dbf2"}',
		].map((text): [string, string] => [text, '77dbf2']),
	])('%s', (text, secret) => {
		expect(redact(text)).not.toContain(secret);
		expect(
			faultFromApiError('wait', { code: 'InvalidParameter', message: text }).serviceMessage,
		).not.toContain(secret);
	});

	test('What is no secret stays', () => {
		const text =
			'The task-1234 of risk-free model wan2.6-i2v failed: see https://example.com/a.png?size=5 for data: none';
		expect(redact(text)).toBe(text);
	});
});

/** An error as Node.js and the HTTP libraries throw it: the system's error somewhere down the causes. */
function thrown(message: string, code?: string, cause?: unknown): Error {
	return Object.assign(new Error(message, { cause }), code ? { code } : {});
}

describe('Whether the service can have seen a call', () => {
	test.each([
		'ECONNREFUSED',
		'ENOTFOUND',
		'EAI_AGAIN',
		'EHOSTUNREACH',
		'ENETUNREACH',
		'UND_ERR_CONNECT_TIMEOUT',
		'CERT_HAS_EXPIRED',
		'DEPTH_ZERO_SELF_SIGNED_CERT',
	])('%s: it cannot', (code) => {
		const found = describeNetworkError(thrown(`connect ${code}`, code), false);
		expect(found).toMatchObject({ kind: 'network failure', requestSent: 'no', code });
	});

	test.each([
		'ECONNRESET',
		'ETIMEDOUT',
		'ECONNABORTED',
		'EPIPE',
		'UND_ERR_SOCKET',
		'UND_ERR_HEADERS_TIMEOUT',
	])('%s: it may have', (code) => {
		expect(describeNetworkError(thrown('broke', code), false)).toMatchObject({ requestSent: 'maybe', code });
	});

	const eproto = (reason: string) =>
		Object.assign(
			thrown(`write EPROTO 807C:error:0A00010B:SSL routines:ssl3_get_record:${reason}`, 'EPROTO'),
			{
				syscall: 'write',
			},
		);
	const named = (name: string, message: string) => Object.assign(new Error(message), { name });

	test.each([
		['plain HTTP where TLS was asked for', eproto('wrong version number')],
		['an older TLS', eproto('tlsv1 alert protocol version')],
		['undici at plain HTTP', thrown('wrong version number', 'ERR_SSL_WRONG_VERSION_NUMBER')],
		['a client certificate', thrown('alert', 'ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED')],
		['a handshake that is refused', thrown('alert', 'ERR_SSL_SSLV3_ALERT_HANDSHAKE_FAILURE')],
		['a certificate of another host', thrown('altname', 'ERR_TLS_CERT_ALTNAME_INVALID')],
		['a certificate of tomorrow', thrown('not yet', 'CERT_NOT_YET_VALID')],
		['an unknown issuer', thrown('issuer', 'UNABLE_TO_GET_ISSUER_CERT_LOCALLY')],
		["n8n's rule against inner addresses", named('SsrfBlockedIpError', 'The request was blocked')],
		['a domain that the credential does not allow', new Error('Domain not allowed: This credential')],
		['an address that is none', thrown('Invalid URL', 'ERR_INVALID_URL')],
	])('%s: it cannot, and waiting does not help', (_name, error) => {
		const wrapped = thrown('The service failed', undefined, error);
		expect(describeNetworkError(wrapped, false)).toMatchObject({ requestSent: 'no', lasting: true });
	});

	test.each([
		[
			'a connection that timed out while it was made',
			Object.assign(thrown('x', 'ETIMEDOUT'), { syscall: 'connect' }),
		],
		['a firewall that forbids it', Object.assign(thrown('x', 'EACCES'), { syscall: 'connect' })],
		['a name that is looked up in vain', Object.assign(thrown('x', 'ESERVFAIL'), { syscall: 'queryA' })],
		[
			'all addresses of a host',
			new AggregateError([Object.assign(thrown('x', 'ETIMEDOUT'), { syscall: 'connect' })]),
		],
		[
			'TLS that was broken off',
			thrown('Client network socket disconnected before secure TLS connection was established', 'ECONNRESET'),
		],
	])('%s: it cannot, and waiting may help', (_name, error) => {
		const found = describeNetworkError(thrown('failed', 'ERR_NETWORK', error), false);
		expect(found.requestSent).toBe('no');
		expect(found.lasting).toBeUndefined();
	});

	test.each([
		[
			'a broken record, when the request may be out',
			thrown('bad', 'ERR_SSL_DECRYPTION_FAILED_OR_BAD_RECORD_MAC'),
		],
		['an EPROTO that is not of the write', Object.assign(thrown('x', 'EPROTO'), { syscall: 'read' })],
	])('%s: it may have', (_name, error) => {
		expect(describeNetworkError(error, false).requestSent).toBe('maybe');
	});

	test.each([
		thrown('Maximum number of redirects exceeded', 'ERR_FR_TOO_MANY_REDIRECTS'),
		new Error('Maximum number of redirects (5) exceeded'),
	])('A circle of redirects lasts: %s', (error) => {
		const wrapped = thrown('x', undefined, error);
		expect(describeNetworkError(wrapped, false)).toMatchObject({ lasting: true, requestSent: 'maybe' });
	});

	test("undici's cause is what counts", () => {
		const error = thrown(
			'fetch failed',
			undefined,
			thrown('connect ECONNREFUSED 127.0.0.1:1', 'ECONNREFUSED'),
		);
		expect(describeNetworkError(error, false)).toMatchObject({
			requestSent: 'no',
			code: 'ECONNREFUSED',
		});
	});

	test("axios' own code does not hide the system's", () => {
		const error = thrown('Request failed', 'ERR_NETWORK', thrown('socket hang up', 'ECONNRESET'));
		expect(describeNetworkError(error, false)).toMatchObject({ requestSent: 'maybe', code: 'ECONNRESET' });
	});

	test.each([[undefined], [null], ['boom'], [{}], [new Error('')]])(
		'%j: nobody knows, so it may have',
		(error) => {
			expect(describeNetworkError(error, false)).toMatchObject({ requestSent: 'maybe', code: '' });
		},
	);

	test('A circle of causes has an end', () => {
		const error = thrown('a');
		error.cause = thrown('b', 'ECONNRESET', error);
		expect(describeNetworkError(error, false).code).toBe('ECONNRESET');
	});

	test('After Stop it is the Stop', () => {
		expect(describeNetworkError(thrown('aborted', 'ERR_CANCELED'), true).aborted).toBe(true);
	});
});

describe('No answer, in words', () => {
	test.each([
		[{ requestSent: 'no' }, 'retry', /could not be reached \(getaddrinfo\)/],
		[{ requestSent: 'maybe' }, 'retry', /connection to the service was interrupted \(getaddrinfo\)/],
		[{ requestSent: 'maybe', aborted: true }, 'stopped', /stopped/],
	] as const)('%j is of class %s', (sent, kind, what) => {
		const fault = faultFromNetworkFailure('wait', {
			kind: 'network failure',
			...sent,
			code: 'ENOTFOUND',
			message: 'getaddrinfo',
		});
		expect(fault).toMatchObject({ stage: 'wait', class: kind, networkCode: 'ENOTFOUND' });
		expect(fault.message).toMatch(what);
		expect(`${fault.message} ${fault.description}`).not.toContain('canceled');
	});
});
