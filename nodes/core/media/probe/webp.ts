import { EXIF_BYTES, exifOrientation, isTurned } from './exif';
import type { ImageInfo } from './mediaInfo';
import { BrokenFileError, type ByteReader, latin1, viewOf } from './source';

/** An animation has one for each of its pictures. */
const MAX_CHUNKS = 50_000;

const VP8X_ANIMATION = 0x02;
const VP8X_ALPHA = 0x10;

/**
 * The first chunk says what the picture is (RFC 9649, section 2); the others are passed over, to see whether it is whole
 * and which way up it is shown.
 */
export async function readWebp(reader: ByteReader): Promise<ImageInfo> {
	const end = viewOf(await reader.need(12)).getUint32(4, true) + 8;
	const first = await nextChunk(reader);
	if (first?.type === 'VP8 ') return await readSimple(reader, first, readLossy(await reader.need(10)));
	if (first?.type === 'VP8L') return await readSimple(reader, first, readLossless(await reader.need(5)));
	if (first?.type !== 'VP8X') throw new BrokenFileError('does not start with a WebP picture');
	const info = readExtended(await reader.need(10));
	await reader.skip(first.end - reader.position);
	const orientation = await passChunks(reader, end, info.animated === true);
	return isTurned(orientation) ? { ...info, rotated: true } : info;
}

interface Chunk {
	type: string;
	/** Position of the next chunk; an odd length is made even by a byte that some programs leave out at the end. */
	end: number;
	length: number;
}

async function nextChunk(reader: ByteReader): Promise<Chunk | undefined> {
	const header = await reader.take(8);
	if (header === undefined) return undefined;
	const length = viewOf(header).getUint32(4, true);
	return { type: latin1(header, 0, 4), length, end: reader.position + length + (length % 2) };
}

async function readSimple(reader: ByteReader, chunk: Chunk, info: ImageInfo): Promise<ImageInfo> {
	const start = chunk.end - chunk.length - (chunk.length % 2);
	await passPixels(reader, start + chunk.length);
	return info;
}

async function passPixels(reader: ByteReader, end: number): Promise<void> {
	if (!(await reader.skip(end - reader.position))) {
		throw new BrokenFileError('ends in the middle of its pixels');
	}
}

/**
 * Passes over the chunks of an extended file and gives its orientation. A still picture is whole with its pixels,
 * whatever else is missing; an animation goes on to the end that the file names.
 */
async function passChunks(reader: ByteReader, end: number, animated: boolean): Promise<number | undefined> {
	let orientation: number | undefined;
	let hasPixels = false;
	for (let count = 0; count < MAX_CHUNKS; count++) {
		if (hasPixels && reader.position >= end) return orientation;
		const chunk = await nextChunk(reader);
		if (chunk === undefined) {
			if (hasPixels && !animated) return orientation;
			throw new BrokenFileError('ends in the middle of its pixels');
		}
		const isPixels = ['VP8 ', 'VP8L', 'ANMF'].includes(chunk.type);
		if (isPixels) {
			await passPixels(reader, chunk.end - (chunk.length % 2));
			hasPixels = true;
		} else if (chunk.type === 'EXIF') {
			const block = await reader.take(Math.min(chunk.length, EXIF_BYTES));
			if (block) orientation ??= exifOrientation(block);
		}
		await reader.skip(chunk.end - reader.position);
	}
	throw new BrokenFileError('has too many parts');
}

function webp(width: number, height: number, alpha: boolean, animated = false): ImageInfo {
	if (width === 0 || height === 0) throw new BrokenFileError('does not say its width and height');
	const info: ImageInfo = { kind: 'image', format: 'webp', mimeType: 'image/webp', width, height, alpha };
	return animated ? { ...info, animated } : info;
}

/** RFC 6386, 9.1: three bytes of frame tag, a start code, then 14 bits for each side. */
function readLossy(frame: Uint8Array): ImageInfo {
	const view = viewOf(frame);
	const isKeyFrame = (view.getUint8(0) & 1) === 0;
	if (!isKeyFrame || view.getUint8(3) !== 0x9d || view.getUint8(4) !== 0x01 || view.getUint8(5) !== 0x2a) {
		throw new BrokenFileError('has a damaged picture header');
	}
	return webp(view.getUint16(6, true) & 0x3fff, view.getUint16(8, true) & 0x3fff, false);
}

/** RFC 9649, 3.4: a signature byte, then 14 bits for each side less one, one bit for alpha. */
function readLossless(frame: Uint8Array): ImageInfo {
	const view = viewOf(frame);
	if (view.getUint8(0) !== 0x2f) throw new BrokenFileError('has a damaged picture header');
	const bits = view.getUint32(1, true);
	return webp((bits & 0x3fff) + 1, ((bits >>> 14) & 0x3fff) + 1, ((bits >>> 28) & 1) === 1);
}

/** RFC 9649, 2.7: flags, three reserved bytes, then 24 bits for each side of the canvas less one. */
function readExtended(chunk: Uint8Array): ImageInfo {
	const view = viewOf(chunk);
	const flags = view.getUint8(0);
	const width = (view.getUint32(4, true) & 0xffffff) + 1;
	const height = (view.getUint32(6, true) >>> 8) + 1;
	return webp(width, height, (flags & VP8X_ALPHA) !== 0, (flags & VP8X_ANIMATION) !== 0);
}
