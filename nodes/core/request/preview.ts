import type { StudioAddress } from '../studio/address';
import type { CreateRequest } from './body';

/** A create call as it would be sent, but for the key, with data URLs cut short. */
export function previewOf({ path, headers, body }: CreateRequest, { apiBase }: StudioAddress): object {
	return {
		method: 'POST',
		url: apiBase + path,
		headers: { 'Content-Type': 'application/json', 'X-DashScope-Async': 'enable', ...headers },
		body: shortened(body),
	};
}

function shortened(value: unknown): unknown {
	if (typeof value === 'string') {
		const head = /^data:[^,]{0,60},/.exec(value)?.[0];
		return head ? `${head}… (${value.length} characters)` : value;
	}
	if (Array.isArray(value)) return value.map(shortened);
	if (typeof value !== 'object' || value === null) return value;
	return Object.fromEntries(Object.entries(value).map(([name, entry]) => [name, shortened(entry)]));
}
