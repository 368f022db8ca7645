import { omitUndefined } from '../base/omitUndefined';
import { type Choice, type Dialect, isChoice, type ReferenceKind, rulesOf } from '../catalogue';
import type { ValidatedVideo } from './validatedVideo';

/** A video whose files have their links. */
export type LinkedVideo = ValidatedVideo<string>;

interface Body {
	input: Record<string, unknown>;
	parameters: Record<string, unknown>;
}

/** How each family wants its body written. */
export const dialects: Record<Dialect, (video: LinkedVideo) => Body> = {
	flat,
	frames,
	media,
	references,
	vace,
	animate,
	speech,
};

/** First-frame and text models up to 2.6, and text 2.7: single fields. */
function flat(video: LinkedVideo): Body {
	return {
		input: omitUndefined({
			...textOf(video),
			img_url: video.firstFrame,
			audio_url: video.audioUrl,
			template: video.template,
		}),
		parameters: commonParameters(video),
	};
}

/** First and last frame. */
function frames(video: LinkedVideo): Body {
	return {
		input: omitUndefined({
			...textOf(video),
			first_frame_url: video.firstFrame,
			last_frame_url: video.lastFrame,
			template: video.template,
		}),
		parameters: commonParameters(video),
	};
}

const referenceTypes: Record<ReferenceKind, string> = {
	image: 'reference_image',
	video: 'reference_video',
	audio: 'reference_audio',
	file: 'file',
	link: 'link',
};

/** 2.7 and 3.0: one list of typed media. */
function media(video: LinkedVideo): Body {
	const single = (type: string, url: string | undefined) => (url === undefined ? [] : [{ type, url }]);
	const list = [
		...single('first_frame', video.firstFrame),
		...single('first_clip', video.firstClip),
		...single('last_frame', video.lastFrame),
		...single('driving_audio', video.audioUrl),
		...single('video', video.video),
		...(video.references ?? []).map(({ kind, url, voice }) =>
			omitUndefined({ type: referenceTypes[kind], url, reference_voice: voice }),
		),
		...(video.referenceImages ?? []).map(({ url }) => ({ type: 'reference_image', url })),
	];
	return {
		input: { ...textOf(video), ...(list.length > 0 && { media: list }) },
		parameters: commonParameters(video),
	};
}

/** 2.6 references: their order gives them their numbers. */
function references(video: LinkedVideo): Body {
	return {
		input: { ...textOf(video), reference_urls: video.references?.map(({ url }) => url) },
		parameters: commonParameters(video),
	};
}

function vace(video: LinkedVideo): Body {
	const images = video.referenceImages ?? [];
	const roles = images.map(({ role }) => role).filter((role) => role !== undefined);
	return {
		input: omitUndefined({
			function: video.editFunction,
			...textOf(video),
			ref_images_url: images.length > 0 ? images.map(({ url }) => url) : undefined,
			video_url: video.video,
			mask_image_url: video.maskImage,
			mask_frame_id: video.maskImage && unlessUsual(video, 'maskFrame'),
			mask_video_url: video.maskVideo,
			first_frame_url: video.firstFrame,
			last_frame_url: video.lastFrame,
			first_clip_url: video.firstClip,
			last_clip_url: video.lastClip,
		}),
		parameters: omitUndefined({
			obj_or_bg: roles.length > 0 ? roles : undefined,
			...commonParameters(video),
			control_condition: video.controlCondition,
			strength: unlessUsual(video, 'strength'),
			mask_type: unlessUsual(video, 'maskType'),
			expand_ratio: unlessUsual(video, 'expandRatio'),
			expand_mode: unlessUsual(video, 'expandMode'),
			top_scale: unlessUsual(video, 'topScale'),
			bottom_scale: unlessUsual(video, 'bottomScale'),
			left_scale: unlessUsual(video, 'leftScale'),
			right_scale: unlessUsual(video, 'rightScale'),
		}),
	};
}

/** Here, and only here, the watermark stands among the inputs. */
function animate(video: LinkedVideo): Body {
	const { watermark, ...parameters } = commonParameters(video);
	return {
		input: omitUndefined({ image_url: video.characterImage, video_url: video.motionVideo, watermark }),
		parameters,
	};
}

function speech(video: LinkedVideo): Body {
	return {
		input: omitUndefined({ image_url: video.portrait, audio_url: video.speech }),
		parameters: commonParameters(video),
	};
}

function textOf({ prompt, negativePrompt }: LinkedVideo): Record<string, unknown> {
	return omitUndefined({ prompt, negative_prompt: negativePrompt });
}

/**
 * What decides the price (resolution, size, duration, mode) is always sent where the model takes it, rather than left
 * to the service's default. What is shown with its default is sent when it differs; what stands in Options is sent
 * when the user added it.
 */
function commonParameters(video: LinkedVideo): Record<string, unknown> {
	const { model } = video;
	const rules = rulesOf(model, video.editFunction);
	const chosen = (choice: Choice<string> | undefined, value: string | undefined) =>
		model.custom || isChoice(choice) ? value : undefined;
	const takesDuration = model.duration.kind === 'range' || model.duration.kind === 'list';
	return omitUndefined({
		mode: video.mode,
		resolution: chosen(rules.resolution, video.resolution),
		size: chosen(rules.size, video.size),
		ratio: unlessUsual(video, 'ratio'),
		duration: takesDuration ? video.duration : undefined,
		audio: video.audio === false ? false : undefined,
		shot_type: unlessUsual(video, 'shotType'),
		audio_setting: unlessUsual(video, 'audioSetting'),
		check_image: video.checkImage === false ? false : undefined,
		prompt_extend: video.promptExtend,
		watermark: video.watermark,
		seed: video.seed,
	});
}

type WithDefault =
	| 'ratio'
	| 'shotType'
	| 'audioSetting'
	| 'maskFrame'
	| 'strength'
	| 'maskType'
	| 'expandRatio'
	| 'expandMode'
	| 'topScale'
	| 'bottomScale'
	| 'leftScale'
	| 'rightScale';

/** The value, unless it is what the service takes anyhow. */
function unlessUsual(video: LinkedVideo, name: WithDefault): string | number | undefined {
	const usual = rulesOf(video.model, video.editFunction)[name]?.default;
	return video[name] === usual ? undefined : video[name];
}
