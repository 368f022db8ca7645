import { sleep } from 'n8n-workflow';

import { onAbort } from './onAbort';

/** Time as the core sees it, so that tests can run hours of waiting in no time. */
export interface Clock {
	/** Milliseconds since the epoch. */
	now(): number;
	/** Resolves after so many milliseconds, or at once when the signal says stop. Never rejects. */
	sleep(milliseconds: number, signal?: AbortSignal): Promise<void>;
}

/** The real one. An object rather than functions, so that a benchmark can make a day pass in a minute. */
export const systemClock: Clock = {
	now: () => Date.now(),
	async sleep(milliseconds, signal) {
		if (signal?.aborted || milliseconds <= 0) return;
		const timer = new AbortController();
		await new Promise<void>((resolve) => {
			const unsubscribe = onAbort(signal, () => end());
			const end = () => {
				unsubscribe();
				timer.abort();
				resolve();
			};
			// n8n-workflow 2.41 clears the timer on abort and rejects; older versions ignore the signal.
			void sleep(milliseconds, timer.signal).then(end, end);
		});
	},
};
