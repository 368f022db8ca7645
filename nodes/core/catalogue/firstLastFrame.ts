import { allResolutions, BEIJING_ONLY, upTo22, image, negativePrompt, prompt, base } from './common';
import { prices } from './prices';
import type { WanModel } from './types';

/** From a first to a last frame ("Image-to-video by first and last frame API reference", May 2026). */
const firstToLast = {
	...base,
	...upTo22,
	endpoint: 'image2video',
	operations: ['generateFromImage'],
	dialect: 'frames',
	prompt: prompt(800),
	negativePrompt,
	firstFrame: image(10, { required: true }),
	lastFrame: image(10),
	neededInPractice: ['lastFrame'],
} as const satisfies Partial<WanModel>;

export const firstLastFrameModels: readonly WanModel[] = [
	{
		...firstToLast,
		id: 'wan2.2-kf2v-flash',
		label: 'Wan 2.2 First to Last Frame Flash',
		summary: 'From one image to another, silent, 5 seconds',
		regions: BEIJING_ONLY,
		resolution: { ...allResolutions, default: '720P' },
		price: [{ regions: BEIJING_ONLY, perSecond: { '480P': 0.1, '720P': 0.2, '1080P': 0.48 } }],
	},
	{
		...firstToLast,
		id: 'wan2.1-kf2v-plus',
		regionalIds: { 'cn-beijing': 'wanx2.1-kf2v-plus' },
		label: 'Wan 2.1 First to Last Frame Plus',
		summary: 'From one image to another, silent, 5 seconds, 720P; 5 effects in Beijing',
		resolution: { options: ['720P'], default: '720P' },
		templates: { options: ['hanfu-1', 'solaron', 'magazine', 'mech1', 'mech2'], regions: BEIJING_ONLY },
		regionalLimits: { 'ap-southeast-1': { submitsPerSecond: 1, runningTasks: 2 } },
		price: prices.wan21Plus,
	},
];
