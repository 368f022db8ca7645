import { type VideoInfo, videoInfo } from './mediaInfo';
import { type Chunk, nextChunk } from './riff';
import { BrokenFileError, type ByteReader, codeAt, cutOff } from './source';

/** A program that writes to a pipe cannot come back to fill in lengths, and leaves a zero or its guess. */
const GUESSED_FROM = 0x7fff0000;

/** No field that is read lies behind these in its chunk. */
const FIELD_BYTES = 40;

interface Stream {
	type: string;
	/** Length in units of scale / rate seconds. */
	length: number;
	scale: number;
	rate: number;
}

interface Header {
	microsecondsPerFrame: number;
	frames: number;
	width: number;
	height: number;
	video?: Stream & { codec: string };
	sound?: Stream;
}

/** One chunk of the header (Microsoft, "AVI RIFF File Reference"). Lists are entered, not passed over. */
async function readChunk(
	reader: ByteReader,
	chunk: Chunk,
	header: Header,
	stream?: Stream,
): Promise<Stream | undefined> {
	const view = await reader.need(Math.min(chunk.length, FIELD_BYTES));
	if (chunk.type === 'avih') {
		header.microsecondsPerFrame = view.getUint32(0, true);
		header.frames = view.getUint32(16, true);
		header.width = view.getUint32(32, true);
		header.height = view.getUint32(36, true);
	} else if (chunk.type === 'strh') {
		return {
			type: codeAt(view, 0),
			scale: view.getUint32(20, true),
			rate: view.getUint32(24, true),
			length: view.getUint32(32, true),
		};
	} else if (chunk.type === 'strf' && stream?.type === 'vids' && header.video === undefined) {
		// BITMAPINFOHEADER; a negative height means rows from top to bottom.
		header.width = view.getInt32(4, true) || header.width;
		header.height = Math.abs(view.getInt32(8, true)) || header.height;
		header.video = { ...stream, codec: codeAt(view, 16) };
	} else if (chunk.type === 'strf' && stream?.type === 'auds' && header.sound === undefined) {
		header.sound = stream;
	}
	return stream;
}

function describe(header: Header): VideoInfo {
	const { video, sound, width, height } = header;
	if (video === undefined) throw new BrokenFileError('contains no video');
	// The stream's own length is exact; the main header counts only the first part of a file beyond 1 GB.
	const byStream = video.rate === 0 ? 0 : (video.length * video.scale) / video.rate;
	const seconds = byStream || (header.frames * header.microsecondsPerFrame) / 1e6;
	if (seconds === 0) throw new BrokenFileError('does not say how long it is, as if it were cut off');
	const framesPerSecond = byStream > 0 ? video.rate / video.scale : 1e6 / header.microsecondsPerFrame;
	return videoInfo({
		format: 'avi',
		mimeType: 'video/x-msvideo',
		width,
		height,
		seconds,
		framesPerSecond,
		codec: video.codec,
		hasSound: sound !== undefined && sound.length > 0,
	});
}

/** Counts the pictures and pieces of sound that are there, where no length can be trusted. */
async function countPieces(reader: ByteReader, header: Header): Promise<VideoInfo> {
	let pictures = 0;
	let sounds = 0;
	for (;;) {
		const piece = await nextChunk(reader);
		if (piece === undefined || !/^[\x20-\x7e]{4}$/.test(piece.type) || piece.type === 'idx1') break;
		if (piece.type === 'LIST' || piece.type === 'RIFF') {
			await reader.skip(4);
			continue;
		}
		if (/^\d\d(dc|db)$/.test(piece.type)) pictures++;
		if (/^\d\dwb$/.test(piece.type)) sounds++;
		await reader.pass(piece.length);
		await reader.skip(piece.length % 2);
	}
	if (header.video) header.video.length = pictures;
	if (header.sound) header.sound.length = sounds;
	return { ...describe({ ...header, frames: pictures }), odd: ['does not say how long it is'] };
}

/** Reads the header and passes over the pictures, to see whether they are all there. */
export async function readAvi(reader: ByteReader): Promise<VideoInfo> {
	await reader.need(12);
	const header: Header = { microsecondsPerFrame: 0, frames: 0, width: 0, height: 0 };
	let stream: Stream | undefined;
	for (;;) {
		const chunk = await nextChunk(reader);
		if (chunk === undefined) throw cutOff();
		if (chunk.type === 'LIST') {
			const list = codeAt(await reader.need(4), 0);
			if (list === 'hdrl' || list === 'strl') continue;
			if (list === 'movi') {
				if (chunk.length < 4 || chunk.length >= GUESSED_FROM) return await countPieces(reader, header);
				await reader.pass(chunk.length - 4);
				return describe(header);
			}
		} else {
			stream = await readChunk(reader, chunk, header, stream);
		}
		await reader.skip(chunk.next - reader.position);
	}
}
