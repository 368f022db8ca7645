import { BrokenFileError } from '../media/probe/source';
import type { Pictures } from './clip';
import { type Piece, SILENCE, type SoundGrid } from './soundGrid';
import { at } from './tables';
import type { VideoTimeline } from './videoTimeline';

/** Where everything lies behind the file header. */
interface Layout {
	pieces: Piece[];
	bytes: number;
	/** Positions of the pictures and of the packets of sound. */
	pictureOffsets: Float64Array;
	soundOffsets: Float64Array;
}

/** Seconds by which sound from elsewhere lies before its pictures, so that a player finds it in time; and how much at once. */
const AHEAD_SECONDS = 0.5;

/** A picture or a packet of sound, by its number in the film. */
interface Unit extends Piece {
	picture?: number;
	packet?: number;
}

/**
 * Lays out the bytes of a film so that each source is read once from its beginning to its end: a clip's own pictures and
 * sound keep the order that they have in its file; silence, and sound from another file, lie between its pictures.
 */
export function layOut(
	clips: readonly Pictures[],
	timeline: VideoTimeline,
	grid: SoundGrid | undefined,
): Layout {
	const { write, pieces } = pieceWriter();
	const packets = grid?.packets ?? [];
	const pictureOffsets = new Float64Array(timeline.count);
	const soundOffsets = new Float64Array(packets.length);
	let pictures = 0;
	const unitsOf = clips.map(({ samples }, source) =>
		Array.from(samples.sizes, (bytes, sample): Unit => {
			return { source, offset: at(samples.offsets, sample), bytes, picture: pictures++ };
		}),
	);
	packets.forEach((piece, packet) => unitsOf[piece.source]?.push({ ...piece, packet }));
	let guest = 0;
	const writeGuestsUntil = (seconds: number) => {
		if (!grid || grid.timeOf(guest) >= seconds) return;
		for (; guest < packets.length && grid.timeOf(guest) < seconds + AHEAD_SECONDS; guest++) {
			const piece = packets[guest];
			if (piece && !unitsOf[piece.source]) soundOffsets[guest] = write(piece);
		}
	};
	for (const [clip, units] of unitsOf.entries()) {
		let end = 0;
		for (const unit of units.sort((one, other) => one.offset - other.offset)) {
			// Samples that share bytes cannot be read in one pass, and no program makes such a file.
			if (unit.offset < end) throw new BrokenFileError(`contains clip ${clip + 1}, which is damaged`);
			end = unit.offset + unit.bytes;
			const { picture, packet } = unit;
			if (picture !== undefined) {
				writeGuestsUntil(at(timeline.times, picture) / timeline.timescale + AHEAD_SECONDS);
				pictureOffsets[picture] = write(unit);
			} else if (packet !== undefined) {
				soundOffsets[packet] = write(unit);
			}
		}
	}
	writeGuestsUntil(Infinity);
	const bytes = pieces.reduce((sum, piece) => sum + piece.bytes, 0);
	return { pieces, bytes, pictureOffsets, soundOffsets };
}

/** Collects pieces; what follows on in its source makes one piece with what was before. */
function pieceWriter(): { write(piece: Piece): number; pieces: Piece[] } {
	const pieces: Piece[] = [];
	let position = 0;
	/** @returns the position in the film */
	const write = ({ source, offset, bytes }: Piece): number => {
		const last = pieces.at(-1);
		if (last?.source === source && (source === SILENCE || last.offset + last.bytes === offset)) {
			last.bytes += bytes;
		} else {
			pieces.push({ source, offset, bytes });
		}
		position += bytes;
		return position - bytes;
	};
	return { write, pieces };
}
