import type { ListedTask } from '../studio/taskList';
import { withoutGaps } from '../withoutGaps';

/** A row of the task list in the same words as a task that was queried: ISO 8601 UTC, `taskStatus` and so on. */
export function simplifyListed(task: ListedTask): Record<string, unknown> {
	return withoutGaps({
		taskId: task.taskId,
		taskStatus: task.status,
		model: task.model,
		submittedAt: iso(task.createdAt),
		startedAt: iso(task.startedAt),
		finishedAt: iso(task.endedAt),
		requestId: task.requestId,
	});
}

/** The list's order is not documented. */
export function newestFirst(a: ListedTask, b: ListedTask): number {
	return (b.createdAt ?? 0) - (a.createdAt ?? 0);
}

function iso(milliseconds: number | undefined): string | undefined {
	return milliseconds === undefined ? undefined : new Date(milliseconds).toISOString();
}
