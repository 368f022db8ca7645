/* eslint-disable @n8n/community-nodes/no-restricted-imports */
import type { IncomingMessage } from 'node:http';
import { xml, type Answer } from './answer';
import type { ServiceClock } from './clock';
import type { SeededRandom } from './random';
import { TASK_LIFE_MS, type TaskKeeper } from './tasks';
import type { AcceptedTask, BookEntry } from './types';
import { chunks, type Videos } from './video';

const ACCESS_KEY_ID = 'LTAIstandinresult';
const VIDEO_PATH = /^\/1d\/\d{8}\/([0-9a-f-]{20,36})\.mp4$/;

/** Signed links to finished videos, on another origin than the API, and what they give. */
export class Downloads {
	constructor(
		private readonly clock: ServiceClock,
		private readonly random: SeededRandom,
		private readonly keeper: TaskKeeper,
		private readonly videos: Videos,
		private readonly downloadHost: () => string,
	) {}

	/** The link of an ended task; it lives as long as the task is known. */
	link(task: AcceptedTask): string {
		const end = this.clock.epoch(task.endedAt ?? 0);
		const path = `/1d/${new Date(end).toISOString().slice(0, 10).replaceAll('-', '')}/${task.taskId}.mp4`;
		const expires = String(Math.floor((end + TASK_LIFE_MS) / 1000));
		const query = new URLSearchParams({
			Expires: expires,
			OSSAccessKeyId: ACCESS_KEY_ID,
			Signature: this.sign(path, expires),
		});
		return `${this.downloadHost()}${path}?${query.toString()}`;
	}

	taskIdOf(path: string): string | undefined {
		return VIDEO_PATH.exec(path)?.[1];
	}

	async give(request: IncomingMessage, url: URL, entry: BookEntry, requestId: string): Promise<Answer> {
		request.resume();
		const expires = url.searchParams.get('Expires') ?? '';
		if (request.headers.authorization !== undefined) {
			return xml(400, requestId, 'InvalidArgument', 'Only one auth mechanism allowed.');
		}
		const signed = url.searchParams.get('Signature') === this.sign(url.pathname, expires);
		// The link is signed for GET alone.
		if (request.method !== 'GET' || !signed || url.searchParams.get('OSSAccessKeyId') !== ACCESS_KEY_ID) {
			return xml(403, requestId, 'SignatureDoesNotMatch', 'The request signature does not match.');
		}
		if (this.clock.epoch(this.clock.now()) >= Number(expires) * 1000) {
			return xml(403, requestId, 'AccessDenied', 'Request has expired.');
		}
		const task = this.keeper.tasks.get(entry.taskId ?? '');
		if (!task) return xml(404, requestId, 'NoSuchKey', 'The specified key does not exist.');
		const video = await this.videos.of(task);
		const range = readRange(request.headers.range, video.bytes);
		return {
			status: range ? 206 : 200,
			contentType: 'video/mp4',
			bytes: video.bytes,
			read: (from, to) => chunks(video, from, to),
			range,
			headers: {
				'accept-ranges': 'bytes',
				'x-oss-request-id': requestId,
				...(range ? { 'content-range': `bytes ${range.from}-${range.to - 1}/${video.bytes}` } : {}),
			},
			delivered: () => {
				if (!range || range.to === video.bytes) task.downloads += 1;
			},
		};
	}

	private sign(path: string, expires: string): string {
		return Buffer.from(this.random.sign(`GET ${path} ${expires}`), 'hex').toString('base64');
	}
}

/** A single byte range, as a stopped download asks for its rest; anything else gives the whole. */
function readRange(header: string | undefined, bytes: number): { from: number; to: number } | undefined {
	const found = /^bytes=(\d+)-(\d*)$/.exec(header ?? '');
	if (!found) return undefined;
	const from = Number(found[1]);
	const to = found[2] ? Math.min(Number(found[2]) + 1, bytes) : bytes;
	return from < to ? { from, to } : undefined;
}
