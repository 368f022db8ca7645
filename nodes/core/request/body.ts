import { omitUndefined } from '../base/omitUndefined';
import { nameInRegion } from '../catalogue';
import { MediaFile } from '../media/file';
import { CreateRequest } from '../studio/createRequest';
import { bodyParameters } from './bodyParameters';
import { dialects } from './dialects';
import { mapMedia } from './mapMedia';
import type { ValidatedVideo } from './validatedVideo';

/** Gives the link under which the service finds a file. `dataUrl`: whether one is documented in this place. */
type LinkOf = (file: MediaFile, dataUrl: boolean) => string;

/**
 * Writes the create call for values that passed the check. Pure.
 * @param linkOf without it files are written as fingerprints: that is no call to be sent, but tells requests apart
 */
export function buildRequest(video: ValidatedVideo, linkOf: LinkOf = fingerprintLink): CreateRequest {
	const { model, region } = video;
	const media = dialects[model.dialect](
		mapMedia(video, (input, dataUrl) => (input instanceof MediaFile ? linkOf(input, dataUrl) : input)),
	);
	const input = omitUndefined({
		...bodyParameters(video, 'input'),
		...media.input,
		...video.additionalInput,
	});
	const parameters = omitUndefined({
		...media.parameters,
		...bodyParameters(video, 'parameters'),
		...video.additionalParameters,
	});
	return {
		path: `/services/aigc/${model.endpoint}/video-synthesis`,
		// Without this header the service does not look into its temporary storage ("Get a temporary file URL").
		headers: namesUpload(input) ? { 'X-DashScope-OssResourceResolve': 'enable' } : {},
		body: { model: nameInRegion(model, region), input, parameters },
	};
}

function fingerprintLink({ fingerprint }: MediaFile): string {
	return `sha256:${fingerprint}`;
}

function namesUpload(value: unknown): boolean {
	if (typeof value === 'string') return value.startsWith('oss://');
	return typeof value === 'object' && value !== null && Object.values(value).some(namesUpload);
}
