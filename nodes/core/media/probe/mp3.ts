import type { MediaInfo } from './facts';
import { FRAME_HEADER_BYTES, isAdts, type MpegFrame, parseFrame, sameSound } from './mpegFrame';
import { BrokenFileError, type ByteReader, text, viewOf } from './source';

const ID3_HEADER_BYTES = 10;
const ID3_FOOTER_FLAG = 0x10;
const MAX_TAGS = 100;

/** Padding after a tag and damaged places are passed over, but not without end. */
const MAX_STRAY_BYTES = 64 * 1024;

/** More than three hours. No model takes more than a minute, and an endless stream has to end somewhere. */
const MAX_FRAMES = 500_000;

const LOOK_AHEAD_BYTES = 1024;

/** ID3v2.4, 3.1: the length has seven bits a byte. A file may have several tags. */
async function skipId3(reader: ByteReader): Promise<boolean> {
	for (let tags = 0; tags < MAX_TAGS; tags++) {
		const header = await reader.peek(ID3_HEADER_BYTES);
		if (text(header, 0, 3) !== 'ID3') return tags > 0;
		if (header.length < ID3_HEADER_BYTES) break;
		const length = header.subarray(6, 10).reduce((sum, byte) => sum * 128 + (byte & 0x7f), 0);
		const footer = ((header[5] ?? 0) & ID3_FOOTER_FLAG) === 0 ? 0 : ID3_HEADER_BYTES;
		if (!(await reader.skip(ID3_HEADER_BYTES + length + footer))) break;
	}
	throw new BrokenFileError('ends in the middle of its tags');
}

/** A frame that is followed by another of the same sound, by a tag or by the end of the file. */
async function frameHere(reader: ByteReader): Promise<MpegFrame | undefined> {
	const frame = parseFrame(await reader.peek(FRAME_HEADER_BYTES));
	if (frame === undefined) return undefined;
	const bytes = await reader.peek(frame.length + FRAME_HEADER_BYTES);
	const rest = bytes.subarray(frame.length);
	if (bytes.length === frame.length || isTail(rest)) return frame;
	const next = parseFrame(rest);
	return next !== undefined && sameSound(frame, next) ? frame : undefined;
}

/** What may follow the last frame: ID3v1, APE and Lyrics3 tags. */
function isTail(bytes: Uint8Array): boolean {
	const start = text(bytes, 0, 4);
	return start.startsWith('TAG') || start === 'APET' || start === 'LYRI';
}

/** What an encoder says of the whole sound in a first frame that holds no sound. */
interface EncoderNote {
	/** Frames, the note's own not counted. */
	frames?: number;
	/** Samples of silence that the encoder had to put before and after the sound. */
	delay: number;
	padding: number;
}

const VBRI_POSITION = 36;
const XING_FRAMES_FLAG = 1;

/**
 * The Xing or Info note stands behind the side information, whose length follows from version and channels;
 * which of its fields exist is told by flags, and LAME's own part (with delay and padding) follows them
 * ("Mp3 Info Tag" revision 1). VBRI is Fraunhofer's and always at the same place.
 */
function readNote(frame: MpegFrame, bytes: Uint8Array): EncoderNote | undefined {
	if (frame.layer !== 3) return undefined;
	if (text(bytes, VBRI_POSITION, VBRI_POSITION + 4) === 'VBRI') return { delay: 0, padding: 0 };
	const mono = frame.channels === 1;
	const sideBytes = frame.version === 1 ? (mono ? 17 : 32) : mono ? 9 : 17;
	const start = FRAME_HEADER_BYTES + sideBytes;
	const name = text(bytes, start, start + 4);
	if (name !== 'Xing' && name !== 'Info') return undefined;
	const view = viewOf(bytes.subarray(start));
	if (view.byteLength < 12) return { delay: 0, padding: 0 };
	const flags = view.getUint32(4);
	const hasFrames = (flags & XING_FRAMES_FLAG) !== 0;
	const note: EncoderNote = { delay: 0, padding: 0, ...(hasFrames ? { frames: view.getUint32(8) } : {}) };
	const fieldBytes = [4, 4, 100, 4].reduce((sum, size, bit) => sum + ((flags >> bit) & 1) * size, 0);
	const lame = 8 + fieldBytes;
	const encoder = text(bytes, start + lame, start + lame + 4);
	if (view.byteLength >= lame + 24 && (encoder === 'LAME' || encoder.startsWith('Lav'))) {
		note.delay = view.getUint16(lame + 21) >> 4;
		note.padding = view.getUint16(lame + 22) & 0xfff;
	}
	return note;
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
		if (inStep && text(header, 0, 3) === 'ID3' && (await skipId3(reader))) continue;
		const frame = parseFrame(header);
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
	throw new BrokenFileError('plays for hours');
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

/** MPEG audio with or without tags. Behind a tag it may turn out to be FLAC or AAC. */
export async function readMp3(reader: ByteReader): Promise<MediaInfo> {
	const tagged = await skipId3(reader);
	if (tagged) {
		const start = await reader.peek(FRAME_HEADER_BYTES);
		if (text(start) === 'fLaC') return { kind: 'other', format: 'flac', mimeType: 'audio/flac' };
		if (isAdts(start)) return { kind: 'other', format: 'aac', mimeType: 'audio/aac' };
	}
	const first = tagged ? await findFirst(reader) : await frameHere(reader);
	if (first === undefined) {
		if (tagged) throw new BrokenFileError('holds no MP3 sound behind its tags');
		return { kind: 'other', format: 'unknown' };
	}
	// Layers I and II are MPEG audio, too, but not MP3.
	if (first.layer !== 3) return { kind: 'other', format: 'unknown', mimeType: 'audio/mpeg' };
	const { length, samples, sampleRate, channels } = first;
	const note = readNote(first, await reader.peek(length));
	if (note !== undefined) await reader.skip(length);
	const frames = await countFrames(reader, first);
	// Where frames are missing at the end, the padding is missing with them.
	const silence = note === undefined ? 0 : note.delay + (frames === note.frames ? note.padding : 0);
	return {
		kind: 'audio',
		format: 'mp3',
		mimeType: 'audio/mpeg',
		seconds: Math.max(0, frames * samples - silence) / sampleRate,
		channels,
		sampleRate,
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
	const first = (await skipId3(reader)) ? await findFirst(reader) : await frameHere(reader);
	if (first?.layer !== 3) throw new BrokenFileError('holds no MP3 sound');
	const note = readNote(first, await reader.peek(first.length));
	if (note !== undefined) await reader.skip(first.length);
	const frames = await countFrames(reader, first, visit);
	if (!note?.delay) return undefined;
	return { delay: note.delay, padding: frames === note.frames ? note.padding : 0 };
}
