import { exifIsRotated } from './exif';
import type { ImageFacts } from './facts';
import { BrokenFileError, type ByteReader, text, viewOf } from './source';

/** Real files have a few dozen segments before their pixels. */
const MAX_SEGMENTS = 5_000;

/** Decoders pass over stray bytes between segments, so a little of that is no reason to refuse a file. */
const MAX_STRAY_BYTES = 8 * 1024;

const SOI = 0xd8;
const EOI = 0xd9;
const SOS = 0xda;
const APP1 = 0xe1;
const TEM = 0x01;

/** ITU-T T.81, table B.1: C0-CF start a frame except DHT (C4), JPG (C8) and DAC (CC). */
function isStartOfFrame(marker: number): boolean {
	return marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc;
}

/** RST0-RST7, SOI and TEM stand alone; every other marker is followed by a length. */
function standsAlone(marker: number): boolean {
	return (marker >= 0xd0 && marker <= SOI) || marker === TEM;
}

async function nextMarker(
	reader: ByteReader,
	strayBefore: number,
): Promise<{ marker: number; stray: number }> {
	let stray = strayBefore;
	let afterFill = false;
	for (;;) {
		const [byte = 0] = await reader.need(1);
		if (byte === 0xff) {
			afterFill = true;
		} else if (afterFill && byte !== 0) {
			return { marker: byte, stray };
		} else {
			afterFill = false;
		}
		// Fill bytes (FF before a marker) are legal, but not without end.
		if (++stray > MAX_STRAY_BYTES) throw new BrokenFileError('is damaged before its pixels');
	}
}

/** Reads up to the frame header (ITU-T T.81, B.2.2). */
export async function readJpeg(reader: ByteReader): Promise<ImageFacts> {
	await reader.need(2);
	let rotated = false;
	let stray = 0;
	for (let segment = 0; segment < MAX_SEGMENTS; segment++) {
		const found = await nextMarker(reader, stray);
		stray = found.stray;
		const { marker } = found;
		if (standsAlone(marker)) continue;
		if (marker === SOS || marker === EOI) throw new BrokenFileError('has no frame header before its pixels');
		const length = viewOf(await reader.need(2)).getUint16(0) - 2;
		if (length < 0) throw new BrokenFileError('has a segment of an impossible length');
		if (isStartOfFrame(marker)) {
			if (length < 6) throw new BrokenFileError('has a frame header that is too short');
			const view = viewOf(await reader.need(6));
			const height = view.getUint16(1);
			const width = view.getUint16(3);
			// T.81 lets a DNL segment give the height after the first scan; hardly any decoder reads that.
			if (width === 0 || height === 0) throw new BrokenFileError('does not say its width and height');
			return {
				kind: 'image',
				format: 'jpeg',
				mimeType: 'image/jpeg',
				width,
				height,
				alpha: false,
				...(rotated ? { rotated } : {}),
			};
		}
		if (marker === APP1) {
			const payload = await reader.need(length);
			if (text(payload, 0, 6) === 'Exif\0\0') rotated = exifIsRotated(payload.subarray(6));
		} else if (!(await reader.skip(length))) {
			throw new BrokenFileError('ends in the middle of its header');
		}
	}
	throw new BrokenFileError('has too many segments before its pixels');
}
