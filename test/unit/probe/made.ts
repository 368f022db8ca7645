import { box, fixture, input } from './fixtures';

/** Files as cameras, phones, editors, pipes and cut streams leave them, made from real ones. */

const u32 = (value: number, little = true): Buffer => {
	const bytes = Buffer.alloc(4);
	if (little) bytes.writeUInt32LE(value);
	else bytes.writeUInt32BE(value);
	return bytes;
};

/** Bytes that never make a frame or a box, the same in each run. */
export function noise(bytes: number, seed = 7): Buffer {
	let state = seed;
	return Buffer.from(
		Array.from({ length: bytes }, () => {
			state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
			return 0x80 + ((state >>> 16) % 0x70);
		}),
	);
}

type ExifType = 'BYTE' | 'SHORT' | 'LONG';

/** An EXIF block of one entry. */
export function exif(orientation: number, type: ExifType = 'SHORT', order: 'II' | 'MM' = 'II'): Buffer {
	const little = order === 'II';
	const u16 = (value: number) => (little ? Buffer.from([value, 0]) : Buffer.from([0, value]));
	const code = { BYTE: 1, SHORT: 3, LONG: 4 }[type];
	const value = {
		BYTE: Buffer.from([orientation, 0, 0, 0]),
		SHORT: Buffer.concat([u16(orientation), Buffer.alloc(2)]),
		LONG: u32(orientation, little),
	}[type];
	const tag = little ? Buffer.from([0x12, 0x01]) : Buffer.from([0x01, 0x12]);
	const entry = Buffer.concat([tag, u16(code), u32(1, little), value]);
	return Buffer.concat([Buffer.from(order), u16(42), u32(8, little), u16(1), entry, Buffer.alloc(4)]);
}

export const EMPTY_EXIF = Buffer.concat([Buffer.from('II*\0'), u32(8), Buffer.alloc(6)]);

const INTRODUCTION = Buffer.from('Exif\0\0', 'latin1');

/** A JPEG with such EXIF blocks, in this order. */
export function jpegWith(...blocks: Buffer[]): Buffer {
	const jpeg = fixture('baseline.jpg');
	const segments = blocks.map((block) => {
		const payload = Buffer.concat([INTRODUCTION, block]);
		return Buffer.concat([Buffer.from([0xff, 0xe1, 0, payload.length + 2]), payload]);
	});
	return Buffer.concat([jpeg.subarray(0, 2), ...segments, jpeg.subarray(2)]);
}

function crc32(bytes: Buffer): number {
	let crc = 0xffffffff;
	for (const byte of bytes) {
		crc ^= byte;
		for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1;
	}
	return (crc ^ 0xffffffff) >>> 0;
}

export function pngChunk(type: string, payload: Buffer): Buffer {
	const body = Buffer.concat([Buffer.from(type, 'latin1'), payload]);
	return Buffer.concat([u32(payload.length, false), body, u32(crc32(body), false)]);
}

/** A PNG with chunks right behind its header, or in front of its end. */
export function pngWith(chunks: Buffer[], atEnd = false): Buffer {
	const png = fixture('rgb8.png');
	const at = atEnd ? png.length - 12 : 33;
	return Buffer.concat([png.subarray(0, at), ...chunks, png.subarray(at)]);
}

function riffChunk(type: string, payload: Buffer): Buffer {
	return Buffer.concat([
		Buffer.from(type, 'latin1'),
		u32(payload.length),
		payload,
		Buffer.alloc(payload.length % 2),
	]);
}

/** A WEBP of the extended form around the pixels of a simple one. */
export function webpWith(exifBlock?: Buffer): Buffer {
	const simple = fixture('lossy.webp');
	const header = Buffer.alloc(10);
	header[0] = exifBlock ? 0x08 : 0;
	header.writeUIntLE(47, 4, 3);
	header.writeUIntLE(31, 7, 3);
	const chunks = [
		riffChunk('VP8X', header),
		simple.subarray(12),
		...(exifBlock ? [riffChunk('EXIF', exifBlock)] : []),
	];
	const body = Buffer.concat([Buffer.from('WEBP'), ...chunks]);
	return Buffer.concat([Buffer.from('RIFF'), u32(body.length), body]);
}

/** The sound of a WAV of half a second, 8 kHz, 16 bits: 8000 bytes. */
const pcm = fixture('pcm16.wav');
export const SOUND = pcm.subarray(pcm.indexOf('data') + 8);
const FORMAT = pcm.subarray(12, 36);

/** A WAV that says such lengths of itself. */
export function wav(
	riff: number,
	data: number,
	sound: Uint8Array = SOUND,
	between: Uint8Array = Buffer.alloc(0),
): Buffer {
	return Buffer.concat([
		Buffer.from('RIFF'),
		u32(riff),
		Buffer.from('WAVE'),
		FORMAT,
		between,
		Buffer.from('data'),
		u32(data),
		sound,
	]);
}

/** The frames of an MP3 without any tag. */
export const FRAMES = (() => {
	const mp3 = fixture('cbr-no-xing.mp3');
	return mp3.subarray(mp3.indexOf(Buffer.from([0xff, 0xfb])));
})();

export function apeTag(bytes: number): Buffer {
	const header = Buffer.alloc(32);
	header.write('APETAGEX', 0, 'latin1');
	header.writeUInt32LE(2000, 8);
	header.writeUInt32LE(bytes, 12);
	header.writeUInt32LE(0xa0000000, 20);
	return Buffer.concat([header, noise(bytes)]);
}

/** Frames of free format: every third is a byte longer. */
export function freeFormat(frames: number, bytes: number): Buffer {
	return Buffer.concat(
		Array.from({ length: frames }, (_, index) => {
			const padding = index % 3 === 0 ? 1 : 0;
			return Buffer.concat([
				Buffer.from([0xff, 0xfb, padding << 1, 0xc4]),
				noise(bytes + padding - 4, index + 1),
			]);
		}),
	);
}

/** An AVI as a program leaves it that cannot go back to fill in lengths. @param unknown what stands for them */
export function pipedAvi(unknown: number): Buffer {
	const avi = fixture('sound.avi');
	const movi = avi.indexOf('movi');
	avi.writeUInt32LE(unknown, 4);
	avi.writeUInt32LE(unknown, movi - 4);
	avi.writeUInt32LE(0, avi.indexOf('avih') + 8 + 16);
	for (let at = avi.indexOf('strh'); at !== -1; at = avi.indexOf('strh', at + 1)) {
		avi.writeUInt32LE(unknown === 0 ? 0 : 0x40000000, at + 8 + 32);
	}
	return avi.subarray(0, avi.indexOf('idx1'));
}

export const STYP = box('styp', Buffer.from('msdh\0\0\0\0msdhmsix', 'latin1'));

/** A film whose samples are hidden. */
export function encrypted(): Buffer {
	const mp4 = fixture('faststart.mp4');
	mp4.write('encv', mp4.indexOf('avc1', mp4.indexOf('stsd')), 'latin1');
	return mp4;
}

export const cut = (name: string, bytes: number): Buffer => {
	const file = name.startsWith('magick') || name.startsWith('java') ? input(name) : fixture(name);
	return file.subarray(0, file.length - bytes);
};

export const joined = (...parts: Array<Buffer | string>): Buffer =>
	Buffer.concat(parts.map((part) => (typeof part === 'string' ? fixture(part) : part)));
