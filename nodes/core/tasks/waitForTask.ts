import type { Clock } from '../base/clock';
import type { Fault } from '../base/fault';
import type { Result } from '../base/result';
import { Retries } from '../base/retry';
import type { TaskResponse } from '../studio/responses';
import type { StudioClient } from '../studio/client';
import { retryPolicies } from '../studio/retryPolicies';
import { WOKEN } from './batchPolling';
import type { Durations } from './durations';
import type { Goal, Job } from './job';
import { TASK_LIFETIME_MS } from './ledger';
import { FIRST_POLL_DELAY_MS, SINGLE_POLL_TIMEOUT_MS, nextPollDelay, type Progress } from './pollPolicy';
import { queryFault, stoppedFault, taskContinues } from './taskFaults';
import type { TaskPoller } from './taskPoller';
import { taskStateOf } from '../studio/taskStatus';

interface WaitingTask {
	taskId: string;
	/** Milliseconds since the epoch by this machine's clock, where this node submitted the task. */
	submittedAt?: number;
	job: Job;
	/** Milliseconds since the epoch. */
	deadline: number;
	/** Milliseconds since the epoch: when it was expected to begin, where others of the run went before. */
	expectedStart?: number;
	/** Gets every answer as it comes. */
	onResponse(response: TaskResponse): void;
}

export interface WaitTools {
	client: StudioClient;
	poller: TaskPoller;
	durations: Durations;
	clock: Clock;
	/** 0 to 1. */
	random: () => number;
	signal: AbortSignal;
	/** Milliseconds. */
	pollCeiling: number;
}

/** How a wait ended, and the last that is known of the task. */
export type WaitEnd =
	/** The task has ended, whichever way, or its one query is done. */
	| { kind: 'seen'; response: TaskResponse }
	/** The time is over. @param waited milliseconds */
	| { kind: 'out of time'; response: TaskResponse; waited: number }
	| { kind: 'fault'; fault: Fault; response?: TaskResponse };

/** Polls a task until it has ended, the deadline has come, or the run is over. */
export async function waitForTask(task: WaitingTask, tools: WaitTools): Promise<WaitEnd> {
	const { clock, random, signal } = tools;
	const { taskId, deadline, submittedAt } = task;
	const { goal } = task.job;
	const begun = clock.now();
	const retries = new Retries({ clock, random, signal, deadline });
	let delay =
		submittedAt !== undefined && begun - submittedAt < FIRST_POLL_DELAY_MS ? FIRST_POLL_DELAY_MS : 0;
	let response: TaskResponse | undefined;
	let planDelay = () => delay;
	for (;;) {
		const read = await queryNext(task, delay, planDelay, tools);
		if (!read.ok) {
			const { fault } = read;
			if (fault.class === 'stopped') return stoppedEnd(taskId, response);
			// A passing fault is repeated as long as there is time, so this one means that there is none left.
			if (fault.class === 'retry' && response)
				return { kind: 'out of time', response, waited: clock.now() - begun };
			return { kind: 'fault', fault: queryFault(fault, taskContinues), response };
		}
		response = { ...read.value, taskId: read.value.taskId || taskId };
		task.onResponse(response);
		const state = taskStateOf(response);
		const now = clock.now();
		if (state === 'unknown' || state === 'link missing') {
			const isOld = submittedAt !== undefined && now - submittedAt > TASK_LIFETIME_MS;
			// A single query takes UNKNOWN as it is; so does whoever knows that the service has forgotten the task.
			if (state === 'unknown' && (isOld || isSingleQuery(goal))) return { kind: 'seen', response };
			const policy = state === 'unknown' ? retryPolicies.taskUnknown : retryPolicies.linkMissing;
			if (!(await retries.waitForRetry(policy))) {
				if (signal.aborted) return stoppedEnd(taskId, response);
				if (retries.isSpent(policy)) return { kind: 'seen', response };
				return { kind: 'out of time', response, waited: clock.now() - begun };
			}
			delay = 0;
			planDelay = () => delay;
			continue;
		}
		if (state !== 'active' || goal.query === 'once') return { kind: 'seen', response };
		if (now >= deadline) return { kind: 'out of time', response, waited: now - begun };
		const [progress, jitter] = [progressOf(task, response, now, begun), random()];
		planDelay = () => {
			// The age of a task that was made elsewhere is known by the service's clock only, which may be hours off.
			const durations = submittedAt === undefined ? [] : tools.durations.ofKind(task.job);
			return nextPollDelay({ ...progress, durations }, tools.pollCeiling, jitter);
		};
		delay = planDelay();
	}
}

/** @param planDelay the delay, in milliseconds, by what is known of such tasks in the meantime */
async function queryNext(
	{ taskId, job, deadline, submittedAt }: WaitingTask,
	delay: number,
	planDelay: () => number,
	{ client, poller, clock, durations }: WaitTools,
): Promise<Result<TaskResponse>> {
	if (isSingleQuery(job.goal)) return await client.query(taskId, deadline);
	const begun = clock.now();
	const until = job.goal.batch ? Math.min(deadline, begun + SINGLE_POLL_TIMEOUT_MS) : deadline;
	const wake = new AbortController();
	const over = new AbortController();
	const unsubscribe = durations.onNewDuration(job, () => {
		void clock.sleep(begun + planDelay() - clock.now(), over.signal).then(() => wake.abort(WOKEN));
	});
	const read = await poller.poll(taskId, delay, until, submittedAt, wake.signal);
	unsubscribe();
	over.abort(WOKEN);
	return read;
}

function isSingleQuery({ query, batch }: Goal): boolean {
	return query === 'once' && !batch;
}

function progressOf(
	{ submittedAt, expectedStart }: WaitingTask,
	response: TaskResponse,
	now: number,
	begun: number,
): Omit<Progress, 'durations'> {
	const age = ageOf(response, now, begun, submittedAt);
	const waited = queueTime(response) ?? Math.max(0, (expectedStart ?? 0) - (submittedAt ?? 0));
	return {
		age,
		runningFor: response.status === 'PENDING' ? undefined : Math.max(0, age - waited),
	};
}

/** Milliseconds from the submit to the start, both by the service's clock; nothing where it does not tell. */
function queueTime({ submittedAt, startedAt }: TaskResponse): number | undefined {
	const waited = Date.parse(startedAt ?? '') - Date.parse(submittedAt ?? '');
	return Number.isNaN(waited) ? undefined : Math.max(0, waited);
}

/** Milliseconds. This machine's clock counts; the service's may be hours off, and only tells of tasks made elsewhere. */
function ageOf(response: TaskResponse, now: number, begun: number, submittedAt: number | undefined): number {
	if (submittedAt !== undefined) return now - submittedAt;
	const byService = response.submittedAt === undefined ? 0 : now - Date.parse(response.submittedAt);
	return Math.max(now - begun, byService || 0);
}

function stoppedEnd(taskId: string, response: TaskResponse | undefined): WaitEnd {
	return { kind: 'fault', fault: stoppedFault(taskId, response?.status ?? 'PENDING'), response };
}
