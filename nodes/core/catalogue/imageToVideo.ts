import {
	audio,
	BEIJING_ONLY,
	upTo22,
	FOUR_REGIONS,
	res720And1080,
	image,
	negativePrompt,
	prompt,
	from25,
	base,
	shotType,
	allResolutions,
} from './common';
import { prices } from './prices';
import type { WanModel } from './types';

/*
 * First-frame image-to-video, Wan 2.1 to 2.6. Source of every figure: "Wan - image-to-video - first frame API
 * reference" (Model Studio, 2026-04-24), and for Beijing its Chinese twin (autumn 2026). Effects: "Wan video effects"
 * (2026-06-29), which knows them under Beijing's names only.
 */

/** Wan 2.5 and later: long prompts, 20 MB images, sound. */
const withSound = {
	...base,
	...from25,
	operations: ['generateFromImage'],
	dialect: 'flat',
	prompt: prompt(1500),
	negativePrompt,
	firstFrame: image(20, { required: true }),
	audioUrl: audio(3, 30),
} as const satisfies Partial<WanModel>;

/** Wan 2.1 and 2.2: short prompts, 10 MB images, silent. */
const silent = {
	...base,
	...upTo22,
	operations: ['generateFromImage'],
	dialect: 'flat',
	prompt: prompt(800),
	negativePrompt,
	firstFrame: image(10, { required: true }),
} as const satisfies Partial<WanModel>;

const EFFECTS = [
	...['squish', 'rotation', 'poke', 'inflate', 'dissolve', 'carousel', 'singleheart', 'flying', 'rose'],
	...['crystalrose', 'hug', 'frenchkiss', 'coupleheart'],
];
const EFFECTS_OF_PLUS = [
	...EFFECTS,
	...['melt', 'icecream', 'dance1', 'dance2', 'dance3', 'dance4', 'dance5', 'mermaid', 'graduation'],
	...['dragon', 'money', 'jellyfish', 'pupil'],
];

export const imageToVideoModels: readonly WanModel[] = [
	{
		...withSound,
		id: 'wan2.6-i2v-flash',
		label: 'Wan 2.6 Flash',
		summary: 'Fast and half the price; sound can be switched off for a lower price',
		resolution: res720And1080,
		duration: { kind: 'range', min: 2, max: 15, default: 5 },
		shotType,
		sound: 'switch',
		price: prices.wan26Flash,
	},
	{
		...withSound,
		id: 'wan2.6-i2v',
		label: 'Wan 2.6',
		summary: 'Best quality of the first-frame models, always with sound',
		regions: FOUR_REGIONS,
		resolution: res720And1080,
		duration: { kind: 'range', min: 2, max: 15, default: 5 },
		shotType,
		sound: 'always',
		price: prices.wan26And27,
	},
	{
		...withSound,
		id: 'wan2.6-i2v-us',
		label: 'Wan 2.6 US',
		summary: 'Wan 2.6 with inference kept in the United States',
		regions: ['us-east-1'],
		resolution: res720And1080,
		duration: { kind: 'list', options: [5, 10, 15], default: 5 },
		shotType,
		sound: 'always',
		price: prices.wan26Us,
	},
	{
		...withSound,
		id: 'wan2.5-i2v-preview',
		label: 'Wan 2.5 Preview',
		summary: 'With sound, and with 480P as the cheapest tier',
		resolution: allResolutions,
		duration: { kind: 'list', options: [5, 10], default: 5 },
		sound: 'always',
		price: prices.wan25,
	},
	{
		...silent,
		id: 'wan2.2-i2v-flash',
		label: 'Wan 2.2 Flash',
		summary: 'Silent, 5 seconds, the cheapest per second',
		resolution: {
			...allResolutions,
			default: '720P',
			onlyIn: { '1080P': BEIJING_ONLY },
		},
		price: prices.wan22Flash,
	},
	{
		...silent,
		id: 'wan2.2-i2v-plus',
		label: 'Wan 2.2 Plus',
		summary: 'Silent, 5 seconds, steadier than Flash',
		resolution: { options: ['480P', '1080P'], default: '1080P' },
		price: prices.wan22Plus,
	},
	{
		...silent,
		id: 'wan2.1-i2v-turbo',
		regionalIds: { 'cn-beijing': 'wanx2.1-i2v-turbo' },
		label: 'Wan 2.1 Turbo',
		summary: 'Silent, 3 to 5 seconds; 13 effects in Beijing',
		resolution: { options: ['480P', '720P'], default: '720P' },
		duration: { kind: 'list', options: [3, 4, 5], default: 5 },
		templates: { options: EFFECTS, regions: BEIJING_ONLY },
		price: prices.wan21Turbo,
	},
	{
		...silent,
		id: 'wan2.1-i2v-plus',
		regionalIds: { 'cn-beijing': 'wanx2.1-i2v-plus' },
		label: 'Wan 2.1 Plus',
		summary: 'Silent, 5 seconds, 720P; 26 effects in Beijing',
		resolution: { options: ['720P'], default: '720P' },
		templates: { options: EFFECTS_OF_PLUS, regions: BEIJING_ONLY },
		price: prices.wan21Plus,
	},
];
