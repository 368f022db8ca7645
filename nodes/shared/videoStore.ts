import type { IBinaryData } from 'n8n-workflow';

import type { Clock } from '../core/base/clock';
import { downloadVideo, type OpenedDownload } from '../core/transfer/download';
import type { VideoLink } from '../core/transfer/videoLink';
import { tapMediaInfo } from '../core/media/tap';
import type { MediaInfo } from '../core/media/probe';
import type { Result } from '../core/base/result';
import { describeNetworkError } from '../core/studio/networkError';
import { MAX_REDIRECTS } from '../core/studio/retryPolicies';
import type { NetworkFailure } from '../core/studio/transport';
import type { StoringContext } from './contexts';
import { lowerCaseHeaders } from './httpTransport';

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

/** Streams a finished video into n8n's binary storage; it never stands in memory whole unless n8n's store does that. */
export async function storeVideo(
	context: StoringContext,
	video: VideoLink & { fileName: string },
	deadline: number,
	{ clock, signal }: { clock: Clock; signal: AbortSignal },
): Promise<Result<StoredVideo>> {
	return await downloadVideo<StoredVideo>(video, deadline, {
		clock,
		random: Math.random,
		signal,
		open: async (url, idle, abortSignal) => await open(context, url, idle, abortSignal, signal),
		store: async (body) => {
			try {
				const infoOf = tapMediaInfo(body);
				// Name and type are given, or n8n would guess `text/plain` from the stream.
				const binary = await context.helpers.prepareBinaryData(
					body as Parameters<typeof context.helpers.prepareBinaryData>[0],
					video.fileName,
					'video/mp4',
				);
				const info = await infoOf();
				const stored = { binary, requestedName: video.fileName, ...(info && { info }) };
				return { kind: 'stored', stored, bytes: binary.bytes, whole: info?.kind === 'video' };
			} catch (error) {
				const broken = describeNetworkError(error, signal.aborted);
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

async function open(
	context: StoringContext,
	url: string,
	idle: number,
	cut: AbortSignal,
	signal: AbortSignal,
): Promise<OpenedDownload | NetworkFailure> {
	try {
		const answer = await context.helpers.httpRequest({
			method: 'GET',
			url,
			// A proxy that packs the video on its way would take its length from it.
			headers: { 'Accept-Encoding': 'identity' },
			maxRedirects: MAX_REDIRECTS,
			encoding: 'stream',
			returnFullResponse: true,
			ignoreHttpStatusErrors: true,
			timeout: idle,
			abortSignal: cut,
		});
		return {
			kind: 'answer',
			status: answer.statusCode,
			headers: lowerCaseHeaders(answer.headers),
			body: answer.body,
		};
	} catch (error) {
		return describeNetworkError(error, signal.aborted);
	}
}
