import type { AudioRule, Choice, ImageRule, Region, ShotType, TextRule, WanModel } from './types';

/*
 * First-frame image-to-video, Wan 2.1 to 2.6. Source of every figure: "Wan - image-to-video - first frame API
 * reference" (Model Studio, 2026-04-24), and for Beijing its Chinese twin (autumn 2026).
 */

const MEGABYTE = 1024 * 1024;

const firstFrame = (maxMegabytes: number): ImageRule => ({
	required: true,
	formats: ['jpeg', 'png', 'bmp', 'webp'],
	minSide: 240,
	maxSide: 8000,
	maxBytes: maxMegabytes * MEGABYTE,
	alpha: false,
	dataUrl: true,
});

const soundtrack: AudioRule = {
	required: false,
	formats: ['wav', 'mp3'],
	minSeconds: 3,
	maxSeconds: 30,
	maxBytes: 15 * MEGABYTE,
};

const shotType: Choice<ShotType> = { options: ['single', 'multi'], default: 'single' };
const prompt = (maxCharacters: number): TextRule => ({ required: false, maxCharacters });
const negativePrompt: TextRule = { required: false, maxCharacters: 500 };

const beijingAndSingapore: readonly Region[] = ['ap-southeast-1', 'cn-beijing'];

/** Wan 2.5 and later: long prompts, 20 MB images, sound, five tasks at once. */
const withSound = {
	endpoint: 'video-generation',
	dialect: 'flat',
	prompt: prompt(1500),
	negativePrompt,
	firstFrame: firstFrame(20),
	audioUrl: soundtrack,
	limits: { submitsPerSecond: 5, runningTasks: 5 },
} as const;

/** Wan 2.1 and 2.2: short prompts, 10 MB images, silent, two tasks at once. */
const silent = {
	endpoint: 'video-generation',
	dialect: 'flat',
	prompt: prompt(800),
	negativePrompt,
	firstFrame: firstFrame(10),
	sound: 'never',
	returnsActualPrompt: true,
	limits: { submitsPerSecond: 2, runningTasks: 2 },
} as const;

export const imageToVideoModels: readonly WanModel[] = [
	{
		...withSound,
		id: 'wan2.6-i2v-flash',
		label: 'Wan 2.6 Flash',
		summary: 'Fast and half the price; sound can be switched off for a lower price',
		regions: beijingAndSingapore,
		resolution: { options: ['720P', '1080P'], default: '1080P' },
		duration: { kind: 'range', min: 2, max: 15, default: 5 },
		shotType,
		sound: 'switch',
		returnsActualPrompt: false,
	},
	{
		...withSound,
		id: 'wan2.6-i2v',
		label: 'Wan 2.6',
		summary: 'Best quality of the first-frame models, always with sound',
		regions: ['ap-southeast-1', 'us-east-1', 'cn-beijing', 'eu-central-1'],
		resolution: { options: ['720P', '1080P'], default: '1080P' },
		duration: { kind: 'range', min: 2, max: 15, default: 5 },
		shotType,
		sound: 'always',
		returnsActualPrompt: false,
	},
	{
		...withSound,
		id: 'wan2.6-i2v-us',
		label: 'Wan 2.6 US',
		summary: 'Wan 2.6 with inference kept in the United States',
		regions: ['us-east-1'],
		resolution: { options: ['720P', '1080P'], default: '1080P' },
		duration: { kind: 'list', options: [5, 10, 15], default: 5 },
		shotType,
		sound: 'always',
		returnsActualPrompt: false,
	},
	{
		...withSound,
		id: 'wan2.5-i2v-preview',
		label: 'Wan 2.5 Preview',
		summary: 'With sound, and with 480P as the cheapest tier',
		regions: beijingAndSingapore,
		resolution: { options: ['480P', '720P', '1080P'], default: '1080P' },
		duration: { kind: 'list', options: [5, 10], default: 5 },
		sound: 'always',
		returnsActualPrompt: true,
	},
	{
		...silent,
		id: 'wan2.2-i2v-flash',
		label: 'Wan 2.2 Flash',
		summary: 'Silent, 5 seconds, the cheapest of all',
		regions: beijingAndSingapore,
		resolution: {
			options: ['480P', '720P', '1080P'],
			default: '720P',
			onlyIn: { '1080P': ['cn-beijing'] },
		},
		duration: { kind: 'fixed', default: 5 },
	},
	{
		...silent,
		id: 'wan2.2-i2v-plus',
		label: 'Wan 2.2 Plus',
		summary: 'Silent, 5 seconds, steadier than Flash',
		regions: beijingAndSingapore,
		resolution: { options: ['480P', '1080P'], default: '1080P' },
		duration: { kind: 'fixed', default: 5 },
	},
	{
		...silent,
		id: 'wan2.1-i2v-turbo',
		regionalIds: { 'cn-beijing': 'wanx2.1-i2v-turbo' },
		label: 'Wan 2.1 Turbo',
		summary: 'Silent, 3 to 5 seconds',
		regions: beijingAndSingapore,
		resolution: { options: ['480P', '720P'], default: '720P' },
		duration: { kind: 'list', options: [3, 4, 5], default: 5 },
	},
	{
		...silent,
		id: 'wan2.1-i2v-plus',
		regionalIds: { 'cn-beijing': 'wanx2.1-i2v-plus' },
		label: 'Wan 2.1 Plus',
		summary: 'Silent, 5 seconds, 720P',
		regions: beijingAndSingapore,
		resolution: { options: ['720P'], default: '720P' },
		duration: { kind: 'fixed', default: 5 },
	},
];
