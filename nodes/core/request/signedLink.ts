/** A form of signed link: the parameter that signs it, the one that has its end, and how that is read. */
type Form = readonly [signedBy: string, end: string, read?: (text: string) => number];

const FORMS: readonly Form[] = [
	// The older form of OSS, S3 and Google, CloudFront, and CDNs such as Bunny.
	['signature', 'expires'],
	['token', 'expires'],
	['sig', 'se'], // Azure
	['q-signature', 'q-sign-time', (text) => readTime(/^\d+;(\d+)$/.exec(text)?.[1])], // Tencent
	['hm', 'ex'], // Discord
	['oh', 'oe'], // Facebook, Instagram
	['token', 'e'], // Qiniu
	['ik-s', 'ik-t'], // ImageKit
	['signature', 'policy', readJson], // CloudFront, custom policy
	['token', 'token', readJson], // Supabase
	['authorization', 'authorization', readBce], // Baidu
];

/**
 * When a signed link ends, in milliseconds since the epoch; NaN where it does not say. Known are the forms of object
 * stores and CDNs, each by its own documents.
 */
export function endOfSignedLink(url: URL): number {
	const query = new Map([...url.searchParams].map(([name, value]) => [name.toLowerCase(), value]));
	const ends = [...query].map(([name, begin]) => {
		// X-Amz-Date and X-Amz-Expires; the same with Google (X-Goog-), OSS (x-oss-) and others of this form.
		const vendor = /^(x-[a-z]+)-date$/.exec(name)?.[1] ?? '';
		const seconds = /^\d{1,12}$/.exec(query.get(`${vendor}-expires`) ?? '')?.[0];
		return readTime(begin) + Number(seconds) * 1000;
	});
	for (const [signedBy, end, read = readTime] of FORMS) {
		if (query.has(signedBy)) ends.push(read(query.get(end) ?? ''));
	}
	return ends.find((end) => !Number.isNaN(end)) ?? NaN;
}

/** Seconds since the epoch, in decimal or in eight hex digits; or a date, also as `20261126T120000Z`. */
function readTime(text = ''): number {
	if (/^\d{9,12}$/.test(text)) return Number(text) * 1000;
	if (/^[4-9a-f][\da-f]{7}$/i.test(text)) return parseInt(text, 16) * 1000;
	const date = text.replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/, '$1-$2-$3T$4:$5:$6Z');
	return /^\d{4}-\d\d-\d\d/.test(date) ? Date.parse(date) : NaN;
}

/**
 * JSON in base64: a policy, in which `/` is written as `~`, or what a JSON web token has between its dots (RFC 7519, 4.1.4).
 * Node.js passes over what else does not belong.
 */
function readJson(text: string): number {
	const encoded = text.replaceAll('~', '/').replace(/^.*\.(.*)\..*$/, '$1');
	const json = Buffer.from(encoded, 'base64').toString();
	return readTime(/("DateLessThan"[^}]*"AWS:EpochTime"|"exp")\s*:\s*(\d+)/.exec(json)?.[2]);
}

/** `bce-auth-v1/<key>/<begin>/<seconds>/<headers>/<signature>`. */
function readBce(text: string): number {
	const [, begin, seconds] = /^bce-auth-v1\/[^/]*\/([^/]+)\/(\d+)\//.exec(text) ?? [];
	return readTime(begin) + Number(seconds) * 1000;
}
