/* eslint-disable @n8n/community-nodes/no-restricted-imports */
import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import type { ClientRequest } from 'node:http';

const CHANNEL = 'http.client.request.start';

/**
 * Counts the create calls that the node begins. The service sees them later, on a busy machine also after Stop, and so
 * cannot tell which of them were under way by then.
 */
export class CreateCalls {
	/** When each of them began, by the clock that was given. */
	readonly times: number[] = [];

	private readonly note = (message: unknown): void => {
		const { method, path } = (message as { request: ClientRequest }).request;
		if (method === 'POST' && path.includes('/services/aigc/')) this.times.push(this.now());
	};

	constructor(private readonly now: () => number = Date.now) {
		subscribe(CHANNEL, this.note);
	}

	get begun(): number {
		return this.times.length;
	}

	/** Counts no more. */
	end(): void {
		unsubscribe(CHANNEL, this.note);
	}
}
