import { NodeOperationError, type IExecuteFunctions } from 'n8n-workflow';

import { systemClock } from '../../core/base/clock';
import { onAbort } from '../../core/base/onAbort';
import { describeLost } from '../../core/tasks/reconcile';
import { isPending } from '../../core/tasks/cancelTask';
import type { Job, JobResult } from '../../core/tasks/job';

const nothingSubmitted = 'No task had been submitted.';

/**
 * How long a run continues after Stop, so that what it waits for can report its state. n8n 2.41 counts
 * what a node does within about 20 ms; after that it writes its own record.
 */
const STOP_GRACE_MS = 10;

/** Waits for the work, and after Stop for a moment only. @returns whether the work has ended */
export async function untilEndOrStop(work: Promise<void>, signal: AbortSignal | undefined): Promise<boolean> {
	let unsubscribe = () => {};
	const stop = new Promise<void>((resolve) => {
		unsubscribe = onAbort(signal, resolve);
	}).then(async () => await systemClock.sleep(STOP_GRACE_MS));
	const hasEnded = await Promise.race([work.then(() => true), stop.then(() => false)]);
	unsubscribe();
	return hasEnded;
}

/**
 * After Stop nothing of the output is used, so what became of each task stands in the error and in n8n's log.
 * @param isToBeCanceled whether a task is going to be canceled, as long as it is not known what came of that
 */
export function describeStop(
	results: ReadonlyArray<JobResult<unknown>>,
	isToBeCanceled: (job: Job) => boolean = () => false,
): string {
	const tasks = results
		.filter(({ taskId }) => taskId)
		.map((result) => {
			const { job, taskId, fault, response } = result;
			if (fault?.stage === 'cancel') return `${taskId} (canceled, not charged)`;
			const isBeingCanceled = isPending(result) && isToBeCanceled(job);
			return `${taskId} (${response?.status ?? 'PENDING'}${isBeingCanceled ? ', is being canceled' : ''})`;
		});
	const underWay = results.filter(
		({ taskId, fault, submittedAt }) => !taskId && !fault && submittedAt !== undefined,
	).length;
	const sentences = [
		tasks.length > 0
			? `Tasks of this run: ${tasks.join(', ')}. They are charged if they succeed and are not canceled. Fetch their videos with Task: Wait within 24 hours.`
			: underWay === 0 && nothingSubmitted,
		underWay > 0 &&
			`Create calls under way: ${underWay}. n8n's log will have the task IDs. Task: Get Many with Only Lost Tasks finds the videos.`,
		describeLost(results),
	];
	return sentences.filter(Boolean).join(' ');
}

export function stoppedError(context: IExecuteFunctions, description = nothingSubmitted): NodeOperationError {
	// By this word the engine knows a Stop; with another one the execution would count as failed, and its error workflow
	// would start (n8n-core 2.41, processSuccessExecution).
	return new NodeOperationError(context.getNode(), 'The execution was canceled', { description });
}

/** @param report what became of the tasks of an earlier try */
export function throwIfStopped(context: IExecuteFunctions, report?: string): void {
	if (context.getExecutionCancelSignal?.()?.aborted) throw stoppedError(context, report);
}
