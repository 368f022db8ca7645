import { isChoice, nameInRegion, type Dialect } from '../catalogue';
import { MediaFile } from '../media/file';
import { withoutGaps } from '../withoutGaps';
import type { CheckedVideo } from './check';
import type { MediaInput } from './mediaInput';

/** A create call, ready to be sent. */
export interface CreateRequest {
	/** Below the API's base, e.g. `/services/aigc/video-generation/video-synthesis`. */
	path: string;
	headers: Record<string, string>;
	body: Record<string, unknown>;
}

/** Gives the link under which the service finds a file. */
export type LinkOf = (file: MediaFile) => string;

/**
 * Writes the create call for values that passed the check. Pure.
 * @param linkOf without it files are written as fingerprints: that is no call to be sent, but tells wishes apart
 */
export function buildRequest(video: CheckedVideo, linkOf: LinkOf = fingerprintOf): CreateRequest {
	const { model, region } = video;
	const { input, parameters } = dialects[model.dialect](video, linkOf);
	const fetchesUploads = Object.values(input).some(
		(value) => typeof value === 'string' && value.startsWith('oss://'),
	);
	return {
		path: `/services/aigc/${model.endpoint}/video-synthesis`,
		// Without this header the service does not look into its temporary storage ("Get a temporary file URL").
		headers: fetchesUploads ? { 'X-DashScope-OssResourceResolve': 'enable' } : {},
		body: { model: nameInRegion(model, region), input, parameters },
	};
}

interface Body {
	input: Record<string, unknown>;
	parameters: Record<string, unknown>;
}

function fingerprintOf({ fingerprint }: MediaFile): string {
	return `sha256:${fingerprint}`;
}

const dialects: Record<Dialect, (video: CheckedVideo, linkOf: LinkOf) => Body> = { flat };

/** First-frame models up to 2.6: single fields in `input`. */
function flat(video: CheckedVideo, linkOf: LinkOf): Body {
	const link = (input: MediaInput | undefined) => (input instanceof MediaFile ? linkOf(input) : input);
	return {
		input: withoutGaps({
			prompt: video.prompt,
			negative_prompt: video.negativePrompt,
			img_url: link(video.firstFrame),
			audio_url: link(video.audioUrl),
		}),
		parameters: commonParameters(video),
	};
}

/**
 * Resolution and duration decide the price, so they are always sent where the model takes them, rather than left to
 * the service's default. Audio and Shot Type are shown with their defaults and sent when they differ; what stands in
 * Options is sent when the user added it.
 */
function commonParameters(video: CheckedVideo): Record<string, unknown> {
	const { model } = video;
	return withoutGaps({
		resolution: isChoice(model.resolution) ? video.resolution : undefined,
		duration: model.duration.kind === 'fixed' ? undefined : video.duration,
		audio: video.audio === false ? false : undefined,
		shot_type: video.shotType === model.shotType?.default ? undefined : video.shotType,
		prompt_extend: video.promptExtend,
		watermark: video.watermark,
		seed: video.seed,
	});
}
