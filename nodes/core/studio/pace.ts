import type { Clock } from '../clock';

/**
 * Lets calls through one after another with an even gap, in the order in which they came. An even gap keeps every
 * window of a second below the limit; bursts of N a second would not.
 */
export class Pace {
	private nextFree = 0;

	/** @param gap milliseconds between two calls */
	constructor(
		private readonly gap: number,
		private readonly clock: Clock,
	) {}

	/** Resolves when it is this call's turn, or at once after a stop. */
	async turn(stop?: AbortSignal): Promise<void> {
		const now = this.clock.now();
		const mine = Math.max(now, this.nextFree);
		this.nextFree = mine + this.gap;
		if (mine > now) await this.clock.sleep(mine - now, stop);
	}
}

/** A gap for a limit of so many calls a second, with a tenth of room for the network's jitter. */
export function gapForLimit(callsPerSecond: number): number {
	return 1100 / callsPerSecond;
}
