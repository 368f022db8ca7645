import { omitUndefined } from '../base/omitUndefined';
import type { BodyDialect, ReferenceKind } from '../catalogue';
import type { ValidatedVideo } from './validatedVideo';

/** A video whose files have their links. */
type LinkedVideo = ValidatedVideo<string>;

interface BodyMedia {
	input: Record<string, unknown>;
	parameters?: Record<string, unknown>;
}

/** How each family wants its files written. */
export const dialects: Record<BodyDialect, (video: LinkedVideo) => BodyMedia> = {
	flat,
	frames,
	media,
	references,
	vace,
	animate,
	speech,
};

/** First-frame and text models up to 2.6, and text 2.7: single fields. */
function flat({ firstFrame, audioUrl }: LinkedVideo): BodyMedia {
	return { input: { img_url: firstFrame, audio_url: audioUrl } };
}

/** First and last frame. */
function frames({ firstFrame, lastFrame }: LinkedVideo): BodyMedia {
	return { input: { first_frame_url: firstFrame, last_frame_url: lastFrame } };
}

const referenceTypes: Record<ReferenceKind, string> = {
	image: 'reference_image',
	video: 'reference_video',
	audio: 'reference_audio',
	file: 'file',
	link: 'link',
};

/** 2.7 and 3.0: one list of typed media. */
function media(video: LinkedVideo): BodyMedia {
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
	return { input: { media: list.length > 0 ? list : undefined } };
}

/** 2.6 references: their order gives them their numbers. */
function references(video: LinkedVideo): BodyMedia {
	return { input: { reference_urls: video.references?.map(({ url }) => url) } };
}

function vace(video: LinkedVideo): BodyMedia {
	const images = video.referenceImages ?? [];
	const roles = images.map(({ role }) => role).filter((role) => role !== undefined);
	return {
		input: {
			ref_images_url: images.length > 0 ? images.map(({ url }) => url) : undefined,
			video_url: video.video,
			mask_image_url: video.maskImage,
			mask_video_url: video.maskVideo,
			first_frame_url: video.firstFrame,
			last_frame_url: video.lastFrame,
			first_clip_url: video.firstClip,
			last_clip_url: video.lastClip,
		},
		parameters: { obj_or_bg: roles.length > 0 ? roles : undefined },
	};
}

function animate({ characterImage, motionVideo }: LinkedVideo): BodyMedia {
	return { input: { image_url: characterImage, video_url: motionVideo } };
}

function speech({ portrait, speech: recording }: LinkedVideo): BodyMedia {
	return { input: { image_url: portrait, audio_url: recording } };
}
