import {
	AUDIO,
	BEIJING,
	FIVE_SECONDS,
	FLAG,
	OFF,
	ON,
	SEED,
	SINGAPORE,
	ascii,
	imageByUrl,
	media,
	option,
	prompt,
	size,
	video,
} from './fields';
import type { Fields, MediaRule, ModelContract, Rule, Values } from './types';

/** vace, animate, s2v and its face check. Facts sections 1.6 to 1.8, 12. */

/** s2v names no size limit for its picture, only pixels. */
const PICTURE: MediaRule = { form: 'image', data: false, oss: true };
const vaceImage = ascii(imageByUrl(10));
const vaceVideo = ascii(video(50));
const fraction: Rule = { is: 'number', from: 0, to: 1 };
const scale: Rule = { is: 'number', from: 1, to: 2 };
const references = (to: number, required: boolean): Rule => ({
	is: 'list',
	of: media(vaceImage),
	from: 1,
	to,
	required,
});
const vaceSize = size([720], '1280*720');

const VACE_FUNCTIONS: Record<string, { input: Fields; parameters: Fields }> = {
	image_reference: {
		input: { ref_images_url: references(3, true) },
		parameters: {
			obj_or_bg: { is: 'list', of: option(['obj', 'bg']), from: 1, to: 3 },
			size: vaceSize,
		},
	},
	video_repainting: {
		input: { video_url: media(vaceVideo, true), ref_images_url: references(1, false) },
		parameters: {
			control_condition: { ...option(['posebodyface', 'posebody', 'depth', 'scribble']), required: true },
			strength: fraction,
		},
	},
	video_edit: {
		input: {
			video_url: media(vaceVideo, true),
			ref_images_url: references(1, false),
			mask_image_url: media(vaceImage),
			mask_frame_id: { is: 'integer', from: 1, to: Number.MAX_SAFE_INTEGER },
			mask_video_url: media(vaceVideo),
		},
		parameters: {
			control_condition: option(['', 'posebodyface', 'depth']),
			mask_type: option(['tracking', 'fixed'], 'tracking'),
			expand_ratio: fraction,
			expand_mode: option(['hull', 'bbox', 'original'], 'hull'),
			size: vaceSize,
		},
	},
	video_extension: {
		input: {
			first_frame_url: media(vaceImage),
			last_frame_url: media(vaceImage),
			first_clip_url: media(vaceVideo),
			last_clip_url: media(vaceVideo),
			video_url: media(vaceVideo),
		},
		parameters: { control_condition: option(['posebodyface', 'depth']) },
	},
	video_outpainting: {
		input: { video_url: media(vaceVideo, true) },
		parameters: { top_scale: scale, bottom_scale: scale, left_scale: scale, right_scale: scale },
	},
};

function vaceTogether(input: Values, parameters: Values): string | undefined {
	switch (input.function) {
		case 'image_reference':
			return objectsAndBackgrounds(
				input.ref_images_url as string[],
				parameters.obj_or_bg as string[] | undefined,
			);
		case 'video_edit': {
			const byImage = input.mask_image_url !== undefined;
			const byVideo = input.mask_video_url !== undefined;
			if (byImage && byVideo) return 'mask_image_url and mask_video_url can not be given together';
			if (!byImage && !byVideo) return 'Field required: input.mask_image_url or input.mask_video_url';
			if (byVideo && input.mask_frame_id !== undefined) return 'Unexpected field: input.mask_frame_id';
			return undefined;
		}
		case 'video_extension':
			if (
				!['first_frame_url', 'last_frame_url', 'first_clip_url', 'last_clip_url'].some((name) => input[name])
			) {
				return 'Field required: input.first_frame_url, last_frame_url, first_clip_url or last_clip_url';
			}
			if (input.video_url && !parameters.control_condition) {
				return 'Field required: parameters.control_condition';
			}
			return undefined;
		default:
			return undefined;
	}
}

function objectsAndBackgrounds(images: string[], roles: string[] | undefined): string | undefined {
	if (!roles) return images.length > 1 ? 'Field required: parameters.obj_or_bg' : undefined;
	if (roles.length !== images.length) return 'ref_images_url and obj_or_bg must be the same length.';
	if (roles.filter((role) => role === 'bg').length > 1)
		return 'At most one bg is supported: parameters.obj_or_bg';
	return undefined;
}

const vace = (model: string, region: typeof BEIJING): ModelContract => ({
	model,
	title: 'Wan2.1-VACE-Plus',
	path: 'video-generation/video-synthesis',
	regions: [region],
	input: {
		function: { ...option(Object.keys(VACE_FUNCTIONS)), required: true },
		prompt: prompt(800, true),
	},
	parameters: { prompt_extend: ON, watermark: OFF, seed: SEED, duration: FIVE_SECONDS },
	byFunction: VACE_FUNCTIONS,
	together: vaceTogether,
	submitsPerSecond: 2,
	slots: 2,
	usage: 'vace',
	sound: 'never',
	actualPrompt: true,
});

const animate = (model: string, title: string): ModelContract => ({
	model,
	title,
	path: 'image2video/video-synthesis',
	regions: [BEIJING, SINGAPORE],
	input: {
		image_url: media(ascii(imageByUrl(5)), true),
		video_url: media(ascii(video(200)), true),
		watermark: OFF,
	},
	parameters: { mode: { ...option(['wan-std', 'wan-pro']), required: true }, check_image: FLAG },
	submitsPerSecond: 5,
	slots: 1,
	usage: 'animate',
	sound: 'always',
	actualPrompt: false,
});

export const SPECIAL: ModelContract[] = [
	vace('wanx2.1-vace-plus', BEIJING),
	vace('wan2.1-vace-plus', SINGAPORE),
	animate('wan2.2-animate-move', 'Wan2.2-Animate-Move'),
	animate('wan2.2-animate-mix', 'Wan2.2-Animate-Mix'),
	{
		model: 'wan2.2-s2v',
		title: 'Wan2.2-S2V',
		path: 'image2video/video-synthesis',
		regions: [BEIJING],
		input: { image_url: media(PICTURE, true), audio_url: media(AUDIO, true) },
		parameters: { resolution: option(['480P', '720P'], '480P'), style: option(['speech']) },
		submitsPerSecond: 5,
		slots: 1,
		usage: 's2v',
		sound: 'always',
		actualPrompt: false,
	},
	{
		model: 'wan2.2-s2v-detect',
		title: 'Wan2.2-S2V-Detect',
		path: 'image2video/face-detect',
		regions: [BEIJING],
		input: { image_url: media(PICTURE, true) },
		parameters: {},
		submitsPerSecond: 5,
		slots: 0,
		usage: 'detect',
		sound: 'never',
		actualPrompt: false,
	},
];
