import type { ImageFacts } from './facts';
import { BrokenFileError, type ByteReader, text, viewOf } from './source';

const VP8X_ANIMATION = 0x02;
const VP8X_ALPHA = 0x10;

/** The first chunk says everything (RFC 9649, section 2). */
export async function readWebp(reader: ByteReader): Promise<ImageFacts> {
	await reader.need(12);
	const type = text(await reader.need(8), 0, 4);
	if (type === 'VP8 ') return readLossy(await reader.need(10));
	if (type === 'VP8L') return readLossless(await reader.need(5));
	if (type === 'VP8X') return readExtended(await reader.need(10));
	throw new BrokenFileError('does not start with a WebP picture');
}

function webp(width: number, height: number, alpha: boolean, animated = false): ImageFacts {
	if (width === 0 || height === 0) throw new BrokenFileError('does not say its width and height');
	const facts: ImageFacts = { kind: 'image', format: 'webp', mimeType: 'image/webp', width, height, alpha };
	return animated ? { ...facts, animated } : facts;
}

/** RFC 6386, 9.1: three bytes of frame tag, a start code, then 14 bits for each side. */
function readLossy(frame: Uint8Array): ImageFacts {
	const view = viewOf(frame);
	const isKeyFrame = (view.getUint8(0) & 1) === 0;
	if (!isKeyFrame || view.getUint8(3) !== 0x9d || view.getUint8(4) !== 0x01 || view.getUint8(5) !== 0x2a) {
		throw new BrokenFileError('has a damaged picture header');
	}
	return webp(view.getUint16(6, true) & 0x3fff, view.getUint16(8, true) & 0x3fff, false);
}

/** RFC 9649, 3.4: a signature byte, then 14 bits for each side less one, one bit for alpha. */
function readLossless(frame: Uint8Array): ImageFacts {
	const view = viewOf(frame);
	if (view.getUint8(0) !== 0x2f) throw new BrokenFileError('has a damaged picture header');
	const bits = view.getUint32(1, true);
	return webp((bits & 0x3fff) + 1, ((bits >>> 14) & 0x3fff) + 1, ((bits >>> 28) & 1) === 1);
}

/** RFC 9649, 2.7: flags, three reserved bytes, then 24 bits for each side of the canvas less one. */
function readExtended(chunk: Uint8Array): ImageFacts {
	const view = viewOf(chunk);
	const flags = view.getUint8(0);
	const width = (view.getUint32(4, true) & 0xffffff) + 1;
	const height = (view.getUint32(6, true) >>> 8) + 1;
	return webp(width, height, (flags & VP8X_ALPHA) !== 0, (flags & VP8X_ANIMATION) !== 0);
}
