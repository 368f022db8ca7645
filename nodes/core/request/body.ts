import { omitUndefined } from '../base/omitUndefined';
import { type MediaName, mediaNames, nameInRegion } from '../catalogue';
import { MediaFile } from '../media/file';
import { CreateRequest } from '../studio/createRequest';
import { bodyParameters } from './bodyParameters';
import { dialects, type LinkedVideo } from './dialects';
import type { ValidatedVideo, MediaInput } from './validatedVideo';

/** Gives the link under which the service finds a file. */
type LinkOf = (file: MediaFile) => string;

/**
 * Writes the create call for values that passed the check. Pure.
 * @param linkOf without it files are written as fingerprints: that is no call to be sent, but tells requests apart
 */
export function buildRequest(video: ValidatedVideo, linkOf: LinkOf = fingerprintLink): CreateRequest {
	const { model, region } = video;
	const media = dialects[model.dialect](withLinks(video, linkOf));
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

function withLinks(video: ValidatedVideo, linkOf: LinkOf): LinkedVideo {
	const link = (input: MediaInput) => (input instanceof MediaFile ? linkOf(input) : input);
	const { references, referenceImages } = video;
	const single: Partial<Record<MediaName, string | undefined>> = {};
	for (const name of mediaNames) {
		const input = video[name];
		single[name] = input === undefined ? undefined : link(input);
	}
	return {
		...(video as Omit<ValidatedVideo, MediaName>),
		...single,
		references: references?.map(({ kind, url, voice }) => ({
			kind,
			url: link(url),
			...(voice !== undefined && { voice: link(voice) }),
		})),
		referenceImages: referenceImages?.map(({ url, ...more }) => ({ ...more, url: link(url) })),
	};
}

function namesUpload(value: unknown): boolean {
	if (typeof value === 'string') return value.startsWith('oss://');
	return typeof value === 'object' && value !== null && Object.values(value).some(namesUpload);
}
