import { err, ok, type Result } from '../base/result';
import { formatValue } from './values';

/** A link as the service wants it, or what is wrong with it: the end of a sentence that begins with the field's name. */
type LinkCheck = Result<{ url: string; hints: string[] }, { message: string; description: string }>;

/** Hosts that the service, which fetches the file itself, can never reach. */
const PRIVATE_HOST = [
	// A name without a dot is one of a local network (Docker's service names).
	/^[^.:[\]]+$/,
	/\.(local|internal|localhost|lan)$/i,
	/^(0|10|127)(\.\d+){3}$/,
	/^(192\.168|169\.254|172\.(1[6-9]|2\d|3[01]))(\.\d+){2}$/,
	/^\[(::1?|::ffff:.*|f[cd][\da-f]*:.*|fe80:.*)\]$/i,
];

/**
 * Checks a link that the service is going to fetch, and writes it as the service wants it: characters outside ASCII
 * percent-encoded (animate and vace references; done for all).
 */
export function checkLink(value: unknown): LinkCheck {
	if (typeof value !== 'string')
		return err({
			message: `is ${formatValue(value)}`,
			description: 'Enter a link that starts with https://.',
		});
	const text = value.trim();
	if (/^oss:\/\/\S+$/.test(text)) return ok({ url: text, hints: [] });
	let url: URL;
	try {
		url = new URL(text);
	} catch {
		return err({
			message: `"${formatValue(text)}" is not a link`,
			description: 'Enter a link that starts with https:// or http://.',
		});
	}
	if (url.protocol !== 'https:' && url.protocol !== 'http:') {
		return err({
			message: `starts with ${url.protocol}`,
			description: 'Enter a link that starts with https:// or http://, or an oss:// link.',
		});
	}
	if (PRIVATE_HOST.some((pattern) => pattern.test(url.hostname))) {
		return err({
			message: `points to ${url.hostname}, which the service cannot reach`,
			description: 'Pass the file as binary data instead, or put it on a public host.',
		});
	}
	return ok({ url: url.href, hints: linkHints(url) });
}

/** Links that passed at the create call and failed minutes later (a user report of February 2026 on wan2.6). */
function linkHints(url: URL): string[] {
	const hints: string[] = [];
	if (/%2f/i.test(url.pathname)) {
		hints.push(
			'the link has %2F in its path, which the service has failed to download before. Use a plain slash if the host allows it.',
		);
	}
	if (url.protocol === 'http:' && url.search) {
		hints.push(
			'a signed link over plain http has failed to download before. Use https if the host allows it.',
		);
	}
	return hints;
}
