import {
	BEIJING,
	FRANKFURT,
	HD,
	ON,
	RATIOS,
	SEED,
	SINGAPORE,
	TOKYO,
	VIRGINIA,
	integer,
	option,
	prompt,
} from './fields';
import type { MediaRule, ModelContract, Rule, Values } from './types';

/** HappyHorse 1.0 and 1.1. Facts section 13.6. */

const PICTURE: MediaRule = { form: 'image', data: true, oss: true };
const CLIP: MediaRule = { form: 'video', data: false, oss: true, maxMegabytes: 100 };

const shared = {
	path: 'video-generation/video-synthesis',
	submitsPerSecond: 5,
	slots: 5,
	sound: 'always',
	actualPrompt: false,
} as const;
const common = { watermark: ON, seed: SEED };
const seconds = integer(3, 15, 5);

const mediaList = (types: Record<string, { media: MediaRule; most: number }>): Rule => ({
	is: 'media-list',
	required: true,
	types,
});

const ofKind = {
	t2v: { input: { prompt: prompt(5000, true) }, usage: 'wan2.7-t2v' },
	i2v: {
		input: { prompt: prompt(5000), media: mediaList({ first_frame: { media: PICTURE, most: 1 } }) },
		usage: 'wan2.6-i2v',
	},
	r2v: {
		input: { prompt: prompt(5000, true), media: mediaList({ reference_image: { media: PICTURE, most: 9 } }) },
		usage: 'wan2.7-t2v',
	},
} as const;

const happyHorse = (version: '1.0' | '1.1', kind: 't2v' | 'i2v' | 'r2v'): ModelContract => ({
	...shared,
	...ofKind[kind],
	model: `happyhorse-${version}-${kind}`,
	title: `HappyHorse-${version}-${kind.toUpperCase()}`,
	regions: version === '1.1' ? [BEIJING, SINGAPORE, VIRGINIA, FRANKFURT, TOKYO] : [BEIJING, SINGAPORE],
	parameters: {
		resolution: version === '1.1' ? option(['480P', '720P', '1080P'], '1080P') : HD,
		duration: seconds,
		...(kind === 'i2v' ? {} : { ratio: option(RATIOS, '16:9') }),
		...common,
	},
});

const hasVideo = ({ media }: Values): string | undefined =>
	(media as Array<{ type: string }>).some(({ type }) => type === 'video')
		? undefined
		: 'Exactly one video is required: input.media';

export const HAPPY_HORSE: ModelContract[] = [
	...(['1.1', '1.0'] as const).flatMap((version) =>
		(['t2v', 'i2v', 'r2v'] as const).map((kind) => happyHorse(version, kind)),
	),
	{
		...shared,
		model: 'happyhorse-1.0-video-edit',
		title: 'HappyHorse-1.0-Video-Edit',
		regions: [BEIJING, SINGAPORE, VIRGINIA, FRANKFURT, TOKYO],
		input: {
			prompt: prompt(5000, true),
			media: mediaList({
				video: { media: CLIP, most: 1 },
				reference_image: { media: PICTURE, most: 5 },
			}),
		},
		parameters: { resolution: HD, audio_setting: option(['auto', 'origin'], 'auto'), ...common },
		together: hasVideo,
		usage: 'wan2.7-videoedit',
	},
];
