import { HOUR_MS } from '../base/units';
import type { NetworkFailure, StudioAnswer } from './transport';

/** By which the service's clock and this machine's may differ. */
export const MAX_CLOCK_SKEW_MS = HOUR_MS;

/** What the answers tell of the service's clock: by their `Date` header (RFC 9110, 6.6.1), to the second. */
export class ServiceClock {
	/** Milliseconds by which the service's clock is ahead of this machine's, by the last answer; negative: behind. */
	skew?: number;

	/** @param now milliseconds since the epoch, by this machine's clock */
	note(answer: StudioAnswer | NetworkFailure, now: number): void {
		const date = answer.kind === 'answer' ? Date.parse(answer.headers.date ?? '') : Number.NaN;
		if (!Number.isNaN(date)) this.skew = date - now;
	}
}
