import { readEncoderNote } from './encoderNote';
import { skipTags, isTail } from './mp3Tags';
import type { MediaInfo } from './mediaInfo';
import {
	FRAME_HEADER_BYTES,
	FREE_FORMAT_BYTES,
	isFreeFormat,
	measureFreeFormat,
	type MpegFrame,
	parseFrame,
	sameSound,
} from './mpegFrame';
import { identify } from './signature';
import { BrokenFileError, type ByteReader } from './source';

/** Frames of one sound in a row, which bytes at random never show. */
const FOLLOWERS_AS_PROOF = 4;

/** Padding after a tag and damaged places are passed over, but not without end. */
const MAX_STRAY_BYTES = 64 * 1024;

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

/** Passes over bytes up to the next one that may start a frame. False at the end of the file. */
async function skipStray(reader: ByteReader): Promise<boolean> {
	const bytes = await reader.peek(LOOK_AHEAD_BYTES);
	const next = bytes.indexOf(0xff, 1);
	await reader.skip(next === -1 ? bytes.length : next);
	return bytes.length > 0;
}

/** Gets each frame's position in the file and its header. */
type FrameVisitor = (position: number, frame: MpegFrame, header: Uint8Array) => void;

/**
 * Counts the frames that are there. That takes one pass over the file, needs no trust in what an encoder wrote,
 * is right for any mix of bit rates, and does not take a file that was cut off for a whole one.
 */
async function countFrames(reader: ByteReader, first: MpegFrame, visit?: FrameVisitor): Promise<number> {
	let frames = 0;
	let end = reader.position;
	for (;;) {
		const header = await reader.peek(FRAME_HEADER_BYTES);
		if (header.length < FRAME_HEADER_BYTES || isTail(header)) return frames;
		const inStep = reader.position === end;
		const frame = parseFrame(header, 0, first.freeBytes);
		// Inside the sound one header is enough; after a damaged place it has to be proved by the next.
		if (frame !== undefined && sameSound(frame, first) && (inStep || (await frameHere(reader)))) {
			const { position } = reader;
			if (!(await reader.skip(frame.length))) return frames;
			visit?.(position, frame, header);
			frames++;
			end = reader.position;
		} else if (inStep && (await skipTags(reader))) {
			// Files that were joined have tags in their middle.
			end = reader.position;
		} else if (reader.position - end > MAX_STRAY_BYTES || !(await skipStray(reader))) {
			return frames;
		}
	}
}

/**
 * The first frame of the sound. Padding may stand before it, and the rest of a frame from which the file was cut. Where no
 * tag says that this is sound, it takes more frames to prove it.
 */
async function findFirst(reader: ByteReader, tagged: boolean): Promise<MpegFrame | undefined> {
	const start = await frameHere(reader);
	if (start !== undefined) return start;
	const head = await reader.peek(HEAD_BYTES);
	// Compressed sound has bytes of all values; a text has none of the upper half.
	if (!tagged && head[0] !== 0 && head.every((byte) => byte < 0x80)) return undefined;
	if (!tagged) await skipPadding(reader);
	const end = reader.position + (tagged ? MAX_STRAY_BYTES : FREE_FORMAT_BYTES / 2);
	while (reader.position < end) {
		const frame = await frameHere(reader, tagged ? 1 : FOLLOWERS_AS_PROOF);
		if (frame !== undefined) return frame;
		if (!(await skipStray(reader))) break;
	}
	return undefined;
}

/** All but the last of the zeros or FF bytes, which may be the beginning of a frame. */
async function skipPadding(reader: ByteReader): Promise<void> {
	const [value] = await reader.peek(1);
	while ((value === 0 || value === 0xff) && reader.position < MAX_STRAY_BYTES) {
		const bytes = await reader.peek(LOOK_AHEAD_BYTES);
		const other = bytes.findIndex((byte) => byte !== value);
		await reader.skip(other === -1 ? bytes.length - 1 : Math.max(0, other - 1));
		if (other !== -1 || bytes.length < LOOK_AHEAD_BYTES) return;
	}
}

/** Passes over the sound. @returns its frames, and the samples of silence that the encoder put before and after it */
async function passSound(
	reader: ByteReader,
	first: MpegFrame,
	visit?: FrameVisitor,
): Promise<{ frames: number; delay: number; padding: number }> {
	const note = readEncoderNote(first, await reader.peek(first.length));
	if (note !== undefined) await reader.skip(first.length);
	const frames = await countFrames(reader, first, visit);
	const { delay = 0, padding = 0 } = note ?? {};
	// Where frames are missing at the end, the padding is missing with them.
	return { frames, delay, padding: frames === note?.frames ? padding : 0 };
}

/** MPEG audio with or without tags. Behind a tag it may turn out to be FLAC or AAC. */
export async function readMp3(reader: ByteReader): Promise<MediaInfo> {
	const tagged = await skipTags(reader);
	const found = identify(await reader.peek(FRAME_HEADER_BYTES));
	if (tagged && (found.format === 'flac' || found.format === 'aac')) return { kind: 'other', ...found };
	const start = reader.position;
	const first = await findFirst(reader, tagged);
	if (first === undefined) {
		if (tagged) throw new BrokenFileError('holds no MP3 sound behind its tags');
		return { kind: 'other', format: 'unknown' };
	}
	// Layer II is MPEG audio, too, but not MP3.
	if (first.layer !== 3) return { kind: 'other', format: 'unknown', mimeType: 'audio/mpeg' };
	const stray = reader.position - start;
	const odd = [
		!tagged && stray > 0 && `begins with ${stray} bytes that are no sound`,
		first.freeBytes !== undefined && 'is in free format, which not every program reads',
	].filter((one) => typeof one === 'string');
	const { frames, delay, padding } = await passSound(reader, first);
	return {
		kind: 'audio',
		format: 'mp3',
		mimeType: 'audio/mpeg',
		seconds: Math.max(0, frames * first.samples - delay - padding) / first.sampleRate,
		...(odd.length > 0 && { odd }),
	};
}

/**
 * Shows the frames of an MP3 file one after another.
 * @returns how many samples the encoder put before and after the sound; a delay of 0 where it does not say so
 */
export async function visitMp3Frames(
	reader: ByteReader,
	visit: FrameVisitor,
): Promise<{ delay: number; padding: number }> {
	const first = await findFirst(reader, await skipTags(reader));
	if (first?.layer !== 3) throw new BrokenFileError('holds no MP3 sound');
	return await passSound(reader, first, visit);
}
