import { readEncoderNote } from './encoderNote';
import { skipTags, isTail } from './mp3Tags';
import type { MediaInfo } from './mediaInfo';
import {
	FRAME_HEADER_BYTES,
	FREE_FORMAT_BYTES,
	isAdts,
	isFreeFormat,
	measureFreeFormat,
	type MpegFrame,
	parseFrame,
	sameSound,
} from './mpegFrame';
import { BrokenFileError, type ByteReader, latin1 } from './source';

/** Frames of one sound in a row, which bytes at random never show. */
const FOLLOWERS_AS_PROOF = 4;

/** Padding after a tag and damaged places are passed over, but not without end. */
const MAX_STRAY_BYTES = 64 * 1024;

/** More than three hours. No model takes more than a minute, and an endless stream has to end somewhere. */
const MAX_FRAMES = 500_000;

const LOOK_AHEAD_BYTES = 1024;

/** Of the beginning of a file that nothing is known of. */
const HEAD_BYTES = 512;

/** A frame that is followed by so many others of the same sound, by a tag or by the end of the file. */
async function frameHere(reader: ByteReader, followers = 1): Promise<MpegFrame | undefined> {
	const head = await reader.peek(FRAME_HEADER_BYTES);
	const freeBytes = isFreeFormat(head) ? measureFreeFormat(await reader.peek(FREE_FORMAT_BYTES)) : undefined;
	const frame = parseFrame(head, 0, freeBytes);
	if (frame === undefined) return undefined;
	let end = frame.length;
	for (let count = 0; count < followers; count++) {
		const bytes = await reader.peek(end + FRAME_HEADER_BYTES);
		if (bytes.length === end || isTail(bytes.subarray(end))) return frame;
		const next = parseFrame(bytes, end, freeBytes);
		if (next === undefined || !sameSound(frame, next)) return undefined;
		end += next.length;
	}
	return frame;
}

/** Passes over bytes up to the next one that may start a frame. @returns how many; 0 at the end of the file */
async function skipStray(reader: ByteReader): Promise<number> {
	const bytes = await reader.peek(LOOK_AHEAD_BYTES);
	const next = bytes.indexOf(0xff, 1);
	const count = next === -1 ? bytes.length : next;
	await reader.skip(count);
	return count;
}

/** Gets each frame's position in the file and its header. */
type FrameVisitor = (position: number, frame: MpegFrame, header: Uint8Array) => void;

/**
 * Counts the frames that are there. That takes one pass over the file, needs no trust in what an encoder wrote,
 * is right for any mix of bit rates, and does not take a file that was cut off for a whole one.
 */
async function countFrames(reader: ByteReader, first: MpegFrame, visit?: FrameVisitor): Promise<number> {
	let frames = 0;
	let stray = 0;
	let inStep = true;
	while (frames < MAX_FRAMES) {
		const header = await reader.peek(FRAME_HEADER_BYTES);
		if (header.length < FRAME_HEADER_BYTES || isTail(header)) return frames;
		// Files that were joined have tags in their middle.
		if (inStep && latin1(header, 0, 3) === 'ID3' && (await skipTags(reader))) continue;
		const frame = parseFrame(header, 0, first.freeBytes);
		// Inside the sound one header is enough; after a damaged place it has to be proved by the next.
		const good = frame !== undefined && sameSound(frame, first) && (inStep || (await frameHere(reader)));
		if (good) {
			inStep = true;
			const { position } = reader;
			if (!(await reader.skip(frame.length))) return frames;
			visit?.(position, frame, header);
			frames++;
		} else {
			const skipped = await skipStray(reader);
			stray += skipped;
			inStep = false;
			if (skipped === 0 || stray > MAX_STRAY_BYTES) return frames;
		}
	}
	throw new BrokenFileError('is too long');
}

/** The first frame behind the tags, where padding or an older tag may stand in between. */
async function findFirst(reader: ByteReader): Promise<MpegFrame | undefined> {
	for (let stray = 0; stray < MAX_STRAY_BYTES; ) {
		const frame = await frameHere(reader);
		if (frame !== undefined) return frame;
		const skipped = await skipStray(reader);
		if (skipped === 0) break;
		stray += skipped;
	}
	return undefined;
}

/**
 * The first whole frame of a file that nothing else is known of: behind zeros or FF bytes, and behind the rest of a frame
 * from which the file was cut. It takes more frames to prove that this is sound at all.
 */
async function findUnannounced(reader: ByteReader): Promise<MpegFrame | undefined> {
	const head = await reader.peek(HEAD_BYTES);
	const [padding] = head;
	// Compressed sound has bytes of all values; a text has none of the upper half.
	if (padding !== 0 && head.every((byte) => byte < 0x80)) return undefined;
	if (padding === 0 || padding === 0xff) await skipPadding(reader, padding);
	const end = reader.position + FREE_FORMAT_BYTES / 2;
	while (reader.position < end) {
		const frame = await frameHere(reader, FOLLOWERS_AS_PROOF);
		if (frame !== undefined) return frame;
		if ((await skipStray(reader)) === 0) break;
	}
	return undefined;
}

/** The first frame of the sound. @param tagged whether tags stand before it */
async function findStart(reader: ByteReader, tagged: boolean): Promise<MpegFrame | undefined> {
	if (tagged) return await findFirst(reader);
	return (await frameHere(reader)) ?? (await findUnannounced(reader));
}

/** All but the last of the bytes of this value, which may be the beginning of a frame. */
async function skipPadding(reader: ByteReader, value: number): Promise<void> {
	while (reader.position < MAX_STRAY_BYTES) {
		const bytes = await reader.peek(LOOK_AHEAD_BYTES);
		const other = bytes.findIndex((byte) => byte !== value);
		await reader.skip(other === -1 ? bytes.length - 1 : Math.max(0, other - 1));
		if (other !== -1 || bytes.length < LOOK_AHEAD_BYTES) return;
	}
}

/** MPEG audio with or without tags. Behind a tag it may turn out to be FLAC or AAC. */
export async function readMp3(reader: ByteReader): Promise<MediaInfo> {
	const tagged = await skipTags(reader);
	if (tagged) {
		const start = await reader.peek(FRAME_HEADER_BYTES);
		if (latin1(start) === 'fLaC') return { kind: 'other', format: 'flac', mimeType: 'audio/flac' };
		if (isAdts(start)) return { kind: 'other', format: 'aac', mimeType: 'audio/aac' };
	}
	const start = reader.position;
	const first = await findStart(reader, tagged);
	if (first === undefined) {
		if (tagged) throw new BrokenFileError('holds no MP3 sound behind its tags');
		return { kind: 'other', format: 'unknown' };
	}
	const stray = reader.position - start;
	const odd = [
		!tagged && stray > 0 && `begins with ${stray} bytes that are no sound`,
		first.freeBytes !== undefined && 'is in free format, which not every program reads',
	].filter((one) => typeof one === 'string');
	// Layers I and II are MPEG audio, too, but not MP3.
	if (first.layer !== 3) return { kind: 'other', format: 'unknown', mimeType: 'audio/mpeg' };
	const { length, samples, sampleRate } = first;
	const note = readEncoderNote(first, await reader.peek(length));
	if (note !== undefined) await reader.skip(length);
	const frames = await countFrames(reader, first);
	// Where frames are missing at the end, the padding is missing with them.
	const silence = note === undefined ? 0 : note.delay + (frames === note.frames ? note.padding : 0);
	return {
		kind: 'audio',
		format: 'mp3',
		mimeType: 'audio/mpeg',
		seconds: Math.max(0, frames * samples - silence) / sampleRate,
		...(odd.length > 0 && { odd }),
	};
}

/**
 * Shows the frames of an MP3 file one after another.
 * @returns how many samples the encoder put before and after the sound; nothing where it does not say so
 */
export async function visitMp3Frames(
	reader: ByteReader,
	visit: FrameVisitor,
): Promise<{ delay: number; padding: number } | undefined> {
	const first = await findStart(reader, await skipTags(reader));
	if (first?.layer !== 3) throw new BrokenFileError('holds no MP3 sound');
	const note = readEncoderNote(first, await reader.peek(first.length));
	if (note !== undefined) await reader.skip(first.length);
	const frames = await countFrames(reader, first, visit);
	if (!note?.delay) return undefined;
	return { delay: note.delay, padding: frames === note.frames ? note.padding : 0 };
}
