import { readOrientation } from './exif';
import { type ImageInfo, imageInfo } from './mediaInfo';
import { BrokenFileError, type ByteReader, damaged } from './source';

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

/** Passes over stray bytes and fill bytes (FF before a marker), which are legal, but not without end. */
async function nextMarker(reader: ByteReader): Promise<number> {
	let afterFill = false;
	for (const end = reader.position + MAX_STRAY_BYTES; reader.position < end; ) {
		const byte = (await reader.need(1)).getUint8(0);
		if (afterFill && byte !== 0 && byte !== 0xff) return byte;
		afterFill = byte === 0xff;
	}
	throw damaged();
}

/**
 * Reads the segments up to the end of the picture (ITU-T T.81, B.2). What follows it is legal: motion photos and MPO
 * files have more there.
 */
export async function readJpeg(reader: ByteReader): Promise<ImageInfo> {
	await reader.need(2);
	let width = 0;
	let height = 0;
	let hasPixels = false;
	let orientation: number | undefined;
	for (;;) {
		const marker = await nextMarker(reader);
		if (marker === EOI) break;
		if (standsAlone(marker)) continue;
		const length = (await reader.need(2)).getUint16(0) - 2;
		if (length < 0) throw damaged();
		const end = reader.position + length;
		if (isStartOfFrame(marker)) {
			const frame = await reader.need(5);
			// T.81 lets a DNL segment give the height after the first scan; hardly any decoder reads that.
			height ||= frame.getUint16(1);
			width ||= frame.getUint16(3);
		}
		// A second block, often an empty one of an editor, does not count.
		if (marker === APP1) orientation ??= await readOrientation(reader, length);
		await reader.pass(end - reader.position);
		if (marker === SOS) {
			hasPixels = true;
			await passScan(reader);
		}
	}
	if (!hasPixels) throw new BrokenFileError('has no pixels');
	return imageInfo('jpeg', { width, height, orientation });
}

/**
 * Passes over compressed pixels, in which FF is followed by zero or is a restart mark (T.81, B.1.1.5). The marker at
 * their end stays.
 */
async function passScan(reader: ByteReader): Promise<void> {
	for (;;) {
		await reader.passTo(0xff);
		const [, next = 0xff] = await reader.peek(2);
		const isPixels = next === 0 || (next >= 0xd0 && next <= 0xd7) || next < 0xc0;
		if (!isPixels && next !== 0xff) return;
		await reader.pass(isPixels ? 2 : 1);
	}
}
