import type { IBinaryData } from 'n8n-workflow';

import type { Clock } from '../core/base/clock';
import { downloadVideo, type OpenedDownload } from '../core/transfer/download';
import { tapMediaInfo } from '../core/media/tap';
import type { MediaInfo } from '../core/media/probe';
import type { Result } from '../core/base/result';
import { describeNetworkError } from '../core/studio/networkError';
import type { NetworkFailure } from '../core/studio/transport';
import type { StoringContext } from './contexts';
import { lowerCaseHeaders } from './httpTransport';

/** A video in n8n's binary storage. */
export interface StoredVideo {
	binary: IBinaryData;
	/** What the file is; nothing where it could not be read. */
	facts?: MediaInfo;
}

/** Streams a finished video into n8n's binary storage; it never stands in memory whole unless n8n's store does that. */
export async function storeVideo(
	context: StoringContext,
	video: { url: string; fileName: string },
	deadline: number,
	{ clock, signal }: { clock: Clock; signal: AbortSignal },
): Promise<Result<StoredVideo>> {
	return await downloadVideo<StoredVideo>(video.url, deadline, {
		clock,
		random: Math.random,
		signal,
		open: async (url, idle, cut) => await open(context, url, idle, cut, signal),
		store: async (body) => {
			try {
				const onlooker = tapMediaInfo(body);
				// Name and type are given, or n8n would guess `text/plain` from the stream.
				const binary = await context.helpers.prepareBinaryData(
					body as Parameters<typeof context.helpers.prepareBinaryData>[0],
					video.fileName,
					'video/mp4',
				);
				const facts = await onlooker.info();
				return { kind: 'stored', stored: { binary, ...(facts && { facts }) }, bytes: binary.bytes };
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
