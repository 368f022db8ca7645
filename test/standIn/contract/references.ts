import {
	AUDIO,
	BEIJING,
	COMMON,
	FRANKFURT,
	HD,
	HONG_KONG,
	NEGATIVE_PROMPT,
	OFF,
	ON,
	RATIOS,
	SEED,
	SHOT_TYPE,
	SINGAPORE,
	TOKYO,
	VIRGINIA,
	image,
	imageByUrl,
	integer,
	media,
	option,
	prompt,
	size,
	video,
} from './fields';
import type { Fields, ModelContract, Values } from './types';

/** Reference to video, video editing of 2.7, and Wan 3.0. Facts sections 1.5, 1.6, 1.9, 12. */

const RECENT = {
	path: 'video-generation/video-synthesis',
	submitsPerSecond: 5,
	slots: 5,
	actualPrompt: false,
} as const;

const typesOf = (input: Values): string[] =>
	((input.media as Array<{ type: string }> | undefined) ?? []).map((item) => item.type);

const has = (input: Values, type: string): boolean => typesOf(input).includes(type);

/** 2.6: images 0-5, videos 0-3, together 1-5; a data URL is documented for neither. */
function references26(input: Values): string | undefined {
	const references = input.reference_urls as string[] | undefined;
	const former = input.reference_video_urls as string[] | undefined;
	if (!references && !former) return 'Field required: input.reference_urls';
	if (references && former) return 'Unexpected field: input.reference_video_urls';
	const videos = (references ?? []).filter((url) => /\.(mp4|mov)$/i.test(url.split('?')[0] ?? '')).length;
	return videos > 3 ? 'At most 3 reference videos are supported: input.reference_urls' : undefined;
}

const r2v26 = (parameters: Fields) =>
	({
		...RECENT,
		input: {
			prompt: prompt(1500, true),
			negative_prompt: NEGATIVE_PROMPT,
			reference_urls: { is: 'list', of: media(imageOrVideo), from: 1, to: 5 },
			reference_video_urls: { is: 'list', of: media(video(100)), from: 1, to: 3 },
		},
		parameters: {
			size: size([720, 1080], '1920*1080'),
			duration: integer(2, 10, 5),
			shot_type: SHOT_TYPE,
			watermark: OFF,
			seed: SEED,
			...parameters,
		},
		together: references26,
		usage: 'wan2.6-r2v',
	}) satisfies Partial<ModelContract>;

const imageOrVideo = imageByUrl(100);

function references27(input: Values, parameters: Values): string | undefined {
	const references = typesOf(input).filter((type) => type !== 'first_frame').length;
	if (references < 1) return 'At least one reference_image or reference_video is required: input.media';
	if (references > 5) return 'At most 5 references are supported: input.media';
	const most = has(input, 'reference_video') ? 10 : 15;
	if (Number(parameters.duration ?? 5) > most)
		return `Range of duration should be [2, ${most}]: parameters.duration`;
	return undefined;
}

const r2v27 = (model: string): ModelContract => ({
	...RECENT,
	model,
	title: 'Wan2.7-R2V',
	regions: [BEIJING, SINGAPORE],
	input: {
		prompt: prompt(5000, true),
		negative_prompt: NEGATIVE_PROMPT,
		media: {
			is: 'media-list',
			required: true,
			types: {
				reference_image: { media: image(20), most: 5 },
				reference_video: { media: video(100), most: 5 },
				first_frame: { media: image(20), most: 1 },
			},
			voice: AUDIO,
		},
	},
	parameters: { resolution: HD, ratio: option(RATIOS, '16:9'), duration: integer(2, 15, 5), ...COMMON },
	together: references27,
	usage: 'wan2.7-r2v',
	sound: 'always',
});

const FRAMES = ['first_frame', 'last_frame'];

function modes30(input: Values, parameters: Values): string | undefined {
	const types = typesOf(input);
	if (types.length === 0 && !input.prompt) return 'Field required: input.prompt or input.media';
	const frames = types.filter((type) => FRAMES.includes(type)).length;
	if (frames > 0 && frames < types.length) {
		return 'The two modes are mutually exclusive, frames and references can not be mixed: input.media';
	}
	if (types.includes('file') && types.includes('link')) {
		return 'file and link can not be given together: input.media';
	}
	// A reference video has a second at least, and input and output together have 30.
	const most = 30 - types.filter((type) => type === 'reference_video').length;
	if (Number(parameters.duration ?? 5) > most) {
		return `The input videos and the output exceed 30 seconds together: parameters.duration`;
	}
	return undefined;
}

const wan30 = (model: string, title: string): ModelContract => ({
	...RECENT,
	model,
	title,
	regions: [BEIJING, SINGAPORE, TOKYO, FRANKFURT, VIRGINIA, HONG_KONG],
	input: {
		prompt: prompt(20000),
		media: {
			is: 'media-list',
			types: {
				first_frame: { media: image(20), most: 1 },
				last_frame: { media: image(20), most: 1 },
				reference_image: { media: image(20), most: 10 },
				reference_video: { media: video(100), most: 5 },
				reference_audio: { media: AUDIO, most: 5 },
				file: { media: { form: 'file', data: false, oss: true, maxMegabytes: 100 }, most: 1 },
				link: { media: { form: 'link', data: false, oss: false }, most: 1 },
			},
		},
	},
	parameters: {
		resolution: option(['480P', '720P', '1080P'], '1080P'),
		ratio: option(['adaptive', '16:9', '4:3', '1:1', '3:4', '9:16'], 'adaptive'),
		duration: integer(2, 30, 5, [-1]),
		audio: ON,
		...COMMON,
	},
	together: modes30,
	usage: 'wan3.0',
	sound: 'flag',
});

export const REFERENCES: ModelContract[] = [
	{
		...r2v26({}),
		model: 'wan2.6-r2v',
		title: 'Wan2.6-R2V',
		regions: [BEIJING, SINGAPORE, VIRGINIA, FRANKFURT],
		sound: 'always',
	},
	{
		...r2v26({ audio: ON }),
		model: 'wan2.6-r2v-flash',
		title: 'Wan2.6-R2V-Flash',
		regions: [BEIJING, SINGAPORE],
		sound: 'flag',
	},
	r2v27('wan2.7-r2v'),
	r2v27('wan2.7-r2v-2026-06-12'),
	{
		...RECENT,
		model: 'wan2.7-videoedit',
		title: 'Wan2.7-VideoEdit',
		regions: [BEIJING, SINGAPORE],
		input: {
			prompt: prompt(5000),
			negative_prompt: NEGATIVE_PROMPT,
			media: {
				is: 'media-list',
				required: true,
				types: {
					video: { media: video(100), most: 1 },
					reference_image: { media: image(20), most: 4 },
				},
			},
		},
		parameters: {
			resolution: HD,
			ratio: option(RATIOS),
			duration: integer(2, 10, 0, [0]),
			audio_setting: option(['auto', 'origin'], 'auto'),
			...COMMON,
		},
		together: (input) => (has(input, 'video') ? undefined : 'Exactly one video is required: input.media'),
		usage: 'wan2.7-videoedit',
		sound: 'always',
	},
	wan30('wan3.0-video', 'Wan3.0-Video'),
	wan30('wan3.0-video-prime', 'Wan3.0-Video-Prime'),
];
