import { NodeOperationError, type IExecuteFunctions } from 'n8n-workflow';

import { lostAnswers, describeCandidates } from '../../core/tasks/reconcile';
import type { JobResult } from '../../core/tasks/job';

const nothingSubmitted = 'No task had been submitted.';

/** After Stop nothing of the output is used, so what became of each task stands in the error and in n8n's log. */
export function describeStop(results: ReadonlyArray<JobResult<unknown>>): string {
	const tasks = results
		.filter(({ taskId }) => taskId)
		.map(({ taskId, fault, answer }) =>
			fault?.stage === 'cancel'
				? `${taskId} (canceled, not charged)`
				: `${taskId} (${answer?.status ?? 'PENDING'})`,
		);
	const lost = lostAnswers(results);
	const sentences = [
		tasks.length > 0
			? `Tasks of this run: ${tasks.join(', ')}. Those that were not canceled are charged if they succeed. Fetch their videos with Task: Wait within 24 hours.`
			: nothingSubmitted,
		lost.length > 0 && `Create calls without a clear answer: ${lost.length}. ${describeCandidates(lost)}`,
	];
	return sentences.filter(Boolean).join(' ');
}

export function stoppedError(context: IExecuteFunctions, description = nothingSubmitted): NodeOperationError {
	// By this word the engine knows a Stop; with another one the execution would count as failed, and its error workflow
	// would start (n8n-core 2.41, processSuccessExecution).
	return new NodeOperationError(context.getNode(), 'The execution was canceled', { description });
}
