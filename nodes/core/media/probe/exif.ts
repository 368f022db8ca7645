import { latin1, viewOf } from './source';

const ORIENTATION = 0x0112;

/** Of a block that may be large only so much is read; the first directory stands at its beginning. */
export const EXIF_BYTES = 64 * 1024;

/** Some programs put JPEG's introduction in front of the block also where it has a chunk of its own. */
const INTRODUCTION = 'Exif\0\0';

/**
 * Orientation 1-8 of an EXIF block, which is a small TIFF file; nothing where it does not say. The tag stands in the
 * first directory (Exif 2.32, 4.6.4 A), as SHORT by the standard, by some programs as BYTE or LONG.
 */
export function exifOrientation(block: Uint8Array): number | undefined {
	const tiff = latin1(block, 0, 6) === INTRODUCTION ? block.subarray(6) : block;
	if (tiff.length < 8) return undefined;
	const order = latin1(tiff, 0, 2);
	if (order !== 'II' && order !== 'MM') return undefined;
	const little = order === 'II';
	const view = viewOf(tiff);
	const directory = view.getUint32(4, little);
	if (directory + 2 > tiff.length) return undefined;
	const entries = view.getUint16(directory, little);
	for (let index = 0; index < entries; index++) {
		const entry = directory + 2 + index * 12;
		if (entry + 12 > tiff.length) return undefined;
		if (view.getUint16(entry, little) !== ORIENTATION) continue;
		const value = readValue(view, entry, little);
		return value >= 1 && value <= 8 ? value : undefined;
	}
	return undefined;
}

/** BYTE and SBYTE, SHORT and SSHORT, LONG and SLONG. */
function readValue(view: DataView, entry: number, little: boolean): number {
	switch (view.getUint16(entry + 2, little)) {
		case 1:
		case 6:
			return view.getUint8(entry + 8);
		case 4:
		case 9:
			return view.getUint32(entry + 8, little);
		default:
			return view.getUint16(entry + 8, little);
	}
}

/** Orientation 5-8: a viewer swaps width and height. */
export function isTurned(orientation: number | undefined): boolean {
	return orientation !== undefined && orientation >= 5;
}
