import { parseObject } from '../base/json';

/** A form of signed link: the parameter that signs it, and the one that has its end. */
interface Form {
	signedBy: string;
	end: string;
	/** Milliseconds since the epoch, from the second parameter. */
	read(text: string): number | undefined;
}

const FORMS: readonly Form[] = [
	// The older form of OSS, S3 and Google, CloudFront, and CDNs such as Bunny.
	{ signedBy: 'signature', end: 'expires', read: readSeconds },
	{ signedBy: 'token', end: 'expires', read: readSeconds },
	{ signedBy: 'sig', end: 'se', read: readDate }, // Azure
	{ signedBy: 'q-signature', end: 'q-sign-time', read: (text) => readSeconds(/^\d+;(\d+)$/.exec(text)?.[1]) }, // Tencent
	{ signedBy: 'hm', end: 'ex', read: readHex }, // Discord
	{ signedBy: 'oh', end: 'oe', read: readHex }, // Facebook, Instagram
	{ signedBy: 'token', end: 'e', read: readSeconds }, // Qiniu
	{ signedBy: 'ik-s', end: 'ik-t', read: readSeconds }, // ImageKit
	{ signedBy: 'signature', end: 'policy', read: readPolicy }, // CloudFront, custom policy
	{ signedBy: 'token', end: 'token', read: readJwt }, // Supabase
	{ signedBy: 'authorization', end: 'authorization', read: readBce }, // Baidu
];

/**
 * When a signed link ends, in milliseconds since the epoch; nothing where it does not say. Known are the forms of object
 * stores and CDNs, each by its own documents.
 */
export function endOfSignedLink(url: URL): number | undefined {
	const query = new Map([...url.searchParams].map(([name, value]) => [name.toLowerCase(), value]));
	for (const [name, value] of query) {
		// X-Amz-Date and X-Amz-Expires; the same with Google (X-Goog-), OSS (x-oss-) and others of this form.
		const vendor = /^(x-[a-z]+)-date$/.exec(name)?.[1] ?? '';
		const seconds = readSeconds(query.get(`${vendor}-expires`));
		const begin = readBasicDate(value);
		if (begin !== undefined && seconds !== undefined) return begin + seconds;
	}
	for (const { signedBy, end, read } of FORMS) {
		const found = query.has(signedBy) ? read(query.get(end) ?? '') : undefined;
		if (found !== undefined) return found;
	}
	return undefined;
}

/** Milliseconds. */
function readSeconds(text = ''): number | undefined {
	return /^\d{1,12}$/.test(text) ? Number(text) * 1000 : undefined;
}

function readHex(text: string): number | undefined {
	return /^[\da-f]{8}$/i.test(text) ? parseInt(text, 16) * 1000 : undefined;
}

/** `20261126T120000Z`. */
function readBasicDate(text: string): number | undefined {
	const basic = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/;
	return basic.test(text) ? readDate(text.replace(basic, '$1-$2-$3T$4:$5:$6Z')) : undefined;
}

function readDate(text: string): number | undefined {
	const time = Date.parse(text);
	return Number.isNaN(time) ? undefined : time;
}

/** JSON in base64 whose `+`, `=` and `/` are `-`, `_` and `~`. */
function readPolicy(text: string): number | undefined {
	const json = Buffer.from(
		text.replace(/[-_~]/g, (sign) => ({ '-': '+', _: '=' })[sign] ?? '/'),
		'base64',
	);
	return readSeconds(/"DateLessThan"[^}]*"AWS:EpochTime"\s*:\s*(\d+)/.exec(json.toString())?.[1]);
}

/** RFC 7519, 4.1.4. */
function readJwt(text: string): number | undefined {
	const [, payload] = /^[\w-]+\.([\w-]+)\.[\w-]+$/.exec(text) ?? [];
	const { exp } = parseObject(Buffer.from(payload ?? '', 'base64url').toString()) ?? {};
	return readSeconds(String(exp));
}

/** `bce-auth-v1/<key>/<begin>/<seconds>/<headers>/<signature>`. */
function readBce(text: string): number | undefined {
	const [, begin, seconds] = /^bce-auth-v1\/[^/]*\/([^/]+)\/(\d+)\//.exec(text) ?? [];
	const from = readDate(begin ?? '');
	return from === undefined ? undefined : from + Number(seconds) * 1000;
}
