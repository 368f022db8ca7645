/* eslint-disable @n8n/community-nodes/no-restricted-imports */
import type { IncomingMessage } from 'node:http';
import type { BookEntry, RequestKind } from './types';

/** Every request in the order of arrival, the misbehaved ones included. */
export class Books {
	readonly entries: BookEntry[] = [];

	open(kind: RequestKind, request: IncomingMessage, at: number): BookEntry {
		const headers: Record<string, string> = {};
		for (const [name, value] of Object.entries(request.headers)) {
			headers[name] = Array.isArray(value) ? value.join(', ') : (value ?? '');
		}
		const entry: BookEntry = {
			number: this.entries.length + 1,
			at,
			kind,
			method: request.method ?? '',
			path: request.url ?? '',
			headers,
			status: 0,
		};
		this.entries.push(entry);
		return entry;
	}

	count(kind: RequestKind): number {
		return this.entries.filter((entry) => entry.kind === kind).length;
	}
}
