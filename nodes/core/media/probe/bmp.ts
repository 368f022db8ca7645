import { type ImageInfo, imageInfo } from './mediaInfo';
import type { ByteReader } from './source';

/** BITMAPFILEHEADER; the second header, whose first field is its own length, follows. */
const FILE_HEADER_BYTES = 14;

const CORE_HEADER_BYTES = 12;
const INFO_HEADER_BYTES = 40;
/** The first INFOHEADER that has room for an alpha mask (V3); V4 and V5 keep the mask at the same place. */
const V3_HEADER_BYTES = 56;
const OS2_HEADER_BYTES = 64;

const BI_RGB = 0;
const BI_BITFIELDS = 3;
const BI_ALPHABITFIELDS = 6;
const UNCOMPRESSED = [BI_RGB, BI_BITFIELDS, BI_ALPHABITFIELDS];

export async function readBmp(reader: ByteReader): Promise<ImageInfo> {
	const pixelsAt = (await reader.need(FILE_HEADER_BYTES)).getUint32(10, true);
	const [length = 0] = await reader.peek(1);
	const core = length === CORE_HEADER_BYTES;
	const view = await reader.need(length);
	const width = core ? view.getUint16(4, true) : view.getInt32(4, true);
	// A negative height means that the rows go from top to bottom.
	const height = core ? view.getUint16(6, true) : Math.abs(view.getInt32(8, true));
	const alpha = await hasAlphaMask(reader, view);
	const info = imageInfo('bmp', { width, height, alpha });
	const skipped = Math.max(0, pixelsAt - reader.position);
	await reader.pass(skipped + pixelBytes(view, width, height));
	return info;
}

/**
 * Bytes of the pixels: rows that are filled up to four bytes each, but for the last one, which some programs leave
 * unfilled. Compressed ones (RLE) say themselves how long they are.
 */
function pixelBytes(header: DataView, width: number, height: number): number {
	const isCore = header.byteLength === CORE_HEADER_BYTES;
	const bits = header.getUint16(isCore ? 10 : 14, true);
	const compression = header.byteLength >= 20 ? header.getUint32(16, true) : BI_RGB;
	if (!UNCOMPRESSED.includes(compression)) return header.byteLength >= 24 ? header.getUint32(20, true) : 0;
	const row = (width * bits) / 8;
	return Math.ceil(row / 4) * 4 * (height - 1) + Math.ceil(row);
}

/**
 * Only a mask makes the fourth byte of a 32-bit pixel transparency. Without one that byte is reserved (Microsoft,
 * BITMAPINFOHEADER), and most programs leave it at zero: taken for alpha, such a picture would be invisible.
 */
async function hasAlphaMask(reader: ByteReader, header: DataView): Promise<boolean> {
	const length = header.byteLength;
	// OS/2 2.x is longer than V3, but has other fields where V3 has its masks.
	if (length >= V3_HEADER_BYTES && length !== OS2_HEADER_BYTES) return header.getUint32(52, true) !== 0;
	if (length === INFO_HEADER_BYTES && header.getUint32(16, true) === BI_ALPHABITFIELDS) {
		return (await reader.need(16)).getUint32(12, true) !== 0;
	}
	return false;
}
