import type { Clock } from '../base/clock';
import { onAbort } from '../base/onAbort';
import { err, ok, type Result } from '../base/result';
import { Semaphore } from '../base/semaphore';
import type { TaskResponse } from '../studio/responses';
import { type StudioClient } from '../studio/client';
import { stopFault } from '../studio/errors';
import { isActive } from '../studio/taskStatus';
import { BatchPolling, WOKEN, type Waiter } from './batchPolling';
import { responseOfRow } from './output';
import { maxPollDelay } from './pollPolicy';

/** The queries for ended tasks go through the same rate limiter as the list, so only a few of them may queue before it. */
const QUERIES_AT_ONCE = 5;
/** Milliseconds after which a task is queried all the same, lest a list that lags behind holds its video back. */
const OWN_QUERY_INTERVAL_MS = 300_000;

/** What is known of a task from query to query. Milliseconds since the epoch. */
interface PolledTask {
	createdAt?: number;
	/** When it is to be queried whatever the list says. */
	ownQueryAt: number;
}

/**
 * Polls many tasks, one by one. For a hundred and more the task list is read instead (`BatchPolling`), and only tasks
 * that it shows as ended are queried, since it has no links and no reasons.
 *
 * An end is noticed within the ceiling, the time in the queue included, unless more tasks end than the rate limiter lets
 * through (about 7 a second beside the list).
 */
export class TaskPoller {
	private readonly batch: BatchPolling;
	private readonly polledTasks = new Map<string, PolledTask>();
	private readonly querySlots = new Semaphore(QUERIES_AT_ONCE);
	/** Queries that wait for the rate limiter or for their answer. */
	private queriesUnderWay = 0;

	constructor(
		private readonly tools: { client: StudioClient; clock: Clock; random: () => number; signal: AbortSignal },
		/** Milliseconds within which an end is to be noticed. */
		private readonly ceiling: number,
	) {
		this.batch = new BatchPolling(tools, ceiling);
	}

	/**
	 * The next answer for a task, after the delay or sooner.
	 * @param delay milliseconds
	 * @param deadline milliseconds since the epoch
	 * @param createdAt milliseconds since the epoch, where it is known
	 * @param wakeSignal ends the delay
	 */
	async poll(
		taskId: string,
		delay: number,
		deadline: number,
		createdAt?: number,
		wakeSignal?: AbortSignal,
	): Promise<Result<TaskResponse>> {
		const { clock, signal } = this.tools;
		const task = this.polledTasks.get(taskId) ?? { createdAt, ownQueryAt: this.nextOwnQuery() };
		this.polledTasks.set(taskId, task);
		const waiter: Waiter = { taskId, deadline, createdAt: task.createdAt, wake: new AbortController() };
		const leave = this.batch.join(waiter);
		const unsubscribe = onAbort(wakeSignal, () => waiter.wake.abort(WOKEN));
		const maxDelay = this.batch.isOn
			? this.batch.pause
			: maxPollDelay(this.ceiling, this.batch.size + this.queriesUnderWay);
		await clock.sleep(Math.min(delay, maxDelay, deadline - clock.now()), waiter.wake.signal);
		if (!waiter.row && !signal.aborted && this.batch.isOn) await this.batch.read(waiter);
		leave();
		unsubscribe();
		if (signal.aborted) return err(stopFault('wait'));
		const { row } = waiter;
		if (row && isActive(row) && clock.now() < task.ownQueryAt) return ok(responseOfRow(row));
		return await this.query(taskId, deadline, task);
	}

	/** One query, for a task that has ended or that the list cannot tell of. */
	private async query(taskId: string, deadline: number, task: PolledTask): Promise<Result<TaskResponse>> {
		const { client, signal } = this.tools;
		this.queriesUnderWay++;
		const release = this.batch.isOn ? await this.querySlots.acquire(signal) : undefined;
		const read = await client.query(taskId, deadline);
		release?.();
		this.queriesUnderWay--;
		task.ownQueryAt = this.nextOwnQuery();
		if (!read.ok) return read;
		if (read.value.submittedAt) task.createdAt = Date.parse(read.value.submittedAt);
		if (!isActive(read.value)) this.batch.noteEnd(taskId);
		return read;
	}

	private nextOwnQuery(): number {
		return this.tools.clock.now() + OWN_QUERY_INTERVAL_MS * (0.5 + this.tools.random());
	}
}
