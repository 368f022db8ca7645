import { findModel } from '../catalogue';
import { ok, type Result } from '../base/result';
import type { StudioClient } from '../studio/client';
import { listTasks, type ListedTask } from '../studio/taskList';
import { TASK_LIFETIME } from './ledger';

/** What a trigger keeps from poll to poll; plain JSON, so that it outlives a restart. Times are the service's own. */
export interface EndedTasksMemory {
	/** Ended tasks that were told or passed over, with the time of their end in milliseconds since the epoch. */
	told?: Record<string, number>;
	/** Milliseconds since the epoch: no task that was created before is still open. */
	openSince?: number;
	/** Pages of the last whole reading. */
	pages?: number;
	/** By this machine's clock, in milliseconds since the epoch. */
	readWholeAt?: number;
	polledAt?: number;
}

/** What it takes to remember a task for as long as the service does. */
export type EndedTask = Pick<ListedTask, 'taskId' | 'endedAt' | 'createdAt'>;

export interface TaskFilters {
	/** `SUCCEEDED` and so on. */
	statuses: readonly string[];
	/** Catalogue ids; none means all. */
	models: readonly string[];
}

const HOUR = 3_600_000;
/** Milliseconds by which the list may lag behind. */
const LAG = 900_000;
/** Up to so many pages the whole list is as cheap as a part of it. */
const FEW_PAGES = 3;
const MOST_PAGES = 500;
const ENDED = ['SUCCEEDED', 'FAILED', 'CANCELED'];

/**
 * Tasks that have ended and were not told yet, in the order in which they ended. What is told is known by its ID, not by
 * a time: tasks end in another order than they began, and the service's clock is not this machine's. Tasks that had
 * ended before the first poll count as told, as do those that nobody wants.
 * @param now milliseconds since the epoch
 */
export async function findEndedTasks(
	client: StudioClient,
	memory: EndedTasksMemory,
	filters: TaskFilters,
	{ now, deadline }: { now: number; deadline: number },
): Promise<Result<ListedTask[]>> {
	const from = startOfReading(memory, now);
	const listing = await listTasks(client, { from }, { deadline, mostPages: MOST_PAGES });
	if (!listing.ok) return listing;
	const { tasks, pages } = listing.value;
	if (from === undefined) Object.assign(memory, { pages, readWholeAt: now });
	memory.polledAt = now;

	const ended = tasks.filter(({ status }) => ENDED.includes(status));
	const first = memory.told === undefined;
	const told = (memory.told ??= {});
	const fresh = ended.filter(({ taskId }) => told[taskId] === undefined);
	const wanted = first ? [] : fresh.filter((task) => isWanted(task, filters));
	markEmitted(
		memory,
		fresh.filter((task) => !wanted.includes(task)),
		now,
	);
	noteOpen(memory, tasks, wanted);
	return ok(wanted.sort((a, b) => endOf(a, now) - endOf(b, now)));
}

/** Notes tasks as told, and forgets those that the service has forgotten. */
export function markEmitted(memory: EndedTasksMemory, tasks: readonly EndedTask[], now: number): void {
	const told = (memory.told ??= {});
	for (const task of tasks) told[task.taskId] = endOf(task, now);
	const newest = Math.max(...Object.values(told));
	for (const [taskId, endedAt] of Object.entries(told)) {
		// A task is listed by its creation, which is before its end, so an hour beyond the day is enough.
		if (endedAt < newest - TASK_LIFETIME - HOUR) delete told[taskId];
	}
}

/** For tasks that could not be told after all: the next poll finds them again. */
export function unmarkEmitted({ told }: EndedTasksMemory, tasks: readonly ListedTask[]): void {
	for (const { taskId } of tasks) delete told?.[taskId];
}

/** Whether a task is one that starts the workflow. */
export function isWanted(
	{ status, model }: Pick<ListedTask, 'status' | 'model'>,
	{ statuses, models }: TaskFilters,
): boolean {
	if (!statuses.includes(status)) return false;
	return models.length === 0 || models.includes(findModel(model)?.id ?? model);
}

/** The next reading need not go further back than to the oldest task that is still to come. */
function noteOpen(
	memory: EndedTasksMemory,
	tasks: readonly ListedTask[],
	wanted: readonly ListedTask[],
): void {
	const open = tasks.filter((task) => !ENDED.includes(task.status) || wanted.includes(task));
	const newest = Math.max(...tasks.map(({ createdAt }) => createdAt ?? 0), 0);
	const oldest = Math.min(...open.map(({ createdAt }) => createdAt ?? 0), newest);
	if (oldest > 0) memory.openSince = oldest;
	else delete memory.openSince;
}

/** Nothing for all of the last 24 hours, which is read at least once an hour, should the clocks differ by hours. */
function startOfReading(
	{ pages, openSince, readWholeAt }: EndedTasksMemory,
	now: number,
): number | undefined {
	const wholeIsDue = readWholeAt === undefined || Math.abs(now - readWholeAt) > HOUR;
	if (wholeIsDue || openSince === undefined || (pages ?? 0) <= FEW_PAGES) return undefined;
	return Math.abs(now - openSince) > 12 * HOUR ? undefined : openSince - LAG;
}

function endOf({ endedAt, createdAt }: EndedTask, now: number): number {
	return endedAt ?? createdAt ?? now;
}
