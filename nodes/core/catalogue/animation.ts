import { MEGABYTE_BYTES } from '../base/units';
import { base, image } from './common';
import { prices } from './prices';
import type { WanModel } from './types';

/** A character moved by a clip ("wan-animate-move API" and "wan-animate-mix API", May 2026). */
const animate = {
	...base,
	endpoint: 'image2video',
	operations: ['animate'],
	dialect: 'animate',
	characterImage: image(5, { required: true, minSide: 200, maxSide: 4096, maxRatio: 3, dataUrl: false }),
	motionVideo: {
		required: true,
		formats: ['mp4', 'avi', 'mov'],
		minSeconds: 2,
		maxSeconds: 30,
		minSide: 200,
		maxSide: 2048,
		maxRatio: 3,
		maxBytes: 200 * MEGABYTE_BYTES,
	},
	mode: { options: ['wan-std', 'wan-pro'], default: 'wan-std', required: true },
	checkImage: true,
	duration: { kind: 'input' },
	sound: 'input',
	promptExtend: false,
	seed: undefined,
	limits: { submitsPerSecond: 5, runningTasks: 1 },
} as const satisfies Partial<WanModel>;

export const animateModels: readonly WanModel[] = [
	{
		...animate,
		id: 'wan2.2-animate-move',
		label: 'Wan 2.2 Animate Move',
		summary: 'The character of the image moves like the person in the clip',
		price: prices.animateMove,
	},
	{
		...animate,
		id: 'wan2.2-animate-mix',
		label: 'Wan 2.2 Animate Mix',
		summary: 'The character of the image takes the place of the person in the clip',
		price: prices.animateMix,
	},
];
