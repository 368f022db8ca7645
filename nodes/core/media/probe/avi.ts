import { videoCodecName } from './codecs';
import type { VideoInfo } from './mediaInfo';
import { BrokenFileError, type ByteReader, latin1, viewOf } from './source';

const MAX_CHUNKS = 5_000;

/** Chunks of pictures and sound: some hours of a film. */
const MAX_PIECES = 2_000_000;

/** A program that writes to a pipe cannot come back to fill in lengths, and leaves a zero or its guess. */
const GUESSED_FROM = 0x7fff0000;

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

interface Chunk {
	type: string;
	length: number;
}

async function nextChunk(reader: ByteReader): Promise<Chunk | undefined> {
	const header = await reader.take(8);
	if (header === undefined) return undefined;
	return { type: latin1(header, 0, 4), length: viewOf(header).getUint32(4, true) };
}

async function needFields(reader: ByteReader, chunk: Chunk, bytes: number): Promise<DataView> {
	if (chunk.length < bytes) throw new BrokenFileError(`has a part '${chunk.type}' that is too short`);
	return viewOf(await reader.need(bytes));
}

/** One chunk of the header (Microsoft, "AVI RIFF File Reference"). Lists are entered, not passed over. */
async function readChunk(
	reader: ByteReader,
	chunk: Chunk,
	header: Header,
	stream?: Stream,
): Promise<Stream | undefined> {
	if (chunk.type === 'avih') {
		const view = await needFields(reader, chunk, 40);
		header.microsecondsPerFrame = view.getUint32(0, true);
		header.frames = view.getUint32(16, true);
		header.width = view.getUint32(32, true);
		header.height = view.getUint32(36, true);
	} else if (chunk.type === 'strh') {
		const view = await needFields(reader, chunk, 36);
		return {
			type: latin1(new Uint8Array(view.buffer, view.byteOffset, 4)),
			scale: view.getUint32(20, true),
			rate: view.getUint32(24, true),
			length: view.getUint32(32, true),
		};
	} else if (chunk.type === 'strf' && stream?.type === 'vids' && header.video === undefined) {
		// BITMAPINFOHEADER; a negative height means rows from top to bottom.
		const view = await needFields(reader, chunk, 20);
		header.width = view.getInt32(4, true) || header.width;
		header.height = Math.abs(view.getInt32(8, true)) || header.height;
		header.video = { ...stream, codec: latin1(new Uint8Array(view.buffer, view.byteOffset + 16, 4)) };
	} else if (chunk.type === 'strf' && stream?.type === 'auds' && header.sound === undefined) {
		header.sound = stream;
	}
	return stream;
}

function describe(header: Header): VideoInfo {
	const { video, sound, width, height } = header;
	if (video === undefined) throw new BrokenFileError('contains no video');
	if (width <= 0 || height === 0) throw new BrokenFileError('does not say its width and height');
	// The stream's own length is exact; the main header counts only the first part of a file beyond 1 GB.
	const byStream = video.rate === 0 ? 0 : (video.length * video.scale) / video.rate;
	const seconds = byStream || (header.frames * header.microsecondsPerFrame) / 1e6;
	if (seconds === 0) throw new BrokenFileError('does not say how long it is, as if it were cut off');
	const framesPerSecond = byStream > 0 ? video.rate / video.scale : 1e6 / header.microsecondsPerFrame;
	const videoCodec = videoCodecName(video.codec);
	const hasSound = sound !== undefined && sound.length > 0;
	return {
		kind: 'video',
		format: 'avi',
		mimeType: 'video/x-msvideo',
		width,
		height,
		seconds,
		framesPerSecond,
		...(videoCodec !== undefined ? { videoCodec } : {}),
		hasSound,
	};
}

/** Counts the pictures and pieces of sound that are there, where no length can be trusted. */
async function countPieces(reader: ByteReader, header: Header): Promise<VideoInfo> {
	let pictures = 0;
	let sounds = 0;
	for (let count = 0; count < MAX_PIECES; count++) {
		const piece = await nextChunk(reader);
		if (piece === undefined || !/^[\x20-\x7e]{4}$/.test(piece.type) || piece.type === 'idx1') {
			if (header.video) header.video.length = pictures;
			if (header.sound) header.sound.length = sounds;
			return { ...describe({ ...header, frames: pictures }), odd: ['does not say how long it is'] };
		}
		if (piece.type === 'LIST' || piece.type === 'RIFF') {
			await reader.skip(4);
			continue;
		}
		if (/^\d\d(dc|db)$/.test(piece.type)) pictures++;
		if (/^\d\dwb$/.test(piece.type)) sounds++;
		if (!(await reader.skip(piece.length))) throw new BrokenFileError('ends in the middle of its pictures');
		await reader.skip(piece.length % 2);
	}
	throw new BrokenFileError('is too long');
}

/** Reads the header and passes over the pictures, to see whether they are all there. */
export async function readAvi(reader: ByteReader): Promise<VideoInfo> {
	await reader.need(12);
	const header: Header = { microsecondsPerFrame: 0, frames: 0, width: 0, height: 0 };
	let stream: Stream | undefined;
	for (let count = 0; count < MAX_CHUNKS; count++) {
		const chunk = await nextChunk(reader);
		if (chunk === undefined) throw new BrokenFileError('ends in the middle of its header');
		const end = reader.position + chunk.length + (chunk.length % 2);
		if (chunk.type === 'LIST') {
			const view = viewOf(await reader.need(4));
			const list = latin1(new Uint8Array(view.buffer, view.byteOffset, 4));
			if (list === 'hdrl' || list === 'strl') continue;
			if (list === 'movi') {
				if (chunk.length < 4 || chunk.length >= GUESSED_FROM) return await countPieces(reader, header);
				const whole = await reader.skip(chunk.length - 4);
				if (!whole) throw new BrokenFileError('ends in the middle of its pictures');
				return describe(header);
			}
		} else {
			stream = await readChunk(reader, chunk, header, stream);
		}
		await reader.skip(end - reader.position);
	}
	throw new BrokenFileError('has too many parts before its pictures');
}
