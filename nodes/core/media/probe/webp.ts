import { readOrientation } from './exif';
import { type ImageInfo, imageInfo } from './mediaInfo';
import { nextChunk } from './riff';
import { type ByteReader, cutOff, damaged } from './source';

const VP8X_ANIMATION = 0x02;
const VP8X_ALPHA = 0x10;

/**
 * The first chunk says what the picture is (RFC 9649, section 2); the others are passed over, to see whether it is whole
 * and which way up it is shown.
 */
export async function readWebp(reader: ByteReader): Promise<ImageInfo> {
	const end = (await reader.need(12)).getUint32(4, true) + 8;
	const first = await nextChunk(reader);
	if (first === undefined) throw cutOff();
	const read = { 'VP8 ': readLossy, VP8L: readLossless, VP8X: readExtended }[first.type];
	if (read === undefined) throw damaged();
	const found = read(await reader.need(first.type === 'VP8L' ? 5 : 10));
	await reader.pass(first.end - reader.position);
	if (first.type !== 'VP8X') return imageInfo('webp', found);
	await reader.skip(first.length % 2);
	return imageInfo('webp', { ...found, orientation: await passChunks(reader, end, found.animated) });
}

/**
 * Passes over the chunks of an extended file and gives its orientation. A still picture is whole with its pixels,
 * whatever else is missing; an animation goes on to the end that the file names.
 */
async function passChunks(
	reader: ByteReader,
	end: number,
	animated: boolean | undefined,
): Promise<number | undefined> {
	let orientation: number | undefined;
	let hasPixels = false;
	while (!hasPixels || reader.position < end) {
		const chunk = await nextChunk(reader);
		if (chunk === undefined && hasPixels && !animated) break;
		if (chunk === undefined) throw cutOff();
		if (['VP8 ', 'VP8L', 'ANMF'].includes(chunk.type)) {
			await reader.pass(chunk.length);
			hasPixels = true;
		} else if (chunk.type === 'EXIF') {
			orientation ??= await readOrientation(reader, chunk.length);
		}
		await reader.skip(chunk.next - reader.position);
	}
	return orientation;
}

type Found = Pick<ImageInfo, 'width' | 'height' | 'alpha' | 'animated'>;

/** RFC 6386, 9.1: three bytes of frame tag, a start code, then 14 bits for each side. */
function readLossy(frame: DataView): Found {
	const isKeyFrame = (frame.getUint8(0) & 1) === 0;
	if (!isKeyFrame || frame.getUint16(3) !== 0x9d01 || frame.getUint8(5) !== 0x2a) throw damaged();
	return {
		width: frame.getUint16(6, true) & 0x3fff,
		height: frame.getUint16(8, true) & 0x3fff,
		alpha: false,
	};
}

/** RFC 9649, 3.4: a signature byte, then 14 bits for each side less one, one bit for alpha. */
function readLossless(frame: DataView): Found {
	if (frame.getUint8(0) !== 0x2f) throw damaged();
	const bits = frame.getUint32(1, true);
	return {
		width: (bits & 0x3fff) + 1,
		height: ((bits >>> 14) & 0x3fff) + 1,
		alpha: ((bits >>> 28) & 1) === 1,
	};
}

/** RFC 9649, 2.7: flags, three reserved bytes, then 24 bits for each side of the canvas less one. */
function readExtended(chunk: DataView): Found {
	const flags = chunk.getUint8(0);
	return {
		width: (chunk.getUint32(4, true) & 0xffffff) + 1,
		height: (chunk.getUint32(6, true) >>> 8) + 1,
		alpha: (flags & VP8X_ALPHA) !== 0,
		animated: (flags & VP8X_ANIMATION) !== 0,
	};
}
