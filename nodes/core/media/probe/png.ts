import { readOrientation } from './exif';
import { type ImageInfo, imageInfo } from './mediaInfo';
import { BrokenFileError, type ByteReader, codeAt, damaged } from './source';

/** PNG specification 5.3: a chunk's length must not exceed 2^31-1 bytes. */
const MAX_CHUNK_BYTES = 0x7fffffff;

const CHECKSUM_BYTES = 4;

const GRAY_WITH_ALPHA = 4;
const COLOUR_WITH_ALPHA = 6;

/** Reads all chunks up to IEND (PNG specification 5.6). What follows it is nobody's, and legal. */
export async function readPng(reader: ByteReader): Promise<ImageInfo> {
	await reader.need(8);
	const header = await reader.need(8 + 13 + CHECKSUM_BYTES);
	if (codeAt(header, 4) !== 'IHDR' || header.getUint32(0) !== 13) throw damaged();
	const colourType = header.getUint8(17);
	let transparentColour = false;
	let animated = false;
	let hasPixels = false;
	let orientation: number | undefined;
	for (;;) {
		const chunk = await reader.need(8);
		const type = codeAt(chunk, 4);
		if (type === 'IEND') break;
		const length = chunk.getUint32(0);
		if (length > MAX_CHUNK_BYTES) throw damaged();
		const end = reader.position + length + CHECKSUM_BYTES;
		if (type === 'IDAT') hasPixels = true;
		// Both count only before the pixels.
		else if (type === 'tRNS') transparentColour ||= !hasPixels;
		else if (type === 'acTL') animated ||= !hasPixels;
		else if (type === 'eXIf') orientation ??= await readOrientation(reader, length);
		await reader.pass(end - reader.position);
	}
	if (!hasPixels) throw new BrokenFileError('has no pixels');
	return imageInfo('png', {
		width: header.getUint32(8),
		height: header.getUint32(12),
		alpha: colourType === GRAY_WITH_ALPHA || colourType === COLOUR_WITH_ALPHA,
		animated,
		transparentColour,
		orientation,
	});
}
