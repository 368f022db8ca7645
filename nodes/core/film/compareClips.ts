import { videoCodecName } from '../media/probe/codecs';
import { at } from './tables';
import type { Clip } from './clip';
import { formatSound } from './soundFormat';

/** Something in which all clips of a film have to be alike: what follows "The clip has". */
interface Trait {
	of(clip: Clip): string | undefined;
	/** Used in place of the values where those are not readable. */
	name?: string;
	isSound?: boolean;
}

const TRAITS: readonly Trait[] = [
	{ of: ({ pictures }) => `${codecOf(pictures.format.type)} video` },
	{ of: ({ pictures: { format } }) => `${format.width}x${format.height} pixels` },
	{ of: ({ pictures }) => hex(pictures.display.subarray(0, 36)), name: 'another rotation' },
];

const CONFIG: Trait = {
	of: ({ pictures }) => hex(pictures.format.config),
	name: 'other encoder settings (SPS or PPS)',
};

/** In these, clips differ only where their decoder's description does: they say what is behind it. */
const ENCODER_TRAITS: readonly Trait[] = [
	{ of: ({ pictures, seconds }) => `${frameRate(pictures.samples.count, seconds)} frames per second` },
	{ of: ({ pictures: { format } }) => profileOf(format.type, format.config) },
	CONFIG,
];

const SOUND: Trait = {
	of: ({ sound }) => sound && `${typeof sound === 'string' ? sound : formatSound(sound.format)} sound`,
	isSound: true,
};

/** How clips differ that cannot be joined as they are. */
interface Difference {
	/** One sentence without a period. */
	message: string;
	/** Index of the first clip that is different from the others. */
	clip: number;
	/** Whether only the sound is in the way. */
	isSound: boolean;
}

/**
 * Finds what the clips of a film do not have in common.
 * @param names as in "Clip 3 (scene-3.mp4)"
 */
export function findDifference(
	clips: readonly Clip[],
	names: readonly string[],
	keepSound: boolean,
): Difference | undefined {
	const search = (traits: readonly Trait[]) =>
		traits.map((trait) => compare(clips, names, trait)).find((found) => found !== undefined);
	const found = search(TRAITS) ?? (search([CONFIG]) && search(ENCODER_TRAITS));
	if (found || !keepSound) return found;
	const clip = clips.findIndex(({ sound }) => typeof sound === 'string');
	if (clip === -1) return search([SOUND]);
	return { clip, message: `${names[clip]} has ${String(clips[clip]?.sound)} sound`, isSound: true };
}

/** At most so many clips are named in one message. */
const MAX_NAMED = 3;

function compare(
	clips: readonly Clip[],
	names: readonly string[],
	{ of, name, isSound = false }: Trait,
): Difference | undefined {
	const values = clips.map(of);
	const clipsWith = (value: string) => values.flatMap((other, clip) => (other === value ? [clip] : []));
	const known = values.filter((value) => value !== undefined);
	const alike = known.map(clipsWith).reduce((most, some) => (some.length > most.length ? some : most), []);
	const common = values[at(alike, 0)];
	const different = values.flatMap((value, clip) => (value === undefined || value === common ? [] : [clip]));
	if (different.length === 0) return undefined;
	const others = alike.length === 1 ? `${names[at(alike, 0)]} has` : 'the others have';
	const told = different.slice(0, MAX_NAMED).map((clip) => `${names[clip]} has ${name ?? values[clip]}`);
	if (different.length > MAX_NAMED) told.push(`${different.length - MAX_NAMED} more differ`);
	const all = name ? `${told.join(', ')} than ${others}` : [...told, `${others} ${common}`].join(', ');
	const message = all.replace(/(, |than )Clip/g, '$1clip');
	return { message, clip: at(different, 0), isSound };
}

function hex(bytes: Uint8Array): string {
	return Buffer.from(bytes).toString('hex');
}

function codecOf(type: string): string {
	return videoCodecName(type) === 'hevc' ? 'H.265' : 'H.264';
}

/** Frames per second as people know them: 16, 29.97. */
export function frameRate(frames: number, seconds: number): number {
	return Number((frames / seconds).toFixed(2));
}

const H264_PROFILES: Record<number, string> = {
	66: 'Baseline',
	77: 'Main',
	100: 'High',
};

/** Profile and level from `avcC` (ISO/IEC 14496-15, 5.3.3.1) or `hvcC`. */
function profileOf(type: string, config: Uint8Array): string {
	if (codecOf(type) === 'H.265')
		return `H.265 of profile ${at(config, 1) & 31} at level ${at(config, 12) / 30}`;
	return `H.264 ${H264_PROFILES[at(config, 1)] ?? `of profile ${at(config, 1)}`} at level ${at(config, 3) / 10}`;
}
