import { findBox, needBox, recordsOf } from '../media/probe/isoBoxes';
import { BrokenFileError, cutOff, damaged } from '../media/probe/source';

/** The samples of a track (pictures, or packets of sound) in decoding order. Times are in ticks of the track. */
export interface Samples {
	count: number;
	sizes: Uint32Array;
	/** Positions in the file. */
	offsets: Float64Array;
	/** When each is decoded, and as one more the end of the last. */
	times: Float64Array;
	/** By how much later each is shown than decoded. */
	shifts: Int32Array;
	/** The samples that decoding can begin with; nothing where it can with each. */
	keys?: Set<number>;
}

/** More than an hour of pictures and sound; the tables of so many take 15 MB. */
const MAX_SAMPLES = 500_000;

const MAX_SECONDS = 12 * 3600;

/**
 * Reads a sample table (ISO/IEC 14496-12, 8.6 and 8.7) and holds it against itself and the file: each sample has its
 * time, its size and its place inside the file. All loops are bounded by the bytes that are really there.
 */
export function readSamples(stbl: DataView, fileBytes: number, timescale: number): Samples {
	const sizes = readSizes(needBox(stbl, 'stsz'), fileBytes);
	const times = readTimes(needBox(stbl, 'stts'), sizes.length, timescale);
	const samples: Samples = {
		count: sizes.length,
		sizes,
		offsets: readOffsets(stbl, sizes, fileBytes),
		times,
		shifts: readShifts(findBox(stbl, 'ctts'), sizes.length, timescale),
	};
	const stss = findBox(stbl, 'stss');
	return stss ? { ...samples, keys: readKeys(stss, sizes.length) } : samples;
}

function readSizes(stsz: DataView, fileBytes: number): Uint32Array {
	const all = stsz.getUint32(4);
	const count = stsz.getUint32(8);
	if (count > MAX_SAMPLES) throw new BrokenFileError('is too long');
	const sizes = new Uint32Array(count);
	let sum = 0;
	for (let sample = 0; sample < count; sample++) {
		const size = all || stsz.getUint32(12 + sample * 4);
		if (size === 0) throw damaged();
		sizes[sample] = size;
		sum += size;
	}
	if (sum > fileBytes) throw cutOff();
	return sizes;
}

function readTimes(stts: DataView, samples: number, timescale: number): Float64Array {
	const times = new Float64Array(samples + 1);
	let sample = 0;
	let time = 0;
	let ticks = 0;
	for (const at of recordsOf(stts, 8)) {
		const run = stts.getUint32(at);
		if (run > samples - sample) throw damaged();
		const delta = stts.getUint32(at + 4);
		// Only the last sample may leave its length open (8.6.1.2.1); then it is as long as the one before.
		if (delta === 0 && sample + run < samples) throw damaged();
		if (delta > 0) ticks = delta;
		for (let left = run; left > 0; left--) {
			times[sample++] = time;
			time += delta || ticks;
		}
	}
	if (sample !== samples) throw damaged();
	if (time > MAX_SECONDS * timescale) throw new BrokenFileError('is too long');
	times[samples] = time;
	return times;
}

function readShifts(ctts: DataView | undefined, samples: number, timescale: number): Int32Array {
	const shifts = new Int32Array(samples);
	if (!ctts) return shifts;
	let sample = 0;
	for (const at of recordsOf(ctts, 8)) {
		const run = ctts.getUint32(at);
		// Signed in both versions of the box: programs write it so.
		const shift = ctts.getInt32(at + 4);
		if (run > samples - sample || Math.abs(shift) > 60 * timescale) throw damaged();
		shifts.fill(shift, sample, sample + run);
		sample += run;
	}
	return shifts;
}

function readOffsets(stbl: DataView, sizes: Uint32Array, fileBytes: number): Float64Array {
	const co64 = findBox(stbl, 'co64');
	const stco = co64 ?? needBox(stbl, 'stco');
	const chunks = stco.getUint32(4);
	const startOf = (chunk: number) =>
		co64 ? Number(co64.getBigUint64(8 + chunk * 8)) : stco.getUint32(8 + chunk * 4);
	const stsc = needBox(stbl, 'stsc');
	const runs = [...recordsOf(stsc, 12)];
	const offsets = new Float64Array(sizes.length);
	let sample = 0;
	for (const [run, at] of runs.entries()) {
		const first = stsc.getUint32(at);
		const following = runs[run + 1];
		const next = following === undefined ? chunks + 1 : stsc.getUint32(following);
		const inChunk = stsc.getUint32(at + 4);
		const isAscending = first < next && next <= chunks + 1 && (run > 0 || first === 1);
		if (!isAscending || inChunk === 0 || stsc.getUint32(at + 8) !== 1) throw damaged();
		if ((next - first) * inChunk > sizes.length - sample) throw damaged();
		for (let chunk = first; chunk < next; chunk++) {
			let offset = startOf(chunk - 1);
			for (let left = inChunk; left > 0; left--) {
				offsets[sample] = offset;
				offset += sizes[sample++] ?? 0;
			}
			if (offset > fileBytes) throw cutOff();
		}
	}
	if (sample !== sizes.length) throw damaged();
	return offsets;
}

function readKeys(stss: DataView, samples: number): Set<number> {
	const keys = new Set<number>();
	let last = 0;
	for (const at of recordsOf(stss, 4)) {
		const number = stss.getUint32(at);
		if (number <= last || number > samples) throw damaged();
		keys.add(number - 1);
		last = number;
	}
	return keys;
}
