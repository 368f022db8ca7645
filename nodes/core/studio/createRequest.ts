/** A create call, ready to be sent. */
export interface CreateRequest {
	/** Below the API's base, e.g. `/services/aigc/video-generation/video-synthesis`. */
	path: string;
	headers: Record<string, string>;
	body: Record<string, unknown>;
}

/** The headers of a create call, but for the key. Without `X-DashScope-Async` the service refuses it. */
export function headersOf({ headers }: CreateRequest): Record<string, string> {
	return { 'Content-Type': 'application/json', 'X-DashScope-Async': 'enable', ...headers };
}
