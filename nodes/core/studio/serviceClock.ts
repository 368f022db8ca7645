import type { Clock } from '../base/clock';
import { HOUR_MS } from '../base/units';
import type { Transport } from './transport';

/** By which the service's clock and this machine's may differ. */
export const MAX_CLOCK_SKEW_MS = HOUR_MS;

/** What the answers tell of the service's clock: by their `Date` header (RFC 9110, 6.6.1), to the second. */
export class ServiceClock {
	/** Milliseconds by which the service's clock is ahead of this machine's, by the last answer; negative: behind. */
	skew?: number;

	/** A transport that reads the clock from each answer. */
	watch(transport: Transport, clock: Clock): Transport {
		return {
			send: async (request) => {
				const answer = await transport.send(request);
				const date = answer.kind === 'answer' ? Date.parse(answer.headers.date ?? '') : Number.NaN;
				if (!Number.isNaN(date)) this.skew = date - clock.now();
				return answer;
			},
		};
	}
}
