/** Requests per second by a sliding window of one service second: the strictest reading of the limit. */
export class Rates {
	private readonly windows = new Map<string, number[]>();

	constructor(private readonly strict: boolean) {}

	/** Notes a request at `now` (service ms) unless `limit` were taken within the second before; then false. */
	take(key: string, limit: number, now: number): boolean {
		if (!this.strict) return true;
		const recent = (this.windows.get(key) ?? []).filter((at) => at > now - 1000);
		const free = recent.length < limit;
		if (free) recent.push(now);
		this.windows.set(key, recent);
		return free;
	}
}
