import { onStop } from './onAbort';

/** So many at once; the others wait in the order in which they came. */
export class Slots {
	private readonly waiting: Array<() => void> = [];

	constructor(private free: number) {}

	/** Resolves with a function that gives the slot back. After a stop nobody waits any longer. */
	async take(stop?: AbortSignal): Promise<() => void> {
		if (this.free > 0) {
			this.free--;
		} else if (!stop?.aborted) {
			await new Promise<void>((resolve) => {
				const takeBack = onStop(stop, resolve);
				this.waiting.push(() => {
					takeBack();
					resolve();
				});
			});
		}
		let given = false;
		return () => {
			if (given) return;
			given = true;
			const next = this.waiting.shift();
			if (next) next();
			else this.free++;
		};
	}
}
