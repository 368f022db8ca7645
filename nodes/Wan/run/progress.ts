import type { IExecuteFunctions } from 'n8n-workflow';

import type { JobResult } from '../../core/tasks/job';
import { keepTaskIds } from './executionTaskIds';

/**
 * Tells how far a run is, whenever that has changed: a line for each new task with its ID, and one for all. n8n shows
 * them in the browser's console while a workflow is tried out in the editor, and nowhere else; nothing in them is secret.
 */
export function reportProgress(
	context: IExecuteFunctions,
): (results: ReadonlyArray<JobResult<unknown>>) => void {
	let last = '';
	const reported = new Set<string>();
	return (results) => {
		const fresh = results.filter(({ taskId }) => taskId && !reported.has(taskId));
		for (const { job, taskId = '' } of fresh) {
			reported.add(taskId);
			context.sendMessageToUI?.(`Wan: item ${job.itemIndex} is task ${taskId}`);
		}
		if (fresh.length > 0) {
			keepTaskIds(
				context,
				fresh.map(({ taskId = '' }) => taskId),
				results,
			);
		}
		const submitted = results.filter(({ taskId }) => taskId).length;
		const running = results.filter(({ answer }) => answer?.status === 'RUNNING').length;
		const ready = results.filter(({ delivered }) => delivered).length;
		const failed = results.filter(({ fault }) => fault).length;
		const line = `Wan: ${submitted} of ${results.length} submitted, ${running} running, ${ready} ready${failed > 0 ? `, ${failed} failed` : ''}`;
		if (line === last) return;
		last = line;
		context.sendMessageToUI?.(line);
	};
}
