import type { MediaFile } from '../media/file';

/** A create call, ready to be sent. */
export interface CreateRequest {
	/** Below the API's base, e.g. `/services/aigc/video-generation/video-synthesis`. */
	path: string;
	headers: Record<string, string>;
	body: Record<string, unknown>;
	/** Images that go inside the call; the body has their marks. */
	files?: readonly MediaFile[];
}

/** The headers of a create call, but for the key. Without `X-DashScope-Async` the service refuses it. */
export function headersOf({ headers }: CreateRequest): Record<string, string> {
	return { 'Content-Type': 'application/json', 'X-DashScope-Async': 'enable', ...headers };
}
