import type { Box, BoxWalker } from './isoBoxes';
import type { Track } from './isoTrack';

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
export async function readDefaults(walker: BoxWalker, mvex: Box): Promise<FragmentDefaults> {
	const defaults: FragmentDefaults = { duration: 0, sampleTicks: new Map() };
	await walker.inside(mvex.end, async (box) => {
		if (box.type === 'mehd') {
			const version = (await walker.need(box, 4)).getUint8(0);
			defaults.duration =
				version === 1
					? Number((await walker.need(box, 8)).getBigUint64(0))
					: (await walker.need(box, 4)).getUint32(0);
		} else if (box.type === 'trex') {
			const view = await walker.need(box, 16);
			defaults.sampleTicks.set(view.getUint32(4), view.getUint32(12));
		}
	});
	return defaults;
}

/** Reads a `moof` box: adds the samples of one fragment to the tracks that they belong to. */
export async function readFragment(
	walker: BoxWalker,
	moof: Box,
	tracks: Map<number, Track>,
	defaults: FragmentDefaults,
): Promise<void> {
	await walker.inside(moof.end, async (traf) => {
		if (traf.type !== 'traf') return;
		let track: Track | undefined;
		let sampleTicks = 0;
		await walker.inside(traf.end, async (box) => {
			if (box.type === 'tfhd') {
				const head = await walker.need(box, 8);
				const flags = head.getUint32(0) & 0xffffff;
				const id = head.getUint32(4);
				track = tracks.get(id);
				sampleTicks = defaults.sampleTicks.get(id) ?? 0;
				if ((flags & TFHD_DURATION) !== 0) {
					const before =
						((flags & TFHD_BASE_DATA_OFFSET) === 0 ? 0 : 8) +
						((flags & TFHD_DESCRIPTION_INDEX) === 0 ? 0 : 4);
					sampleTicks = (await walker.need(box, before + 4)).getUint32(before);
				}
			} else if (box.type === 'trun' && track !== undefined) {
				await readRun(walker, box, track, sampleTicks);
			}
		});
	});
}

/** 8.8.8: samples that follow each other. */
async function readRun(walker: BoxWalker, box: Box, track: Track, sampleTicks: number): Promise<void> {
	const head = await walker.need(box, 8);
	const flags = head.getUint32(0) & 0xffffff;
	const count = head.getUint32(4);
	track.samples += count;
	if ((flags & TRUN_DURATION) === 0) {
		track.sampleTicks += count * sampleTicks;
		return;
	}
	for (const field of [TRUN_DATA_OFFSET, TRUN_FIRST_FLAGS]) {
		if ((flags & field) !== 0) await walker.need(box, 4);
	}
	const bytes = TRUN_SAMPLE_FIELDS.filter((field) => (flags & field) !== 0).length * 4;
	await walker.records(box, count, bytes, (view, at) => {
		track.sampleTicks += view.getUint32(at);
	});
}
