/**
 * When a signed link ends, in milliseconds since the epoch; nothing where it does not say. Known are the forms of the
 * object stores, each by its own documents.
 */
export function endOfSignedLink(url: URL): number | undefined {
	const query = new Map([...url.searchParams].map(([name, value]) => [name.toLowerCase(), value]));
	for (const [name, value] of query) {
		// X-Amz-Date and X-Amz-Expires; the same with Google (X-Goog-), OSS (x-oss-) and others of this form.
		const vendor = /^(x-[a-z]+)-date$/.exec(name)?.[1] ?? '';
		const seconds = readDigits(query.get(`${vendor}-expires`));
		const begin = readBasicDate(value);
		if (begin !== undefined && seconds !== undefined) return begin + seconds * 1000;
	}
	// Azure: `se` is a date. Tencent: `q-sign-time` is "begin;end". Discord: `ex` is in hexadecimal.
	if (query.has('sig') && query.has('se')) return readDate(query.get('se'));
	const signTime = /^\d+;(\d+)$/.exec(query.get('q-sign-time') ?? '')?.[1];
	if (signTime) return Number(signTime) * 1000;
	if (query.has('hm') && /^[\da-f]{8}$/i.test(query.get('ex') ?? '')) {
		return parseInt(query.get('ex') ?? '', 16) * 1000;
	}
	// The older form of OSS, S3 and Google, and CloudFront: seconds since the epoch, beside a signature.
	const expires = readDigits(query.get('expires'));
	return query.has('signature') && expires !== undefined ? expires * 1000 : undefined;
}

function readDigits(text: string | undefined): number | undefined {
	return text !== undefined && /^\d{1,12}$/.test(text) ? Number(text) : undefined;
}

/** `20261126T120000Z`. */
function readBasicDate(text: string): number | undefined {
	const basic = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/;
	return basic.test(text) ? readDate(text.replace(basic, '$1-$2-$3T$4:$5:$6Z')) : undefined;
}

function readDate(text = ''): number | undefined {
	const time = Date.parse(text);
	return Number.isNaN(time) ? undefined : time;
}
