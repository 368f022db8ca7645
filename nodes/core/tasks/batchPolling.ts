import type { Clock } from '../base/clock';
import { onAbort } from '../base/onAbort';
import type { StudioClient } from '../studio/client';
import { listTasks, type ListedTask } from '../studio/taskList';
import { hasEnded, isActive } from '../studio/taskStatus';

/** From so many waiting tasks on queries alone would notice an end later than the ceiling; a page of the list has 100. */
const BEGINS_AT = 100;
/** Those whom the last reading has woken go on in step, so the list is kept until so few wait that their queries can. */
const ENDS_BELOW = 30;
/** Milliseconds between two readings of the list, for each page that it has; the queries need most of the pace. */
const PAUSE_PER_PAGE = 1_000;
const SHORTEST_PAUSE = 2_000;
/** Milliseconds that a reading gets at the end of a wait, when a query for each would take far longer. */
const SHORTEST_READING = 1_000;
/** The most of the ceiling that passes between two readings; the rest is for the pages and the queries that follow. */
const PAUSE_OF_CEILING = 1 / 3;
/** Milliseconds by which the service's clock and this machine's may differ. */
const CLOCK_DIFFERENCE = 3_600_000;

export interface Waiter {
	taskId: string;
	/** Milliseconds since the epoch. */
	deadline: number;
	createdAt?: number;
	/** Rings when the list has told of the task, or at Stop. */
	alarm: AbortController;
	row?: ListedTask;
}

/**
 * Reads the task list for a crowd that waits: one reading for all, in place of a query for each. The list's paging and
 * time zone are not documented, so it is given up for good at the first oddity: it cannot be read, lacks a task, gives
 * one no status, or calls one active that a query has shown as ended. Plain queries then do without it.
 */
export class BatchPolling {
	/** Milliseconds between two readings. */
	pause = SHORTEST_PAUSE;
	private readonly waiters = new Set<Waiter>();
	/** Tasks that were waited for and are not known to have ended. */
	private readonly active = new Set<string>();
	/** When a query has shown that a task has ended, in milliseconds since the epoch. */
	private readonly ended = new Map<string, number>();
	private reading?: Promise<void>;
	private isTrusted = true;
	private isCrowd = false;

	constructor(
		private readonly tools: { client: StudioClient; clock: Clock; signal: AbortSignal },
		/** Milliseconds within which an end is to be met. */
		private readonly ceiling: number,
	) {}

	/** @returns takes the waiter out again */
	join(waiter: Waiter): () => void {
		const unsubscribe = onAbort(this.tools.signal, () => waiter.alarm.abort());
		this.waiters.add(waiter);
		if (!this.ended.has(waiter.taskId)) this.active.add(waiter.taskId);
		this.isCrowd ||= this.active.size >= BEGINS_AT;
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
		return this.isTrusted && this.isCrowd;
	}

	/** A query has shown that the task has ended. */
	noteEnd(taskId: string): void {
		this.ended.set(taskId, this.tools.clock.now());
		this.active.delete(taskId);
		this.isCrowd &&= this.active.size >= ENDS_BELOW;
	}

	/** Waits for a reading of the list, but not long beyond the waiter's own deadline. */
	async read({ deadline }: Waiter): Promise<void> {
		const { clock, signal } = this.tools;
		this.reading ??= this.readList().finally(() => {
			this.reading = undefined;
		});
		const over = new AbortController();
		const unsubscribe = onAbort(signal, () => over.abort());
		void this.reading.then(() => over.abort());
		await clock.sleep(Math.max(SHORTEST_READING, deadline - clock.now()), over.signal);
		unsubscribe();
	}

	private async readList(): Promise<void> {
		const { client, clock } = this.tools;
		const begun = clock.now();
		const wanted = this.taskIds();
		const listing = await listTasks(client, this.span(), {
			deadline: begun + this.ceiling,
			// More pages would cost more than they save.
			mostPages: Math.max(2, Math.ceil(wanted.size / 3)),
			enough: (tasks) => {
				// What has ended can be queried while the other pages are read.
				this.tell(tasks.filter(hasEnded));
				return hasAll(tasks, wanted);
			},
		});
		const { tasks, pages } = listing.ok ? listing.value : { tasks: [], pages: 0 };
		if (!hasAll(tasks, wanted) || tasks.some((row) => this.isOdd(row, wanted, begun))) {
			this.isTrusted = false;
			return;
		}
		this.pause = Math.min(Math.max(SHORTEST_PAUSE, pages * PAUSE_PER_PAGE), this.ceiling * PAUSE_OF_CEILING);
		this.tell(tasks);
	}

	private isOdd(row: ListedTask, wanted: ReadonlySet<string>, begun: number): boolean {
		const endedAt = this.ended.get(row.taskId) ?? Number.POSITIVE_INFINITY;
		return (wanted.has(row.taskId) && !row.status) || (endedAt < begun && isActive(row));
	}

	private tell(tasks: readonly ListedTask[]): void {
		const rows = new Map(tasks.map((row) => [row.taskId, row]));
		for (const waiter of this.waiters) {
			waiter.row = rows.get(waiter.taskId);
			if (waiter.row) waiter.alarm.abort();
		}
	}

	private taskIds(): Set<string> {
		return new Set([...this.waiters].map(({ taskId }) => taskId));
	}

	/** From the oldest task on; without times if one of them is not known. */
	private span(): { from?: number; to?: number } {
		const oldest = Math.min(...[...this.waiters].map(({ createdAt }) => createdAt ?? Number.NaN));
		if (Number.isNaN(oldest)) return {};
		return { from: oldest - CLOCK_DIFFERENCE, to: this.tools.clock.now() + CLOCK_DIFFERENCE };
	}
}

function hasAll(tasks: readonly ListedTask[], wanted: ReadonlySet<string>): boolean {
	const listed = new Set(tasks.map(({ taskId }) => taskId));
	return [...wanted].every((taskId) => listed.has(taskId));
}
