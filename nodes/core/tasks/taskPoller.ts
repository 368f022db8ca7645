import type { Clock } from '../base/clock';
import { onAbort } from '../base/onAbort';
import { err, ok, type Result } from '../base/result';
import { Semaphore } from '../base/semaphore';
import type { TaskAnswer } from '../studio/answers';
import { stopped, type StudioClient } from '../studio/client';
import { isActive } from '../studio/taskStatus';
import { BatchPolling, type Waiter } from './batchPolling';
import { answerOfRow } from './output';
import { longestPause } from './pollPolicy';

/** The queries for ended tasks go through the same pace as the list, so only a few of them may stand in line before it. */
const DETAILS_AT_ONCE = 5;
/** Milliseconds after which a task is queried all the same, lest a list that lags behind holds its video back. */
const OWN_LOOK = 300_000;

/** What is known of a task from look to look. Milliseconds since the epoch. */
interface Known {
	createdAt?: number;
	/** When it is to be queried whatever the list says. */
	ownLookAt: number;
}

/**
 * Looks at many tasks for those who wait for them, one by one. For a crowd the task list is read instead, and only tasks
 * that it shows as ended are queried, since it has no links and no reasons.
 *
 * An end is met by a query within the ceiling, the time in line included, unless more tasks end than the pace lets
 * through (about 7 a second beside the list).
 */
export class TaskPoller {
	private readonly batch: BatchPolling;
	private readonly known = new Map<string, Known>();
	private readonly details = new Semaphore(DETAILS_AT_ONCE);
	/** Queries that stand in line or are on their way. */
	private asking = 0;

	constructor(
		private readonly tools: { client: StudioClient; clock: Clock; random: () => number; signal: AbortSignal },
		/** Milliseconds within which an end is to be met. */
		private readonly ceiling: number,
	) {
		this.batch = new BatchPolling(tools, ceiling);
	}

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
		const known = this.known.get(taskId) ?? { createdAt, ownLookAt: this.nextOwnLook() };
		this.known.set(taskId, known);
		const waiter: Waiter = { taskId, deadline, createdAt: known.createdAt, alarm: new AbortController() };
		const leave = this.batch.join(waiter);
		const unsubscribe = onAbort(hurry, () => waiter.alarm.abort());
		const longest = this.batch.isOn
			? this.batch.pause
			: longestPause(this.ceiling, this.batch.size + this.asking);
		await clock.sleep(Math.min(pause, longest, deadline - clock.now()), waiter.alarm.signal);
		if (!waiter.row && !signal.aborted && this.batch.isOn) await this.batch.read(waiter);
		leave();
		unsubscribe();
		if (signal.aborted) return err(stopped('wait'));
		const { row } = waiter;
		if (row && isActive(row) && clock.now() < known.ownLookAt) return ok(answerOfRow(row));
		return await this.ask(taskId, deadline, known);
	}

	/** One query, for a task that has ended or that the list cannot tell of. */
	private async ask(taskId: string, deadline: number, known: Known): Promise<Result<TaskAnswer>> {
		const { client, signal } = this.tools;
		this.asking++;
		const release = this.batch.isOn ? await this.details.acquire(signal) : undefined;
		const read = await client.query(taskId, deadline);
		release?.();
		this.asking--;
		known.ownLookAt = this.nextOwnLook();
		if (!read.ok) return read;
		if (read.value.submittedAt) known.createdAt = Date.parse(read.value.submittedAt);
		if (!isActive(read.value)) this.batch.noteEnd(taskId);
		return read;
	}

	private nextOwnLook(): number {
		return this.tools.clock.now() + OWN_LOOK * (0.5 + this.tools.random());
	}
}
