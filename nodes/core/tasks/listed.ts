import type { TaskAnswer } from '../studio/answers';
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

/** What the list tells of a task, as if it had been queried. */
export function answerOfRow({ taskId, status, requestId, createdAt, startedAt }: ListedTask): TaskAnswer {
	return withoutGaps({
		taskId,
		status,
		submittedAt: iso(createdAt),
		startedAt: iso(startedAt),
		requestId,
		usage: {},
		raw: withoutGaps({ request_id: requestId, output: { task_id: taskId, task_status: status } }),
	});
}

/** The list's order is not documented. */
export function newestFirst(a: ListedTask, b: ListedTask): number {
	return (b.createdAt ?? 0) - (a.createdAt ?? 0);
}

function iso(milliseconds: number | undefined): string | undefined {
	return milliseconds === undefined ? undefined : new Date(milliseconds).toISOString();
}
