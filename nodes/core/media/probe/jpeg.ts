import { exifOrientation, isTurned } from './exif';
import type { ImageInfo } from './mediaInfo';
import { BrokenFileError, type ByteReader, latin1, viewOf } from './source';

/** Real files have a few dozen segments, and a few more for each scan of a progressive picture. */
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
	found: Found,
): Promise<{ marker: number; stray: number }> {
	let stray = strayBefore;
	let afterFill = false;
	for (;;) {
		const [byte = 0] = await reader.need(1, part(found));
		if (byte === 0xff) {
			afterFill = true;
		} else if (afterFill && byte !== 0) {
			return { marker: byte, stray };
		} else {
			afterFill = false;
		}
		// Fill bytes (FF before a marker) are legal, but not without end.
		if (++stray > MAX_STRAY_BYTES) throw new BrokenFileError('is damaged between its parts');
	}
}

/** What is found before the end of the picture. */
interface Found {
	width: number;
	height: number;
	orientation?: number;
	hasPixels: boolean;
}

/**
 * Reads the segments up to the end of the picture (ITU-T T.81, B.2). What follows it is legal: motion photos and MPO
 * files have more there.
 */
export async function readJpeg(reader: ByteReader): Promise<ImageInfo> {
	await reader.need(2);
	const found: Found = { width: 0, height: 0, hasPixels: false };
	let stray = 0;
	for (let segment = 0; segment < MAX_SEGMENTS; segment++) {
		const next = await nextMarker(reader, stray, found);
		stray = next.stray;
		const { marker } = next;
		if (marker === EOI) return describe(found);
		if (standsAlone(marker)) continue;
		const length = viewOf(await reader.need(2, part(found))).getUint16(0) - 2;
		if (length < 0) throw new BrokenFileError('has a segment of an impossible length');
		await readSegment(reader, marker, length, found);
		if (marker === SOS) await passScan(reader);
	}
	throw new BrokenFileError('has too many segments');
}

async function readSegment(reader: ByteReader, marker: number, length: number, found: Found): Promise<void> {
	if (isStartOfFrame(marker)) {
		if (length < 6) throw new BrokenFileError('has a frame header that is too short');
		const view = viewOf(await reader.need(6));
		// T.81 lets a DNL segment give the height after the first scan; hardly any decoder reads that.
		found.height ||= view.getUint16(1);
		found.width ||= view.getUint16(3);
		if (found.width === 0 || found.height === 0) {
			throw new BrokenFileError('does not say its width and height');
		}
		await reader.skip(length - 6);
		return;
	}
	if (marker === SOS) {
		if (found.width === 0) throw new BrokenFileError('has no frame header before its pixels');
		found.hasPixels = true;
	}
	if (marker === APP1) {
		const payload = await reader.need(length);
		// A second block, often an empty one of an editor, does not count.
		if (latin1(payload, 0, 6) === 'Exif\0\0') found.orientation ??= exifOrientation(payload);
	} else if (!(await reader.skip(length))) {
		throw new BrokenFileError(`ends in the middle of its ${part(found)}`);
	}
}

/**
 * Passes over compressed pixels, in which FF is followed by zero or is a restart mark (T.81, B.1.1.5). The marker at
 * their end stays.
 */
async function passScan(reader: ByteReader): Promise<void> {
	for (;;) {
		if (!(await reader.skipTo(0xff))) throw new BrokenFileError('ends in the middle of its pixels');
		const [, next] = await reader.peek(2);
		if (next === undefined) throw new BrokenFileError('ends in the middle of its pixels');
		const isPixels = next === 0 || (next >= 0xd0 && next <= 0xd7) || next < 0xc0;
		if (!isPixels && next !== 0xff) return;
		await reader.skip(isPixels ? 2 : 1);
	}
}

function part({ hasPixels }: Found): string {
	return hasPixels ? 'pixels' : 'header';
}

function describe({ width, height, orientation, hasPixels }: Found): ImageInfo {
	if (width === 0) throw new BrokenFileError('has no frame header before its pixels');
	if (!hasPixels) throw new BrokenFileError('has no pixels');
	return {
		kind: 'image',
		format: 'jpeg',
		mimeType: 'image/jpeg',
		width,
		height,
		alpha: false,
		...(isTurned(orientation) && { rotated: true }),
	};
}
