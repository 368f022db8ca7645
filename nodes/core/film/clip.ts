import { type FileSource, identifyFile, piecesOf } from '../media/file';
import { videoCodecName } from '../media/probe/codecs';
import {
	findBox,
	needBox,
	nextBox,
	readBox,
	readTimes,
	readTracks,
	recordsOf,
	type Track,
} from '../media/probe/isoBoxes';
import { DISPLAY_BYTES } from '../media/probe/isoTrack';
import { BrokenFileError, ByteReader, damaged } from '../media/probe/source';
import { type PictureFormat, readPictureFormat, readSoundFormat } from './sampleEntry';
import { readSamples, type Samples } from './sampleTable';
import type { SoundFormat } from './soundFormat';
import { at } from './tables';

/** A file in n8n's storage. */
export interface FilmSource extends FileSource {
	bytes: number;
}

/** The pictures of a clip. */
export interface Pictures {
	timescale: number;
	samples: Samples;
	/** Ticks: the time of the first picture that is shown, and the end of the last. */
	start: number;
	end: number;
	format: PictureFormat;
	/** The turning matrix and the size as shown: the last 44 bytes of the track header. */
	display: Uint8Array;
}

/** Packets of sound and when they are heard, in samples from the start of the pictures or of the sound file. */
export interface Sound {
	format: SoundFormat;
	sizes: Uint32Array;
	/** Positions in the file. */
	offsets: Float64Array;
	/** When each packet begins to be heard; below zero for what only leads in. */
	starts: Float64Array;
	/** Behind this nothing is heard. */
	end: number;
}

export interface Clip {
	source: FilmSource;
	/** Of the pictures. */
	seconds: number;
	pictures: Pictures;
	/** Its sound, or what it is if it cannot be joined. */
	sound?: Sound | string;
}

/** Reads what an MP4 file holds; its pictures and sound stay where they are. Throws BrokenFileError for what cannot be read. */
export async function readClip(source: FilmSource): Promise<Clip> {
	const { format } = await identifyFile(source);
	if (!['mp4', 'mov', 'm4a'].includes(format))
		throw new BrokenFileError(`is ${nameOf(format)}, not an MP4 video`);
	const open = await readMovie(source);
	const video = open('vide');
	const audio = open('soun');
	if (video === undefined) throw new BrokenFileError('contains no video');
	const pictures = readPictures(video);
	const seconds = (pictures.end - pictures.start) / pictures.timescale;
	const sound = audio && readSound(audio, beginOf(video, pictures.start));
	return { source, pictures, seconds, ...(sound !== undefined && { sound }) };
}

/** Reads the sound of an M4A or MP4 file. @returns what it is instead, in words, where it cannot be joined */
export async function readSoundOf(source: FilmSource): Promise<Sound | string> {
	const audio = (await readMovie(source))('soun');
	return audio === undefined ? 'a file without sound' : readSound(audio, 0);
}

/** What a file is that cannot be joined: what follows "The file is". */
export function nameOf(format: string): string {
	return format === 'unknown' ? 'of an unknown format' : format.toUpperCase();
}

function readPictures({ timescale, samples, edit, stbl, tkhd }: OpenTrack): Pictures {
	const format = readPictureFormat(stbl);
	if (typeof format === 'string') {
		throw new BrokenFileError(
			`has ${videoCodecName(format) ?? 'unknown'} video; only H.264 and H.265 can be joined`,
		);
	}
	if (samples.keys?.has(0) === false) throw new BrokenFileError('does not start with a keyframe');
	const { count, times, shifts } = samples;
	let start = Infinity;
	let end = 0;
	for (let sample = 0; sample < count; sample++) {
		const shown = at(times, sample) + at(shifts, sample);
		start = Math.min(start, shown);
		end = Math.max(end, shown + at(times, sample + 1) - at(times, sample));
	}
	const first = at(times, 1);
	// Less than a picture is not seen; more would have to be cut out of the coded pictures.
	if (edit.from - start >= first || end - edit.to >= first) {
		throw new BrokenFileError('shows only part of its video (because of an edit list)');
	}
	if (tkhd.byteLength < DISPLAY_BYTES) throw damaged();
	const displayAt = tkhd.byteOffset + tkhd.byteLength - DISPLAY_BYTES;
	const display = new Uint8Array(tkhd.buffer, displayAt, DISPLAY_BYTES);
	return { timescale, samples, start, end, format, display };
}

/** @param begin seconds of the film at which the first picture is shown */
function readSound({ timescale, samples, edit, stbl }: OpenTrack, begin: number): Sound | string {
	const format = readSoundFormat(stbl);
	if (typeof format === 'string') return format;
	const inSamples = (ticks: number) =>
		((ticks - edit.from) / timescale + edit.delay - begin) * format.sampleRate;
	return {
		format,
		sizes: samples.sizes,
		offsets: samples.offsets,
		starts: samples.times.subarray(0, samples.count).map(inSamples),
		end: inSamples(Math.min(edit.to, at(samples.times, samples.count))),
	};
}

/** Seconds of the clip at which its first picture is shown. */
function beginOf({ edit, timescale }: OpenTrack, start: number): number {
	return edit.delay + Math.max(0, start - edit.from) / timescale;
}

/** A track with its samples. */
interface OpenTrack extends Track {
	samples: Samples;
	edit: Edit;
}

/** Reads what a file says of its tracks. @returns opens the only one of a kind that is not empty, if there is one */
async function readMovie(source: FilmSource): Promise<(kind: 'vide' | 'soun') => OpenTrack | undefined> {
	const moov = await readMovieHeader(source);
	if (findBox(moov, 'mvex')) throw fragmented();
	const movieScale = scaleOf(readTimes(needBox(moov, 'mvhd')));
	const tracks = readTracks(moov);
	return (kind) => {
		const isUsed = ({ handler, stbl }: Track) => handler === kind && needBox(stbl, 'stsz').getUint32(8) > 0;
		const [track, ...more] = tracks.filter(isUsed);
		if (more.length > 0) throw new BrokenFileError('contains several video or audio tracks');
		if (track === undefined) return undefined;
		const timescale = scaleOf(track);
		const samples = readSamples(track.stbl, source.bytes, timescale);
		return { ...track, samples, edit: readEdit(track.edits, timescale, movieScale) };
	};
}

function scaleOf({ timescale }: { timescale: number }): number {
	if (timescale === 0) throw damaged();
	return timescale;
}

function fragmented(): BrokenFileError {
	return new BrokenFileError('is a fragmented MP4');
}

/** Which part of a track is played, and after how many seconds of nothing. */
interface Edit {
	delay: number;
	/** Ticks of the track. */
	from: number;
	to: number;
}

/** An edit list (ISO/IEC 14496-12, 8.6.6) of one part, maybe after an empty one. */
function readEdit(elst: DataView | undefined, timescale: number, movieScale: number): Edit {
	const edit: Edit = { delay: 0, from: 0, to: Infinity };
	if (elst === undefined) return edit;
	const long = elst.getUint8(0) === 1;
	let parts = 0;
	for (const start of recordsOf(elst, long ? 20 : 12)) {
		const length = long ? Number(elst.getBigUint64(start)) : elst.getUint32(start);
		const from = long ? Number(elst.getBigInt64(start + 8)) : elst.getInt32(start + 4);
		if (from === -1 && parts === 0) {
			edit.delay += length / movieScale;
			continue;
		}
		parts++;
		edit.from = from;
		if (length > 0) edit.to = from + (length / movieScale) * timescale;
		if (from < 0 || elst.getUint32(start + (long ? 16 : 8)) !== 0x10000) parts = 2;
	}
	if (parts > 1 || edit.delay > 60)
		throw new BrokenFileError('consists of several parts (because of an edit list)');
	return edit;
}

/** Finds the file header of an MP4 file without holding anything else. */
async function readMovieHeader(source: FilmSource): Promise<DataView> {
	const reader = new ByteReader(piecesOf(await source.open()));
	try {
		for (;;) {
			const box = await nextBox(reader);
			if (box === undefined) throw new BrokenFileError('has no movie header');
			if (box.type === 'moof') throw fragmented();
			if (box.type === 'moov') return await readBox(reader, box);
			await reader.pass(box.end - reader.position);
		}
	} finally {
		await reader.close();
	}
}
