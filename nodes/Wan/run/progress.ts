import type { IExecuteFunctions } from 'n8n-workflow';

import type { JobResult } from '../../core/tasks/job';

/**
 * Tells how far a run is, whenever that has changed. n8n shows these lines in the browser's console while a workflow is
 * tried out in the editor, and nowhere else; nothing in them is secret.
 */
export function reportProgress(
	context: IExecuteFunctions,
): (results: ReadonlyArray<JobResult<unknown>>) => void {
	let last = '';
	return (results) => {
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
