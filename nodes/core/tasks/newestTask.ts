import { ok, type Result } from '../base/result';
import type { TaskResponse } from '../studio/responses';
import type { StudioClient } from '../studio/client';
import { listTasks, makesVideo, type ListedTask } from '../studio/taskList';
import { isWanted, judgeTask, type TaskFilters } from './endedTasks';
import { newestFirst } from './output';

/** Queries that the newest one may take. */
const MAX_QUERIES = 5;

/** The newest task that a trigger would emit, for the editor. @param deadline milliseconds since the epoch */
export async function newestEndedTask(
	client: StudioClient,
	filters: TaskFilters,
	deadline: number,
): Promise<Result<{ row: ListedTask; response: TaskResponse } | undefined>> {
	const listing = await listTasks(client, {}, { deadline, keepPartial: true });
	if (!listing.ok) return listing;
	const ended = listing.value.tasks.filter((task) => isWanted(task, filters) && makesVideo(task) !== false);
	for (const row of ended.sort(newestFirst).slice(0, MAX_QUERIES)) {
		const read = await client.query(row.taskId, deadline);
		if (!read.ok) return read;
		const response = { ...read.value, taskId: row.taskId };
		if (judgeTask(response, makesVideo(row), filters) === 'emit') return ok({ row, response });
	}
	return ok(undefined);
}
