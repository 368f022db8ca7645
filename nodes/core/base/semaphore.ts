import { onAbort } from './onAbort';

/** So many at once; the others wait in the order in which they came. */
export class Semaphore {
	private readonly waiting: Array<() => void> = [];

	constructor(private free: number) {}

	/** Resolves with a function that gives the slot back. After a stop nobody waits any longer. */
	async acquire(signal?: AbortSignal): Promise<() => void> {
		if (this.free > 0) {
			this.free--;
		} else if (!signal?.aborted) {
			await new Promise<void>((resolve) => {
				const unsubscribe = onAbort(signal, resolve);
				this.waiting.push(() => {
					unsubscribe();
					resolve();
				});
			});
		}
		let released = false;
		return () => {
			if (released) return;
			released = true;
			const next = this.waiting.shift();
			if (next) next();
			else this.free++;
		};
	}
}
