import type { Clock } from '../base/clock';
import { onAbort } from '../base/onAbort';
import type { StudioClient } from '../studio/client';
import { MAX_CLOCK_SKEW_MS } from '../studio/times';
import { listTasks, type ListedTask } from '../studio/taskList';
import { hasEnded, isActive } from '../studio/taskStatus';

/** From so many waiting tasks on, single queries would notice an end later than the ceiling; a page of the list has 100. */
const BATCH_FROM_TASKS = 100;
/** Waiters that one reading has woken come back at the same time, so the list is read until so few wait that single queries do. */
const BATCH_UNTIL_TASKS = 30;
/** Milliseconds between two readings of the list, for each page that it has; the queries need most of the rate limit. */
const PAUSE_PER_PAGE_MS = 1_000;
const MIN_PAUSE_MS = 2_000;
/** Milliseconds that a reading gets at the end of a wait, when a query for each would take far longer. */
const MIN_READING_MS = 1_000;
/** The most of the ceiling that passes between two readings; the rest is for the pages and the queries that follow. */
const PAUSE_SHARE_OF_CEILING = 1 / 3;

/** Without a reason each abort makes an error with its stack, and a thousand may be woken at once. */
export const WOKEN = 'woken';

export interface Waiter {
	taskId: string;
	/** Milliseconds since the epoch. */
	deadline: number;
	createdAt?: number;
	/** Aborted when the list has the task, or at Stop. */
	wake: AbortController;
	row?: ListedTask;
}

/**
 * Reads the task list for many who wait: one reading for all, in place of a query for each. The list's paging and
 * time zone are not documented, so it is given up for good at the first inconsistency: it cannot be read, lacks a task, gives
 * one no status, or calls one active that a query has shown as ended. Plain queries then do without it.
 */
export class BatchPolling {
	/** Milliseconds between two readings. */
	pause = MIN_PAUSE_MS;
	private readonly waiters = new Set<Waiter>();
	/** Tasks that were waited for and are not known to have ended. */
	private readonly active = new Set<string>();
	/** When a query has shown that a task has ended, in milliseconds since the epoch. */
	private readonly ended = new Map<string, number>();
	private reading?: Promise<void>;
	private isTrusted = true;
	private hasManyTasks = false;

	constructor(
		private readonly tools: { client: StudioClient; clock: Clock; signal: AbortSignal },
		/** Milliseconds within which an end is to be noticed. */
		private readonly ceiling: number,
	) {}

	/** @returns takes the waiter out again */
	join(waiter: Waiter): () => void {
		const unsubscribe = onAbort(this.tools.signal, () => waiter.wake.abort(WOKEN));
		this.waiters.add(waiter);
		if (!this.ended.has(waiter.taskId)) this.active.add(waiter.taskId);
		this.hasManyTasks ||= this.active.size >= BATCH_FROM_TASKS;
		return () => {
			this.waiters.delete(waiter);
			unsubscribe();
		};
	}

	/** How many wait. */
	get size(): number {
		return this.waiters.size;
	}

	get isOn(): boolean {
		return this.isTrusted && this.hasManyTasks;
	}

	/** A query has shown that the task has ended. */
	noteEnd(taskId: string): void {
		this.ended.set(taskId, this.tools.clock.now());
		this.active.delete(taskId);
		this.hasManyTasks &&= this.active.size >= BATCH_UNTIL_TASKS;
	}

	/** Waits for a reading of the list, but not long beyond the waiter's own deadline. */
	async read({ deadline }: Waiter): Promise<void> {
		const { clock, signal } = this.tools;
		this.reading ??= this.readList().finally(() => {
			this.reading = undefined;
		});
		const over = new AbortController();
		const unsubscribe = onAbort(signal, () => over.abort(WOKEN));
		void this.reading.then(() => over.abort(WOKEN));
		await clock.sleep(Math.max(MIN_READING_MS, deadline - clock.now()), over.signal);
		unsubscribe();
	}

	private async readList(): Promise<void> {
		const { client, clock } = this.tools;
		const begun = clock.now();
		const wanted = this.taskIds();
		const listing = await listTasks(client, this.creationSpan(), {
			deadline: begun + this.ceiling,
			// More pages would cost more than they save.
			maxPages: Math.max(2, Math.ceil(wanted.size / 3)),
			isEnough: (tasks) => {
				// What has ended can be queried while the other pages are read.
				this.wakeListed(tasks.filter(hasEnded));
				return hasAll(tasks, wanted);
			},
		});
		const { tasks, pages } = listing.ok ? listing.value : { tasks: [], pages: 0 };
		if (!hasAll(tasks, wanted) || tasks.some((row) => this.isInconsistent(row, wanted, begun))) {
			this.isTrusted = false;
			return;
		}
		this.pause = Math.min(
			Math.max(MIN_PAUSE_MS, pages * PAUSE_PER_PAGE_MS),
			this.ceiling * PAUSE_SHARE_OF_CEILING,
		);
		this.wakeListed(tasks);
	}

	private isInconsistent(row: ListedTask, wanted: ReadonlySet<string>, begun: number): boolean {
		const endedAt = this.ended.get(row.taskId) ?? Number.POSITIVE_INFINITY;
		return (wanted.has(row.taskId) && !row.status) || (endedAt < begun && isActive(row));
	}

	private wakeListed(tasks: readonly ListedTask[]): void {
		const rows = new Map(tasks.map((row) => [row.taskId, row]));
		for (const waiter of this.waiters) {
			waiter.row = rows.get(waiter.taskId);
			if (waiter.row) waiter.wake.abort(WOKEN);
		}
	}

	private taskIds(): Set<string> {
		return new Set([...this.waiters].map(({ taskId }) => taskId));
	}

	/** From the oldest task on; without times if one of them is not known. */
	private creationSpan(): { from?: number; to?: number } {
		const oldest = Math.min(...[...this.waiters].map(({ createdAt }) => createdAt ?? Number.NaN));
		if (Number.isNaN(oldest)) return {};
		return { from: oldest - MAX_CLOCK_SKEW_MS, to: this.tools.clock.now() + MAX_CLOCK_SKEW_MS };
	}
}

function hasAll(tasks: readonly ListedTask[], wanted: ReadonlySet<string>): boolean {
	const listed = new Set(tasks.map(({ taskId }) => taskId));
	return [...wanted].every((taskId) => listed.has(taskId));
}
