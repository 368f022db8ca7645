import { at } from './tables';
import type { Pictures, Sound } from './clip';
import type { VideoTimeline } from './videoTimeline';
import { SILENCE, type SoundGrid } from './soundGrid';

/** Bytes that go from a source into the film in one piece. SILENCE has its packets one after another. */
export interface Piece {
	source: number;
	offset: number;
	bytes: number;
}

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

/**
 * Lays out the bytes of a film so that each source is read once from its beginning to its end: a clip's own pictures and
 * sound keep the order that they have in its file; silence, and sound from another file, lie between its pictures.
 */
export function layOut(
	clips: readonly Pictures[],
	timeline: VideoTimeline,
	grid: SoundGrid | undefined,
	sounds: ReadonlyArray<Sound | undefined>,
): Layout {
	const writer = new Writer();
	const pictureOffsets = new Float64Array(timeline.count);
	const packets = grid?.packets.length ?? 0;
	const soundOffsets = new Float64Array(packets);
	let guest = 0;
	const writeGuestsUntil = (seconds: number) => {
		if (!grid || grid.timeOf(guest) >= seconds) return;
		for (; guest < packets && grid.timeOf(guest) < seconds + AHEAD_SECONDS; guest++) {
			const source = at(grid.sources, guest);
			if (source >= 0 && source < clips.length) continue;
			soundOffsets[guest] = writer.write(source, ...packetOf(grid, sounds, guest));
		}
	};
	const ownSlots = slotsBySource(grid, clips.length);
	let first = 0;
	clips.forEach(({ samples }, clip) => {
		const slots = ownSlots[clip] ?? [];
		const { count } = samples;
		const offsetOf = (unit: number) =>
			unit < count
				? at(samples.offsets, unit)
				: at(sounds[clip]?.offsets ?? [], at(grid?.packets ?? [], at(slots, unit - count)));
		const units = Array.from({ length: count + slots.length }, (_, unit) => unit);
		for (const unit of units.sort((one, other) => offsetOf(one) - offsetOf(other))) {
			const slot = slots[unit - count];
			if (grid && slot !== undefined) {
				soundOffsets[slot] = writer.write(clip, ...packetOf(grid, sounds, slot));
				continue;
			}
			writeGuestsUntil(at(timeline.times, first + unit) / timeline.timescale + AHEAD_SECONDS);
			pictureOffsets[first + unit] = writer.write(clip, offsetOf(unit), at(samples.sizes, unit));
		}
		first += count;
	});
	writeGuestsUntil(Infinity);
	return { pieces: writer.pieces, bytes: writer.bytes, pictureOffsets, soundOffsets };
}

/** Position and size of a packet in its source. */
function packetOf(
	grid: SoundGrid,
	sounds: ReadonlyArray<Sound | undefined>,
	slot: number,
): [offset: number, bytes: number] {
	const source = at(grid.sources, slot);
	const packet = at(grid.packets, slot);
	const sound = sounds[source];
	return sound ? [at(sound.offsets, packet), at(sound.sizes, packet)] : [0, grid.format.silence.length];
}

function slotsBySource(grid: SoundGrid | undefined, clips: number): number[][] {
	const slots = Array.from({ length: clips }, (): number[] => []);
	grid?.sources.forEach((source, slot) => slots[source]?.push(slot));
	return slots;
}

/** Collects pieces; what follows on in its source makes one piece with what was before. */
class Writer {
	readonly pieces: Piece[] = [];

	bytes = 0;

	/** @returns the position in the film */
	write(source: number, offset: number, bytes: number): number {
		const last = this.pieces.at(-1);
		const position = this.bytes;
		this.bytes += bytes;
		if (last?.source === source && (source === SILENCE || last.offset + last.bytes === offset)) {
			last.bytes += bytes;
			return position;
		}
		this.pieces.push({ source, offset, bytes });
		return position;
	}
}

/**
 * The first clip whose samples share bytes, if there is one: it cannot be read in one pass, and no program makes such a
 * file.
 */
export function findOverlap(pieces: readonly Piece[], clips: number): number | undefined {
	const ends = new Float64Array(clips);
	for (const { source, offset, bytes } of pieces) {
		if (source < 0 || source >= clips) continue;
		if (offset < at(ends, source)) return source;
		ends[source] = offset + bytes;
	}
	return undefined;
}
