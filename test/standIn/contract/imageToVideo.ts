import {
	AUDIO,
	BEIJING,
	COMMON,
	FIVE_SECONDS,
	FRANKFURT,
	HD,
	NEGATIVE_PROMPT,
	ON,
	SHOT_TYPE,
	SINGAPORE,
	VIRGINIA,
	image,
	integer,
	media,
	option,
	prompt,
} from './fields';
import type { Fields, ModelContract, Rule, Values } from './types';

/** First frame (2.1 to 2.7) and first + last frame (kf2v). Facts sections 1.1 to 1.3, 1.10, 12. */

const PATH = 'video-generation/video-synthesis';
const EFFECTS_OF_BOTH = [
	...['squish', 'rotation', 'poke', 'inflate', 'dissolve', 'carousel', 'singleheart', 'flying', 'rose'],
	...['crystalrose', 'hug', 'frenchkiss', 'coupleheart'],
];
const EFFECTS_OF_PLUS = [
	...['melt', 'icecream', 'dance1', 'dance2', 'dance3', 'dance4', 'dance5', 'mermaid', 'graduation'],
	...['dragon', 'money', 'jellyfish', 'pupil'],
];

/** Limits, sound and answers of the generations: 2.5 and later make sound, earlier ones are silent. */
const RECENT = { path: PATH, submitsPerSecond: 5, slots: 5 } as const;
const EARLIER = { path: PATH, submitsPerSecond: 2, slots: 2, sound: 'never' } as const;

const recentInput = {
	prompt: prompt(1500),
	negative_prompt: NEGATIVE_PROMPT,
	img_url: media(image(20), true),
	audio_url: media(AUDIO),
};
const earlierInput = {
	prompt: prompt(800),
	negative_prompt: NEGATIVE_PROMPT,
	img_url: media(image(10), true),
};
const recent26 = { resolution: HD, duration: integer(2, 15, 5), shot_type: SHOT_TYPE, ...COMMON };

const MEDIA_COMBINATIONS = new Set([
	'first_frame',
	'driving_audio+first_frame',
	'first_frame+last_frame',
	'driving_audio+first_frame+last_frame',
	'first_clip',
	'first_clip+last_frame',
]);

function oneOfTheSixCombinations(input: Values): string | undefined {
	const types = (input.media as Array<{ type: string }>).map((item) => item.type).sort();
	if (MEDIA_COMBINATIONS.has(types.join('+'))) return undefined;
	return `The combination of media types [${types.join(', ')}] is not supported: input.media`;
}

const i2v27 = (model: string): ModelContract => ({
	...RECENT,
	model,
	title: 'Wan2.7-I2V',
	regions: [BEIJING, SINGAPORE],
	input: {
		prompt: prompt(5000),
		negative_prompt: NEGATIVE_PROMPT,
		media: {
			is: 'media-list',
			required: true,
			types: {
				first_frame: { media: image(20), most: 1 },
				last_frame: { media: image(20), most: 1 },
				driving_audio: { media: AUDIO, most: 1 },
				first_clip: { media: { form: 'video', data: false, oss: true, maxMegabytes: 100 }, most: 1 },
			},
		},
	},
	parameters: { resolution: HD, duration: integer(2, 15, 5), ...COMMON },
	together: oneOfTheSixCombinations,
	usage: 'wan2.7-i2v',
	sound: 'always',
	actualPrompt: false,
});

/** The 2.1 pair: one model under a regional name each; effects exist under the Beijing name only. */
function twoPointOne(kind: 'turbo' | 'plus', parameters: Fields): ModelContract[] {
	const effects: Rule = option(kind === 'plus' ? [...EFFECTS_OF_BOTH, ...EFFECTS_OF_PLUS] : EFFECTS_OF_BOTH);
	const shared = { ...EARLIER, parameters, usage: 'wan2.1-i2v', actualPrompt: true } as const;
	return [
		{
			...shared,
			model: `wanx2.1-i2v-${kind}`,
			title: `Wanx2.1-I2V-${kind}`,
			regions: [BEIJING],
			input: { ...earlierInput, template: effects },
		},
		{
			...shared,
			model: `wan2.1-i2v-${kind}`,
			title: `Wan2.1-I2V-${kind}`,
			regions: [SINGAPORE],
			input: earlierInput,
		},
	];
}

const kf2vInput = {
	prompt: prompt(800),
	negative_prompt: NEGATIVE_PROMPT,
	first_frame_url: media(image(10), true),
	last_frame_url: media(image(10)),
};

function lastFrameUnlessEffect(input: Values): string | undefined {
	if (input.last_frame_url !== undefined || input.template !== undefined) return undefined;
	return 'Field required: input.last_frame_url';
}

const KF2V = {
	...EARLIER,
	path: 'image2video/video-synthesis',
	together: lastFrameUnlessEffect,
	usage: 'kf2v',
	actualPrompt: true,
} as const;
const kf2vPlus = { resolution: option(['720P'], '720P'), duration: FIVE_SECONDS, ...COMMON };

export const IMAGE_TO_VIDEO: ModelContract[] = [
	i2v27('wan2.7-i2v'),
	i2v27('wan2.7-i2v-2026-04-25'),
	{
		...RECENT,
		model: 'wan2.6-i2v-flash',
		title: 'Wan2.6-I2V-Flash',
		regions: [BEIJING, SINGAPORE],
		input: recentInput,
		parameters: { ...recent26, audio: ON },
		usage: 'wan2.6-i2v-flash',
		sound: 'flag',
		actualPrompt: false,
	},
	{
		...RECENT,
		model: 'wan2.6-i2v',
		title: 'Wan2.6-I2V',
		regions: [BEIJING, SINGAPORE, VIRGINIA, FRANKFURT],
		input: recentInput,
		parameters: recent26,
		usage: 'wan2.6-i2v',
		sound: 'always',
		actualPrompt: false,
	},
	{
		...RECENT,
		model: 'wan2.6-i2v-us',
		title: 'Wan2.6-I2V-US',
		regions: [VIRGINIA],
		input: recentInput,
		parameters: { ...recent26, duration: option([5, 10, 15], 5) },
		usage: 'wan2.6-i2v',
		sound: 'always',
		actualPrompt: false,
	},
	{
		...RECENT,
		model: 'wan2.5-i2v-preview',
		title: 'Wan2.5-I2V-Preview',
		regions: [BEIJING, SINGAPORE],
		input: recentInput,
		parameters: {
			resolution: option(['480P', '720P', '1080P'], '1080P'),
			duration: option([5, 10], 5),
			...COMMON,
		},
		usage: 'wan2.5-i2v',
		sound: 'always',
		actualPrompt: true,
	},
	{
		...EARLIER,
		model: 'wan2.2-i2v-flash',
		title: 'Wan2.2-I2V-Flash',
		regions: [BEIJING, SINGAPORE],
		input: earlierInput,
		parameters: {
			resolution: {
				is: 'option',
				of: ['480P', '720P', '1080P'],
				usual: '720P',
				onlyIn: { '1080P': [BEIJING] },
			},
			duration: FIVE_SECONDS,
			...COMMON,
		},
		usage: 'wan2.5-i2v',
		actualPrompt: true,
	},
	{
		...EARLIER,
		model: 'wan2.2-i2v-plus',
		title: 'Wan2.2-I2V-Plus',
		regions: [BEIJING, SINGAPORE],
		input: earlierInput,
		parameters: { resolution: option(['480P', '1080P'], '1080P'), duration: FIVE_SECONDS, ...COMMON },
		usage: 'wan2.5-i2v',
		actualPrompt: true,
	},
	...twoPointOne('turbo', {
		resolution: option(['480P', '720P'], '720P'),
		duration: option([3, 4, 5], 5),
		...COMMON,
	}),
	...twoPointOne('plus', { resolution: option(['720P'], '720P'), duration: FIVE_SECONDS, ...COMMON }),
	{
		...KF2V,
		model: 'wan2.2-kf2v-flash',
		title: 'Wan2.2-KF2V-Flash',
		regions: [BEIJING],
		input: kf2vInput,
		parameters: {
			resolution: option(['480P', '720P', '1080P'], '720P'),
			duration: FIVE_SECONDS,
			...COMMON,
		},
	},
	{
		...KF2V,
		model: 'wanx2.1-kf2v-plus',
		title: 'Wanx2.1-KF2V-Plus',
		regions: [BEIJING],
		input: { ...kf2vInput, template: option(['hanfu-1', 'solaron', 'magazine', 'mech1', 'mech2']) },
		parameters: kf2vPlus,
	},
	{
		...KF2V,
		model: 'wan2.1-kf2v-plus',
		title: 'Wan2.1-KF2V-Plus',
		regions: [SINGAPORE],
		input: kf2vInput,
		parameters: kf2vPlus,
		submitsPerSecond: 1,
		slots: 2,
	},
];
