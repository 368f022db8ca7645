import {
	audio,
	upTo22,
	FOUR_REGIONS,
	res720And1080,
	negativePrompt,
	prompt,
	RATIOS,
	from25,
	sizes,
	base,
	withSnapshots,
	shotType,
} from './common';
import { prices } from './prices';
import type { WanModel } from './types';

/** Text-to-video ("Text-to-video API reference" and its legacy page, May to October 2026). */
const textToVideo = {
	...base,
	operations: ['generateFromText'],
	dialect: 'flat',
	negativePrompt,
} as const satisfies Partial<WanModel>;

const withSound = {
	...textToVideo,
	...from25,
	prompt: prompt(1500, true),
	audioUrl: audio(3, 30),
	sound: 'always',
} as const satisfies Partial<WanModel>;
const silent = { ...textToVideo, ...upTo22, prompt: prompt(800, true) } as const satisfies Partial<WanModel>;

export const textToVideoModels: readonly WanModel[] = [
	...withSnapshots(
		{
			...withSound,
			id: 'wan2.7-t2v',
			label: 'Wan 2.7 Text to Video',
			summary: 'Long prompts, five aspect ratios, always with sound',
			prompt: prompt(5000, true),
			audioUrl: audio(2, 30),
			resolution: res720And1080,
			ratio: { options: RATIOS, default: '16:9' },
			duration: { kind: 'range', min: 2, max: 15, default: 5 },
			price: prices.wan26And27,
		},
		['2026-06-12', '2026-04-25'],
	),
	{
		...withSound,
		id: 'wan2.6-t2v',
		label: 'Wan 2.6 Text to Video',
		summary: 'Exact sizes, one or several shots, always with sound',
		regions: FOUR_REGIONS,
		size: sizes(['720P', '1080P'], '1920*1080'),
		duration: { kind: 'range', min: 2, max: 15, default: 5 },
		shotType,
		price: prices.wan26And27,
	},
	{
		...withSound,
		id: 'wan2.6-t2v-us',
		label: 'Wan 2.6 Text to Video US',
		summary: 'Wan 2.6 Text to Video with inference kept in the United States',
		regions: ['us-east-1'],
		size: sizes(['720P', '1080P'], '1920*1080'),
		duration: { kind: 'list', options: [5, 10], default: 5 },
		shotType,
		price: prices.wan26Us,
	},
	{
		...withSound,
		id: 'wan2.5-t2v-preview',
		label: 'Wan 2.5 Text to Video Preview',
		summary: 'With sound, and with 480P as the cheapest tier',
		size: sizes(['480P', '720P', '1080P'], '1920*1080'),
		duration: { kind: 'list', options: [5, 10], default: 5 },
		price: prices.wan25,
	},
	{
		...silent,
		id: 'wan2.2-t2v-plus',
		label: 'Wan 2.2 Text to Video Plus',
		summary: 'Silent, 5 seconds',
		size: sizes(['480P', '1080P'], '1920*1080'),
		price: prices.wan22Plus,
	},
	{
		...silent,
		id: 'wan2.1-t2v-turbo',
		regionalIds: { 'cn-beijing': 'wanx2.1-t2v-turbo' },
		label: 'Wan 2.1 Text to Video Turbo',
		summary: 'Silent, 5 seconds, in 480P and 720P',
		size: sizes(['480P', '720P'], '1280*720'),
		price: prices.wan21Turbo,
	},
	{
		...silent,
		id: 'wan2.1-t2v-plus',
		regionalIds: { 'cn-beijing': 'wanx2.1-t2v-plus' },
		label: 'Wan 2.1 Text to Video Plus',
		summary: 'Silent, 5 seconds, 720P',
		size: sizes(['720P'], '1280*720'),
		price: prices.wan21Plus,
	},
];
