/** A create call, ready to be sent. */
export interface CreateRequest {
	/** Below the API's base, e.g. `/services/aigc/video-generation/video-synthesis`. */
	path: string;
	headers: Record<string, string>;
	body: Record<string, unknown>;
}
