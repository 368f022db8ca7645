import type {
	Choice,
	Dialect,
	ImageRule,
	NumberRule,
	VideoRule,
	AudioRule,
	Operation,
	Region,
	WanModel,
} from './types';

export const dialectNames: Readonly<Record<Dialect, string>> = {
	flat: 'Single Fields (img_url, audio_url)',
	frames: 'First and Last Frame (first_frame_url, last_frame_url)',
	media: 'Media List (media)',
	references: 'Reference List (reference_urls)',
	vace: 'VACE (function)',
	animate: 'Animate (image_url, video_url)',
	speech: 'Speech (image_url, audio_url)',
};

const any: Choice<string> = { options: [] };
const number: NumberRule = { min: -Infinity, max: Infinity, default: NaN };
const image: ImageRule = {
	required: false,
	formats: ['jpeg', 'png', 'bmp', 'webp', 'tiff'],
	minSide: 1,
	maxSide: Infinity,
	alpha: false,
	dataUrl: true,
};
const audio: AudioRule = {
	required: false,
	formats: ['wav', 'mp3'],
	minSeconds: 0,
	maxSeconds: Infinity,
	maxBytes: Infinity,
};
const video: VideoRule = {
	required: false,
	formats: ['mp4', 'mov', 'avi'],
	minSeconds: 0,
	maxSeconds: Infinity,
	maxBytes: Infinity,
};
const text = { required: false, maxCharacters: Infinity };
const each = { image, video, audio };
const images = { ...image, least: 0, most: Infinity };
const functionRules = {
	...{ video, referenceImages: images, maskImage: image, maskVideo: video, maskFrame: number },
	...{ firstFrame: image, lastFrame: image, firstClip: video, lastClip: video, size: any },
	...{ controlCondition: any, maskType: any, expandMode: any, strength: number, expandRatio: number },
	...{ topScale: number, bottomScale: number, leftScale: number, rightScale: number },
};

/** Families that are created at the other path. */
const AT_IMAGE_TO_VIDEO: readonly Dialect[] = ['frames', 'animate', 'speech'];

/**
 * A model that came after this catalogue: it takes whatever is set, written in the dialect that the user named. Limits
 * are those of the most careful family.
 */
export function customModel(id: string, dialect: Dialect, operation: Operation, region: Region): WanModel {
	return {
		id,
		label: id,
		summary: '',
		custom: true,
		operations: [operation],
		regions: [region],
		endpoint: AT_IMAGE_TO_VIDEO.includes(dialect) ? 'image2video' : 'video-generation',
		dialect,
		...{ prompt: text, negativePrompt: text, firstFrame: image, lastFrame: image, audioUrl: audio },
		...{ firstClip: video, video, referenceImages: images, characterImage: image, motionVideo: video },
		...{ portrait: image, speech: audio },
		references: {
			most: { image: Infinity, video: Infinity, audio: Infinity, file: Infinity, link: Infinity },
			required: false,
			...each,
			file: { formats: [], maxBytes: Infinity, maxPages: Infinity },
			voice: audio,
		},
		templates: { options: [], regions: [region] },
		functions: {
			image_reference: functionRules,
			video_repainting: functionRules,
			video_edit: functionRules,
			video_extension: functionRules,
			video_outpainting: functionRules,
		},
		...{ resolution: { options: [] }, size: any, ratio: any, shotType: { options: [] }, audioSetting: any },
		mode: { options: [] },
		checkImage: true,
		duration: { kind: 'range', min: -Infinity, max: Infinity, default: NaN },
		sound: 'switch',
		promptExtend: true,
		watermark: true,
		seed: true,
		returnsActualPrompt: true,
		resultAt: 'output.video_url',
		limits: { submitsPerSecond: 1, runningTasks: 1 },
		bills: { output: true },
		price: [],
	};
}
