import type { Clock } from '../base/clock';
import type { Fault } from '../base/fault';
import { ok, type Result } from '../base/result';
import { DAY_MS, MEGABYTE_BYTES } from '../base/units';
import type { TaskResponse } from '../studio/responses';
import type { StudioClient } from '../studio/client';
import { type ListedTask, makesVideo } from '../studio/taskList';
import {
	type EndedTasksMemory,
	findEndedTasks,
	judgeTask,
	markEmitted,
	type TaskFilters,
} from './endedTasks';
import { linkExpiry } from './output';
import { faultOfTask, queryFault } from './taskFaults';
import { noteAttempt, pauseAfterAttempts, type EmitAttempts } from './emitAttempts';

/** A task that starts the workflow: its own answer says that it has ended as chosen. */
interface EmittedTask<Delivered> {
	row: ListedTask;
	response: TaskResponse;
	delivered?: Delivered;
	/** Why there is no file although one is wanted. */
	fault?: Fault;
}

export interface PollTools<Delivered> {
	client: StudioClient;
	clock: Clock;
	/** Delivers a finished video, where that is wanted. @param deadline milliseconds since the epoch */
	deliver?(response: TaskResponse, deadline: number): Promise<Result<Delivered>>;
	/** Bytes of a delivered video that stand in memory until the poll is over. */
	heldBytes?(delivered: Delivered): number;
}

interface PollOptions {
	/** Milliseconds that the poll may take. */
	budget: number;
	/** Whether everything that has ended by now counts as emitted. */
	skipAll?: boolean;
	/** What is kept of other keys. */
	others?: readonly EndedTasksMemory[];
}

/** Tasks that one poll emits at most; the next one goes on with the rest. */
const MAX_EMITTED = 500;
/** Some of n8n's stores hold a video in memory while it is stored, and one holds all of them until the poll is over. */
const DOWNLOADS_AT_ONCE = 3;
const QUERIES_AT_ONCE = 8;
const MAX_HELD_BYTES = 64 * MEGABYTE_BYTES;
/** Shares of the budget: for the list, for a link's first attempt; when the last task and the last download may start. */
const LIST_SHARE = 1 / 4;
const FIRST_TRY_SHARE = 1 / 4;
const LAST_TASK_AT = 0.6;
const LAST_DOWNLOAD_AT = 0.85;
/** Queries in a row that may fail; more would fail as well. */
const MAX_FAILED_IN_A_ROW = 10;
/** From so many attempts on a fault is shown; for a task that is UNKNOWN, from more. */
const ATTEMPTS_BEFORE_FAULT = 3;
const ATTEMPTS_BEFORE_UNKNOWN = 5;
/** Milliseconds before its end in which a link is no longer left to a later poll. */
const LINK_MARGIN_MS = 1_800_000;

const triesAgain = 'The trigger tries again as long as the service lists the task.';

/**
 * One poll: reads the list, asks for each ended task itself, and brings the videos. Takes as many as there is time for, in
 * the order of their ends, and counts only those as emitted that it gives back; all others are for the next polls.
 */
export async function pollEndedTasks<Delivered>(
	memory: EndedTasksMemory,
	filters: TaskFilters,
	tools: PollTools<Delivered>,
	{ budget, ...reading }: PollOptions,
): Promise<Result<{ emitted: Array<EmittedTask<Delivered>>; faults: Fault[] }>> {
	const { client, clock } = tools;
	const begun = clock.now();
	const deadline = begun + budget * LIST_SHARE;
	const found = await findEndedTasks(client, memory, filters, { clock, deadline, ...reading });
	if (!found.ok) return found;
	const run = new PollRun(memory, filters, tools, begun, budget);
	const emitted = await run.run(found.value.tasks);
	// Only now, and in one go: a poll that does not come to its end has emitted nothing.
	markEmitted(memory, [...emitted.map(({ row }) => row), ...run.skipped], clock.now());
	return ok({ emitted, faults: [...found.value.faults, ...run.faults] });
}

class PollRun<Delivered> {
	readonly skipped: ListedTask[] = [];
	readonly faults: Fault[] = [];
	private readonly emitted: Array<EmittedTask<Delivered>> = [];
	private readonly unconfirmed: EmitAttempts;
	/** Milliseconds. */
	private readonly firstTry: number;
	private readonly lastTaskAt: number;
	private readonly end: number;
	private failedInARow = 0;
	private heldBytes = 0;

	constructor(
		memory: EndedTasksMemory,
		private readonly filters: TaskFilters,
		private readonly tools: PollTools<Delivered>,
		/** Milliseconds since the epoch. */
		begun: number,
		budget: number,
	) {
		this.firstTry = budget * FIRST_TRY_SHARE;
		this.lastTaskAt = begun + budget * LAST_TASK_AT;
		this.end = begun + budget * LAST_DOWNLOAD_AT;
		this.unconfirmed = memory.unconfirmed ??= {};
	}

	/** The tasks to emit, in the order in which the tasks came. */
	async run(tasks: readonly ListedTask[]): Promise<Array<EmittedTask<Delivered>>> {
		// Whatever has failed before comes last: it must not hold back the others.
		const tried = ({ taskId }: ListedTask) => this.unconfirmed[taskId]?.count ?? 0;
		const queue = [...tasks].sort((a, b) => Number(tried(a) > 0) - Number(tried(b) > 0));
		const work = async () => {
			for (let row = this.next(queue); row; row = this.next(queue)) await this.query(row);
		};
		const workers = this.tools.deliver ? DOWNLOADS_AT_ONCE : QUERIES_AT_ONCE;
		await Promise.all(Array.from({ length: workers }, work));
		return this.emitted.sort((a, b) => tasks.indexOf(a.row) - tasks.indexOf(b.row));
	}

	private next(queue: ListedTask[]): ListedTask | undefined {
		const isFull = this.emitted.length >= MAX_EMITTED || this.heldBytes > MAX_HELD_BYTES;
		const isOver = this.tools.clock.now() >= this.lastTaskAt;
		return isFull || isOver || this.failedInARow >= MAX_FAILED_IN_A_ROW ? undefined : queue.shift();
	}

	private async query(row: ListedTask): Promise<void> {
		const { client, clock } = this.tools;
		const read = await client.query(row.taskId, this.endOfTry());
		if (!read.ok) {
			this.failedInARow++;
			const attempts = noteAttempt(this.unconfirmed, row.taskId, clock.now());
			const isToBeShown = read.fault.class !== 'retry' || attempts.count >= ATTEMPTS_BEFORE_FAULT;
			if (isToBeShown) this.show(row, queryFault(read.fault, triesAgain));
			return;
		}
		this.failedInARow = 0;
		const response = { ...read.value, taskId: row.taskId };
		switch (judgeTask(response, makesVideo(row), this.filters)) {
			case 'emit':
				return await this.emit(row, response);
			case 'skip':
				// Where the list says otherwise, one of both will follow the other.
				if (response.status === row.status) this.skipped.push(row);
				else noteAttempt(this.unconfirmed, row.taskId, clock.now());
				return;
			case 'query again':
				return this.postpone(row, response);
		}
	}

	private postpone(row: ListedTask, response: TaskResponse): void {
		const attempts = noteAttempt(this.unconfirmed, row.taskId, this.tools.clock.now());
		const fault =
			attempts.count >= ATTEMPTS_BEFORE_UNKNOWN && response.status === 'UNKNOWN' && faultOfTask(response);
		if (fault) this.show(row, fault);
	}

	private async emit(row: ListedTask, response: TaskResponse): Promise<void> {
		const { client, clock, deliver, heldBytes } = this.tools;
		if (!deliver || response.status !== 'SUCCEEDED' || !response.videoUrl) {
			this.emitted.push({ row, response });
			return;
		}
		const isFirst = this.unconfirmed[row.taskId] === undefined;
		const stored = await deliver(response, isFirst ? this.endOfTry() : this.end);
		if (stored.ok) {
			this.heldBytes += heldBytes?.(stored.value) ?? 0;
			this.emitted.push({ row, response, delivered: stored.value });
			return;
		}
		const now = clock.now();
		const attempts = noteAttempt(this.unconfirmed, row.taskId, now);
		const left = timeLeft(response, { now, since: attempts.since, skew: client.clockSkew });
		if (pauseAfterAttempts(attempts.count) + LINK_MARGIN_MS < left) {
			if (attempts.count >= ATTEMPTS_BEFORE_FAULT)
				this.show(row, { ...stored.fault, videoUrl: response.videoUrl });
			return;
		}
		this.emitted.push({ row, response, fault: stored.fault });
	}

	/** Once for each task. */
	private show({ taskId, model }: ListedTask, fault: Fault): void {
		const attempts = this.unconfirmed[taskId];
		if (!attempts || attempts.shown) return;
		attempts.shown = true;
		this.faults.push({ ...fault, taskId, ...(model && { model }) });
	}

	/** When a task's first try is given up, in milliseconds since the epoch. */
	private endOfTry(): number {
		return Math.min(this.tools.clock.now() + this.firstTry, this.end);
	}
}

/**
 * Milliseconds for which the link still works. Its end is by the service's clock, so that clock counts where it is known.
 * @param time milliseconds: this machine's time, that of the first attempt, and by how much the service's clock is ahead
 */
function timeLeft(
	response: TaskResponse,
	{ now, since, skew = 0 }: { now: number; since: number; skew?: number },
): number {
	const expiry = Date.parse(linkExpiry(response) ?? '');
	return Number.isNaN(expiry) ? since + DAY_MS - now : expiry - now - skew;
}
