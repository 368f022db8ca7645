import { findBox, recordsOf, type Track } from './isoBoxes';
import { codeAt } from './source';

/** What one track holds. Durations are in ticks, `timescale` of which make a second. */
export interface TrackInfo {
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

/** Bytes of the turning matrix and of the size, with which a track header ends (ISO/IEC 14496-12, 8.3.2). */
export const DISPLAY_BYTES = 44;

export function describeTrack({ tkhd, handler, timescale, stbl }: Track): TrackInfo {
	const matrix = tkhd.byteLength - DISPLAY_BYTES;
	// The matrix is a b u, c d v, x y w: with a and d zero, the picture is turned by 90 or 270 degrees.
	const [a, b, c, d] = [0, 4, 12, 16].map((at) => tkhd.getInt32(matrix + at));
	const track: TrackInfo = {
		id: tkhd.getUint32(tkhd.getUint8(0) === 1 ? 20 : 12),
		handler,
		timescale,
		samples: 0,
		sampleTicks: 0,
		// In 16.16 bits.
		width: Math.round(tkhd.getUint32(matrix + 36) / 65536),
		height: Math.round(tkhd.getUint32(matrix + 40) / 65536),
		rotated: a === 0 && d === 0 && b !== 0 && c !== 0,
	};
	// The first sample entry (8.5.2, 12.1.3).
	const stsd = findBox(stbl, 'stsd');
	if (stsd && stsd.getUint32(4) > 0) {
		track.codec = codeAt(stsd, 12);
		if (handler === 'vide') {
			// Zero where the size is only in the track header.
			track.width = stsd.getUint16(40) || track.width;
			track.height = stsd.getUint16(42) || track.height;
		}
	}
	// Runs of samples that last equally long (8.6.1.2). Some programs leave them out of files in fragments.
	const stts = findBox(stbl, 'stts');
	if (!stts) return track;
	for (const at of recordsOf(stts, 8)) {
		const samples = stts.getUint32(at);
		track.samples += samples;
		track.sampleTicks += samples * stts.getUint32(at + 4);
	}
	return track;
}
