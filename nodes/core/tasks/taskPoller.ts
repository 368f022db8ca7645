import type { Clock } from '../base/clock';
import { onAbort } from '../base/onAbort';
import { err, ok, type Result } from '../base/result';
import type { TaskAnswer } from '../studio/answers';
import { stopped, type StudioClient } from '../studio/client';
import type { Fault } from '../base/fault';
import { listTasks, type ListedTask } from '../studio/taskList';
import { isActive } from './taskFaults';
import { answerOfRow } from './output';
import { longestPause } from './pollPolicy';
import { Semaphore } from '../base/semaphore';

/**
 * From so many waiting tasks on the task list is read for all of them. A call of the list serves 100 tasks, so it saves
 * calls far below that; but the looks at a few tasks are no load, and they tell more.
 */
const CROWD = 30;
/** The queries for ended tasks go through the same pace as the list, so only a few of them may stand in line before it. */
const DETAILS_AT_ONCE = 5;
/** Milliseconds between two readings of the list, for each page that it has; the queries need most of the pace. */
const PAUSE_PER_PAGE = 1_000;
const SHORTEST_PAUSE = 2_000;
/** The most of the ceiling that passes between two readings; the rest is for the pages and the queries that follow. */
const PAUSE_OF_CEILING = 1 / 3;
/** Milliseconds after which a task is queried all the same, lest a list that lags behind holds its video back. */
const OWN_LOOK = 300_000;
/** Milliseconds by which the service's clock and this machine's may differ. */
const CLOCK_DIFFERENCE = 3_600_000;

interface Waiter {
	taskId: string;
	deadline: number;
	/** Rings when the list has told of the task, or at Stop. */
	alarm: AbortController;
	row?: ListedTask;
}

/** What is known of a task from look to look. */
interface Known {
	createdAt?: number;
	/** When it is to be queried whatever the list says. */
	ownLookAt: number;
	/** The list does not have it: it is of another account, too old, or too new. */
	unlisted?: boolean;
}

/**
 * Looks at many tasks for those who wait for them. A few are queried one by one; for a crowd the task list is read, one
 * reading for all who wait, and only tasks that it shows as ended are queried, since it has no links and no reasons.
 *
 * An end is met by a query within the ceiling, the time in line included, unless more tasks end than the pace lets
 * through (about 7 a second beside the list).
 */
export class TaskPoller {
	private readonly waiters = new Set<Waiter>();
	private readonly known = new Map<string, Known>();
	private readonly details = new Semaphore(DETAILS_AT_ONCE);
	private reading?: Promise<Fault | undefined>;
	private crowdPause = SHORTEST_PAUSE;
	/** Queries that stand in line or are on their way. */
	private asking = 0;
	/** The service has no list for this key. */
	private listRefused = false;

	constructor(
		private readonly tools: { client: StudioClient; clock: Clock; random: () => number; signal: AbortSignal },
		/** Milliseconds within which an end is to be met. */
		private readonly ceiling: number,
	) {}

	/**
	 * The next answer for a task, after the pause or sooner.
	 * @param pause milliseconds
	 * @param deadline milliseconds since the epoch
	 * @param createdAt milliseconds since the epoch, where it is known
	 * @param hurry ends the pause
	 */
	async next(
		taskId: string,
		pause: number,
		deadline: number,
		createdAt?: number,
		hurry?: AbortSignal,
	): Promise<Result<TaskAnswer>> {
		const { clock, signal } = this.tools;
		const known = this.remember(taskId, createdAt);
		const waiter: Waiter = { taskId, deadline, alarm: new AbortController() };
		const unsubscribe = onAbort(signal, () => waiter.alarm.abort());
		const unsubscribeHurry = onAbort(hurry, () => waiter.alarm.abort());
		this.waiters.add(waiter);
		const byList = () => this.isCrowd() && !known.unlisted;
		const wait = Math.min(
			pause,
			byList() ? this.crowdPause : longestPause(this.ceiling, this.waiters.size + this.asking),
		);
		await clock.sleep(Math.min(wait, deadline - clock.now()), waiter.alarm.signal);
		const fault = !waiter.row && !signal.aborted && byList() ? await this.readFor(waiter) : undefined;
		this.waiters.delete(waiter);
		unsubscribe();
		unsubscribeHurry();
		if (signal.aborted) return err(stopped('wait'));
		if (fault) return err({ ...fault, stage: 'wait', taskId });
		const { row } = waiter;
		if (row && isActive(row) && clock.now() < known.ownLookAt) return ok(answerOfRow(row));
		return await this.ask(taskId, deadline);
	}

	/** One query, for a task that has ended or that the list cannot tell of. */
	private async ask(taskId: string, deadline: number): Promise<Result<TaskAnswer>> {
		const { client, clock, random, signal } = this.tools;
		this.asking++;
		const release = this.isCrowd() ? await this.details.acquire(signal) : undefined;
		const read = await client.query(taskId, deadline);
		release?.();
		this.asking--;
		const known = this.remember(taskId);
		known.ownLookAt = clock.now() + OWN_LOOK * (0.5 + random());
		if (read.ok && read.value.submittedAt) known.createdAt = Date.parse(read.value.submittedAt);
		return read;
	}

	private remember(taskId: string, createdAt?: number): Known {
		const { clock, random } = this.tools;
		const known = this.known.get(taskId) ?? {
			createdAt,
			ownLookAt: clock.now() + OWN_LOOK * (0.5 + random()),
		};
		this.known.set(taskId, known);
		return known;
	}

	private crowd(): string[] {
		const taskIds = new Set([...this.waiters].map(({ taskId }) => taskId));
		return [...taskIds].filter((taskId) => !this.known.get(taskId)?.unlisted);
	}

	private isCrowd(): boolean {
		return !this.listRefused && this.waiters.size >= CROWD && this.crowd().length >= CROWD;
	}

	/** Waits for a reading of the list, but not beyond the waiter's own deadline. */
	private async readFor(waiter: Waiter): Promise<Fault | undefined> {
		const { clock, signal } = this.tools;
		this.reading ??= this.readList().finally(() => {
			this.reading = undefined;
		});
		const over = new AbortController();
		const unsubscribe = onAbort(signal, () => over.abort());
		let fault: Fault | undefined = lateFault;
		void this.reading.then((found) => {
			fault = found;
			over.abort();
		});
		await clock.sleep(Math.max(1_000, waiter.deadline - clock.now()), over.signal);
		unsubscribe();
		return fault;
	}

	/** Reads the list as far as it is needed, and tells all who wait. Gives the fault if the list cannot be had. */
	private async readList(): Promise<Fault | undefined> {
		const { client } = this.tools;
		const wanted = this.crowd();
		const missing = new Set(wanted);
		const listing = await listTasks(client, this.span(wanted), {
			deadline: Math.max(...[...this.waiters].map(({ deadline }) => deadline)),
			// More pages would cost more than they save.
			mostPages: Math.max(2, Math.ceil(wanted.length / 3)),
			enough: (tasks) => {
				tasks.forEach(({ taskId }) => missing.delete(taskId));
				// What has ended can be queried while the other pages are read.
				this.tell(tasks.filter((row) => !isActive(row)));
				return missing.size === 0;
			},
		});
		if (!listing.ok) {
			if (listing.fault.class === 'retry') return listing.fault;
			this.listRefused = true;
			return undefined;
		}
		const pause = Math.max(SHORTEST_PAUSE, listing.value.pages * PAUSE_PER_PAGE);
		this.crowdPause = Math.min(pause, this.ceiling * PAUSE_OF_CEILING);
		for (const row of listing.value.tasks) {
			const known = this.known.get(row.taskId);
			if (!known || !row.status) continue;
			missing.delete(row.taskId);
			known.unlisted = false;
			known.createdAt = row.createdAt ?? known.createdAt;
		}
		for (const taskId of missing) this.remember(taskId).unlisted = true;
		this.tell(listing.value.tasks);
		return undefined;
	}

	private tell(tasks: readonly ListedTask[]): void {
		const rows = new Map(tasks.map((row) => [row.taskId, row]));
		for (const waiter of this.waiters) {
			const row = rows.get(waiter.taskId);
			if (!row?.status) continue;
			waiter.row = row;
			waiter.alarm.abort();
		}
	}

	/** From the oldest task on; without times if one of them is not known. */
	private span(wanted: readonly string[]): { from?: number; to?: number } {
		const times = wanted.map((taskId) => this.known.get(taskId)?.createdAt ?? Number.NaN);
		const oldest = Math.min(...times);
		if (Number.isNaN(oldest)) return {};
		return { from: oldest - CLOCK_DIFFERENCE, to: this.tools.clock.now() + CLOCK_DIFFERENCE };
	}
}

const lateFault: Fault = {
	stage: 'wait',
	class: 'retry',
	message: 'The task list did not respond in time',
	description: 'Run the item again.',
};
