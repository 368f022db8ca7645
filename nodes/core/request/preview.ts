import { redact } from '../base/redact';
import type { StudioAddress } from '../studio/address';
import { headersOf } from '../studio/createRequest';
import { buildRequest } from './body';
import type { ValidatedVideo } from './validatedVideo';
import { deliveryOf } from './delivery';

/** A create call as it would be sent, but for the key, with data URLs cut short and uploads named. Nothing is read. */
export function previewOf(video: ValidatedVideo, { apiBase }: StudioAddress): object {
	const request = buildRequest(video, (file, dataUrl) => {
		const isUpload = deliveryOf(file, dataUrl, video.region) === 'upload';
		return `${isUpload ? 'oss://' : `data:${file.mimeType};base64,`}… (${file.bytes} bytes)`;
	});
	return {
		method: 'POST',
		// A Base URL may have a login in it.
		url: redact(apiBase) + request.path,
		headers: headersOf(request),
		body: shortened(request.body),
	};
}

function shortened(value: unknown): unknown {
	if (typeof value === 'string') {
		const head = /^data:[^,]{0,60},(?!…)/.exec(value)?.[0];
		return head ? `${head}… (${value.length} characters)` : value;
	}
	if (Array.isArray(value)) return value.map(shortened);
	if (typeof value !== 'object' || value === null) return value;
	return Object.fromEntries(Object.entries(value).map(([name, entry]) => [name, shortened(entry)]));
}
