import { EXIF_BYTES, exifOrientation, isTurned } from './exif';
import type { ImageInfo } from './mediaInfo';
import { BrokenFileError, type ByteReader, latin1, viewOf } from './source';

/** Pixels come in chunks of 8 KiB and more, one for each row at most. */
const MAX_CHUNKS = 50_000;

/** PNG specification 5.3: a chunk's length must not exceed 2^31-1 bytes. */
const MAX_CHUNK_BYTES = 0x7fffffff;

const CHECKSUM_BYTES = 4;

const GRAY_WITH_ALPHA = 4;
const COLOUR_WITH_ALPHA = 6;

/** What is found before the end of the picture. */
interface Found {
	transparentColour: boolean;
	animated: boolean;
	orientation?: number;
	hasPixels: boolean;
}

/** Reads all chunks up to IEND (PNG specification 5.6). What follows it is nobody's, and legal. */
export async function readPng(reader: ByteReader): Promise<ImageInfo> {
	await reader.need(8);
	const header = await reader.need(8 + 13 + CHECKSUM_BYTES);
	const view = viewOf(header);
	if (latin1(header, 4, 8) !== 'IHDR' || view.getUint32(0) !== 13) {
		throw new BrokenFileError('does not start with a PNG header');
	}
	const width = view.getUint32(8);
	const height = view.getUint32(12);
	if (width === 0 || height === 0) throw new BrokenFileError('does not say its width and height');
	const colourType = view.getUint8(17);
	const { transparentColour, animated, orientation } = await readChunks(reader);
	return {
		kind: 'image',
		format: 'png',
		mimeType: 'image/png',
		width,
		height,
		alpha: colourType === GRAY_WITH_ALPHA || colourType === COLOUR_WITH_ALPHA,
		...(animated && { animated }),
		...(transparentColour && { transparentColour }),
		...(isTurned(orientation) && { rotated: true }),
	};
}

async function readChunks(reader: ByteReader): Promise<Found> {
	const found: Found = { transparentColour: false, animated: false, hasPixels: false };
	for (let count = 0; count < MAX_CHUNKS; count++) {
		const chunk = await reader.need(8, part(found));
		const type = latin1(chunk, 4, 8);
		if (type === 'IEND' && !found.hasPixels) throw new BrokenFileError('has no pixels');
		if (type === 'IEND') return found;
		const length = viewOf(chunk).getUint32(0);
		if (length > MAX_CHUNK_BYTES) throw new BrokenFileError('has a chunk of an impossible length');
		const end = reader.position + length + CHECKSUM_BYTES;
		if (type === 'IDAT') found.hasPixels = true;
		// Both count only before the pixels.
		else if (type === 'tRNS') found.transparentColour ||= !found.hasPixels;
		else if (type === 'acTL') found.animated ||= !found.hasPixels;
		else if (type === 'eXIf') {
			found.orientation ??= exifOrientation(await reader.need(Math.min(length, EXIF_BYTES)));
		}
		if (!(await reader.skip(end - reader.position))) {
			throw new BrokenFileError(`ends in the middle of its ${part(found)}`);
		}
	}
	throw new BrokenFileError('has too many chunks');
}

function part({ hasPixels }: Found): string {
	return hasPixels ? 'pixels' : 'header';
}
