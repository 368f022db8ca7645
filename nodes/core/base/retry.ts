import type { Clock } from './clock';
import type { Fault } from './fault';

const FIRST_PAUSE_MS = 1_000;
const LONGEST_PAUSE_MS = 30_000;
/** Each pause is jittered by a quarter, so that many items do not come back at once. */
const SHORTEST_SHARE = 0.75;
/**
 * The most of a `Retry-After` that is obeyed. The service counts its limits by the second and the minute, so that a
 * longer one is a gateway's or a mistake, and would sleep through the item's time.
 */
const LONGEST_RETRY_AFTER_MS = 60_000;

export interface RetryOptions {
	clock: Clock;
	/** 0 to 1, for jitter. */
	random: () => number;
	/** Milliseconds since the epoch; nothing is begun after it. */
	deadline: number;
	signal?: AbortSignal;
}

/** How often a request is made while a fault stays. */
export interface RetryPolicy {
	/** Requests in all, the first one included. */
	requests: number | 'until deadline';
}

/** A fault, as far as it tells how long to wait. */
type AskedPause = Pick<Fault, 'retryAfter'>;

/** Counts the tries of one request. Each policy has a count of its own: a fault is not to blame for another one's tries. */
export class Retries {
	private tries = 0;
	private readonly counts = new Map<RetryPolicy, number>();

	constructor(private readonly options: RetryOptions) {}

	/** Whether to try once more after this fault. Sleeps before it says yes, unless there is nothing to wait for. */
	async waitForRetry(policy: RetryPolicy, fault: AskedPause = {}, immediately = false): Promise<boolean> {
		this.counts.set(policy, (this.counts.get(policy) ?? 0) + 1);
		this.tries++;
		if (this.isSpent(policy)) return false;
		return immediately || (await waitBeforeRetry(this.tries, fault, this.options));
	}

	/** Whether all requests of a policy were made, so that more time would not help. */
	isSpent(policy: RetryPolicy): boolean {
		return policy.requests !== 'until deadline' && (this.counts.get(policy) ?? 0) >= policy.requests;
	}
}

/**
 * Sleeps before the next try: 1, 2, 4 … 30 seconds, or as long as the service asked if that is sensible. Gives `false`
 * when there is no time left, or the execution was stopped.
 * @param tries tries made so far, 1 or more
 */
async function waitBeforeRetry(
	tries: number,
	{ retryAfter = 0 }: AskedPause,
	{ clock, random, deadline, signal }: RetryOptions,
): Promise<boolean> {
	const backoff = backoffAfter(tries, random());
	const left = deadline - clock.now();
	const asked = Math.min(retryAfter, LONGEST_RETRY_AFTER_MS);
	// What is asked for beyond the deadline would lose the item; it is tried again within its time.
	const pause = asked < left ? Math.max(asked, backoff) : backoff;
	// Waiting for the deadline itself would only hold the worker.
	if (left <= pause) return false;
	await clock.sleep(pause, signal);
	return !signal?.aborted;
}

/** Milliseconds: 1, 2, 4 … 30 seconds, jittered. @param tries tries made so far, 1 or more; @param random 0 to 1 */
export function backoffAfter(tries: number, random: number): number {
	const pause = Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** (tries - 1));
	return pause * (SHORTEST_SHARE + random * 2 * (1 - SHORTEST_SHARE));
}
