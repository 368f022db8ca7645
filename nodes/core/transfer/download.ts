import type { Clock } from '../base/clock';
import { onAbort } from '../base/onAbort';
import { err, ok, type Result } from '../base/result';
import { stopped } from '../studio/client';
import type { Fault } from '../base/fault';
import { waitBeforeRetry } from '../base/retry';
import { timeouts } from '../studio/timeouts';
import { faultFromNetworkFailure } from '../studio/errors';
import type { NetworkFailure } from '../studio/transport';
import { parseOssError } from './ossError';

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
	/** Stores a stream piece by piece. Gives the number of bytes stored, where the store tells it. */
	store(body: NodeJS.ReadableStream): Promise<StoreResult<Stored>>;
}

type StoreResult<Stored> =
	| { kind: 'stored'; stored: Stored; bytes?: number }
	/** The store itself failed (disk full, file too large for it); another download would end the same way. */
	| { kind: 'refused'; message: string }
	| NetworkFailure;

/** Tries at a link that answers with something else than a video; broken connections are tried until the deadline. */
const OTHER_CONTENT_TRIES = 5;
const SIGNATURE_BYTES = 12;

/**
 * Streams a finished video into the store. A cut, stalled or refused download is repeated until the deadline; what is
 * not a whole MP4 is never taken for one. Never throws.
 * @param deadline milliseconds since the epoch
 */
export async function downloadVideo<Stored>(
	url: string,
	deadline: number,
	tools: DownloadTools<Stored>,
): Promise<Result<Stored>> {
	const retryOptions = { clock: tools.clock, random: tools.random, signal: tools.signal, deadline };
	for (let tries = 1; ; tries++) {
		if (tools.signal?.aborted) return err(stopped('download'));
		const attempt = await tryOnce(url, deadline, tools);
		if ('stored' in attempt) return ok(attempt.stored);
		const { fault, again } = attempt;
		const mayRepeat = again === 'until deadline' || (again === 'a few times' && tries < OTHER_CONTENT_TRIES);
		if (!mayRepeat || !(await waitBeforeRetry(tries, fault, retryOptions))) {
			return err(tools.signal?.aborted ? stopped('download') : fault);
		}
	}
}

type Attempt<Stored> =
	| { stored: Stored }
	| { fault: Fault; again: 'never' | 'a few times' | 'until deadline' };

async function tryOnce<Stored>(
	url: string,
	deadline: number,
	tools: DownloadTools<Stored>,
): Promise<Attempt<Stored>> {
	const cut = new AbortController();
	const done = new AbortController();
	const unsubscribe = onAbort(tools.signal, () => cut.abort());
	// The link's own time-out is for failure; this is for a download that drips on past the deadline.
	void tools.clock
		.sleep(deadline - tools.clock.now(), done.signal)
		.then(() => done.signal.aborted || cut.abort());
	try {
		const opened = await tools.open(url, timeouts.failure, cut.signal);
		if (opened.kind === 'network failure') return { fault: brokenDownload(opened), again: 'until deadline' };
		if (opened.status !== 200) return await refusedDownload(opened);
		return await storeWhole(opened, tools);
	} finally {
		done.abort();
		unsubscribe();
	}
}

async function storeWhole<Stored>(
	opened: OpenedDownload,
	tools: DownloadTools<Stored>,
): Promise<Attempt<Stored>> {
	const type = opened.headers['content-type'] ?? '';
	const start = await firstBytes(opened.body, SIGNATURE_BYTES);
	if (start.kind === 'network failure') return { fault: brokenDownload(start), again: 'until deadline' };
	// The type is only believed where it says that this is something else; storage hosts differ in how they name MP4.
	if (/^(text\/|image\/|application\/(json|xml))/i.test(type) || !looksLikeMp4(start.bytes)) {
		discard(opened.body);
		return {
			fault: notAVideo(start.bytes.length === 0 ? 'nothing' : type || 'something else'),
			again: 'a few times',
		};
	}
	const result = await tools.store(opened.body);
	if (result.kind === 'network failure') return { fault: brokenDownload(result), again: 'until deadline' };
	if (result.kind === 'refused') return { fault: storeFault(result.message), again: 'never' };
	const promised = Number(opened.headers['content-length'] ?? Number.NaN);
	if (result.bytes !== undefined && promised >= 0 && result.bytes !== promised) {
		const message = `${result.bytes} of ${promised} bytes arrived`;
		return {
			fault: brokenDownload({ kind: 'network failure', requestSent: 'maybe', code: '', message }),
			again: 'until deadline',
		};
	}
	return { stored: result.stored };
}

/** ISO base media files begin with a box; `ftyp` in all that the service makes (ISO/IEC 14496-12, 4.3). */
function looksLikeMp4(start: Uint8Array): boolean {
	const name = String.fromCharCode(...start.slice(4, 8));
	return ['ftyp', 'moov', 'mdat', 'free', 'skip', 'wide', 'styp'].includes(name);
}

/** Looks at the start of a stream and puts it back, so that whoever stores the stream gets all of it. */
async function firstBytes(
	body: NodeJS.ReadableStream,
	count: number,
): Promise<{ kind: 'bytes'; bytes: Uint8Array } | NetworkFailure> {
	return await new Promise((resolve) => {
		const parts: Buffer[] = [];
		const finish = (result: { kind: 'bytes'; bytes: Uint8Array } | NetworkFailure) => {
			body.removeListener('readable', look);
			body.removeListener('end', end);
			body.removeListener('close', end);
			body.removeListener('error', fail);
			resolve(result);
		};
		const look = () => {
			for (let part = body.read(); part !== null; part = body.read()) parts.push(Buffer.from(part));
			const bytes = Buffer.concat(parts);
			if (bytes.length < count) return;
			body.unshift(bytes);
			finish({ kind: 'bytes', bytes });
		};
		const end = () => finish({ kind: 'bytes', bytes: Buffer.concat(parts) });
		const fail = (error: unknown) =>
			finish({
				kind: 'network failure',
				requestSent: 'maybe',
				code: '',
				message: error instanceof Error ? error.message : 'cut',
			});
		body.on('readable', look);
		body.once('end', end);
		body.once('close', end);
		body.once('error', fail);
	});
}

/** Reads the few lines in which a storage host says why it refuses. */
async function refusedDownload(
	opened: OpenedDownload,
): Promise<{ fault: Fault; again: 'never' | 'until deadline' }> {
	const words = await readSome(opened.body, 4_096);
	const common = { stage: 'download' as const, httpStatus: opened.status };
	const own = parseOssError(words);
	if (opened.status === 403 || opened.status === 404) {
		return {
			fault: {
				...common,
				...own,
				class: 'expired',
				message: 'The link to the video has expired or was taken down',
				description:
					'Links live for 24 hours after the task has ended. Fetch videos within that time; this one has to be made again.',
			},
			again: 'never',
		};
	}
	const passing = opened.status === 429 || opened.status >= 500;
	return {
		fault: {
			...common,
			...own,
			class: 'retry',
			message: `The storage host answered with HTTP ${opened.status} instead of the video`,
			description: downloadAgain,
		},
		again: passing ? 'until deadline' : 'never',
	};
}

const downloadAgain =
	'The video itself is safe for 24 hours: run the item again, or fetch it with Task: Wait and its task ID.';

function brokenDownload(failure: NetworkFailure): Fault {
	const fault = faultFromNetworkFailure('download', failure);
	if (failure.aborted) return fault;
	return {
		...fault,
		message: `The download of the video broke off (${failure.message})`,
		description: downloadAgain,
	};
}

function notAVideo(found: string): Fault {
	return {
		stage: 'download',
		class: 'retry',
		message: `The link gave ${found} instead of a video`,
		description: `A proxy between n8n and the storage host may have answered. ${downloadAgain}`,
	};
}

function storeFault(message: string): Fault {
	return {
		stage: 'download',
		class: 'retry',
		message: `n8n could not store the video (${message})`,
		description: `Check the space and the limits of n8n's binary storage, or turn off Options: Download Video and use the link. ${downloadAgain}`,
	};
}

async function readSome(body: NodeJS.ReadableStream, most: number): Promise<string> {
	let text = '';
	try {
		for await (const part of body) {
			text += String(part);
			if (text.length >= most) break;
		}
	} catch {
		// What has come so far is all that can be shown.
	}
	return text.slice(0, most);
}

/** An unread body would hold its connection open. */
function discard(body: NodeJS.ReadableStream): void {
	body.on('error', () => undefined);
	if ('destroy' in body && typeof body.destroy === 'function') body.destroy();
	else body.resume();
}
