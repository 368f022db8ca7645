import type { Clock } from '../base/clock';
import { intervalForLimit, RateLimiter } from '../base/rateLimiter';
import { Semaphore } from '../base/semaphore';
import type { ModelLimits } from './ledger';
import { MINUTE_MS } from '../base/units';

/** For a model without published limits. */
const UNPUBLISHED: ModelLimits = { submitsPerSecond: 1, runningTasks: 1 };
/** A throttled model is left this much time more: five executions on one account then stay within its limit. */
const SLOWER = 5;
/** The service counts its limits by the second and the minute. */
const SLOW_DOWN_MS = MINUTE_MS;

/** The place of one task at the service. */
export interface Place {
	/** Resolves when the task may be expected to run: with the time, in milliseconds since the epoch. */
	turn: Promise<number>;
	/** Makes room for the next one. */
	leave(): void;
}

/**
 * The tasks of one model at the service: as many as its limit lets run, and a lead of as many again that wait there as
 * PENDING, so that no slot stands empty until an end is noticed. Whoever chooses a number gets just that many.
 */
export class Lane {
	private readonly places: Semaphore;
	private readonly slots: Semaphore;
	private readonly pace: RateLimiter;
	private readonly gap: number;
	private lead: number;
	private readonly refused = new Set<Promise<void>>();
	/** Places that are not to be given on. */
	private withdrawn = 0;
	/** Milliseconds since the epoch. */
	private slowUntil = 0;

	/** @param chosen tasks at the service at once, where the user has chosen */
	constructor(
		private readonly clock: Clock,
		limits: ModelLimits = UNPUBLISHED,
		chosen?: number,
	) {
		const running = chosen ?? limits.runningTasks;
		this.lead = chosen === undefined ? running : 0;
		this.places = new Semaphore(running + this.lead);
		this.slots = new Semaphore(running);
		this.gap = intervalForLimit(limits.submitsPerSecond);
		this.pace = new RateLimiter(() => this.gap * (clock.now() < this.slowUntil ? SLOWER : 1), clock);
	}

	/** Resolves when one more task may be at the service, or at once after a stop. */
	async enter(signal: AbortSignal): Promise<Place> {
		const leavePlaces = await this.places.acquire(signal);
		const slot = this.slots.acquire(signal);
		let left = false;
		return {
			turn: slot.then(() => this.clock.now()),
			leave: () => {
				if (left) return;
				left = true;
				// Whoever waits for a slot was submitted before whoever waits for a place.
				void slot.then((leaveSlots) => leaveSlots());
				if (this.withdrawn > 0) this.withdrawn--;
				else leavePlaces();
			},
		};
	}

	/** Resolves when it is a create call's turn, or at once after a stop. Those that were refused come before new ones. */
	async pass(signal: AbortSignal, wasRefused: boolean): Promise<void> {
		while (!wasRefused && this.refused.size > 0) await Promise.all(this.refused);
		await this.pace.acquire(signal);
	}

	/**
	 * The service has refused a create call as one too many: its queue is full, or others submit to it as well.
	 * @returns tells that the call has been settled
	 */
	noteRefused(): () => void {
		let settle = () => {};
		const settled = new Promise<void>((resolve) => {
			settle = resolve;
		});
		this.refused.add(settled);
		if (this.lead > 0) {
			this.lead--;
			this.withdrawn++;
		}
		return () => {
			this.refused.delete(settled);
			settle();
		};
	}

	/** Submits more slowly for a while. */
	slowDown(): void {
		this.slowUntil = this.clock.now() + SLOW_DOWN_MS;
	}
}
