import type { Fault } from '../base/fault';
import { onAbort } from '../base/onAbort';
import type { Result } from '../base/result';
import type { RetryOptions } from '../base/retry';
import { identify } from '../media/probe/signature';
import { retryPolicies } from '../studio/retryPolicies';
import { timeouts } from '../studio/timeouts';
import type { NetworkFailure } from '../studio/transport';
import { discard, firstBytes, readText } from './bodyStream';
import { type Attempt, type FailedAttempt, retryTransfer } from './retryTransfer';
import { hostFault, interrupted, isBusy } from './transferFaults';
import { hasExpired, type VideoLink } from './videoLink';

/** An answer whose body has not been read yet. */
interface OpenedDownload {
	kind: 'response';
	status: number;
	/** Names in lower case. */
	headers: Record<string, string>;
	body: NodeJS.ReadableStream;
}

interface DownloadTools<Stored> extends Omit<RetryOptions, 'deadline'> {
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
	return await retryTransfer(
		'download',
		{ ...tools, deadline },
		async () => await tryOnce(link, deadline, tools),
	);
}

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

const fetchAgain =
	'The video is available for 24 hours. Run the item again, or fetch the video with Task: Wait and its task ID.';

function broken(failure: NetworkFailure): FailedAttempt {
	const { downloadBroken, downloadMisconfigured } = retryPolicies;
	if (!failure.lasting)
		return { fault: interrupted('download', failure, fetchAgain), policy: downloadBroken };
	const description = `Check the network, the proxy and the certificates of the n8n host. ${fetchAgain}`;
	return { fault: interrupted('download', failure, description), policy: downloadMisconfigured };
}

/** @param found what came in place of the video, such as `text/html` */
function otherContent(found: string): FailedAttempt {
	const fault: Fault = {
		stage: 'download',
		class: 'retry',
		message: `The link returned ${found} instead of the video`,
		description: `A proxy may have answered instead of the storage host. ${fetchAgain}`,
	};
	return { fault, policy: retryPolicies.downloadOtherContent };
}

/** @param reason in the store's own words */
function storeFault(reason: string): Fault {
	return {
		stage: 'download',
		class: 'retry',
		message: `n8n could not store the video (${reason})`,
		description: `Check the free space and the limits of n8n's binary data storage, or turn off Options: Download Video and use the link. ${fetchAgain}`,
	};
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
	if (isPart || !['mp4', 'mov', 'm4a'].includes(identify(start.bytes).format)) {
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
	return { value: result.stored };
}

/** Whether a `Content-Range`, where there is one, is that of all bytes (RFC 9110, 14.4). */
function isWholeRange(range: string | undefined): boolean {
	const [, from, to, total] = /^bytes (\d+)-(\d+)\/(\d+|\*)$/.exec(range ?? '') ?? [];
	return from === undefined || (from === '0' && (total === '*' || Number(to) + 1 === Number(total)));
}

async function refused(opened: OpenedDownload, link: VideoLink, now: number): Promise<FailedAttempt> {
	const { status, headers, body } = opened;
	const response = { status, headers, text: await readText(body, 4_096) };
	if (isBusy(response)) {
		const message = `The storage host answered with HTTP ${status} instead of the video`;
		return {
			fault: hostFault('download', response, { message, description: fetchAgain }),
			policy: retryPolicies.downloadBroken,
		};
	}
	if (status < 400) return otherContent(`HTTP ${status}`);
	if (hasExpired(link, now, headers.date)) {
		return {
			fault: hostFault('download', response, {
				class: 'expired',
				message: 'The link to the video has expired',
				description: 'Links work for 24 hours after the task ends. Generate the video again.',
			}),
			policy: retryPolicies.downloadExpired,
		};
	}
	return {
		fault: hostFault('download', response, {
			linkRefused: true,
			message: `The storage host refused a link that has not expired (HTTP ${status})`,
			description: `A new link can take a moment to work. ${fetchAgain}`,
		}),
		policy: retryPolicies.downloadLinkRefused,
	};
}
