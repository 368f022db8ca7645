import type { Clock } from '../base/clock';
import type { Fault } from '../base/fault';
import { onAbort } from '../base/onAbort';
import { err, ok, type Result } from '../base/result';
import { Retries, type RetryPolicy } from '../base/retry';
import { readRetryAfter, stopFault } from '../studio/errors';
import { retryPolicies } from '../studio/retryPolicies';
import { timeouts } from '../studio/timeouts';
import type { NetworkFailure } from '../studio/transport';
import { discard, firstBytes, looksLikeMp4, readText } from './bodyStream';
import { brokenDownload, busyHost, expiredLink, notAVideo, refusedLink, storeFault } from './downloadFaults';
import { hasExpired, type VideoLink } from './videoLink';

/** An answer whose body has not been read yet. */
export interface OpenedDownload {
	kind: 'answer';
	status: number;
	/** Names in lower case. */
	headers: Record<string, string>;
	body: NodeJS.ReadableStream;
}

interface DownloadTools<Stored> {
	clock: Clock;
	/** 0 to 1. */
	random: () => number;
	signal?: AbortSignal;
	/** Opens a link without any key: a signed link refuses requests that carry one. @param idle milliseconds */
	open(url: string, idle: number, cut: AbortSignal): Promise<OpenedDownload | NetworkFailure>;
	/** Stores a stream piece by piece. */
	store(body: NodeJS.ReadableStream): Promise<StoreResult<Stored>>;
}

type StoreResult<Stored> =
	| {
			kind: 'stored';
			stored: Stored;
			/** Bytes stored, where the store tells it. */
			bytes?: number;
			/** All of a video is there, as its own header says. */
			whole: boolean;
	  }
	/** The store itself failed (disk full, file too large for it); another download would end the same way. */
	| { kind: 'refused'; message: string }
	| NetworkFailure;

const SIGNATURE_BYTES = 12;

const PART = 'only a part';

/**
 * Streams a finished video into the store. What may pass is repeated as its policy says; what is not a whole MP4 is never
 * taken for one. A fault with `linkRefused` asks for a fresh link. Never throws.
 * @param deadline milliseconds since the epoch
 */
export async function downloadVideo<Stored>(
	link: VideoLink,
	deadline: number,
	tools: DownloadTools<Stored>,
): Promise<Result<Stored>> {
	const { clock, random, signal } = tools;
	const retries = new Retries({ clock, random, signal, deadline });
	for (;;) {
		if (signal?.aborted) return err(stopFault('download'));
		const attempt = await tryOnce(link, deadline, tools);
		if ('stored' in attempt) return ok(attempt.stored);
		const { fault, policy } = attempt;
		if (!(await retries.waitForRetry(policy, fault)))
			return err(signal?.aborted ? stopFault('download') : fault);
	}
}

type Attempt<Stored> = { stored: Stored } | { fault: Fault; policy: RetryPolicy };

async function tryOnce<Stored>(
	link: VideoLink,
	deadline: number,
	tools: DownloadTools<Stored>,
): Promise<Attempt<Stored>> {
	const { clock } = tools;
	const cut = new AbortController();
	const done = new AbortController();
	const unsubscribe = onAbort(tools.signal, () => cut.abort());
	// The link's own time-out is for silence; this is for a download that drips on past the deadline.
	void clock.sleep(deadline - clock.now(), done.signal).then(() => done.signal.aborted || cut.abort());
	try {
		const opened = await tools.open(link.url, timeouts.downloadIdle, cut.signal);
		if (opened.kind === 'network failure') return broken(opened);
		// A store behind a cache may answer 206 to a request for all of it, a proxy 203; the bytes decide.
		if (opened.status >= 200 && opened.status < 300) return await storeWhole(opened, tools);
		return await refused(opened, link, clock.now());
	} finally {
		done.abort();
		unsubscribe();
	}
}

function broken(failure: NetworkFailure): { fault: Fault; policy: RetryPolicy } {
	const { downloadBroken, downloadMisconfigured } = retryPolicies;
	return { fault: brokenDownload(failure), policy: failure.lasting ? downloadMisconfigured : downloadBroken };
}

function otherContent(found: string): { fault: Fault; policy: RetryPolicy } {
	return { fault: notAVideo(found), policy: retryPolicies.downloadOtherContent };
}

/** The bytes decide whether it is a video, since hosts differ in the type that they name. */
async function storeWhole<Stored>(
	opened: OpenedDownload,
	tools: DownloadTools<Stored>,
): Promise<Attempt<Stored>> {
	const { body, headers } = opened;
	const start = await firstBytes(body, SIGNATURE_BYTES);
	if (start.kind === 'network failure') return broken(start);
	const isPart = !isWholeRange(headers['content-range']);
	if (isPart || !looksLikeMp4(start.bytes)) {
		discard(body);
		if (isPart) return otherContent(PART);
		return otherContent(start.bytes.length === 0 ? 'nothing' : headers['content-type'] || 'something else');
	}
	const result = await tools.store(body);
	if (result.kind === 'network failure') return broken(result);
	if (result.kind === 'refused') {
		return { fault: storeFault(result.message), policy: retryPolicies.storeRefused };
	}
	const { bytes, whole } = result;
	// The length of a part says nothing of the video's.
	const ofPart = opened.status === 206 && !headers['content-range'];
	const promised = ofPart ? Number.NaN : Number(headers['content-length']);
	// A body that was packed on its way has another length than was promised, and is whole all the same. One without a
	// length may have been cut without anybody noticing.
	if (!whole && bytes !== promised) return otherContent(PART);
	return { stored: result.stored };
}

/** Whether a `Content-Range`, where there is one, is that of all bytes (RFC 9110, 14.4). */
function isWholeRange(range: string | undefined): boolean {
	const [, from, to, total] = /^bytes (\d+)-(\d+)\/(\d+|\*)$/.exec(range ?? '') ?? [];
	return from === undefined || (from === '0' && (total === '*' || Number(to) + 1 === Number(total)));
}

async function refused(
	{ status, headers, body }: OpenedDownload,
	link: VideoLink,
	now: number,
): Promise<{ fault: Fault; policy: RetryPolicy }> {
	const text = await readText(body, 4_096);
	if (status === 408 || status === 429 || status >= 500) {
		return { fault: busyHost(status, text, readRetryAfter(headers)), policy: retryPolicies.downloadBroken };
	}
	if (status < 400) return otherContent(`HTTP ${status}`);
	if (hasExpired(link, now, headers.date)) {
		return { fault: expiredLink(status, text), policy: retryPolicies.downloadExpired };
	}
	return { fault: refusedLink(status, text), policy: retryPolicies.downloadLinkRefused };
}
