import { boxesIn, findBox, needBox } from './isoBoxes';
import type { TrackInfo } from './isoTrack';

/** What a fragmented file says for all its fragments (ISO/IEC 14496-12, 8.8). */
export interface FragmentDefaults {
	/** Of the whole film, in ticks of the film; 0 where it is not known. */
	duration: number;
	/** Ticks of a sample by track. */
	sampleTicks: Map<number, number>;
}

const TFHD_BASE_DATA_OFFSET = 0x01;
const TFHD_DESCRIPTION_INDEX = 0x02;
const TFHD_DURATION = 0x08;

const TRUN_DATA_OFFSET = 0x001;
const TRUN_FIRST_FLAGS = 0x004;
const TRUN_DURATION = 0x100;
/** Duration, size, flags, time offset: four bytes each in the record of a sample. */
const TRUN_SAMPLE_FIELDS = [TRUN_DURATION, 0x200, 0x400, 0x800];

/** Reads an `mvex` box. */
export function readDefaults(mvex: DataView): FragmentDefaults {
	const sampleTicks = new Map<number, number>();
	for (const { type, content } of boxesIn(mvex)) {
		if (type === 'trex') sampleTicks.set(content.getUint32(4), content.getUint32(12));
	}
	const mehd = findBox(mvex, 'mehd');
	if (!mehd) return { duration: 0, sampleTicks };
	const isLong = mehd.getUint8(0) === 1;
	return { duration: isLong ? Number(mehd.getBigUint64(4)) : mehd.getUint32(4), sampleTicks };
}

/** Reads a `moof` box: adds the samples of one fragment to the tracks that they belong to. */
export function readFragment(moof: DataView, tracks: readonly TrackInfo[], defaults: FragmentDefaults): void {
	for (const { type, content: traf } of boxesIn(moof)) {
		if (type !== 'traf') continue;
		const tfhd = needBox(traf, 'tfhd');
		const track = tracks.find(({ id }) => id === tfhd.getUint32(4));
		if (!track) continue;
		const has = (flag: number) => (tfhd.getUint32(0) & flag) !== 0;
		const fieldsBefore = (has(TFHD_BASE_DATA_OFFSET) ? 8 : 0) + (has(TFHD_DESCRIPTION_INDEX) ? 4 : 0);
		const sampleTicks = has(TFHD_DURATION)
			? tfhd.getUint32(8 + fieldsBefore)
			: (defaults.sampleTicks.get(track.id) ?? 0);
		for (const box of boxesIn(traf)) {
			if (box.type === 'trun') addSamples(track, box.content, sampleTicks);
		}
	}
}

/** 8.8.8: samples that follow each other. */
function addSamples(track: TrackInfo, trun: DataView, sampleTicks: number): void {
	const count = trun.getUint32(4);
	const bytesOf = (fields: number[]) =>
		fields.filter((field) => (trun.getUint32(0) & field) !== 0).length * 4;
	track.samples += count;
	if (bytesOf([TRUN_DURATION]) === 0) {
		track.sampleTicks += count * sampleTicks;
		return;
	}
	const first = 8 + bytesOf([TRUN_DATA_OFFSET, TRUN_FIRST_FLAGS]);
	const step = bytesOf(TRUN_SAMPLE_FIELDS);
	for (let sample = 0; sample < count; sample++) {
		track.sampleTicks += trun.getUint32(first + sample * step);
	}
}
