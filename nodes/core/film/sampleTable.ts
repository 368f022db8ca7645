import { BrokenFileError } from '../media/probe/source';
import { broken, findBox, needBox, tableOf } from './boxes';

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
	if (stsz.byteLength < 12) throw broken('stsz');
	const all = stsz.getUint32(4);
	const { count, view, at } = tableOf(stsz, 'stsz', all === 0 ? 4 : 0, 12);
	if (count > MAX_SAMPLES) throw new BrokenFileError('is longer than an hour');
	const sizes = new Uint32Array(count);
	let sum = 0;
	for (let sample = 0; sample < count; sample++) {
		const size = all || view.getUint32(at(sample));
		if (size === 0) throw broken('stsz');
		sizes[sample] = size;
		sum += size;
	}
	if (sum > fileBytes) throw new BrokenFileError('ends before its video and sound');
	return sizes;
}

function readTimes(stts: DataView, samples: number, timescale: number): Float64Array {
	const { count, view, at } = tableOf(stts, 'stts', 8);
	const times = new Float64Array(samples + 1);
	let sample = 0;
	let time = 0;
	let ticks = 0;
	for (let record = 0; record < count; record++) {
		const run = view.getUint32(at(record));
		if (run > samples - sample) throw broken('stts');
		const delta = view.getUint32(at(record) + 4);
		// Only the last sample may leave its length open (8.6.1.2.1); then it is as long as the one before.
		if (delta === 0 && sample + run < samples) throw broken('stts');
		if (delta > 0) ticks = delta;
		for (let left = run; left > 0; left--) {
			times[sample++] = time;
			time += delta || ticks;
		}
	}
	if (sample !== samples) throw broken('stts');
	if (time > MAX_SECONDS * timescale) throw new BrokenFileError('is too long');
	times[samples] = time;
	return times;
}

function readShifts(ctts: DataView | undefined, samples: number, timescale: number): Int32Array {
	const shifts = new Int32Array(samples);
	if (!ctts) return shifts;
	const { count, view, at } = tableOf(ctts, 'ctts', 8);
	let sample = 0;
	for (let record = 0; record < count; record++) {
		const run = view.getUint32(at(record));
		// Signed in both versions of the box: programs write it so.
		const shift = view.getInt32(at(record) + 4);
		if (run > samples - sample || Math.abs(shift) > 60 * timescale) throw broken('ctts');
		shifts.fill(shift, sample, sample + run);
		sample += run;
	}
	return shifts;
}

function readOffsets(stbl: DataView, sizes: Uint32Array, fileBytes: number): Float64Array {
	const co64 = findBox(stbl, 'co64');
	const chunks = co64 ? tableOf(co64, 'co64', 8) : tableOf(needBox(stbl, 'stco'), 'stco', 4);
	const startOf = (chunk: number) =>
		co64 ? Number(chunks.view.getBigUint64(chunks.at(chunk))) : chunks.view.getUint32(chunks.at(chunk));
	const runs = tableOf(needBox(stbl, 'stsc'), 'stsc', 12);
	const offsets = new Float64Array(sizes.length);
	let sample = 0;
	for (let run = 0; run < runs.count; run++) {
		const at = runs.at(run);
		const first = runs.view.getUint32(at);
		const next = run + 1 < runs.count ? runs.view.getUint32(runs.at(run + 1)) : chunks.count + 1;
		const inChunk = runs.view.getUint32(at + 4);
		if ((run === 0 && first !== 1) || next <= first || next > chunks.count + 1 || inChunk === 0) {
			throw broken('stsc');
		}
		if (runs.view.getUint32(at + 8) !== 1) throw broken('stsc');
		if ((next - first) * inChunk > sizes.length - sample) throw broken('stsc');
		for (let chunk = first; chunk < next; chunk++) {
			let offset = startOf(chunk - 1);
			for (let left = inChunk; left > 0; left--) {
				offsets[sample] = offset;
				offset += sizes[sample++] ?? 0;
			}
			if (offset > fileBytes) throw new BrokenFileError('ends before its video and sound');
		}
	}
	if (sample !== sizes.length) throw broken('stsc');
	return offsets;
}

function readKeys(stss: DataView, samples: number): Set<number> {
	const { count, view, at } = tableOf(stss, 'stss', 4);
	const keys = new Set<number>();
	let last = 0;
	for (let record = 0; record < count; record++) {
		const number = view.getUint32(at(record));
		if (number <= last || number > samples) throw broken('stss');
		keys.add(number - 1);
		last = number;
	}
	return keys;
}
