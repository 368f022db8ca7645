import { MEGABYTE_BYTES } from '../base/units';
import { type FileSource, identifyFile, piecesOf } from '../media/file';
import { videoCodecName } from '../media/probe/codecs';
import { BrokenFileError, ByteReader, latin1, viewOf } from '../media/probe/source';
import { at, boxesIn, broken, findBox, needBox, tableOf } from './boxes';
import { handlerOf, type PictureFormat, readPictureFormat, readSoundFormat } from './sampleEntry';
import { readSamples, type Samples } from './sampleTable';
import type { SoundFormat } from './soundFormat';

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
	const tracks = readTracks(await readMovieHeader(source), source.bytes);
	const [pictures, ...more] = tracks.filter(({ handler }) => handler === 'vide');
	const [sound, ...moreSound] = tracks.filter(({ handler }) => handler === 'soun');
	if (pictures === undefined) throw new BrokenFileError('contains no video');
	if (more.length + moreSound.length > 0) throw new BrokenFileError('contains several video or audio tracks');
	const read = readPictures(pictures);
	const seconds = (read.end - read.start) / read.timescale;
	if (sound === undefined) return { source, pictures: read, seconds };
	return { source, pictures: read, seconds, sound: readSound(sound, beginOf(pictures, read.start)) };
}

/** Reads the sound of an M4A or MP4 file. @returns what it is instead, in words, where it cannot be joined */
export async function readSoundOf(source: FilmSource): Promise<Sound | string> {
	const tracks = readTracks(await readMovieHeader(source), source.bytes);
	const [sound, ...more] = tracks.filter(({ handler }) => handler === 'soun');
	if (sound === undefined) return 'a file without sound';
	if (more.length > 0) throw new BrokenFileError('contains several audio tracks');
	return readSound(sound, 0);
}

function nameOf(format: string): string {
	return format === 'unknown' ? 'of an unknown format' : format.toUpperCase();
}

function readPictures({ timescale, samples, edit, stbl, tkhd }: Track): Pictures {
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
	const length = tkhd.byteLength;
	if (length < 44) throw broken('tkhd');
	const display = new Uint8Array(tkhd.buffer, tkhd.byteOffset + length - 44, 44);
	return { timescale, samples, start, end, format, display };
}

/** @param begin seconds of the film at which the first picture is shown */
function readSound({ timescale, samples, edit, stbl }: Track, begin: number): Sound | string {
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
function beginOf({ edit, timescale }: Track, start: number): number {
	return edit.delay + Math.max(0, start - edit.from) / timescale;
}

/** A track that is not empty. */
interface Track {
	handler: string;
	timescale: number;
	samples: Samples;
	edit: Edit;
	stbl: DataView;
	tkhd: DataView;
}

function readTracks(moov: DataView, fileBytes: number): Track[] {
	if (findBox(moov, 'mvex')) throw new BrokenFileError('is a fragmented MP4');
	const movieScale = timescaleOf(moov, 'mvhd');
	const tracks: Track[] = [];
	for (const { type, content: trak } of boxesIn(moov)) {
		if (type !== 'trak') continue;
		const mdia = needBox(trak, 'mdia');
		const handler = handlerOf(mdia);
		if (handler !== 'vide' && handler !== 'soun') continue;
		if (tracks.length > 8) throw new BrokenFileError('has too many tracks');
		const timescale = timescaleOf(mdia, 'mdhd');
		const stbl = needBox(mdia, 'minf', 'stbl');
		const samples = readSamples(stbl, fileBytes, timescale);
		if (samples.count === 0) continue;
		const edit = readEdit(findBox(trak, 'edts', 'elst'), timescale, movieScale);
		tracks.push({ handler, timescale, samples, edit, stbl, tkhd: needBox(trak, 'tkhd') });
	}
	return tracks;
}

/** mvhd and mdhd begin alike: version, two dates, ticks a second. Version 1 has dates of 64 bits. */
function timescaleOf(parent: DataView, type: string): number {
	const view = needBox(parent, type);
	const at = view.byteLength > 24 && view.getUint8(0) === 1 ? 20 : 12;
	const timescale = view.byteLength < at + 4 ? 0 : view.getUint32(at);
	if (timescale === 0) throw broken(type);
	return timescale;
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
	if (elst === undefined || elst.byteLength < 8) return edit;
	const long = elst.getUint8(0) === 1;
	const { count, view, at } = tableOf(elst, 'elst', long ? 20 : 12);
	let parts = 0;
	for (let record = 0; record < Math.min(count, 3); record++) {
		const start = at(record);
		const length = long ? Number(view.getBigUint64(start)) : view.getUint32(start);
		const from = long ? Number(view.getBigInt64(start + 8)) : view.getInt32(start + 4);
		if (from === -1 && parts === 0) {
			edit.delay += length / movieScale;
			continue;
		}
		parts++;
		edit.from = from;
		if (length > 0) edit.to = from + (length / movieScale) * timescale;
		if (from < 0 || view.getUint32(start + (long ? 16 : 8)) !== 0x10000) parts = 2;
	}
	if (parts > 1 || count > 2 || edit.delay > 60)
		throw new BrokenFileError('consists of several parts (because of an edit list)');
	return edit;
}

/** The tables of an hour need less than this. */
const MAX_HEADER_BYTES = 16 * MEGABYTE_BYTES;

const PIECE_BYTES = 64 * 1024;

/** Finds the file header of an MP4 file without holding anything else. */
async function readMovieHeader(source: FilmSource): Promise<DataView> {
	const reader = new ByteReader(piecesOf(await source.open()));
	try {
		for (;;) {
			const head = viewOf(await reader.need(8, 'boxes, before its file header'));
			const type = latin1(new Uint8Array(head.buffer, head.byteOffset + 4, 4));
			const short = head.getUint32(0);
			const long = short === 1 ? viewOf(await reader.need(8)).getBigUint64(0) : 0n;
			const length = short === 1 ? Number(long) - 16 : short === 0 ? Infinity : short - 8;
			if (length < 0) throw broken(type);
			if (type === 'moof') throw new BrokenFileError('is a fragmented MP4');
			const left = source.bytes - reader.position;
			if (type === 'moov' && length !== Infinity && length > left)
				throw new BrokenFileError('ends in the middle of its header');
			if (type === 'moov') return await readWhole(reader, Math.min(length, left));
			if (!(await reader.skip(Math.min(length, source.bytes))))
				throw new BrokenFileError('ends before its header');
		}
	} finally {
		await reader.close();
	}
}

async function readWhole(reader: ByteReader, bytes: number): Promise<DataView> {
	if (bytes > MAX_HEADER_BYTES) throw new BrokenFileError('has a header of an impossible length');
	const pieces: Uint8Array[] = [];
	for (let left = bytes; left > 0; left -= PIECE_BYTES) {
		pieces.push(await reader.need(Math.min(left, PIECE_BYTES), 'file header'));
	}
	return viewOf(Buffer.concat(pieces));
}
