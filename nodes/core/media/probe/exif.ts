import { type ByteReader, latin1, viewOf } from './source';

const ORIENTATION = 0x0112;

/** Of a block that may be large only so much is read; the first directory stands at its beginning. */
const MAX_BYTES = 64 * 1024;

/** JPEG's; some programs put it in front of the block also where that has a chunk of its own. */
const INTRODUCTION = 'Exif\0\0';

/**
 * Orientation 1-8 of an EXIF block, which is a small TIFF file; nothing where it does not say. The tag stands in the
 * first directory (Exif 2.32, 4.6.4 A), as SHORT by the standard, by some programs as BYTE or LONG.
 * @param length of the block, which comes next
 */
export async function readOrientation(reader: ByteReader, length: number): Promise<number | undefined> {
	const block = await reader.take(Math.min(length, MAX_BYTES));
	if (block === undefined) return undefined;
	const tiff = latin1(block, 0, 6) === INTRODUCTION ? block.subarray(6) : block;
	const order = latin1(tiff, 0, 2);
	if (tiff.length < 8 || (order !== 'II' && order !== 'MM')) return undefined;
	const little = order === 'II';
	const view = viewOf(tiff);
	const directory = view.getUint32(4, little) + 2;
	for (let entry = directory; entry + 12 <= tiff.length; entry += 12) {
		if (entry >= directory + view.getUint16(directory - 2, little) * 12) break;
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
