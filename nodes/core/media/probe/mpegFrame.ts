/** One frame header of MPEG audio (ISO/IEC 11172-3, 2.4.1.3; 13818-3 for version 2; 2.5 is Fraunhofer's). */
export interface MpegFrame {
	version: 1 | 2 | 2.5;
	/** Layer I is not read: nobody has such files. */
	layer: 2 | 3;
	channels: 1 | 2;
	/** Hertz. */
	sampleRate: number;
	/** Bytes of the whole frame, its header included. */
	length: number;
	/** Samples of one channel in the frame. */
	samples: number;
	/** Bytes of a frame without padding, where only the distance to the next one tells them ("free format"). */
	freeBytes?: number;
}

export const FRAME_HEADER_BYTES = 4;

/** Kilobits a second by the header's four bits; 0 is "free format". */
const BITRATES = {
	v1layer2: [0, 32, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 384],
	v1layer3: [0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320],
	v2: [0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160],
};

/** Hertz in version 1; the later versions halve them. */
const SAMPLE_RATES = [44100, 48000, 32000];
const RATE_DIVISORS = { 1: 1, 2: 2, 2.5: 4 };

const VERSIONS = [2.5, undefined, 2, 1] as const;
const LAYERS = [undefined, 3, 2, undefined] as const;
const MONO = 3;

/**
 * The header that starts at `at`, or undefined where none does.
 * @param freeBytes length of frames in free format, which are none without it
 */
export function parseFrame(bytes: Uint8Array, at = 0, freeBytes = 0): MpegFrame | undefined {
	const [first = 0, second = 0, third = 0, fourth = 0] = bytes.subarray(at, at + FRAME_HEADER_BYTES);
	if (first !== 0xff || (second & 0xe0) !== 0xe0) return undefined;
	const version = VERSIONS[(second >> 3) & 3];
	const layer = LAYERS[(second >> 1) & 3];
	const baseRate = SAMPLE_RATES[(third >> 2) & 3];
	if (version === undefined || layer === undefined || baseRate === undefined) return undefined;
	const isFirst = version === 1;
	const kilobits = BITRATES[!isFirst ? 'v2' : layer === 2 ? 'v1layer2' : 'v1layer3'][third >> 4];
	if (kilobits === undefined || (kilobits === 0 && freeBytes === 0)) return undefined;
	const sampleRate = baseRate / RATE_DIVISORS[version];
	const samples = layer === 3 && !isFirst ? 576 : 1152;
	const byRate = Math.floor((samples / 8) * ((kilobits * 1000) / sampleRate));
	const padding = (third >> 1) & 1;
	return {
		version,
		layer,
		channels: fourth >> 6 === MONO ? 1 : 2,
		sampleRate,
		length: (kilobits === 0 ? freeBytes : byRate) + padding,
		samples,
		...(kilobits === 0 && { freeBytes }),
	};
}

/** The most bytes in which two frames of free format end, at 640 kilobits a second. */
export const FREE_FORMAT_BYTES = 8 * 1024;

/** A frame of layer III that leaves out its rate. */
export function isFreeFormat([first = 0, second = 0, third = 0]: Uint8Array): boolean {
	return first === 0xff && (second & 0xe6) === 0xe2 && third >> 4 === 0;
}

/**
 * Bytes of a frame in free format without its padding: the distance to the next header that is like this one, proved by
 * one more. Nothing where the bytes do not start with such a frame.
 */
export function measureFreeFormat(bytes: Uint8Array): number | undefined {
	const [first = 0, second = 0, third = 0] = bytes;
	const isLike = (at: number) =>
		bytes[at] === first && bytes[at + 1] === second && ((bytes[at + 2] ?? 0xff) ^ third) < 4;
	for (let at = bytes.indexOf(0xff, 32); at !== -1; at = bytes.indexOf(0xff, at + 1)) {
		const freeBytes = at - ((third >> 1) & 1);
		const next = at + freeBytes + (((bytes[at + 2] ?? 0) >> 1) & 1);
		if (isLike(at) && isLike(next)) return freeBytes;
	}
	return undefined;
}

/** Frames of one sound differ in length, never in these. */
export function sameSound(one: MpegFrame, other: MpegFrame): boolean {
	return one.version === other.version && one.layer === other.layer && one.sampleRate === other.sampleRate;
}

/** ADTS looks like an MPEG frame of layer 0 (ISO/IEC 13818-7, 6.2). */
export function isAdts(bytes: Uint8Array): boolean {
	const [first = 0, second = 0, third = 0] = bytes;
	const rateIndex = (third >> 2) & 15;
	return first === 0xff && (second & 0xf6) === 0xf0 && rateIndex < 13;
}
