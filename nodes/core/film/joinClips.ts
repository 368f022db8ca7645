import type { FaultText } from '../base/fault';
import { err, ok, type Result } from '../base/result';
import { reasonOf } from '../media/probe/source';
import { type Clip, type FilmSource, readClip } from './clip';
import { type Film, type FilmSound, planFilm } from './film';
import { readSoundFile } from './soundFile';
import { findDifference } from './compareClips';

/** What is to become one film. */
export interface FilmRequest {
	/** In their order. */
	clips: FilmSource[];
	sound: 'keep' | 'none' | { source: FilmSource; repeat: boolean };
}

/** Why clips do not become a film. */
interface FilmFault extends FaultText {
	/** Index of the clip, where it is one clip's fault. */
	clip?: number;
}

export interface PlannedFilm extends Film {
	clips: Clip[];
}

/**
 * Probes all clips and lays out their film; nothing is written yet. A file is read as far as its tables, so a
 * damaged or foreign one is refused at once.
 */
export async function joinClips({
	clips: sources,
	sound,
}: FilmRequest): Promise<Result<PlannedFilm, FilmFault>> {
	const clips: Clip[] = [];
	const names = sources.map((source, index) => nameOf(`Clip ${index + 1}`, source));
	for (const [clip, source] of sources.entries()) {
		const read = await refusing(async () => await readClip(source), names[clip] ?? '', CLIP_ADVICE);
		if (!read.ok) return err({ ...read.fault, clip });
		clips.push(read.value);
	}
	const difference = findDifference(clips, names, sound === 'keep');
	if (difference)
		return err({
			message: difference.message,
			clip: difference.clip,
			description: difference.isSound ? SOUND_ADVICE : DIFFERENCE_ADVICE,
		});
	const track = await readTrack(sound);
	if (!track.ok) return track;
	const film = await refusing(async () => planFilm(clips, track.value), 'The film', CLIP_ADVICE);
	return film.ok ? ok({ ...film.value, clips }) : film;
}

async function readTrack(sound: FilmRequest['sound']): Promise<Result<FilmSound, FilmFault>> {
	if (typeof sound === 'string') return ok(sound);
	const { source, repeat } = sound;
	return await refusing(
		async () => ({ source, sound: await readSoundFile(source), repeat }),
		nameOf('The sound file', source),
		'Convert it to MP3 or M4A, or choose another file.',
	);
}

function nameOf(what: string, { fileName }: FilmSource): string {
	return fileName ? `${what} (${fileName})` : what;
}

const CLIP_ADVICE =
	'Join accepts MP4 files with H.264 or H.265 video, such as those made by Wan. Check the node that made it.';

const DIFFERENCE_ADVICE =
	'Join does not re-encode. Make all clips with the same model, resolution and aspect ratio, make a film of each kind with Group By, or convert the clips first.';

const SOUND_ADVICE =
	'Join does not re-encode. All clips need AAC sound with the same sample rate and channels. Set Sound to Leave Out or Replace, or convert the clips first.';

/** What is wrong with a file becomes a fault; what n8n's storage throws stays an error. */
async function refusing<T>(
	read: () => Promise<T>,
	name: string,
	description: string,
): Promise<Result<T, FilmFault>> {
	try {
		return ok(await read());
	} catch (error) {
		const reason = reasonOf(error);
		return reason ? err({ message: `${name} ${reason}`, description }) : await Promise.reject(error);
	}
}
