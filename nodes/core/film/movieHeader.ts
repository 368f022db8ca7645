import { MEGABYTE_BYTES } from '../base/units';
import { at } from './tables';
import type { SoundFormat } from './soundFormat';

/** A track of the film, for the tables of the file header. Times are in ticks of the track. */
export interface TrackTables {
	kind: 'pictures' | 'sound';
	timescale: number;
	/** How each sample is coded: the sample entry. */
	entry: Uint8Array;
	/** When each sample is decoded, and as one more the end. */
	times: ArrayLike<number>;
	shifts?: ArrayLike<number>;
	keys?: readonly number[];
	sizes: ArrayLike<number>;
	/** Positions behind the file header. */
	offsets: ArrayLike<number>;
	/** Ticks at the beginning that are not played. */
	lead: number;
	/** Turning matrix, width and height. */
	display: Uint8Array;
}

/** Players read a chunk at once. */
const MAX_CHUNK_BYTES = MEGABYTE_BYTES;

const LARGEST_32 = 0xffffffff;

/**
 * Everything of an MP4 file before its pictures and sound: `ftyp`, `moov`, and the head of `mdat`. No dates, so that
 * the same clips make the same film.
 * @param timescale ticks a second of the film
 * @param duration of the film, in its ticks
 * @param bytes of pictures and sound
 */
export function movieHeader(
	tracks: readonly TrackTables[],
	timescale: number,
	duration: number,
	bytes: number,
): Buffer {
	const ftyp = box('ftyp', 'isom', 512, 'isomiso2avc1mp41');
	const mdat = bytes + 8 > LARGEST_32 ? fields(1, 'mdat', u64([bytes + 16])) : fields(bytes + 8, 'mdat');
	// The positions in the tables depend on the length of the tables, which does not depend on the positions.
	const make = (start: number, wide: boolean) => {
		const traks = tracks.map((track, index) => trak(track, index + 1, start, wide, timescale, duration));
		const rateAndVolume = [0x10000, 0x1000000, 0, 0];
		const nextTrack = tracks.length + 1;
		const mvhd = [0, 0, 0, timescale, duration, ...rateAndVolume, ...IDENTITY, 0, 0, 0, 0, 0, 0, nextTrack];
		return Buffer.concat([ftyp, box('moov', box('mvhd', ...mvhd), ...traks), mdat]);
	};
	const wide = make(0, false).length + bytes > LARGEST_32;
	return make(make(0, wide).length, wide);
}

const IDENTITY = [0x10000, 0, 0, 0, 0x10000, 0, 0, 0, 0x40000000];

/** The matrix and no size: how sound is shown. */
export const NO_DISPLAY = fields(...IDENTITY, 0, 0);

function trak(
	track: TrackTables,
	id: number,
	start: number,
	wide: boolean,
	movieScale: number,
	duration: number,
): Buffer {
	const { kind, timescale, lead, display } = track;
	const isSound = kind === 'sound';
	const end = at(track.times, track.times.length - 1);
	const played = Math.min(duration, Math.floor(((end - lead) / timescale) * movieScale));
	const volume = isSound ? 0x1000000 : 0;
	const [handler, name, head] = isSound
		? ['soun', 'Sound\0', box('smhd', 0, 0)]
		: ['vide', 'Video\0', box('vmhd', 1, 0, 0)];
	return box(
		'trak',
		box('tkhd', 3, 0, 0, id, 0, duration, 0, 0, isSound ? 1 : 0, volume, display),
		box('edts', box('elst', 0, 1, isSound ? played : duration, lead, 0x10000)),
		box(
			'mdia',
			// Language: undetermined, as three letters of five bits.
			box('mdhd', 0, 0, 0, timescale, end, 0x55c40000),
			box('hdlr', 0, 0, handler, 0, 0, 0, name),
			box('minf', head, box('dinf', box('dref', 0, 1, box('url ', 1))), sampleTable(track, start, wide)),
		),
	);
}

function sampleTable(
	{ entry, times, shifts, keys, sizes, offsets }: TrackTables,
	start: number,
	wide: boolean,
): Buffer {
	const { length } = sizes;
	const durations = runsOf(length, (sample) => at(times, sample + 1) - at(times, sample));
	const shown = shifts ? runsOf(length, (sample) => at(shifts, sample)) : [];
	const isShifted = shown.some((value, index) => index % 2 === 1 && value !== 0);
	const { starts, counts } = chunksOf(sizes, offsets);
	const positions = starts.map((position) => position + start);
	// Chunks of equally many samples in a row have one entry.
	const runs: number[] = [];
	counts.forEach((count, chunk) => {
		if (count !== counts[chunk - 1]) runs.push(chunk + 1, count, 1);
	});
	return box(
		'stbl',
		box('stsd', 0, 1, entry),
		box('stts', 0, durations.length / 2, u32(durations)),
		...(isShifted ? [box('ctts', 0, shown.length / 2, u32(shown))] : []),
		...(keys ? [box('stss', 0, keys.length, u32(keys.map((key) => key + 1)))] : []),
		box('stsc', 0, runs.length / 3, u32(runs)),
		box('stsz', 0, 0, length, u32(sizes)),
		box(wide ? 'co64' : 'stco', 0, positions.length, wide ? u64(positions) : u32(positions)),
	);
}

/** Equal values in a row as pairs of how many and which. */
function runsOf(length: number, valueOf: (index: number) => number): number[] {
	const runs: number[] = [];
	for (let index = 0; index < length; index++) {
		const value = valueOf(index);
		if (index > 0 && runs[runs.length - 1] === value) runs[runs.length - 2] = at(runs, runs.length - 2) + 1;
		else runs.push(1, value);
	}
	return runs;
}

/** Samples that lie one behind another, in pieces of a size that players like. */
function chunksOf(
	sizes: ArrayLike<number>,
	offsets: ArrayLike<number>,
): { starts: number[]; counts: number[] } {
	const starts: number[] = [];
	const counts: number[] = [];
	let end = -1;
	for (let sample = 0; sample < sizes.length; sample++) {
		const offset = at(offsets, sample);
		const isNew = offset !== end || end - at(starts, starts.length - 1) >= MAX_CHUNK_BYTES;
		if (isNew) starts.push(offset);
		counts[starts.length - 1] = (isNew ? 0 : at(counts, starts.length - 1)) + 1;
		end = offset + at(sizes, sample);
	}
	return { starts, counts };
}

const AAC_OBJECT_TYPE = 0x40;
const MP3_OBJECT_TYPE = 0x6b;
/** MP3 of the lower rates belongs to MPEG-2. */
const MP3_LOW_OBJECT_TYPE = 0x69;

/** The sample entry of sound (ISO/IEC 14496-14, 5.6). */
export function soundEntry({ codec, sampleRate, channels, config }: SoundFormat): Buffer {
	const objectType =
		codec === 'aac' ? AAC_OBJECT_TYPE : sampleRate < 32_000 ? MP3_LOW_OBJECT_TYPE : MP3_OBJECT_TYPE;
	// An audio stream; its buffer and its rates of bits are left open.
	const decoder = [Uint8Array.of(objectType, 0x15, 0, 0, 0), fields(0, 0)];
	const stream = descriptor(
		3,
		Uint8Array.of(0, 0, 0),
		descriptor(4, ...decoder, ...(config ? [descriptor(5, config)] : [])),
		descriptor(6, Uint8Array.of(2)),
	);
	// In 16.16 bits, where it fits; decoders read it from their own description.
	const rate = sampleRate < 0x10000 ? sampleRate * 0x10000 : 0;
	return box('mp4a', 0, 1, 0, 0, channels * 0x10000 + 16, 0, rate, box('esds', 0, stream));
}

function descriptor(tag: number, ...content: Uint8Array[]): Buffer {
	const bytes = Buffer.concat(content);
	return Buffer.concat([Uint8Array.of(tag, bytes.length), bytes]);
}

/** A text as Latin-1, a number of 32 bits, or bytes as they are. */
type Field = string | number | Uint8Array;

function box(type: string, ...content: Field[]): Buffer {
	const bytes = fields(type, ...content);
	return Buffer.concat([u32([bytes.length + 4]), bytes]);
}

function fields(...content: Field[]): Buffer {
	const bytesOf = (field: Field) => {
		if (typeof field === 'number') return u32([field]);
		return typeof field === 'string' ? Buffer.from(field, 'latin1') : field;
	};
	return Buffer.concat(content.map(bytesOf));
}

function u32(values: ArrayLike<number>): Buffer {
	const bytes = Buffer.alloc(values.length * 4);
	for (let index = 0; index < values.length; index++) bytes.writeUInt32BE(at(values, index), index * 4);
	return bytes;
}

function u64(values: readonly number[]): Buffer {
	const bytes = Buffer.alloc(values.length * 8);
	values.forEach((value, index) => bytes.writeBigUInt64BE(BigInt(value), index * 8));
	return bytes;
}
