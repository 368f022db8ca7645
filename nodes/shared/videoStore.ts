import type { IBinaryData } from 'n8n-workflow';

import { systemClock } from '../core/base/clock';
import { downloadVideo } from '../core/transfer/download';
import { tapMediaInfo } from '../core/media/tap';
import type { MediaInfo } from '../core/media/probe';
import type { Result } from '../core/base/result';
import type { TaskResponse } from '../core/studio/responses';
import { describeNetworkError } from '../core/studio/networkError';
import { MAX_REDIRECTS } from '../core/studio/retryPolicies';
import type { NetworkFailure } from '../core/studio/transport';
import { videoLinkOf } from '../core/tasks/output';
import type { StoringContext } from './contexts';
import { readHead, wholeResponse } from './httpTransport';
import { fileNameFor } from './outputSettings';

/** A video in n8n's binary storage. */
export interface StoredVideo {
	binary: IBinaryData;
	/** The name that was asked for when it was stored. */
	requestedName: string;
	/** What the file is; nothing where it could not be read. */
	info?: MediaInfo;
}

/** The file for an item. A video that several items share may have another name in each. */
export function binaryOf({ binary, requestedName }: StoredVideo, fileName: string): IBinaryData {
	return fileName === requestedName ? binary : { ...binary, fileName: fileName.split('/').pop() };
}

interface StoreOptions {
	/** Milliseconds since the epoch, by this machine's clock, where this machine submitted the task. */
	submittedAt?: number;
	/** Stop. */
	signal?: AbortSignal;
}

/**
 * Streams a finished video into n8n's binary storage; it never stands in memory whole unless n8n's store does that.
 * @param wantedName the user's name for the file, if any
 * @param deadline milliseconds since the epoch
 */
export async function storeVideo(
	context: StoringContext,
	response: TaskResponse,
	wantedName: string,
	deadline: number,
	{ submittedAt, signal }: StoreOptions = {},
): Promise<Result<StoredVideo>> {
	const requestedName = fileNameFor(response.taskId, wantedName);
	const wasStopped = () => signal?.aborted === true;
	return await downloadVideo<StoredVideo>(videoLinkOf(response, submittedAt), deadline, {
		clock: systemClock,
		random: Math.random,
		signal,
		open: async (url, idle, cut) => {
			try {
				const opened = await open(context, url, idle, cut);
				return { ...readHead(opened), body: opened.body };
			} catch (error) {
				return describeNetworkError(error, wasStopped());
			}
		},
		store: async (body) => {
			try {
				const infoOf = tapMediaInfo(body);
				// Name and type are given, or n8n would guess `text/plain` from the stream.
				const binary = await context.helpers.prepareBinaryData(
					body as Parameters<typeof context.helpers.prepareBinaryData>[0],
					requestedName,
					'video/mp4',
				);
				const info = await infoOf();
				const stored = { binary, requestedName, ...(info && { info }) };
				// One that cannot be read otherwise was paid for as well, and is the user's to look at.
				const whole = info !== undefined && !('endsEarly' in info);
				return { kind: 'stored', stored, bytes: binary.bytes, whole };
			} catch (error) {
				const broken = describeNetworkError(error, wasStopped());
				if (broken.aborted || cameFromTheNetwork(broken)) return broken;
				return { kind: 'refused', message: broken.message };
			}
		},
	});
}

/** The store passes on what broke the stream; its own faults have other codes (ENOSPC, EACCES …) or none. */
function cameFromTheNetwork({ code, message }: NetworkFailure): boolean {
	return (
		/^(ECONN|EPIPE|ETIMEDOUT|ERR_STREAM)/.test(code) || /abort|premature|socket|timed? ?out/i.test(message)
	);
}

async function open(context: StoringContext, url: string, idle: number, cut: AbortSignal) {
	return await context.helpers.httpRequest({
		...wholeResponse,
		method: 'GET',
		url,
		// A proxy that packs the video on its way would take its length from it.
		headers: { 'Accept-Encoding': 'identity' },
		maxRedirects: MAX_REDIRECTS,
		encoding: 'stream',
		timeout: idle,
		abortSignal: cut,
	});
}
