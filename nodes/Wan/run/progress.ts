import type { IExecuteFunctions } from 'n8n-workflow';

import { systemClock } from '../../core/base/clock';
import { findModel } from '../../core/catalogue';
import { formatRunMinutes } from '../../core/catalogue/labels';
import type { JobResult } from '../../core/tasks/job';
import { keepTaskIds } from './executionTaskIds';

/** Milliseconds between two lines while nothing changes but the time. */
const STILL_RUNNING_INTERVAL_MS = 30_000;

/**
 * Tells how far a run is, whenever that has changed and every half minute: a line for each new task with its ID, and one
 * for all with the time that has passed and that is to be expected. n8n shows them in the browser's console while a
 * workflow is tried out in the editor, and nowhere else; nothing in them is secret.
 */
export function reportProgress(
	context: IExecuteFunctions,
): (results: ReadonlyArray<JobResult<unknown>>) => void {
	const startedAt = systemClock.now();
	let last = { line: '', at: startedAt };
	const reported = new Set<string>();
	return (results) => {
		const fresh = results.filter(({ taskId }) => taskId && !reported.has(taskId));
		for (const { job, taskId = '' } of fresh) {
			reported.add(taskId);
			context.sendMessageToUI?.(`Wan: item ${job.itemIndex} is task ${taskId}`);
		}
		const ids = fresh.map(({ taskId = '' }) => taskId);
		if (ids.length > 0) keepTaskIds(context, ids, results);
		const count = (is: (result: JobResult<unknown>) => unknown) => results.filter(is).length;
		const submitted = count(({ taskId }) => taskId);
		const running = count(({ response }) => response?.status === 'RUNNING');
		const ready = count(({ delivered }) => delivered);
		const failed = count(({ fault }) => fault);
		const line = `Wan: ${submitted} of ${results.length} submitted, ${running} running, ${ready} ready, ${failed} failed`;
		const at = systemClock.now();
		if (line === last.line && at - last.at < STILL_RUNNING_INTERVAL_MS) return;
		last = { line, at };
		context.sendMessageToUI?.(`${line} after ${minutesAndSeconds(at - startedAt)}${expectedTime(results)}`);
	};
}

/** `1:05` */
function minutesAndSeconds(milliseconds: number): string {
	const seconds = Math.floor(milliseconds / 1000);
	return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}

/** What one video takes by the rows of the models that are asked for; nothing where only task IDs are known. */
function expectedTime(results: ReadonlyArray<JobResult<unknown>>): string {
	const models = results.flatMap(({ job: { start } }) =>
		start.kind === 'known task' ? [] : (findModel(start.model) ?? []),
	);
	return models.length > 0 ? ` (a video takes ${formatRunMinutes(models)})` : '';
}
