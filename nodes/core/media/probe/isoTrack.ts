import type { Box, BoxWalker } from './isoBoxes';

/** What one track says of itself. Durations are in ticks, `timescale` of which make a second. */
export interface Track {
	id: number;
	handler: string;
	timescale: number;
	/** From the sample tables, and from the fragments in a fragmented file. */
	samples: number;
	sampleTicks: number;
	codec?: string;
	width: number;
	height: number;
	rotated: boolean;
}

/** A duration with all bits set means "not known" (ISO/IEC 14496-12, 8.2.2.3). */
const UNKNOWN_32 = 0xffffffff;

/** mvhd and mdhd begin alike: version, two dates, time scale, duration. Version 1 has 64-bit dates. */
export async function readTimes(
	walker: BoxWalker,
	box: Box,
): Promise<{ timescale: number; duration: number }> {
	const version = (await walker.need(box, 4)).getUint8(0);
	if (version === 1) {
		const view = await walker.need(box, 28);
		const duration = view.getBigUint64(20);
		return { timescale: view.getUint32(16), duration: duration >> 63n === 1n ? 0 : Number(duration) };
	}
	const view = await walker.need(box, 16);
	const duration = view.getUint32(12);
	return { timescale: view.getUint32(8), duration: duration === UNKNOWN_32 ? 0 : duration };
}

/** 8.3.2: identity, turning matrix, size as shown in 16.16 bits. */
async function readTrackHeader(walker: BoxWalker, box: Box, track: Track): Promise<void> {
	const version = (await walker.need(box, 4)).getUint8(0);
	const dates = version === 1 ? 16 : 8;
	const durations = version === 1 ? 8 : 4;
	const matrix = dates + 8 + durations + 16;
	const view = await walker.need(box, matrix + 36 + 8);
	track.id = view.getUint32(dates);
	// The matrix is a b u, c d v, x y w: with a and d zero, the picture is turned by 90 or 270 degrees.
	const [a, b, c, d] = [0, 4, 12, 16].map((at) => view.getInt32(matrix + at));
	track.rotated = a === 0 && d === 0 && b !== 0 && c !== 0;
	track.width = Math.round(view.getUint32(matrix + 36) / 65536);
	track.height = Math.round(view.getUint32(matrix + 40) / 65536);
}

/** 8.5.2 and 12: the first sample entry. `hdlr` stands before it, so that the kind of track is known. */
async function readDescription(walker: BoxWalker, box: Box, track: Track): Promise<void> {
	const head = await walker.need(box, 16);
	if (head.getUint32(4) === 0) return;
	track.codec = String.fromCharCode(...[12, 13, 14, 15].map((at) => head.getUint8(at)));
	const isVideo = track.handler === 'vide';
	if (!isVideo && track.handler !== 'soun') return;
	const view = await walker.need(box, 28);
	if (!isVideo) return;
	// Zero where the size is only in the track header.
	track.width = view.getUint16(24) || track.width;
	track.height = view.getUint16(26) || track.height;
}

/** 8.6.1.2: runs of samples that last equally long. */
async function readTimeToSample(walker: BoxWalker, box: Box, track: Track): Promise<void> {
	const count = (await walker.need(box, 8)).getUint32(4);
	await walker.records(box, count, 8, (view, at) => {
		const samples = view.getUint32(at);
		track.samples += samples;
		track.sampleTicks += samples * view.getUint32(at + 4);
	});
}

/** Reads a `trak` box. */
export async function readTrack(walker: BoxWalker, trak: Box): Promise<Track> {
	const track: Track = {
		id: 0,
		handler: '',
		timescale: 0,
		samples: 0,
		sampleTicks: 0,
		width: 0,
		height: 0,
		rotated: false,
	};
	await walker.inside(trak.end, async (box) => {
		if (box.type === 'tkhd') await readTrackHeader(walker, box, track);
		if (box.type === 'mdia') await readMedia(walker, box, track);
	});
	return track;
}

async function readMedia(walker: BoxWalker, mdia: Box, track: Track): Promise<void> {
	await walker.inside(mdia.end, async (box) => {
		if (box.type === 'mdhd') {
			track.timescale = (await readTimes(walker, box)).timescale;
		} else if (box.type === 'hdlr') {
			const view = await walker.need(box, 12);
			track.handler = String.fromCharCode(...[8, 9, 10, 11].map((at) => view.getUint8(at)));
		} else if (box.type === 'minf') {
			await walker.inside(box.end, async (part) => {
				if (part.type === 'stbl') await readSampleTable(walker, part, track);
			});
		}
	});
}

async function readSampleTable(walker: BoxWalker, stbl: Box, track: Track): Promise<void> {
	await walker.inside(stbl.end, async (box) => {
		if (box.type === 'stsd') await readDescription(walker, box, track);
		if (box.type === 'stts') await readTimeToSample(walker, box, track);
	});
}
