import { MEGABYTE_BYTES } from '../base/units';
import {
	audio,
	base,
	clip,
	FOUR_REGIONS,
	from25,
	image,
	negativePrompt,
	prompt,
	RATIOS,
	res720And1080,
	sizes,
	withSnapshots,
	shotType,
} from './common';
import { prices } from './prices';
import type { WanModel } from './types';

/** Reference-to-video ("Wan video-to-video API reference" and its legacy page, May to October 2026). */
const fromReferences = {
	...base,
	...from25,
	operations: ['generateFromReferences'],
	negativePrompt,
	// For every r2v model at most five seconds of its input are billed (price page, May and October 2026).
	billedInputSeconds: 5,
} as const satisfies Partial<WanModel>;

const of26 = {
	...fromReferences,
	dialect: 'references',
	prompt: prompt(1500, true),
	references: {
		naming: 'character1',
		most: { image: 5, video: 3 },
		mostTogether: 5,
		required: true,
		image: image(20, { dataUrl: false }),
		video: {
			required: false,
			formats: ['mp4', 'mov'],
			minSeconds: 1,
			maxSeconds: 30,
			maxBytes: 100 * MEGABYTE_BYTES,
		},
	},
	size: sizes(['720P', '1080P'], '1920*1080'),
	duration: { kind: 'range', min: 2, max: 10, default: 5 },
	shotType,
	// Its page does not list the parameter.
	promptExtend: false,
} as const satisfies Partial<WanModel>;

export const referenceToVideoModels: readonly WanModel[] = [
	...withSnapshots(
		{
			...fromReferences,
			id: 'wan2.7-r2v',
			label: 'Wan 2.7 References to Video',
			summary: 'Up to 5 images and clips, each with a voice, and a first frame; always with sound',
			dialect: 'media',
			prompt: prompt(5000, true),
			firstFrame: image(20, { maxRatio: 8 }),
			references: {
				naming: 'Image 1',
				most: { image: 5, video: 5 },
				mostTogether: 5,
				required: true,
				image: image(20, { maxRatio: 8 }),
				video: clip(1, 30),
				voice: audio(1, 10),
			},
			resolution: res720And1080,
			ratio: { options: RATIOS, default: '16:9' },
			ratioFromFirstFrame: true,
			duration: { kind: 'range', min: 2, max: 15, default: 5, maxWithVideo: 10 },
			sound: 'always',
			price: prices.wan26And27,
		},
		['2026-06-12'],
	),
	{
		...of26,
		id: 'wan2.6-r2v-flash',
		label: 'Wan 2.6 References to Video Flash',
		summary: 'Fast and half the price; sound can be switched off for a lower price',
		sound: 'switch',
		price: prices.wan26Flash,
	},
	{
		...of26,
		id: 'wan2.6-r2v',
		label: 'Wan 2.6 References to Video',
		summary: 'Up to 5 images and clips, called character1, character2 … in the prompt; always with sound',
		regions: FOUR_REGIONS,
		sound: 'always',
		price: prices.wan26And27,
	},
];
