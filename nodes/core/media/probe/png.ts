import type { ImageFacts } from './facts';
import { BrokenFileError, type ByteReader, text, viewOf } from './source';

/** Real files have a few dozen chunks before their pixels. */
const MAX_CHUNKS = 5_000;

/** PNG specification 5.3: a chunk's length must not exceed 2^31-1 bytes. */
const MAX_CHUNK_BYTES = 0x7fffffff;

const GRAY_WITH_ALPHA = 4;
const COLOUR_WITH_ALPHA = 6;

/**
 * Reads up to the first IDAT: tRNS (transparency) and acTL (animation) must stand before it
 * (PNG specification 5.6).
 */
export async function readPng(reader: ByteReader): Promise<ImageFacts> {
	await reader.need(8);
	const header = await reader.need(8 + 13);
	const view = viewOf(header);
	if (text(header, 4, 8) !== 'IHDR' || view.getUint32(0) !== 13) {
		throw new BrokenFileError('does not start with a PNG header');
	}
	const width = view.getUint32(8);
	const height = view.getUint32(12);
	if (width === 0 || height === 0) throw new BrokenFileError('does not say its width and height');
	const colourType = view.getUint8(17);
	const alpha = colourType === GRAY_WITH_ALPHA || colourType === COLOUR_WITH_ALPHA;
	let animated = false;
	let transparentColour = false;
	await reader.need(4);
	for (let count = 0; count < MAX_CHUNKS; count++) {
		const chunk = await reader.need(8);
		const type = text(chunk, 4, 8);
		if (type === 'IDAT') {
			const facts: ImageFacts = { kind: 'image', format: 'png', mimeType: 'image/png', width, height, alpha };
			return { ...facts, ...(animated && { animated }), ...(transparentColour && { transparentColour }) };
		}
		if (type === 'IEND') throw new BrokenFileError('has no pixels');
		if (type === 'tRNS') transparentColour = true;
		if (type === 'acTL') animated = true;
		const length = viewOf(chunk).getUint32(0);
		if (length > MAX_CHUNK_BYTES) throw new BrokenFileError('has a chunk of an impossible length');
		const checksum = 4;
		if (!(await reader.skip(length + checksum)))
			throw new BrokenFileError('ends in the middle of its header');
	}
	throw new BrokenFileError('has too many chunks before its pixels');
}
