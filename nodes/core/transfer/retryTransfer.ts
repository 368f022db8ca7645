import type { Fault } from '../base/fault';
import { err, ok, type Result } from '../base/result';
import { Retries, type RetryOptions, type RetryPolicy } from '../base/retry';
import { stopFault } from '../studio/errors';

/** What one try of a transfer came to. */
export type Attempt<T> = { value: T } | FailedAttempt;

export interface FailedAttempt {
	fault: Fault;
	policy: RetryPolicy;
	/** There is nothing to wait for before the next try. */
	immediately?: boolean;
}

/** Repeats a transfer as the policies of its faults say. */
export async function retryTransfer<T>(
	stage: 'upload' | 'download',
	options: RetryOptions,
	tryOnce: () => Promise<Attempt<T>>,
): Promise<Result<T>> {
	const { signal } = options;
	const retries = new Retries(options);
	for (;;) {
		if (signal?.aborted) return err(stopFault(stage));
		const attempt = await tryOnce();
		if ('value' in attempt) return ok(attempt.value);
		const { fault, policy, immediately } = attempt;
		if (!(await retries.waitForRetry(policy, fault, immediately))) {
			return err(signal?.aborted ? stopFault(stage) : fault);
		}
	}
}
