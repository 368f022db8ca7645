import { BrokenFileError } from '../media/probe/source';
import { at } from './tables';
import type { Pictures } from './clip';

/** The pictures of all clips, one after another. Times are in ticks of the film. */
export interface VideoTimeline {
	timescale: number;
	count: number;
	/** When each picture is decoded, and as one more the end of the film. */
	times: Float64Array;
	/** By how much later each is shown than decoded. */
	shifts: Float64Array;
	/** The pictures that decoding can begin with; nothing where it can with each. */
	keys?: number[];
	/** Ticks between decoding and showing that are common to all. */
	lead: number;
	/** When the first picture of each clip is shown, and as one more the end of the film. */
	starts: number[];
}

/** Ticks of a film have 32 bits, which some programs read as signed. */
const MAX_TICKS = 2 ** 31 - 1;

/** Fine enough for all common frame rates, and good for six hours. */
const DEFAULT_TIMESCALE = 90_000;

/** Lines up clips: each is as long as its pictures, whatever its sound and its file say. */
export function layOutVideo(clips: readonly Pictures[]): VideoTimeline {
	const seconds = clips.reduce((sum, { start, end, timescale }) => sum + (end - start) / timescale, 0);
	const timescale = commonTimescale(clips, seconds);
	const count = clips.reduce((sum, { samples }) => sum + samples.count, 0);
	const times = new Float64Array(count + 1);
	const shown = new Float64Array(count);
	const keys: number[] = [];
	const starts = [0];
	let picture = 0;
	let lead = 0;
	for (const { samples, start, end, timescale: own } of clips) {
		const begin = at(starts, starts.length - 1);
		const inFilm = (ticks: number) => begin + Math.round((ticks * timescale) / own);
		for (let sample = 0; sample < samples.count; sample++, picture++) {
			// Rounded to other ticks, or in odd files, two pictures may fall together.
			const time = Math.max(inFilm(at(samples.times, sample)), picture > 0 ? at(times, picture - 1) + 1 : 0);
			times[picture] = time;
			shown[picture] = inFilm(at(samples.times, sample) + at(samples.shifts, sample) - start);
			lead = Math.max(lead, time - at(shown, picture));
			if (!samples.keys || samples.keys.has(sample)) keys.push(picture);
		}
		starts.push(inFilm(end - start));
		times[picture] = Math.max(inFilm(end - start), at(times, picture - 1) + 1);
	}
	const shifts = shown.map((time, index) => time + lead - at(times, index));
	return { timescale, count, times, shifts, lead, starts, ...(keys.length < count && { keys }) };
}

/** Ticks a second in which the times of all clips are whole numbers, as far as there is room for such. */
function commonTimescale(clips: readonly Pictures[], seconds: number): number {
	const common = clips.reduce((scale, { timescale }) => leastCommonMultiple(scale, timescale), 1);
	if (common * seconds < MAX_TICKS) return common;
	if (DEFAULT_TIMESCALE * seconds < MAX_TICKS) return DEFAULT_TIMESCALE;
	throw new BrokenFileError('would be longer than six hours');
}

function leastCommonMultiple(one: number, other: number): number {
	let [a, b] = [one, other];
	while (b > 0) [a, b] = [b, a % b];
	return (one / a) * other;
}
