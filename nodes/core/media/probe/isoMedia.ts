import { findBox, needBox, nextBox, readBox, readTimes, readTracks } from './isoBoxes';
import { type FragmentDefaults, readDefaults, readFragment } from './isoFragments';
import { describeTrack, type TrackInfo } from './isoTrack';
import { type AudioInfo, type MediaInfo, type VideoInfo, videoInfo } from './mediaInfo';
import type { Signature } from './signature';
import { BrokenFileError, type ByteReader, cutOff, latin1, viewOf } from './source';

/** Sample entries that hide the real one (ISO/IEC 14496-12, 8.12), and Apple's own. */
const ENCRYPTED = ['encv', 'enca', 'drmi', 'drms'];

/** Bytes behind the last box that are ignored. */
const STRAY_BYTES = 16;

interface Movie {
	timescale: number;
	/** Ticks; 0 where it is not known. */
	duration: number;
	tracks: TrackInfo[];
	/** Of a file whose samples are described piece by piece. */
	fragments?: FragmentDefaults;
}

function readMovie(moov: DataView): Movie {
	const mvex = findBox(moov, 'mvex');
	return {
		...readTimes(needBox(moov, 'mvhd')),
		tracks: readTracks(moov).map(describeTrack),
		...(mvex && { fragments: readDefaults(mvex) }),
	};
}

function inSeconds(ticks: number, timescale: number): number {
	return timescale === 0 ? 0 : ticks / timescale;
}

/**
 * The film's own duration takes its edit lists into account (an encoder's lead-in is not heard). In a fragmented
 * file it covers at most the first part, and the samples are counted.
 */
function secondsOf({ tracks, duration, fragments, timescale }: Movie, fragmentsSeen: boolean): number {
	const bySamples = Math.max(0, ...tracks.map((track) => inSeconds(track.sampleTicks, track.timescale)));
	if (fragmentsSeen && bySamples > 0) return bySamples;
	return inSeconds(duration || (fragments?.duration ?? 0), timescale) || bySamples;
}

function describe(
	movie: Movie,
	seconds: number,
	{ format, mimeType = 'video/mp4' }: Signature,
): VideoInfo | AudioInfo {
	const used = movie.tracks.filter(({ samples }) => samples > 0);
	if (used.some(({ codec = '' }) => ENCRYPTED.includes(codec)))
		throw new BrokenFileError('is encrypted (DRM)');
	const video = used.find(({ handler }) => handler === 'vide');
	const hasSound = used.some(({ handler }) => handler === 'soun');
	if (video !== undefined) {
		const { width, height, codec, rotated, samples } = video;
		const videoSeconds = inSeconds(video.sampleTicks, video.timescale);
		return videoInfo({
			format: format === 'mov' ? 'mov' : 'mp4',
			mimeType: format === 'm4a' ? 'video/mp4' : mimeType,
			width,
			height,
			seconds,
			framesPerSecond: videoSeconds && samples / videoSeconds,
			codec,
			hasSound,
			rotated,
		});
	}
	if (hasSound) return { kind: 'audio', format: 'm4a', mimeType: 'audio/mp4', seconds };
	throw new BrokenFileError('holds no picture and no sound');
}

/** MP4, MOV and M4A, whole or in fragments, with the header before or behind the samples. */
export async function readIsoMedia(reader: ByteReader, found: Signature): Promise<MediaInfo> {
	let movie: Movie | undefined;
	let fragmentsSeen = false;
	let samplesSeen = false;
	let isMore = false;
	for (;;) {
		const header = await reader.peek(STRAY_BYTES + 1);
		// Nobody minds a few bytes too many behind the last box.
		if (header.length < 8) break;
		if (samplesSeen && movie !== undefined && !isNeeded(latin1(header, 4, 8), movie)) {
			if (await passUnneeded(reader, header)) continue;
			isMore = header.length > STRAY_BYTES;
			break;
		}
		const box = await nextBox(reader);
		if (box === undefined) break;
		if (box.type === 'mdat') {
			samplesSeen = true;
		} else if (box.type === 'moov' && movie === undefined) {
			movie = readMovie(await readBox(reader, box));
		} else if (box.type === 'moof' && movie?.fragments !== undefined) {
			fragmentsSeen = true;
			samplesSeen = false;
			readFragment(await readBox(reader, box), movie.tracks, movie.fragments);
		}
		await reader.pass(box.end - reader.position);
	}
	if (movie === undefined) throw new BrokenFileError('has no movie header', true);
	const info = describe(movie, secondsOf(movie, fragmentsSeen), found);
	if (!samplesSeen) throw cutOff();
	return isMore ? { ...info, odd: ['has bytes behind its end'] } : info;
}

/** What must be whole also when there are samples: more of them. Another `ftyp` begins a file of its own, or a part. */
function isNeeded(type: string, { fragments }: Movie): boolean {
	return (
		type === 'mdat' || type === 'moof' || (fragments !== undefined && (type === 'ftyp' || type === 'moov'))
	);
}

/**
 * Passes over a box behind the film. False where there is none, or not all of it: cameras add trailers, and broken
 * uploads leave pieces or begin anew, which players pass over.
 */
async function passUnneeded(reader: ByteReader, header: Uint8Array): Promise<boolean> {
	const length = viewOf(header).getUint32(0);
	return length >= 8 && latin1(header, 4, 8) !== 'ftyp' && (await reader.skip(length));
}
