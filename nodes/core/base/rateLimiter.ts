import type { Clock } from './clock';

/**
 * Lets calls through one after another, in the order in which they came, with a gap between each and the next. A gap
 * keeps every window of a second below the limit; bursts of N a second would not. It is measured from the moment when
 * the call before really went, so that calls do not bunch up behind a busy event loop.
 */
export class RateLimiter {
	private lastCallAt = Number.NEGATIVE_INFINITY;
	private queue: Promise<void> = Promise.resolve();

	/** @param interval milliseconds between two calls; a function is asked before each */
	constructor(
		private readonly interval: number | (() => number),
		private readonly clock: Clock,
	) {}

	/** Resolves when it is this call's turn, or at once after a stop. */
	async acquire(signal?: AbortSignal): Promise<void> {
		this.queue = this.queue.then(async () => {
			if (signal?.aborted) return;
			const { interval } = this;
			const pause = typeof interval === 'number' ? interval : interval();
			// A clock that is set back is no reason to wait longer than the gap.
			await this.clock.sleep(Math.min(pause, this.lastCallAt + pause - this.clock.now()), signal);
			this.lastCallAt = this.clock.now();
		});
		await this.queue;
	}
}

/** A gap for a limit of so many calls a second, with a tenth of room for the network's jitter. */
export function intervalForLimit(callsPerSecond: number): number {
	return 1100 / callsPerSecond;
}
