/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals */
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { CONTRACTS } from './contract';
import type { AcceptedTask } from './types';
import { pixelsOf } from './usage';

const FIXTURES = join(__dirname, '..', 'fixtures', 'video');
const ZEROS = Buffer.alloc(256 * 1024);
/** From here on a box needs the long form of its size. */
const LONG_BOX = 2 ** 32;

/** One video as it is delivered: a playable beginning, then zeros up to its length. */
export interface Video {
	start: Buffer;
	bytes: number;
}

/**
 * The videos of tasks: a real MP4, then a `free` box with the task's id (players skip it), so that no two
 * tasks have the same bytes, and, if a size is asked for, a `free` box of zeros that exists only on the wire.
 */
export class Videos {
	private readonly files = new Map<string, Promise<Buffer>>();

	constructor(private readonly options: { video?: string; videoBytes?: number }) {}

	async of(task: AcceptedTask | undefined): Promise<Video> {
		const path = this.options.video ?? join(FIXTURES, hasSound(task) ? 'sound-5s.mp4' : 'silent-5s.mp4');
		const known = this.files.get(path) ?? readFile(path);
		this.files.set(path, known);
		const film = this.options.video ? await known : sized(await known, task);
		const parts = [film, box(Buffer.from(task?.taskId ?? 'no task', 'latin1'))];
		const filled = parts.reduce((sum, part) => sum + part.length, 0);
		const padding = (this.options.videoBytes ?? 0) - filled;
		if (padding < 16) return { start: Buffer.concat(parts), bytes: filled };
		parts.push(boxHead(padding));
		return { start: Buffer.concat(parts), bytes: filled + padding };
	}

	async sha256(task: AcceptedTask | undefined): Promise<string> {
		const hash = createHash('sha256');
		const video = await this.of(task);
		for (const chunk of chunks(video, 0, video.bytes)) hash.update(chunk);
		return hash.digest('hex');
	}
}

/** The bytes from `from` up to, not including, `to`, in pieces of at most 256 KiB. */
export function* chunks(video: Video, from: number, to: number): Generator<Buffer> {
	let at = from;
	while (at < to) {
		const inStart = at < video.start.length;
		const piece = inStart
			? video.start.subarray(at, Math.min(to, video.start.length))
			: ZEROS.subarray(0, Math.min(ZEROS.length, to - at));
		yield piece;
		at += piece.length;
	}
}

/**
 * The film with the pixels that were asked for in its headers, which is what players show and readers tell: in the `tkhd`
 * of the track with pictures, and in its sample entry.
 */
function sized(film: Buffer, task: AcceptedTask | undefined): Buffer {
	const contract = task && CONTRACTS.get(task.model);
	const pixels = contract && pixelsOf(contract, task.body as Parameters<typeof pixelsOf>[1]);
	if (!pixels) return film;
	const sizedFilm = Buffer.from(film);
	const tkhd = film.indexOf('tkhd') - 4;
	const end = tkhd + film.readUInt32BE(tkhd);
	sizedFilm.writeUInt32BE(pixels.width << 16, end - 8);
	sizedFilm.writeUInt32BE(pixels.height << 16, end - 4);
	// Behind the name of the entry: 24 bytes, then width and height.
	const entry = film.indexOf('avc1', film.indexOf('stsd')) + 28;
	sizedFilm.writeUInt16BE(pixels.width, entry);
	sizedFilm.writeUInt16BE(pixels.height, entry + 2);
	return sizedFilm;
}

function hasSound(task: AcceptedTask | undefined): boolean {
	const sound = task && CONTRACTS.get(task.model)?.sound;
	return sound === 'always' || (sound === 'flag' && task?.body.parameters?.audio !== false);
}

function box(content: Buffer): Buffer {
	const head = Buffer.alloc(8);
	head.writeUInt32BE(content.length + 8, 0);
	head.write('free', 4, 'latin1');
	return Buffer.concat([head, content]);
}

/** The head of a `free` box whose content (zeros) follows on the wire. */
function boxHead(bytes: number): Buffer {
	const head = Buffer.alloc(16);
	head.write('free', 4, 'latin1');
	if (bytes < LONG_BOX) {
		head.writeUInt32BE(bytes, 0);
		return head.subarray(0, 8);
	}
	head.writeUInt32BE(1, 0);
	head.writeBigUInt64BE(BigInt(bytes), 8);
	return head;
}
