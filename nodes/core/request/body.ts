import { nameInRegion } from '../catalogue';
import type { CheckedVideo } from './checkedVideo';
import { dialects } from './dialects';

/** A create call, ready to be sent. */
export interface CreateRequest {
	/** Below the API's base, e.g. `/services/aigc/video-generation/video-synthesis`. */
	path: string;
	headers: Record<string, string>;
	body: Record<string, unknown>;
}

/** Writes the create call for values that passed the check. Pure. */
export function buildRequest(video: CheckedVideo): CreateRequest {
	const { model, region } = video;
	const written = dialects[model.dialect](video);
	const input = { ...written.input, ...video.additionalInput };
	const parameters = { ...written.parameters, ...video.additionalParameters };
	return {
		path: `/services/aigc/${model.endpoint}/video-synthesis`,
		// Without this header the service does not look into its temporary storage ("Get a temporary file URL").
		headers: namesUpload(input) ? { 'X-DashScope-OssResourceResolve': 'enable' } : {},
		body: { model: nameInRegion(model, region), input, parameters },
	};
}

function namesUpload(value: unknown): boolean {
	if (typeof value === 'string') return value.startsWith('oss://');
	return typeof value === 'object' && value !== null && Object.values(value).some(namesUpload);
}
