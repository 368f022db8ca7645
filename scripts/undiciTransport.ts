import { request as send, type Dispatcher } from 'undici';

import { describeNetworkError } from '../nodes/core/studio/networkError';
import type { StudioRequest, Transport } from '../nodes/core/studio/transport';

interface Options {
	/** Ends the requests that do not survive a stop, as the Stop button does in n8n. */
	stop?: AbortSignal;
	/** For a proxy, or a pool of its own; undici's global one if left out. */
	dispatcher?: Dispatcher;
}

/**
 * Reaches Model Studio without n8n: for the contract check, benchmarks and tests. Like n8n's it adds the key, hands over
 * the answer's text as it came, whatever its status, and never throws for what the network or the service does.
 * Redirects are not followed, so the key goes to no other host.
 */
export function undiciTransport(apiKey: string, { stop, dispatcher }: Options = {}): Transport {
	return {
		async send(request: StudioRequest) {
			const late = AbortSignal.timeout(request.timeout);
			const stoppable = stop !== undefined && !request.ignoreAbort;
			try {
				const response = await send(request.url, {
					method: request.method,
					headers: {
						Accept: 'application/json',
						Authorization: `Bearer ${apiKey}`,
						...(request.body && { 'Content-Type': 'application/json' }),
						...request.headers,
					},
					body: request.body && JSON.stringify(request.body),
					signal: stoppable ? AbortSignal.any([late, stop]) : late,
					// The signal alone decides, over the whole exchange; undici's own limits count parts of it.
					headersTimeout: 0,
					bodyTimeout: 0,
					dispatcher,
				});
				const headers = Object.entries(response.headers).map(([name, value]) => [name, String(value)]);
				return {
					kind: 'response',
					status: response.statusCode,
					headers: Object.fromEntries(headers) as Record<string, string>,
					text: await response.body.text(),
				};
			} catch (error) {
				if (stoppable && stop.aborted) return describeNetworkError(error, true);
				return describeNetworkError(late.aborted ? tooLate(request) : error, false);
			}
		},
	};
}

/** An aborted signal has no system code; the rest of the code knows a time-out by this one. */
function tooLate({ timeout }: StudioRequest): object {
	return { code: 'ETIMEDOUT', message: `no answer within ${timeout / 1000} s` };
}
