import type { Clock } from '../base/clock';
import { err, ok, type Result } from '../base/result';
import type { CreateRequest } from '../studio/createRequest';
import type { FileToSend } from '../request/delivery';
import type { TaskAnswer } from '../studio/answers';
import { stopped, type StudioClient } from '../studio/client';
import type { Fault } from '../base/fault';
import { endedUnpaid } from '../studio/taskStatus';
import { type Delivery, deliverVideo } from './deliverVideo';
import { Durations } from './durations';
import { deadlineFault, earlierUnclearFault, faultOfTask } from './taskFaults';
import type { Deliver, Job, JobResult } from './job';
import { Lane, type Place } from './lane';
import type { Ledger, LedgerEntry } from './ledger';
import { Semaphore } from '../base/semaphore';
import { TaskPoller } from './taskPoller';
import { type WaitEnd, waitForTask } from './waitForTask';

export interface RunSettings {
	/** Tasks of one model at the service at once; by default what `Lane` makes of the model's published limit. */
	runningTasks?: number;
	/** Milliseconds for submit, wait and download of one item, from the moment that it is its turn. */
	maximumWait: number;
	/** Milliseconds; the longest pause between two looks at a task. */
	pollCeiling: number;
	atDeadline: 'fail' | 'return task';
	/** Whether the first fault ends the whole run (n8n's "Stop Workflow"). */
	stopAtFirstFault: boolean;
}

interface RunTools<Delivered> {
	client: StudioClient;
	clock: Clock;
	/** 0 to 1. */
	random: () => number;
	ledger: Ledger;
	/** Ends the run: by n8n's Stop, or by the first fault. The client listens to the same signal. */
	halt: AbortController;
	/** Brings an item's file to the service. Needed for jobs that have files. @param deadline milliseconds since the epoch */
	sendFile?(file: FileToSend, deadline: number): Promise<Result<string>>;
	deliver: Deliver<Delivered>;
	/** What earlier runs have learnt of the service, which this one adds to. */
	durations?: Durations;
	progress?(results: ReadonlyArray<JobResult<Delivered>>): void;
}

type SubmitStart = Extract<Job['start'], { kind: 'submit' }>;
type Wish = Exclude<Job['start'], { kind: 'known task' }>;

/** Videos may be large, and some of n8n's stores hold each one in memory while it is stored. */
const DOWNLOADS_AT_ONCE = 3;
/** Files may be large as well, and a data URL is held from the reading of the file to the answer of the create call. */
const PREPARED_AT_ONCE = 2;

/**
 * Carries all jobs at the same time: submits as the model's limits allow, polls all tasks with one rate limiter, and
 * delivers each video as soon as it is ready. Never throws for what the service does. The results are in the jobs' order
 * and are filled in as they become known; `ended` resolves when nothing is left to do.
 */
export function runJobs<Delivered>(
	jobs: readonly Job[],
	settings: RunSettings,
	tools: RunTools<Delivered>,
): { results: Array<JobResult<Delivered>>; ended: Promise<void> } {
	const run = new TaskRun(jobs, settings, tools);
	return { results: run.results, ended: run.carryAll() };
}

class TaskRun<Delivered> {
	readonly results: Array<JobResult<Delivered>>;
	private readonly lanes = new Map<string, Lane>();
	private readonly preparations = new Semaphore(PREPARED_AT_ONCE);
	private readonly downloads = new Semaphore(DOWNLOADS_AT_ONCE);
	private readonly durations: Durations;
	private readonly poller: TaskPoller;
	private readonly watches = new Map<string, Promise<WaitEnd>>();
	private readonly deliveries = new Map<string, Promise<Delivery<Delivered>>>();

	constructor(
		jobs: readonly Job[],
		private readonly settings: RunSettings,
		private readonly tools: RunTools<Delivered>,
	) {
		this.results = jobs.map((job) => ({ job, hints: [] }));
		this.durations = tools.durations ?? new Durations();
		this.poller = new TaskPoller({ ...tools, signal: tools.halt.signal }, settings.pollCeiling);
	}

	async carryAll(): Promise<void> {
		await Promise.all(this.results.map((result) => this.carry(result)));
	}

	private async carry(result: JobResult<Delivered>): Promise<void> {
		const fault = await this.faultWhileCarrying(result);
		if (fault) {
			result.fault = { ...fault, ...(result.taskId && { taskId: result.taskId }) };
			if (this.settings.stopAtFirstFault) this.tools.halt.abort();
		}
		this.tools.progress?.(this.results);
	}

	private async faultWhileCarrying(result: JobResult<Delivered>): Promise<Fault | undefined> {
		const { job } = result;
		const { signal } = this.tools.halt;
		const place = job.start.kind === 'known task' ? undefined : await this.laneOf(job.start).enter(signal);
		try {
			const fault = await this.begin(result, place);
			if (fault || job.goal.query === 'no') return fault;
			// What waits at the service behind the run's own tasks is not looked at, and its time has not begun.
			const turn = await place?.turn;
			const deadline = this.deadlineOf(job, turn);
			const ended = await this.watch(result, deadline, turn);
			place?.leave();
			if (!ended.ok) return ended.fault;
			if (!job.goal.download || ended.value.status !== 'SUCCEEDED' || !ended.value.videoUrl) return undefined;
			return await this.deliver(result, ended.value, deadline);
		} finally {
			place?.leave();
		}
	}

	/** Milliseconds since the epoch. */
	private deadlineOf({ goal }: Job, from = this.tools.clock.now()): number {
		return from + (goal.maximumWait ?? this.settings.maximumWait);
	}

	/** Models have limits of their own, so each has its own lane. */
	private laneOf({ model, limits }: Wish): Lane {
		const lane = this.lanes.get(model) ?? new Lane(this.tools.clock, limits, this.settings.runningTasks);
		this.lanes.set(model, lane);
		return lane;
	}

	/** Makes sure that there is a task: the given one, the remembered one, or a new one. */
	private async begin(result: JobResult<Delivered>, place?: Place): Promise<Fault | undefined> {
		const { start } = result.job;
		if (start.kind === 'known task') {
			result.taskId = start.taskId;
			return undefined;
		}
		const { ledger, clock } = this.tools;
		if (start.kind === 'earlier try') return this.takeUp(result, start, start.entry);
		const remembered = ledger.find(start.key, clock.now());
		return remembered ? this.takeUp(result, start, remembered) : await this.submit(result, start, place);
	}

	private takeUp(result: JobResult<Delivered>, { model }: Wish, entry: LedgerEntry): Fault | undefined {
		result.submittedAt = entry.submittedAt;
		if (!entry.taskId) {
			return { ...earlierUnclearFault(), model };
		}
		result.taskId = entry.taskId;
		result.requestId = entry.requestId;
		result.hints.push(`Resumed task ${entry.taskId}, which an earlier attempt had submitted.`);
		return undefined;
	}

	private async submit(
		result: JobResult<Delivered>,
		start: SubmitStart,
		place?: Place,
	): Promise<Fault | undefined> {
		const { ledger, clock, halt, client } = this.tools;
		const { key, model, limits, asked } = start;
		const lane = this.laneOf(start);
		const deadline = this.deadlineOf(result.job);
		const leave = start.prepare && (await this.preparations.acquire(halt.signal));
		const entry = { model, submittedAt: 0, ...(limits && { limits }), ...(asked && { asked }) };
		let settleRefusal: (() => void) | undefined;
		const turn = async () => {
			await lane.pass(halt.signal, settleRefusal !== undefined);
			if (halt.signal.aborted) return;
			entry.submittedAt = clock.now();
			result.submittedAt = entry.submittedAt;
			ledger.note(key, { ...entry });
		};
		const throttled = async () => {
			ledger.forget(key);
			settleRefusal ??= lane.noteRefused();
			lane.slowDown();
			leave?.();
			// When a task of this run has ended, there is room for another one.
			return this.deadlineOf(result.job, await place?.turn);
		};
		try {
			const prepared = await this.prepare(start, deadline);
			if (!prepared.ok) return { ...prepared.fault, model };
			await turn();
			if (halt.signal.aborted) return stopped('submit');
			const created = await client.submit(prepared.value, deadline, { throttled, turn });
			if (created.ok) {
				const { taskId, requestId, raw } = created.value;
				ledger.note(key, { ...entry, taskId, requestId });
				result.taskId = taskId;
				result.requestId = requestId;
				result.created = raw;
				this.tools.progress?.(this.results);
				return undefined;
			}
			if (created.fault.class === 'unclear') {
				result.submittedAt = created.fault.calledAt ?? entry.submittedAt;
				ledger.note(key, { ...entry, submittedAt: result.submittedAt });
			} else {
				ledger.forget(key);
			}
			return { ...created.fault, model };
		} finally {
			leave?.();
			settleRefusal?.();
		}
	}

	/** The files of a remembered task are not sent again, so this comes after the look into the ledger. */
	private async prepare(start: SubmitStart, deadline: number): Promise<Result<CreateRequest>> {
		const { halt, sendFile } = this.tools;
		if (!start.prepare) return ok(start.request);
		if (halt.signal.aborted || !sendFile) return err(stopped('upload'));
		return await start.prepare(async (file) => await sendFile(file, deadline));
	}

	/** Follows the task to its end, once for all items that have it. */
	private async watch(
		result: JobResult<Delivered>,
		deadline: number,
		turn?: number,
	): Promise<Result<TaskAnswer>> {
		const { taskId = '', submittedAt, job } = result;
		const { goal } = job;
		const { client, clock, random, halt, progress } = this.tools;
		const end = await shared(
			this.watches,
			`${taskId} ${goal.query} ${goal.batch} ${goal.maximumWait}`,
			async () => {
				const onAnswer = (answer: TaskAnswer) => {
					result.answer = answer;
					progress?.(this.results);
				};
				const { poller, durations } = this;
				const tools = { client, clock, random, poller, durations, signal: halt.signal };
				return await waitForTask(
					{ taskId, submittedAt, job, deadline, turn, onAnswer },
					{ ...tools, pollCeiling: this.settings.pollCeiling },
				);
			},
		);
		result.answer = end.answer ?? result.answer;
		if (end.kind === 'fault') return err(end.fault);
		if (end.kind === 'out of time') return this.outOfTime(result, end.answer, end.waited);
		this.durations.note(job, end.answer);
		return this.end(result, end.answer);
	}

	private end(result: JobResult<Delivered>, answer: TaskAnswer): Result<TaskAnswer> {
		if (result.job.goal.query === 'once') return ok(answer);
		const fault = faultOfTask(answer);
		if (!fault) return ok(answer);
		// A failed task costs nothing and brings nothing, so a retry may submit the item again.
		const { start } = result.job;
		if (start.kind !== 'known task' && endedUnpaid(answer)) {
			this.tools.ledger.forget(start.key);
		}
		return err(fault);
	}

	private outOfTime(result: JobResult<Delivered>, answer: TaskAnswer, waited: number): Result<TaskAnswer> {
		// Who only looks has seen what there is.
		if (result.job.goal.query === 'once') return ok(answer);
		const atDeadline = result.job.goal.atDeadline ?? this.settings.atDeadline;
		if (atDeadline === 'fail') return err(deadlineFault(answer.taskId, answer.status, waited));
		return ok(answer);
	}

	/** Brings the video home, once for all items that have the task. */
	private async deliver(
		result: JobResult<Delivered>,
		answer: TaskAnswer,
		deadline: number,
	): Promise<Fault | undefined> {
		const { job, submittedAt } = result;
		const delivery = await shared(this.deliveries, answer.taskId, async () => {
			const { halt } = this.tools;
			const release = await this.downloads.acquire(halt.signal);
			const brought = await deliverVideo({ job, answer, submittedAt, deadline }, this.tools);
			release();
			return brought;
		});
		result.answer = delivery.answer;
		const { taskId, videoUrl } = delivery.answer;
		if (!delivery.delivered.ok) return { ...delivery.delivered.fault, taskId, videoUrl };
		result.delivered = delivery.delivered.value;
		return undefined;
	}
}

/** Does something once for a key; who comes later gets what the first one got. */
async function shared<T>(works: Map<string, Promise<T>>, key: string, work: () => Promise<T>): Promise<T> {
	const known = works.get(key) ?? work();
	works.set(key, known);
	return await known;
}
