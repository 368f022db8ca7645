import type { Clock } from '../base/clock';
import type { Fault } from '../base/fault';
import type { Result } from '../base/result';
import { Retries } from '../base/retry';
import type { TaskAnswer } from '../studio/answers';
import type { StudioClient } from '../studio/client';
import { retryPolicies } from '../studio/retryPolicies';
import type { Durations } from './durations';
import type { Goal, Job } from './job';
import { TASK_LIFETIME } from './ledger';
import { FIRST_LOOK, GLANCE, nextPause, type Progress } from './pollPolicy';
import { faultOfTask, stoppedFault } from './taskFaults';
import type { TaskPoller } from './taskPoller';
import { taskStateOf } from '../studio/taskStatus';

interface Watch {
	taskId: string;
	/** Milliseconds since the epoch by this machine's clock, where this node submitted the task. */
	submittedAt?: number;
	job: Job;
	/** Milliseconds since the epoch. */
	deadline: number;
	/** Milliseconds since the epoch: when it was expected to begin, where others of the run went before. */
	turn?: number;
	/** Gets every answer as it comes. */
	onAnswer(answer: TaskAnswer): void;
}

interface WatchTools {
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

/** How a watch came to its end, and the last that is known of the task. */
export type WatchEnd =
	/** The task has ended, whichever way, or its one look is done. */
	| { kind: 'seen'; answer: TaskAnswer }
	/** The time is over. @param waited milliseconds */
	| { kind: 'out of time'; answer: TaskAnswer; waited: number }
	| { kind: 'fault'; fault: Fault; answer?: TaskAnswer };

/** Looks at a task until it has ended, the deadline has come, or the run is over. */
export async function watchTask(watch: Watch, tools: WatchTools): Promise<WatchEnd> {
	const { clock, random, signal } = tools;
	const { taskId, deadline, submittedAt } = watch;
	const { goal } = watch.job;
	const begun = clock.now();
	const doubts = new Retries({ clock, random, signal, deadline });
	let pause = submittedAt !== undefined && begun - submittedAt < FIRST_LOOK ? FIRST_LOOK : 0;
	let answer: TaskAnswer | undefined;
	let replan = () => pause;
	for (;;) {
		const read = await look(watch, pause, replan, tools);
		if (!read.ok) {
			const { fault } = read;
			if (fault.class === 'stopped') return stop(taskId, answer);
			// A passing fault is repeated as long as there is time, so this one means that there is none left.
			if (fault.class === 'retry' && answer)
				return { kind: 'out of time', answer, waited: clock.now() - begun };
			return { kind: 'fault', fault: faultOfLook(fault), answer };
		}
		answer = { ...read.value, taskId: read.value.taskId || taskId };
		watch.onAnswer(answer);
		const state = taskStateOf(answer);
		const now = clock.now();
		if (state === 'unknown' || state === 'link missing') {
			const isOld = submittedAt !== undefined && now - submittedAt > TASK_LIFETIME;
			// A single look takes UNKNOWN as it is; so does whoever knows that the service has forgotten the task.
			if (state === 'unknown' && (isOld || isSingleLook(goal))) return { kind: 'seen', answer };
			const policy = state === 'unknown' ? retryPolicies.taskUnknown : retryPolicies.linkMissing;
			if (!(await doubts.again(policy, faultOfTask(answer) ?? notYet))) {
				if (signal.aborted) return stop(taskId, answer);
				if (doubts.isSpent(policy)) return { kind: 'seen', answer };
				return { kind: 'out of time', answer, waited: clock.now() - begun };
			}
			pause = 0;
			replan = () => pause;
			continue;
		}
		if (state !== 'active' || goal.query === 'once') return { kind: 'seen', answer };
		if (now >= deadline) return { kind: 'out of time', answer, waited: now - begun };
		const [progress, chance] = [progressOf(watch, answer, now, begun), random()];
		replan = () =>
			nextPause({ ...progress, durations: durationsFor(watch, tools) }, tools.pollCeiling, chance);
		pause = replan();
	}
}

/** @param replan the pause, in milliseconds, by what is known of tasks like this in the meantime */
async function look(
	{ taskId, job, deadline, submittedAt }: Watch,
	pause: number,
	replan: () => number,
	{ client, poller, clock, durations }: WatchTools,
): Promise<Result<TaskAnswer>> {
	if (isSingleLook(job.goal)) return await client.query(taskId, deadline);
	const begun = clock.now();
	const until = job.goal.batch ? Math.min(deadline, begun + GLANCE) : deadline;
	const hurry = new AbortController();
	const over = new AbortController();
	const unsubscribe = durations.onNews(job, () => {
		void clock.sleep(begun + replan() - clock.now(), over.signal).then(() => hurry.abort());
	});
	const read = await poller.next(taskId, pause, until, submittedAt, hurry.signal);
	unsubscribe();
	over.abort();
	return read;
}

function isSingleLook({ query, batch }: Goal): boolean {
	return query === 'once' && !batch;
}

function progressOf(
	watch: Watch,
	answer: TaskAnswer,
	now: number,
	begun: number,
): Omit<Progress, 'durations'> {
	const { submittedAt, turn } = watch;
	const age = ageOf(answer, now, begun, submittedAt);
	const waited = waitingTime(answer) ?? Math.max(0, (turn ?? 0) - (submittedAt ?? 0));
	return {
		age,
		runningFor: answer.status === 'PENDING' ? undefined : Math.max(0, age - waited),
	};
}

/** Milliseconds. The age of a task that was made elsewhere is known by the service's clock only, which may be hours off. */
function durationsFor({ job, submittedAt }: Watch, { durations }: WatchTools): readonly number[] {
	return submittedAt === undefined ? [] : durations.like(job);
}

/** Milliseconds from the submit to the start, both by the service's clock; nothing where it does not tell. */
function waitingTime({ submittedAt, startedAt }: TaskAnswer): number | undefined {
	const waited = Date.parse(startedAt ?? '') - Date.parse(submittedAt ?? '');
	return Number.isNaN(waited) ? undefined : Math.max(0, waited);
}

/** Milliseconds. This machine's clock counts; the service's may be hours off, and only tells of tasks made elsewhere. */
function ageOf(answer: TaskAnswer, now: number, begun: number, submittedAt: number | undefined): number {
	if (submittedAt !== undefined) return now - submittedAt;
	const told = answer.submittedAt === undefined ? 0 : now - Date.parse(answer.submittedAt);
	return Math.max(now - begun, told || 0);
}

function stop(taskId: string, answer: TaskAnswer | undefined): WatchEnd {
	return { kind: 'fault', fault: stoppedFault(taskId, answer?.status ?? 'PENDING'), answer };
}

function faultOfLook(fault: Fault): Fault {
	const description = `${fault.description} The task itself continues. Fetch its video with Task: Wait and this task ID within 24 hours.`;
	return { ...fault, message: `The task could not be queried. ${fault.message}`, description };
}

const notYet: Fault = {
	stage: 'wait',
	class: 'retry',
	message: 'The task is not ready',
	description: 'Wait.',
};
