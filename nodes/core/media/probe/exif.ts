import { text, viewOf } from './source';

const ORIENTATION = 0x0112;

/**
 * True for orientation 5-8, where a viewer swaps width and height.
 * The block is a small TIFF file; the tag stands in its first directory (Exif 2.32, 4.6.4 A).
 */
export function exifIsRotated(tiff: Uint8Array): boolean {
	if (tiff.length < 8) return false;
	const order = text(tiff, 0, 2);
	if (order !== 'II' && order !== 'MM') return false;
	const little = order === 'II';
	const view = viewOf(tiff);
	const directory = view.getUint32(4, little);
	if (directory + 2 > tiff.length) return false;
	const entries = view.getUint16(directory, little);
	for (let index = 0; index < entries; index++) {
		const entry = directory + 2 + index * 12;
		if (entry + 12 > tiff.length) return false;
		if (view.getUint16(entry, little) !== ORIENTATION) continue;
		const orientation = view.getUint16(entry + 8, little);
		return orientation >= 5 && orientation <= 8;
	}
	return false;
}
