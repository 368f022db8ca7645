/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

/** Files for the media fields: those of the two fixture folders, and large ones that are made when they are wanted. */

const folders = ['../fixtures/inputs', '../fixtures/media'].map((folder) => path.resolve(__dirname, folder));

export const MEGABYTE = 1024 * 1024;

export function fixture(name: string): Buffer {
	const folder = folders.find((candidate) => readdirSync(candidate).includes(name));
	if (!folder) throw new Error(`There is no fixture ${name}`);
	return readFileSync(path.join(folder, name));
}

/** Names of the files in fixtures/inputs that every model takes, with one of these endings. */
export function legalInputs(endings: RegExp): string[] {
	return readdirSync(folders[0] ?? '').filter((name) => endings.test(name) && !name.startsWith('wrong-'));
}

/** A JPEG of exactly so many bytes: comment segments, which every program passes over, fill it up before its pixels. */
export function jpegOf(bytes: number): Buffer {
	const jpeg = fixture('magick-baseline.jpg');
	const parts = [jpeg.subarray(0, 2)];
	for (let left = bytes - jpeg.length; left > 0; ) {
		// A segment has 4 to 65537 bytes, and no rest too small for one may be left.
		const most = Math.min(left, 65_537);
		const size = left - most > 0 && left - most < 4 ? most - 4 : most;
		const segment = Buffer.alloc(size, 0x20);
		segment.writeUInt16BE(0xfffe, 0);
		segment.writeUInt16BE(size - 2, 2);
		parts.push(segment);
		left -= size;
	}
	return Buffer.concat([...parts, jpeg.subarray(2)]);
}

/** A PNG of exactly so many bytes: one chunk that is nobody's fills it up before its pixels. */
export function pngOf(bytes: number): Buffer {
	const png = fixture('magick-rgb.png');
	const chunk = Buffer.alloc(bytes - png.length);
	chunk.writeUInt32BE(chunk.length - 12, 0);
	chunk.write('waNx', 4, 'latin1');
	return Buffer.concat([png.subarray(0, 33), chunk, png.subarray(33)]);
}

/** A WAV of silence in 8-bit mono. */
export function wavOf(seconds: number, bytesPerSecond = 8000): Buffer {
	const data = Math.round(seconds * bytesPerSecond);
	const head = Buffer.alloc(44);
	head.write('RIFF', 0, 'latin1');
	head.writeUInt32LE(36 + data, 4);
	head.write('WAVEfmt ', 8, 'latin1');
	head.writeUInt32LE(16, 16);
	head.writeUInt16LE(1, 20);
	head.writeUInt16LE(1, 22);
	head.writeUInt32LE(bytesPerSecond, 24);
	head.writeUInt32LE(bytesPerSecond, 28);
	head.writeUInt16LE(1, 32);
	head.writeUInt16LE(8, 34);
	head.write('data', 36, 'latin1');
	head.writeUInt32LE(data, 40);
	return Buffer.concat([head, Buffer.alloc(data, 128)]);
}

/** A JPEG that says it has to be turned to be seen upright (EXIF orientation 6). */
export function turnedJpeg(): Buffer {
	const jpeg = fixture('magick-baseline.jpg');
	const exif = Buffer.from(
		'ffe100224578696600004d4d002a000000080001011200030000000100060000000000000000',
		'hex',
	);
	exif.writeUInt16BE(exif.length - 2, 2);
	return Buffer.concat([jpeg.subarray(0, 2), exif, jpeg.subarray(2)]);
}
