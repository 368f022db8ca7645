import { videoCodecName } from '../media/probe/codecs';
import { at } from './tables';
import type { Clip } from './clip';
import { formatSound } from './soundFormat';

/** Something in which all clips of a film have to be alike, in words such as "is 720x1280". */
interface Trait {
	one: string;
	many: string;
	of(clip: Clip): string | undefined;
	/** Used in place of the two values where those are not readable. */
	differs?: string;
	isSound?: true;
}

const TRAITS: readonly Trait[] = [
	{ one: 'is', many: 'are', of: ({ pictures }) => codecOf(pictures.format.type) },
	{ one: 'is', many: 'are', of: ({ pictures: { format } }) => `${format.width}x${format.height}` },
	{
		one: 'is',
		many: 'are',
		of: ({ pictures }) => Buffer.from(pictures.display.subarray(0, 36)).toString('hex'),
		differs: 'is rotated differently from',
	},
];

/** In these, clips differ only where their decoder's description does: they say what is behind it. */
const ENCODER_TRAITS: readonly Trait[] = [
	{
		one: 'plays',
		many: 'play',
		of: ({ pictures, seconds }) => `${frameRate(pictures.samples.count, seconds)} frames per second`,
	},
	{ one: 'is', many: 'are', of: ({ pictures: { format } }) => profileOf(format.type, format.config) },
	{
		one: 'is',
		many: 'are',
		of: ({ pictures: { format } }) => Buffer.from(format.config).toString('hex'),
		differs: 'has different encoder settings (SPS or PPS) from',
	},
];

const SOUND: Trait = {
	one: 'has',
	many: 'have',
	of: ({ sound }) =>
		sound === undefined
			? undefined
			: `${typeof sound === 'string' ? sound : formatSound(sound.format)} sound`,
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
	const search = (traits: readonly Trait[]) => {
		for (const trait of traits) {
			const found = compare(clips, names, trait);
			if (found) return { ...found, isSound: trait.isSound === true };
		}
		return undefined;
	};
	const found = search(TRAITS) ?? (search(ENCODER_TRAITS.slice(-1)) && search(ENCODER_TRAITS));
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
	{ of, one, many, differs }: Trait,
): { message: string; clip: number } | undefined {
	const values = clips.map(of);
	const counts = new Map<string, number>();
	for (const value of values) if (value !== undefined) counts.set(value, (counts.get(value) ?? 0) + 1);
	const [common] = [...counts].reduce((best, entry) => (entry[1] > best[1] ? entry : best), ['', 0]);
	const different = values.flatMap((value, index) =>
		value === undefined || value === common ? [] : [index],
	);
	if (different.length === 0) return undefined;
	const alike = values.flatMap((value, index) => (value === common ? [index] : []));
	const single = alike.length === 1;
	const others = single ? (names[at(alike, 0)] ?? '').replace('Clip', 'clip') : 'the others';
	const named = different
		.slice(0, MAX_NAMED)
		.map((index) => `${names[index]} ${differs ?? `${one} ${values[index]}`}`);
	const more = different.length > MAX_NAMED ? [`${different.length - MAX_NAMED} more differ`] : [];
	const list = [...named, ...more].join(', ').replaceAll(', Clip', ', clip');
	const message = differs ? `${list} ${others}` : `${list}, ${others} ${single ? one : many} ${common}`;
	return { message, clip: at(different, 0) };
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
	88: 'Extended',
	100: 'High',
	110: 'High 10',
	122: 'High 4:2:2',
};

/** Profile and level from `avcC` (ISO/IEC 14496-15, 5.3.3.1) or `hvcC`. */
function profileOf(type: string, config: Uint8Array): string {
	if (codecOf(type) === 'H.265')
		return `H.265 of profile ${at(config, 1) & 31} at level ${at(config, 12) / 30}`;
	return `H.264 ${H264_PROFILES[at(config, 1)] ?? `of profile ${at(config, 1)}`} at level ${at(config, 3) / 10}`;
}
