const UTC_PLUS_8_MS = 8 * 3600_000;

/** Service time: real time, scaled, or a clock that was given, plus the leaps a test asked for. Nothing here ever waits. */
export class ServiceClock {
	private readonly wallStart: number;

	private readonly passed: () => number;

	private leapMs = 0;

	/**
	 * @param now milliseconds since the epoch by another clock than the machine's
	 * @param aheadSeconds by which the service's clock is ahead of that
	 */
	constructor(timeScale: number, now?: () => number, aheadSeconds = 0) {
		const start = now?.() ?? Date.now();
		const realStart = performance.now();
		this.wallStart = start + aheadSeconds * 1000;
		this.passed = now ? () => now() - start : () => (performance.now() - realStart) * timeScale;
	}

	/** Whole service milliseconds since start. */
	now(): number {
		return Math.floor(this.passed() + this.leapMs);
	}

	advance(seconds: number): void {
		this.leapMs += seconds * 1000;
	}

	/** Epoch milliseconds of a moment of service time. */
	epoch(serviceMs: number): number {
		return Math.round(this.wallStart + serviceMs);
	}

	/** Service milliseconds of an epoch moment. */
	fromEpoch(epochMs: number): number {
		return epochMs - this.wallStart;
	}
}

/** The form of submit_time, scheduled_time and end_time: UTC+8 without a zone suffix, in every region. */
export function stamp(epochMs: number): string {
	return new Date(epochMs + UTC_PLUS_8_MS).toISOString().replace('T', ' ').replace('Z', '');
}

/** Reads the list filter form YYYYMMDDhhmmss (UTC+8) as epoch milliseconds; undefined if it is not one. */
export function readCompactTime(text: string): number | undefined {
	const parts = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)$/.exec(text)?.slice(1).map(Number);
	if (!parts) return undefined;
	const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = parts;
	const epoch = Date.UTC(year, month - 1, day, hour, minute, second);
	const compact = new Date(epoch).toISOString().replace(/\D/g, '').slice(0, 14);
	return compact === text ? epoch - UTC_PLUS_8_MS : undefined;
}
