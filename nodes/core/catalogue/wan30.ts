import { MEGABYTE_BYTES } from '../base/units';
import { audio, base, clip, from25, image, prompt, allResolutions } from './common';
import { prices } from './prices';
import type { WanModel } from './types';

/** Wan 3.0 ("Wan 3.0 video generation API reference", August to October 2026). */
const wan30 = {
	...base,
	...from25,
	operations: ['generateFromImage', 'generateFromText', 'generateFromReferences'],
	regions: ['ap-southeast-1', 'us-east-1', 'cn-beijing', 'eu-central-1', 'cn-hongkong', 'ap-northeast-1'],
	dialect: 'media',
	// The sample of its page took 12 minutes.
	runMinutes: { from: 1, to: 12 },
	prompt: prompt(20_000),
	promptOrMedia: true,
	firstFrame: image(20, { maxRatio: 8 }),
	lastFrame: image(20, { maxRatio: 8 }),
	references: {
		naming: 'Image 1',
		most: { image: 10, video: 5, audio: 5, file: 1, link: 1 },
		required: false,
		image: image(20, { maxRatio: 8 }),
		video: clip(1, 15),
		audio: audio(1, 15),
		file: {
			formats: ['docx', 'doc', 'xlsx', 'xls', 'pptx', 'ppt', 'pdf', 'txt', 'key', 'pages', 'numbers', 'md'],
			maxBytes: 100 * MEGABYTE_BYTES,
			maxPages: 50,
		},
		maxTotalSeconds: 15,
	},
	framesOrReferences: true,
	resolution: allResolutions,
	ratio: { options: ['adaptive', '16:9', '4:3', '1:1', '3:4', '9:16'], default: 'adaptive' },
	duration: {
		kind: 'range',
		min: 2,
		max: 30,
		default: 5,
		also: { value: -1, meaning: 'the model decides' },
		maxTotal: 30,
	},
	sound: 'switch',
	billedInputSeconds: Infinity,
} as const satisfies Partial<WanModel>;

export const wan30Models: readonly WanModel[] = [
	{
		...wan30,
		id: 'wan3.0-video',
		label: 'Wan 3.0',
		summary: 'The newest: frames, references, documents and web pages, up to 30 seconds, sound on or off',
		price: prices.wan30,
	},
	{
		...wan30,
		id: 'wan3.0-video-prime',
		label: 'Wan 3.0 Prime',
		summary: 'Wan 3.0, faster and at a higher price',
		price: prices.wan30Prime,
	},
];
