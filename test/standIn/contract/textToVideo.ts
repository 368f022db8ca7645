import {
	AUDIO,
	BEIJING,
	COMMON,
	FIVE_SECONDS,
	FRANKFURT,
	HD,
	NEGATIVE_PROMPT,
	RATIOS,
	SHOT_TYPE,
	SINGAPORE,
	VIRGINIA,
	integer,
	media,
	option,
	prompt,
	size,
} from './fields';
import type { Fields, ModelContract } from './types';

/** Text to video. Facts sections 1.4 and 12. */

const PATH = 'video-generation/video-synthesis';
const RECENT = { path: PATH, submitsPerSecond: 5, slots: 5, sound: 'always' } as const;
const EARLIER = { path: PATH, submitsPerSecond: 2, slots: 2, sound: 'never' } as const;

const recentInput = (cutAt: number): Fields => ({
	prompt: prompt(cutAt, true),
	negative_prompt: NEGATIVE_PROMPT,
	audio_url: media(AUDIO),
});
const earlierInput: Fields = { prompt: prompt(800, true), negative_prompt: NEGATIVE_PROMPT };

const t2v27 = (model: string): ModelContract => ({
	...RECENT,
	model,
	title: 'Wan2.7-T2V',
	regions: [BEIJING, SINGAPORE],
	input: recentInput(5000),
	parameters: { resolution: HD, ratio: option(RATIOS, '16:9'), duration: integer(2, 15, 5), ...COMMON },
	usage: 'wan2.7-t2v',
	actualPrompt: false,
});

/** The 2.1 pair: one model under a regional name each. */
const twoPointOne = (kind: 'turbo' | 'plus', parameters: Fields): ModelContract[] =>
	(['wanx2.1', 'wan2.1'] as const).map((family) => ({
		...EARLIER,
		model: `${family}-t2v-${kind}`,
		title: `${family}-T2V-${kind}`,
		regions: [family === 'wanx2.1' ? BEIJING : SINGAPORE],
		input: earlierInput,
		parameters,
		usage: 't2v-size',
		actualPrompt: true,
	}));

export const TEXT_TO_VIDEO: ModelContract[] = [
	t2v27('wan2.7-t2v'),
	t2v27('wan2.7-t2v-2026-04-25'),
	t2v27('wan2.7-t2v-2026-06-12'),
	{
		...RECENT,
		model: 'wan2.6-t2v',
		title: 'Wan2.6-T2V',
		regions: [BEIJING, SINGAPORE, VIRGINIA, FRANKFURT],
		input: recentInput(1500),
		parameters: {
			size: size([720, 1080], '1920*1080'),
			duration: integer(2, 15, 5),
			shot_type: SHOT_TYPE,
			...COMMON,
		},
		usage: 'wan2.6-t2v',
		actualPrompt: false,
	},
	{
		...RECENT,
		model: 'wan2.6-t2v-us',
		title: 'Wan2.6-T2V-US',
		regions: [VIRGINIA],
		input: recentInput(1500),
		parameters: {
			size: size([720, 1080], '1920*1080'),
			duration: option([5, 10], 5),
			shot_type: SHOT_TYPE,
			...COMMON,
		},
		usage: 'wan2.6-t2v',
		actualPrompt: false,
	},
	{
		...RECENT,
		model: 'wan2.5-t2v-preview',
		title: 'Wan2.5-T2V-Preview',
		regions: [BEIJING, SINGAPORE],
		input: recentInput(1500),
		parameters: { size: size([480, 720, 1080], '1920*1080'), duration: option([5, 10], 5), ...COMMON },
		usage: 't2v-size',
		actualPrompt: true,
	},
	{
		...EARLIER,
		model: 'wan2.2-t2v-plus',
		title: 'Wan2.2-T2V-Plus',
		regions: [BEIJING, SINGAPORE],
		input: earlierInput,
		parameters: { size: size([480, 1080], '1920*1080'), duration: FIVE_SECONDS, ...COMMON },
		usage: 't2v-size',
		actualPrompt: true,
	},
	...twoPointOne('turbo', { size: size([480, 720], '1280*720'), duration: FIVE_SECONDS, ...COMMON }),
	...twoPointOne('plus', { size: size([720], '1280*720'), duration: FIVE_SECONDS, ...COMMON }),
];
