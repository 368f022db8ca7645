import type { Fault } from '../base/fault';
import { err, ok, type Result } from '../base/result';
import { Semaphore } from '../base/semaphore';
import type { TaskResponse } from '../studio/responses';
import { endedUnpaid } from '../studio/taskStatus';
import { type DeliveryResult, deliverVideo } from './deliverVideo';
import { Durations } from './durations';
import type { Deliver, Job, JobResult } from './job';
import { deadlineFault, faultOfTask } from './taskFaults';
import { TaskPoller } from './taskPoller';
import { type StartSettings, type StartTools, TaskStarter } from './taskStarter';
import { type WaitEnd, type WaitTools, waitForTask } from './waitForTask';

export interface RunSettings extends StartSettings {
	/** Milliseconds; the longest delay between two queries of a task. */
	pollCeiling: number;
	/** Whether the first fault ends the whole run (n8n's "Stop Workflow"). */
	stopAtFirstFault: boolean;
}

interface RunTools<Delivered> extends StartTools {
	/** 0 to 1. */
	random: () => number;
	deliver: Deliver<Delivered>;
	/** What earlier runs have learnt of the service, which this one adds to. */
	durations?: Durations;
	progress?(results: ReadonlyArray<JobResult<Delivered>>): void;
}

/** Videos may be large, and some of n8n's stores hold each one in memory while it is stored. */
const DOWNLOADS_AT_ONCE = 3;

/**
 * Runs all jobs at the same time: submits as the model's limits allow, polls all tasks with one rate limiter, and
 * delivers each video as soon as it is ready. Never throws for what the service does. The results are in the jobs' order
 * and are filled in as they become known; `ended` resolves when nothing is left to do.
 */
export function runJobs<Delivered>(
	jobs: readonly Job[],
	settings: RunSettings,
	tools: RunTools<Delivered>,
): { results: Array<JobResult<Delivered>>; ended: Promise<void> } {
	const run = new TaskRun(jobs, settings, tools);
	return { results: run.results, ended: run.runAll() };
}

class TaskRun<Delivered> {
	readonly results: Array<JobResult<Delivered>>;
	private readonly starter: TaskStarter;
	private readonly downloads = new Semaphore(DOWNLOADS_AT_ONCE);
	private readonly waitTools: WaitTools;
	private readonly waits = new Map<string, Promise<WaitEnd>>();
	private readonly deliveries = new Map<string, Promise<DeliveryResult<Delivered>>>();

	constructor(
		jobs: readonly Job[],
		private readonly settings: RunSettings,
		private readonly tools: RunTools<Delivered>,
	) {
		this.results = jobs.map((job) => ({ job, hints: [] }));
		this.starter = new TaskStarter(settings, tools, () => tools.progress?.(this.results));
		const { pollCeiling } = settings;
		const { durations = new Durations(), halt } = tools;
		const common = { ...tools, durations, signal: halt.signal };
		this.waitTools = { ...common, pollCeiling, poller: new TaskPoller(common, pollCeiling) };
	}

	async runAll(): Promise<void> {
		await Promise.all(this.results.map((result) => this.run(result)));
	}

	private async run(result: JobResult<Delivered>): Promise<void> {
		const fault = await this.faultOf(result);
		if (fault) {
			result.fault = { ...fault, ...(result.taskId && { taskId: result.taskId }) };
			if (this.settings.stopAtFirstFault) this.tools.halt.abort();
		}
		this.tools.progress?.(this.results);
	}

	private async faultOf(result: JobResult<Delivered>): Promise<Fault | undefined> {
		const { goal } = result.job;
		const slot = await this.starter.acquireSlot(result);
		try {
			const fault = await this.starter.start(result, slot);
			if (fault || goal.query === 'no') return fault;
			// What waits at the service behind the run's own tasks is not queried, and its time has not begun.
			const expectedStart = await slot?.expectedStart;
			const deadline = (expectedStart ?? this.tools.clock.now()) + goal.maximumWait;
			const ended = await this.wait(result, deadline, expectedStart);
			slot?.release();
			if (!ended.ok) return ended.fault;
			if (!goal.download || ended.value.status !== 'SUCCEEDED' || !ended.value.videoUrl) return undefined;
			return await this.deliver(result, ended.value, deadline);
		} finally {
			slot?.release();
		}
	}

	/** Follows the task to its end, once for all items that have it. */
	private async wait(
		result: JobResult<Delivered>,
		deadline: number,
		expectedStart?: number,
	): Promise<Result<TaskResponse>> {
		const { taskId = '', submittedAt, job } = result;
		const { goal } = job;
		const end = await once(
			this.waits,
			`${taskId} ${goal.query} ${goal.batch} ${goal.maximumWait}`,
			async () => {
				const onResponse = (response: TaskResponse) => {
					result.response = response;
					this.tools.progress?.(this.results);
				};
				const task = { taskId, submittedAt, job, deadline, expectedStart, onResponse };
				return await waitForTask(task, this.waitTools);
			},
		);
		result.response = end.response ?? result.response;
		if (end.kind === 'fault') return err(end.fault);
		if (end.kind === 'out of time') return this.outOfTime(result, end.response, end.waited);
		this.waitTools.durations.note(job, end.response);
		return this.end(result, end.response);
	}

	private end(result: JobResult<Delivered>, response: TaskResponse): Result<TaskResponse> {
		if (result.job.goal.query === 'once') return ok(response);
		const fault = faultOfTask(response);
		if (!fault) return ok(response);
		// A failed task costs nothing and brings nothing, so a retry may submit the item again.
		const { start } = result.job;
		if (start.kind !== 'known task' && endedUnpaid(response)) this.tools.ledger.forget(start.key);
		return err(fault);
	}

	private outOfTime(
		result: JobResult<Delivered>,
		response: TaskResponse,
		waited: number,
	): Result<TaskResponse> {
		const { goal } = result.job;
		if (goal.query === 'once' || goal.atDeadline === 'return task') return ok(response);
		return err(deadlineFault(response.taskId, response.status, waited));
	}

	/** Delivers the video, once for all items that have the task. */
	private async deliver(
		result: JobResult<Delivered>,
		response: TaskResponse,
		deadline: number,
	): Promise<Fault | undefined> {
		const { job, submittedAt } = result;
		const delivery = await once(this.deliveries, response.taskId, async () => {
			const { halt, client, deliver } = this.tools;
			const release = await this.downloads.acquire(halt.signal);
			const delivered = await deliverVideo(response, deadline, client, async (found) =>
				deliver(job, found, deadline, submittedAt),
			);
			release();
			return delivered;
		});
		result.response = delivery.response;
		const { taskId, videoUrl } = delivery.response;
		if (!delivery.delivered.ok) return { ...delivery.delivered.fault, taskId, videoUrl };
		result.delivered = delivery.delivered.value;
		return undefined;
	}
}

/** Does something once for a key; who comes later gets what the first one got. */
async function once<T>(works: Map<string, Promise<T>>, key: string, work: () => Promise<T>): Promise<T> {
	const known = works.get(key) ?? work();
	works.set(key, known);
	return await known;
}
