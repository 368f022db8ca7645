import { MEGABYTE_BYTES } from '../base/units';
import type {
	AudioRule,
	ChoiceRule,
	ImageRule,
	Region,
	Resolution,
	TextRule,
	VideoRule,
	WanModel,
} from './types';

/* Phrases that several of the published field tables have in common. */

export const BEIJING_ONLY: readonly Region[] = ['cn-beijing'];
const BEIJING_AND_SINGAPORE: readonly Region[] = ['ap-southeast-1', 'cn-beijing'];
export const FOUR_REGIONS: readonly Region[] = ['ap-southeast-1', 'us-east-1', 'cn-beijing', 'eu-central-1'];

export const prompt = (maxCharacters: number, required = false): TextRule => ({ required, maxCharacters });
export const negativePrompt: TextRule = { required: false, maxCharacters: 500 };

export const image = (maxMegabytes: number, more: Partial<ImageRule> = {}): ImageRule => ({
	required: false,
	formats: ['jpeg', 'png', 'bmp', 'webp'],
	minSide: 240,
	maxSide: 8000,
	maxBytes: maxMegabytes * MEGABYTE_BYTES,
	dataUrl: true,
	...more,
});

export const audio = (minSeconds: number, maxSeconds: number, required = false): AudioRule => ({
	required,
	formats: ['wav', 'mp3'],
	minSeconds,
	maxSeconds,
	maxBytes: 15 * MEGABYTE_BYTES,
});

/** A clip as 2.7 and 3.0 want it. */
export const clip = (minSeconds: number, maxSeconds: number, required = false): VideoRule => ({
	required,
	formats: ['mp4', 'mov'],
	minSeconds,
	maxSeconds,
	minSide: 240,
	maxSide: 4096,
	maxRatio: 8,
	maxBytes: 100 * MEGABYTE_BYTES,
});

const RESOLUTIONS: readonly Resolution[] = ['480P', '720P', '1080P'];
export const allResolutions: ChoiceRule<Resolution> = { options: RESOLUTIONS, default: '1080P' };
export const res720And1080: ChoiceRule<Resolution> = { options: ['720P', '1080P'], default: '1080P' };

export const shotType: ChoiceRule<string> = { options: ['single', 'multi'], default: 'single' };

/** Exact sizes of the models up to 2.6. */
const SIZES: Readonly<Record<Resolution, readonly string[]>> = {
	'480P': ['832*480', '480*832', '624*624'],
	'720P': ['1280*720', '720*1280', '960*960', '1088*832', '832*1088'],
	'1080P': ['1920*1080', '1080*1920', '1440*1440', '1632*1248', '1248*1632'],
};

export const sizes = (tiers: readonly Resolution[], preset: string): ChoiceRule<string> => ({
	options: tiers.flatMap((tier) => SIZES[tier]),
	default: preset,
});

/** The tier whose price a size has. */
export function tierOfSize(size: string | undefined): Resolution | undefined {
	return RESOLUTIONS.find((tier) => size !== undefined && SIZES[tier].includes(size));
}

/** The pixels of a tier's videos, of whatever shape. */
export function pixelsOfTier(resolution: string | undefined): number | undefined {
	const tier = RESOLUTIONS.find((one) => one === resolution);
	const [width = 0, height = 0] = (tier && SIZES[tier][0])?.split('*').map(Number) ?? [];
	return tier && width * height;
}

/** Aspect ratios of 2.7, in the order of its page. */
export const RATIOS = ['16:9', '9:16', '1:1', '4:3', '3:4'] as const;

/** What nearly every model has in common; a row says where it differs. */
export const base = {
	regions: BEIJING_AND_SINGAPORE,
	endpoint: 'video-generation',
	promptExtend: true,
	watermark: true,
	seed: { min: 0, max: 2_147_483_647, default: 0, whole: true },
	runMinutes: { from: 1, to: 5 },
} as const satisfies Partial<WanModel>;

/** Wan 2.5 and later: five tasks at once. */
export const from25 = { limits: { submitsPerSecond: 5, runningTasks: 5 } } as const;
/** Wan 2.1 and 2.2: silent, 5 seconds, two tasks at once. */
export const upTo22 = {
	duration: { kind: 'fixed', default: 5 },
	limits: { submitsPerSecond: 2, runningTasks: 2 },
	sound: 'never',
} as const;

/** The model and its dated states, which have the same rules under names of their own. */
export function withSnapshots(model: WanModel, days: readonly string[]): WanModel[] {
	const snapshot = (day: string): WanModel => ({
		...model,
		id: `${model.id}-${day}`,
		label: `${model.label} of ${day}`,
		summary: `As ${model.label} was on ${day}; it does not change`,
		snapshotOf: model.id,
		recommended: undefined,
	});
	return [model, ...days.map(snapshot)];
}
