import type { Clock } from '../base/clock';
import { intervalForLimit, RateLimiter } from '../base/rateLimiter';
import { Semaphore } from '../base/semaphore';
import { MINUTE_MS } from '../base/units';
import type { ModelLimits } from './ledger';

/** For a model without published limits. */
const UNPUBLISHED: ModelLimits = { submitsPerSecond: 1, runningTasks: 1 };
/** A throttled model is submitted to so many times more slowly: five executions on one account then stay within its limit. */
const SLOW_DOWN_FACTOR = 5;
/** The service counts its limits by the second and the minute. */
const SLOW_DOWN_MS = MINUTE_MS;

/** Room for one task at the service. */
export interface TaskSlot {
	/** Resolves when the task may be expected to run: with the time, in milliseconds since the epoch. */
	expectedStart: Promise<number>;
	/** Makes room for the next one. */
	release(): void;
}

/**
 * The tasks of one model at the service: as many as its limit lets run, and a backlog of as many again that wait there as
 * PENDING, so that no slot is idle until an end is noticed. A number set by the user is used as it is, without a backlog.
 */
export class ModelLimiter {
	private readonly atService: Semaphore;
	private readonly running: Semaphore;
	private readonly submitLimiter: RateLimiter;
	private backlog: number;
	private readonly throttledCalls = new Set<Promise<void>>();
	/** Released permits that are dropped instead of given to the next task. */
	private permitsToDrop = 0;
	/** Milliseconds since the epoch. */
	private slowUntil = 0;

	/** @param chosen tasks at the service at once, where the user has chosen */
	constructor(
		private readonly clock: Clock,
		limits: ModelLimits = UNPUBLISHED,
		chosen?: number,
	) {
		const running = chosen ?? limits.runningTasks;
		this.backlog = chosen === undefined ? running : 0;
		this.atService = new Semaphore(running + this.backlog);
		this.running = new Semaphore(running);
		const interval = intervalForLimit(limits.submitsPerSecond);
		this.submitLimiter = new RateLimiter(
			() => interval * (clock.now() < this.slowUntil ? SLOW_DOWN_FACTOR : 1),
			clock,
		);
	}

	/** Resolves when one more task may be at the service, or at once after a stop. */
	async acquire(signal: AbortSignal): Promise<TaskSlot> {
		const releasePlace = await this.atService.acquire(signal);
		const running = this.running.acquire(signal);
		let released = false;
		return {
			expectedStart: running.then(() => this.clock.now()),
			release: () => {
				if (released) return;
				released = true;
				// Whoever waits to run was submitted before whoever waits for a place.
				void running.then((releaseRunning) => releaseRunning());
				if (this.permitsToDrop > 0) this.permitsToDrop--;
				else releasePlace();
			},
		};
	}

	/** Resolves when it is a create call's turn, or at once after a stop. Those that were throttled come before new ones. */
	async acquireSubmit(signal: AbortSignal, wasThrottled: boolean): Promise<void> {
		while (!wasThrottled && this.throttledCalls.size > 0) await Promise.all(this.throttledCalls);
		await this.submitLimiter.acquire(signal);
	}

	/**
	 * The service has refused a create call as one too many: its queue is full, or others submit to it as well.
	 * @returns to be called when the call is settled
	 */
	noteThrottled(): () => void {
		let settle = () => {};
		const settled = new Promise<void>((resolve) => {
			settle = resolve;
		});
		this.throttledCalls.add(settled);
		if (this.backlog > 0) {
			this.backlog--;
			this.permitsToDrop++;
		}
		return () => {
			this.throttledCalls.delete(settled);
			settle();
		};
	}

	/** Submits more slowly for a while. */
	slowDown(): void {
		this.slowUntil = this.clock.now() + SLOW_DOWN_MS;
	}
}
