import { mediaInputs, mediaNames } from './mediaInputs';
import { parameterNames, parameterOf } from './parameters';
import type {
	AudioRule,
	BodyDialect,
	ImageRule,
	ParameterKinds,
	MediaInputRules,
	Operation,
	ParameterRules,
	Region,
	VideoRule,
	WanModel,
} from './types';

export const dialectNames: Readonly<Record<BodyDialect, string>> = {
	flat: 'Single Fields (img_url, audio_url)',
	frames: 'First and Last Frame (first_frame_url, last_frame_url)',
	media: 'Media List (media)',
	references: 'Reference List (reference_urls)',
	vace: 'VACE (function)',
	animate: 'Animate (image_url, video_url)',
	speech: 'Speech (image_url, audio_url)',
};

const image: ImageRule = {
	required: false,
	formats: ['jpeg', 'png', 'bmp', 'webp', 'tiff'],
	minSide: 1,
	maxSide: Infinity,
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
const files = { image, video, audio };

/** For each kind of parameter the rule that takes everything. */
const open: { [K in keyof ParameterKinds]: ParameterKinds[K]['rule'] } = {
	text: { required: false, maxCharacters: Infinity },
	choice: { options: [] },
	number: { min: -Infinity, max: Infinity, default: NaN },
	duration: { kind: 'range', min: -Infinity, max: Infinity, default: NaN },
	flag: true,
	json: true,
};
const allParameters = parameterNames.map((name) => [name, open[parameterOf(name).kind]]);
const allFiles = mediaNames.map((name) => [name, files[mediaInputs[name].kind]]);
const takesAll = Object.fromEntries([...allParameters, ...allFiles]) as ParameterRules & MediaInputRules;

/** Families that are created at the other path. */
const AT_IMAGE_TO_VIDEO: readonly BodyDialect[] = ['frames', 'animate', 'speech'];

/**
 * A model that came after this catalogue: it takes whatever is set, written in the dialect that the user named. Limits
 * are those of the most careful family.
 */
export function customModel(
	id: string,
	dialect: BodyDialect,
	operation: Operation,
	region: Region,
): WanModel {
	return {
		id,
		label: id,
		summary: '',
		custom: true,
		operations: [operation],
		regions: [region],
		endpoint: AT_IMAGE_TO_VIDEO.includes(dialect) ? 'image2video' : 'video-generation',
		dialect,
		...takesAll,
		duration: open.duration,
		referenceImages: { ...image, least: 0, most: Infinity },
		references: {
			most: { image: Infinity, video: Infinity, audio: Infinity, file: Infinity, link: Infinity },
			required: false,
			...files,
			file: { formats: [], maxBytes: Infinity, maxPages: Infinity },
			voice: audio,
		},
		templates: { options: [], regions: [region] },
		runMinutes: { from: 1, to: 12 },
		sound: 'switch',
		limits: { submitsPerSecond: 1, runningTasks: 1 },
		price: [],
	};
}
