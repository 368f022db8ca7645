import type { Clock } from '../base/clock';
import type { Fault } from '../base/fault';
import type { Result } from '../base/result';
import { Retries } from '../base/retry';
import type { TaskAnswer } from '../studio/answers';
import type { StudioClient } from '../studio/client';
import { retryPolicies } from '../studio/retryPolicies';
import type { Goal } from './job';
import { TASK_LIFETIME } from './ledger';
import { FIRST_LOOK, GLANCE, nextPause } from './pollPolicy';
import { faultOfTask, stoppedFault } from './taskFaults';
import type { TaskPoller } from './taskPoller';
import { taskStateOf } from './taskState';

interface Watch {
	taskId: string;
	/** Milliseconds since the epoch by this machine's clock, where this node submitted the task. */
	submittedAt?: number;
	goal: Goal;
	/** Milliseconds since the epoch. */
	deadline: number;
	/** Gets every answer as it comes. */
	onAnswer(answer: TaskAnswer): void;
}

interface WatchTools {
	client: StudioClient;
	poller: TaskPoller;
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
	const { taskId, deadline, goal, submittedAt } = watch;
	const begun = clock.now();
	const doubts = new Retries({ clock, random, signal, deadline });
	let pause = submittedAt !== undefined && begun - submittedAt < FIRST_LOOK ? FIRST_LOOK : 0;
	let answer: TaskAnswer | undefined;
	for (;;) {
		const read = await look(watch, pause, tools);
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
			continue;
		}
		if (state !== 'active' || goal.query === 'once') return { kind: 'seen', answer };
		if (now >= deadline) return { kind: 'out of time', answer, waited: now - begun };
		pause = nextPause(ageOf(answer, now, begun, submittedAt), tools.pollCeiling, random());
	}
}

async function look(
	{ taskId, goal, deadline, submittedAt }: Watch,
	pause: number,
	{ client, poller, clock }: WatchTools,
): Promise<Result<TaskAnswer>> {
	if (isSingleLook(goal)) return await client.query(taskId, deadline);
	const until = goal.batch ? Math.min(deadline, clock.now() + GLANCE) : deadline;
	return await poller.next(taskId, pause, until, submittedAt);
}

function isSingleLook({ query, batch }: Goal): boolean {
	return query === 'once' && !batch;
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
