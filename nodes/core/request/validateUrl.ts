import { trimBlanks } from '../base/coerce';
import type { FaultText } from '../base/fault';
import { err, ok, type Result } from '../base/result';
import { MINUTE_MS } from '../base/units';
import { notALink } from './notALink';
import { isPrivateHost } from './privateHost';
import { sharePageHint } from './sharePage';
import { endOfSignedLink } from './signedLink';

/** A link as the service wants it, or what is wrong with it. */
type LinkCheck = Result<{ url: string; hints: string[] }, FaultText>;

/** A task may wait in the service's queue before its files are fetched. */
const EXPIRES_SOON_MS = 15 * MINUTE_MS;

/**
 * Checks a link that the service is going to fetch, and writes it as the service wants it: characters outside ASCII
 * percent-encoded (animate and vace references; done for all). Pure.
 * @param now milliseconds since the epoch, for links that end
 * @param isPage whether the link is that of a web page, so that none is meant for a file
 */
export function checkLink(value: unknown, now: number, isPage = false): LinkCheck {
	const text = typeof value === 'string' ? unwrapped(value) : '';
	if (/\s(https?|oss):\/\//i.test(text)) {
		return err({ message: 'is several links', description: 'Enter one link.' });
	}
	if (/^oss:\/\/\S+$/.test(text)) return ok({ url: text, hints: [] });
	const url = parse(text);
	if (!url || (url.protocol !== 'https:' && url.protocol !== 'http:')) return err(notALink(value));
	if (isPrivateHost(url.hostname)) {
		return err({
			message: `points to ${url.hostname}, which the service cannot reach`,
			description: 'Choose Binary Field, or put the file on a public host.',
		});
	}
	const end = endOfSignedLink(url);
	if (end <= now) {
		return err({
			message: `is a signed link that expired at ${new Date(end).toISOString()}`,
			description: 'Get a new link from its source.',
		});
	}
	const page = isPage ? undefined : sharePageHint(url);
	return ok({ url: url.href, hints: [...linkHints(url, end, now), ...(page ? [page] : [])] });
}

/** Without the quotes or brackets in which language models and sheets wrap a link. */
function unwrapped(text: string): string {
	return trimBlanks(text).replace(/^(["'`<])([^]*)["'`>]$/, '$2');
}

function parse(text: string): URL | undefined {
	try {
		return new URL(text);
	} catch {
		return undefined;
	}
}

function linkHints(url: URL, end: number, now: number): string[] {
	const hints: string[] = [];
	// Links that passed at the create call and failed minutes later (a user report of February 2026 on wan2.6).
	if (/%2f/i.test(url.pathname)) {
		hints.push(
			'links with %2F in the path have failed to download before. Use a plain slash if the host allows it.',
		);
	}
	if (url.protocol === 'http:' && url.search) {
		hints.push(
			'signed links over plain http have failed to download before. Use https if the host allows it.',
		);
	}
	if (end - now < EXPIRES_SOON_MS) {
		const minutes = Math.max(1, Math.round((end - now) / MINUTE_MS));
		hints.push(
			`the link expires in ${minutes} ${minutes === 1 ? 'minute' : 'minutes'}, and the service may fetch the file after that.`,
		);
	}
	return hints;
}
