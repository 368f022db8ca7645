import type { Clock } from './clock';
import type { Fault } from './fault';

/** Milliseconds. */
const FIRST_PAUSE = 1_000;
const LONGEST_PAUSE = 30_000;

export interface RetryOptions {
	clock: Clock;
	/** 0 to 1, for jitter. */
	random: () => number;
	/** Milliseconds since the epoch; nothing is begun after it. */
	deadline: number;
	signal?: AbortSignal;
}

/**
 * Sleeps before the next try: 1, 2, 4 … 30 seconds, jittered by a quarter so that many items do not come back at once,
 * or as long as the service asked. Gives `false` when there is no time left, or the execution was stopped.
 * @param tries tries made so far, 1 or more
 */
export async function waitBeforeRetry(
	tries: number,
	fault: Fault,
	retryOptions: RetryOptions,
): Promise<boolean> {
	const { clock, random, deadline, signal } = retryOptions;
	const grown = Math.min(LONGEST_PAUSE, FIRST_PAUSE * 2 ** (tries - 1));
	const pause = Math.max(fault.retryAfter ?? 0, grown * (0.75 + random() / 2));
	// Waiting for the deadline itself would only hold the worker.
	if (deadline - clock.now() <= pause) return false;
	await clock.sleep(pause, signal);
	return !signal?.aborted;
}
