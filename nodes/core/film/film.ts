import { piecesOf } from '../media/file';
import { ByteReader } from '../media/probe/source';
import { at } from './tables';
import type { Clip, FilmSource, Sound } from './clip';
import { layOut } from './layout';
import { movieHeader, NO_DISPLAY, soundEntry, type TrackTables } from './movieHeader';
import { layOutVideo, type VideoTimeline } from './videoTimeline';
import { type Piece, SoundGrid } from './soundGrid';
import { frameRate } from './compareClips';

/** Where the sound of a film comes from. */
export type FilmSound = 'keep' | 'none' | SoundTrack;

interface SoundTrack {
	source: FilmSource;
	sound: Sound;
	/** Whether a sound that is shorter than the film begins anew; else silence follows. */
	repeat: boolean;
}

/** A film that is laid out and not yet written. */
export interface Film {
	/** Everything before the pictures and the sound. */
	header: Buffer;
	pieces: Piece[];
	sources: FilmSource[];
	/** A packet of silence. */
	silence: Uint8Array;
	seconds: number;
	framesPerSecond: number;
	/** Seconds of the film at which the clips begin. */
	clipStarts: number[];
	hasSound: boolean;
}

/**
 * Joins clips that are alike (`findDifference`) without touching their pictures and sound: new tables in front, then the
 * bytes of the clips one after another.
 */
export function planFilm(clips: readonly Clip[], filmSound: FilmSound): Film {
	const pictures = clips.map((clip) => clip.pictures);
	const timeline = layOutVideo(pictures);
	const track = typeof filmSound === 'string' ? undefined : filmSound;
	const sounds: Array<Sound | undefined> = clips.map(({ sound }) =>
		filmSound === 'keep' && typeof sound !== 'string' ? sound : undefined,
	);
	const sources = clips.map(({ source }) => source);
	if (track) {
		sounds.push(track.sound);
		sources.push(track.source);
	}
	const clipStarts = timeline.starts.map((ticks) => ticks / timeline.timescale);
	const seconds = clipStarts.pop() ?? 0;
	const grid = laySound(sounds, track, [...clipStarts, seconds]);
	const { pieces, bytes, pictureOffsets, soundOffsets } = layOut(pictures, timeline, grid);
	const tracks = [pictureTrack(pictures, timeline, pictureOffsets)];
	if (grid) tracks.push(soundTrack(grid, soundOffsets));
	return {
		header: movieHeader(tracks, timeline.timescale, at(timeline.starts, clips.length), bytes),
		pieces,
		sources,
		silence: grid?.format.silence ?? new Uint8Array(),
		seconds,
		framesPerSecond: frameRate(timeline.count, seconds),
		clipStarts,
		hasSound: grid !== undefined,
	};
}

/** @param starts seconds of the film at which clips begin, and its end */
function laySound(
	sounds: ReadonlyArray<Sound | undefined>,
	track: SoundTrack | undefined,
	starts: readonly number[],
): SoundGrid | undefined {
	const format = sounds.find((sound) => sound !== undefined)?.format;
	if (format === undefined) return undefined;
	const grid = new SoundGrid(format);
	const end = at(starts, starts.length - 1);
	if (track) {
		const length = track.sound.end / format.sampleRate;
		const times = track.repeat ? Math.ceil(end / length) : 1;
		for (let time = 0; time < times; time++) grid.place(sounds.length - 1, track.sound, time * length, end);
	} else {
		sounds.forEach((sound, clip) => {
			if (sound) grid.place(clip, sound, at(starts, clip), at(starts, clip + 1));
		});
	}
	grid.close(end);
	return grid;
}

function pictureTrack(
	pictures: Clip['pictures'][],
	timeline: VideoTimeline,
	offsets: Float64Array,
): TrackTables {
	const [first] = pictures;
	return {
		...timeline,
		kind: 'pictures',
		entry: first?.format.entry ?? new Uint8Array(),
		sizes: pictures.flatMap(({ samples }) => [...samples.sizes]),
		offsets,
		display: first?.display ?? NO_DISPLAY,
	};
}

function soundTrack({ format, packets, lead }: SoundGrid, offsets: Float64Array): TrackTables {
	return {
		kind: 'sound',
		timescale: format.sampleRate,
		entry: soundEntry(format),
		times: Float64Array.from({ length: packets.length + 1 }, (_, packet) => packet * format.packetSamples),
		sizes: packets.map(({ bytes }) => bytes),
		offsets,
		lead,
		display: NO_DISPLAY,
	};
}

/** Silence is written in pieces of at most so many packets. */
const PACKETS_PER_PIECE = 4096;

/**
 * The bytes of a film, piece by piece: never more in memory than what a source gives at once. Each clip is read once from
 * its beginning; a sound that repeats is opened anew for each time.
 */
export async function* filmBytes({
	header,
	pieces,
	sources,
	silence,
}: Film): AsyncGenerator<Uint8Array, void, undefined> {
	yield header;
	const lastPieceOf = new Map(pieces.map(({ source }, index) => [source, index]));
	const readers = new Map<number, ByteReader>();
	try {
		for (const [index, { source, offset, bytes }] of pieces.entries()) {
			const file = sources[source];
			if (file === undefined) {
				yield* silentBytes(silence, bytes);
				continue;
			}
			let reader = readers.get(source);
			if (reader === undefined || reader.position > offset) {
				await reader?.close();
				reader = new ByteReader(piecesOf(await file.open()));
				readers.set(source, reader);
			}
			await reader.skip(offset - reader.position);
			yield* reader.pieces(bytes);
			if (lastPieceOf.get(source) === index) await reader.close();
		}
	} finally {
		for (const reader of readers.values()) await reader.close();
	}
}

function* silentBytes(silence: Uint8Array, bytes: number): Generator<Uint8Array> {
	const many = Buffer.alloc(silence.length * PACKETS_PER_PIECE, silence);
	for (let left = bytes; left > 0; left -= many.length) yield many.subarray(0, Math.min(left, many.length));
}
