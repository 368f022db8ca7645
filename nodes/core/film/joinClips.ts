import { err, ok, type Result } from '../base/result';
import { BrokenFileError } from '../media/probe/source';
import { type Clip, type FilmSource, readClip } from './clip';
import { type Film, type FilmSound, planFilm } from './film';
import { readSoundFile } from './soundFile';
import { findUnlike } from './unlike';

/** What is to become one film. */
export interface FilmRequest {
	/** In their order. */
	clips: FilmSource[];
	sound: 'keep' | 'none' | { source: FilmSource; repeat: boolean };
}

/** Why clips do not become a film. */
export interface FilmFault {
	/** Index of the clip, where it is one clip's fault. */
	clip?: number;
	message: string;
	description: string;
}

export interface PlannedFilm extends Film {
	clips: Clip[];
}

/**
 * Looks into all clips and lays out their film; nothing is written yet. A file is read as far as its tables, so a
 * damaged or foreign one is refused at once.
 */
export async function joinClips({
	clips: sources,
	sound,
}: FilmRequest): Promise<Result<PlannedFilm, FilmFault>> {
	const clips: Clip[] = [];
	const names = sources.map(({ fileName }, index) => `Clip ${index + 1}${fileName ? ` (${fileName})` : ''}`);
	for (const [clip, source] of sources.entries()) {
		const read = await refusing(async () => await readClip(source), `${names[clip]}`, CLIP_ADVICE);
		if (!read.ok) return err({ ...read.fault, clip });
		clips.push(read.value);
	}
	const unlike = findUnlike(clips, names, sound === 'keep');
	if (unlike)
		return err({
			message: unlike.message,
			clip: unlike.clip,
			description: unlike.isSound ? SOUND_ADVICE : UNLIKE_ADVICE,
		});
	const track = await readTrack(sound);
	if (!track.ok) return track;
	const film = await refusing(async () => planFilm(clips, track.value), 'The film', CLIP_ADVICE);
	return film.ok ? ok({ ...film.value, clips }) : film;
}

async function readTrack(sound: FilmRequest['sound']): Promise<Result<FilmSound, FilmFault>> {
	if (typeof sound === 'string') return ok({ kind: sound });
	const { source, repeat } = sound;
	const name = `The sound file${source.fileName ? ` (${source.fileName})` : ''}`;
	return await refusing(
		async () => ({ kind: 'replace', source, sound: await readSoundFile(source), repeat }),
		name,
		'Make it an MP3 or M4A file, or choose another one.',
	);
}

const CLIP_ADVICE =
	'Join takes MP4 files with H.264 or H.265 pictures, such as the videos of Wan. Look at the output of the node that made it.';

const UNLIKE_ADVICE =
	'Join takes pictures as they are. Make all clips with the same model, resolution and ratio, use Group By to make a film of each kind, or bring them into one form first (docs/film.md).';

const SOUND_ADVICE =
	'Join takes sound as it is: AAC of the same rate and channels. Set Sound to Leave Out or Replace, or bring the clips into one form first (docs/film.md).';

/** What is wrong with a file becomes a fault; what n8n's storage throws stays an error. */
async function refusing<T>(
	read: () => Promise<T>,
	name: string,
	description: string,
): Promise<Result<T, FilmFault>> {
	try {
		return ok(await read());
	} catch (error) {
		if (error instanceof BrokenFileError) return err({ message: `${name} ${error.message}`, description });
		return await Promise.reject(error);
	}
}
