import { MEGABYTE_BYTES } from '../base/units';
import { base, from25, image, RATIOS, res720And1080, allResolutions } from './common';
import { prices } from './prices';
import type { ImageRule, Region, WanModel } from './types';

/**
 * HappyHorse, Alibaba's other family of video models, in the form of Wan 2.7 ("HappyHorse … API reference", October
 * 2026). Limits that no page names are left out.
 */
const happyHorse = {
	...base,
	...from25,
	dialect: 'media',
	promptExtend: false,
	watermark: { default: true },
	duration: { kind: 'range', min: 3, max: 15, default: 5 },
	sound: 'always',
} as const satisfies Partial<WanModel>;

const FIVE_REGIONS: readonly Region[] = [
	'ap-southeast-1',
	'us-east-1',
	'cn-beijing',
	'eu-central-1',
	'ap-northeast-1',
];

/** A Chinese character counts as two. */
const prompt = (required: boolean) => ({ required, maxCharacters: 5000, chineseCountsTwice: true }) as const;

const picture = (more: Partial<ImageRule>): ImageRule => ({
	...image(0, { formats: ['jpeg', 'png', 'webp'], maxSide: Infinity, ...more }),
	maxBytes: undefined,
});

const fromText = {
	...happyHorse,
	operations: ['generateFromText'],
	prompt: prompt(true),
	ratio: { options: RATIOS, default: '16:9' },
} as const satisfies Partial<WanModel>;

const fromImage = {
	...happyHorse,
	operations: ['generateFromImage'],
	prompt: prompt(false),
	firstFrame: picture({ required: true, minSide: 300, maxRatio: 2.5 }),
} as const satisfies Partial<WanModel>;

const fromReferences = {
	...happyHorse,
	operations: ['generateFromReferences'],
	prompt: prompt(true),
	references: { most: { image: 9 }, required: true, image: picture({ minSide: 400 }) },
	ratio: { options: RATIOS, default: '16:9' },
} as const satisfies Partial<WanModel>;

const of11 = { regions: FIVE_REGIONS, resolution: allResolutions, price: prices.happyHorse11 } as const;
const of10 = {
	resolution: res720And1080,
	price: prices.happyHorse10,
} as const;

export const happyHorseModels: readonly WanModel[] = [
	{
		...fromText,
		...of11,
		id: 'happyhorse-1.1-t2v',
		label: 'HappyHorse 1.1 Text to Video',
		summary: 'Five aspect ratios, 3-15 seconds, with a watermark unless it is turned off',
	},
	{
		...fromImage,
		...of11,
		id: 'happyhorse-1.1-i2v',
		label: 'HappyHorse 1.1 Image to Video',
		summary: 'From a first frame, 3-15 seconds, with a watermark unless it is turned off',
	},
	{
		...fromReferences,
		...of11,
		id: 'happyhorse-1.1-r2v',
		label: 'HappyHorse 1.1 References to Video',
		summary: 'Up to 9 images, 3-15 seconds, with a watermark unless it is turned off',
	},
	{
		...fromText,
		...of10,
		id: 'happyhorse-1.0-t2v',
		label: 'HappyHorse 1.0 Text to Video',
		summary: 'As HappyHorse 1.1, without 480P',
	},
	{
		...fromImage,
		...of10,
		id: 'happyhorse-1.0-i2v',
		label: 'HappyHorse 1.0 Image to Video',
		summary: 'As HappyHorse 1.1, without 480P',
	},
	{
		...fromReferences,
		...of10,
		id: 'happyhorse-1.0-r2v',
		label: 'HappyHorse 1.0 References to Video',
		summary: 'As HappyHorse 1.1, without 480P',
	},
	{
		...happyHorse,
		...of10,
		id: 'happyhorse-1.0-video-edit',
		label: 'HappyHorse 1.0 Video Edit',
		summary:
			'Changes a clip of 3-15 seconds by words and up to 5 images, with a watermark unless it is turned off',
		operations: ['edit'],
		regions: FIVE_REGIONS,
		prompt: prompt(true),
		video: {
			required: true,
			formats: ['mp4', 'mov'],
			minSeconds: 3,
			maxSeconds: 15,
			longerIsCut: true,
			maxBytes: 100 * MEGABYTE_BYTES,
		},
		referenceImages: { ...picture({ minSide: 300 }), least: 0, most: 5 },
		audioSetting: { options: ['auto', 'origin'], default: 'auto' },
		duration: { kind: 'input' },
		sound: 'input',
		// As with wan2.7-videoedit; the page leaves it open, and a limit must not be passed.
		billedInputSeconds: Infinity,
	},
];
