import { MEGABYTE_BYTES } from '../../base/units';
import { videoCodecName } from './codecs';
import { type Box, BoxWalker } from './isoBoxes';
import { type FragmentDefaults, readDefaults, readFragment } from './isoFragments';
import { readTimes, readTrack, type Track } from './isoTrack';
import type { AudioInfo, MediaInfo, VideoInfo } from './mediaInfo';
import { BrokenFileError, type ByteReader } from './source';

const MAX_TRACKS = 100;

/** Only times, tables of times and descriptions are read of it, but a film of hours needs no more than this. */
const MAX_MOVIE_HEADER_BYTES = 64 * MEGABYTE_BYTES;

/** Sample entries that hide the real one (ISO/IEC 14496-12, 8.12), and Apple's own. */
const ENCRYPTED = ['encv', 'enca', 'drmi', 'drms'];

interface Movie {
	timescale: number;
	/** Ticks; 0 where it is not known. */
	duration: number;
	tracks: Track[];
	/** Of a file whose samples are described piece by piece. */
	fragments?: FragmentDefaults;
}

async function readMovie(walker: BoxWalker, moov: Box): Promise<Movie> {
	if (moov.end - walker.reader.position > MAX_MOVIE_HEADER_BYTES && moov.end !== Infinity) {
		throw new BrokenFileError('has a header of an impossible length');
	}
	const movie: Movie = { timescale: 0, duration: 0, tracks: [] };
	await walker.inside(moov.end, async (box) => {
		if (box.type === 'mvhd') {
			Object.assign(movie, await readTimes(walker, box));
		} else if (box.type === 'trak') {
			if (movie.tracks.length === MAX_TRACKS) throw new BrokenFileError('has too many tracks');
			movie.tracks.push(await readTrack(walker, box));
		} else if (box.type === 'mvex') {
			movie.fragments = await readDefaults(walker, box);
		}
	});
	return movie;
}

function inSeconds(ticks: number, timescale: number): number {
	return timescale === 0 ? 0 : ticks / timescale;
}

/**
 * The film's own duration takes its edit lists into account (an encoder's lead-in is not heard). In a fragmented
 * file it covers at most the first part, and the samples are counted.
 */
function secondsOf(movie: Movie, fragmentsSeen: boolean): number {
	const bySamples = Math.max(
		0,
		...movie.tracks.map(({ sampleTicks, timescale }) => inSeconds(sampleTicks, timescale)),
	);
	if (fragmentsSeen && bySamples > 0) return bySamples;
	const byFilm = inSeconds(movie.duration || (movie.fragments?.duration ?? 0), movie.timescale);
	return byFilm || bySamples;
}

function describe(movie: Movie, seconds: number, brand: Brand): VideoInfo | AudioInfo {
	const used = movie.tracks.filter(({ samples }) => samples > 0);
	if (used.some(({ codec }) => codec !== undefined && ENCRYPTED.includes(codec))) {
		throw new BrokenFileError('is encrypted (DRM)');
	}
	const video = used.find(({ handler }) => handler === 'vide');
	const audio = used.find(({ handler }) => handler === 'soun');
	if (video !== undefined) {
		const { width, height } = video;
		if (width === 0 || height === 0) throw new BrokenFileError('does not say its width and height');
		const trackSeconds = inSeconds(video.sampleTicks, video.timescale);
		const videoCodec = videoCodecName(video.codec);
		return {
			kind: 'video',
			format: brand.format === 'mov' ? 'mov' : 'mp4',
			mimeType: brand.format === 'm4a' ? 'video/mp4' : brand.mimeType,
			width,
			height,
			seconds,
			...(trackSeconds > 0 ? { framesPerSecond: video.samples / trackSeconds } : {}),
			...(videoCodec !== undefined ? { videoCodec } : {}),
			hasSound: audio !== undefined,
			...(video.rotated ? { rotated: true } : {}),
		};
	}
	if (audio !== undefined) {
		return { kind: 'audio', format: 'm4a', mimeType: 'audio/mp4', seconds };
	}
	throw new BrokenFileError('holds no picture and no sound');
}

/** What the first box says that the file is. */
interface Brand {
	format: 'mp4' | 'mov' | 'm4a';
	mimeType: string;
}

/** MP4, MOV and M4A, whole or in fragments, with the header before or behind the samples. */
export async function readIsoMedia(reader: ByteReader, brand: Brand): Promise<MediaInfo> {
	const walker = new BoxWalker(reader);
	let movie: Movie | undefined;
	let tracks = new Map<number, Track>();
	let fragmentsSeen = false;
	let samplesSeen = false;
	const isMore = await walker.file(
		async (box) => {
			if (box.type === 'mdat') {
				samplesSeen = true;
			} else if (box.type === 'moov' && movie === undefined) {
				movie = await readMovie(walker, box);
				tracks = new Map(movie.tracks.map((track) => [track.id, track]));
			} else if (box.type === 'moof' && movie?.fragments !== undefined) {
				fragmentsSeen = true;
				samplesSeen = false;
				await readFragment(walker, box, tracks, movie.fragments);
			}
		},
		(type) => samplesSeen && movie !== undefined && !isNeeded(type, movie),
	);
	if (movie === undefined) throw new BrokenFileError('has no movie header, as if it were cut off');
	const info = describe(movie, secondsOf(movie, fragmentsSeen), brand);
	if (!samplesSeen) throw new BrokenFileError('ends before its video and sound');
	return isMore ? { ...info, odd: ['has bytes behind its end'] } : info;
}

/** What must be whole also when there are samples: more of them. Another `ftyp` begins a file of its own, or a part. */
function isNeeded(type: string, { fragments }: Movie): boolean {
	return (
		type === 'mdat' || type === 'moof' || (fragments !== undefined && (type === 'ftyp' || type === 'moov'))
	);
}
