import type { Clock } from '../base/clock';
import type { Fault } from '../base/fault';
import { err, ok, type Result } from '../base/result';
import { HOUR_MS, MINUTE_MS } from '../base/units';
import { findModel } from '../catalogue';
import type { TaskResponse } from '../studio/responses';
import type { StudioClient } from '../studio/client';
import { type ListedTask, listTasks, makesVideo, type TaskListing } from '../studio/taskList';
import { hasEnded, isActive } from '../studio/taskStatus';
import { forgetUnlisted, isAttemptDue, type EmitAttempts } from './emitAttempts';

/** What a trigger keeps of one account from poll to poll; plain JSON, so that it outlives a restart. */
export interface EndedTasksMemory {
	/**
	 * Ended tasks that were emitted or skipped, and when they were last seen, in milliseconds since the epoch by this
	 * machine's clock. (In 0.1.0 it was the time of their end, hence the name.)
	 */
	told?: Record<string, number>;
	/** Ended tasks that are to be queried again. */
	unconfirmed?: EmitAttempts;
	/** The list has not been read to its end since the first poll; until then all that has ended counts as emitted. */
	starting?: true;
	/** Where the reading of a list goes on that is too long for one poll. */
	nextPage?: number;
	/** Milliseconds since the epoch, by the service's clock: no task that was created before is still open. */
	openSince?: number;
	/** Pages of the last whole reading. */
	pages?: number;
	/** By this machine's clock, in milliseconds since the epoch. */
	readWholeAt?: number;
	polledAt?: number;
}

export interface TaskFilters {
	/** `SUCCEEDED` and so on. */
	statuses: readonly string[];
	/** Catalogue ids; none means all. */
	models: readonly string[];
}

interface FoundTasks {
	/** In the order in which they ended. */
	tasks: ListedTask[];
	/** What kept the list from being read to its end, and tasks that left it before they could be emitted. */
	faults: Fault[];
}

interface Reading {
	clock: Clock;
	/** Milliseconds since the epoch. */
	deadline: number;
	/** Whether everything that has ended by now counts as emitted. */
	skipAll?: boolean;
	/** What is kept of other keys, one of which may be of the same account. */
	others?: readonly EndedTasksMemory[];
}

/** By which the list may lag behind. */
const LIST_LAG_MS = 15 * MINUTE_MS;
/** Up to so many pages the whole list is as cheap as a part of it. */
const FEW_PAGES = 3;
const MAX_PAGES = 500;
/** A task that no whole reading has had for so long does not come back. */
const FORGET_AFTER_MS = 25 * HOUR_MS;

/**
 * The one rule of both triggers for what a task's own answer means: it starts the workflow when it has ended as chosen, and is
 * queried again as long as it has not ended or is not known. (The list and the events may be ahead of the answer.)
 * @param video whether the task makes a video, where that is known
 */
export function judgeTask(
	response: TaskResponse,
	video: boolean | undefined,
	{ statuses }: TaskFilters,
): 'emit' | 'skip' | 'query again' {
	if (isActive(response) || response.status === 'UNKNOWN') return 'query again';
	if (!statuses.includes(response.status)) return 'skip';
	return (video ?? response.videoUrl !== undefined) ? 'emit' : 'skip';
}

/**
 * Tasks that have ended by the list and were not emitted yet, as far as it is time to query them. What is emitted is known by
 * its ID, not by a time: tasks end in another order than they began, and the service's clock is not this machine's. Tasks
 * that had ended before the first poll count as emitted, as do those that nobody wants.
 */
export async function findEndedTasks(
	client: StudioClient,
	memory: EndedTasksMemory,
	filters: TaskFilters,
	{ clock, deadline, skipAll = false, others = [] }: Reading,
): Promise<Result<FoundTasks>> {
	const from = startOfReading(memory, clock.now());
	const options = {
		deadline,
		maxPages: MAX_PAGES,
		firstPage: from === undefined ? (memory.nextPage ?? 1) : 1,
		keepPartial: true,
		isEnough: () => clock.now() >= deadline,
	};
	const listing = await listTasks(client, { from }, options);
	if (!listing.ok) return listing;
	const { tasks, fault } = listing.value;
	const now = clock.now();
	if (memory.told === undefined) adoptMemory(memory, tasks, others);
	if (memory.told === undefined) {
		// Of a part of the list nobody could say later which tasks were old.
		if (fault) return err(fault);
		memory.starting = true;
	}
	memory.told ??= {};
	const ended = tasks.filter((task) => hasEnded(task) && makesVideo(task) !== false);
	const unseen = ended.filter(({ taskId }) => !isEmitted(taskId, [memory, ...others], now));
	const wanted = memory.starting || skipAll ? [] : unseen.filter((task) => isWanted(task, filters));
	markEmitted(
		memory,
		unseen.filter((task) => !wanted.includes(task)),
		now,
	);
	noteOpen(memory, tasks, wanted);
	noteReading(memory, listing.value, from, now);
	memory.polledAt = now;
	const whole = memory.readWholeAt === now;
	const neverEmitted = whole ? forget(memory, tasks, now) : [];
	const due = wanted.filter(({ taskId }) => isAttemptDue(memory.unconfirmed?.[taskId], now));
	return ok({
		tasks: due.sort((a, b) => endOf(a, now) - endOf(b, now)),
		faults: [...(fault ? [fault] : []), ...neverEmitted],
	});
}

/** From now on these tasks are not emitted again. */
export function markEmitted(
	memory: EndedTasksMemory,
	tasks: ReadonlyArray<Pick<ListedTask, 'taskId'>>,
	now: number,
): void {
	const told = (memory.told ??= {});
	for (const { taskId } of tasks) {
		told[taskId] = now;
		delete memory.unconfirmed?.[taskId];
	}
}

/** Forgets what was noted longer ago. @param age milliseconds */
export function forgetEmitted({ told = {} }: EndedTasksMemory, now: number, age: number): void {
	for (const [taskId, seen] of Object.entries(told)) {
		if (Math.abs(now - seen) > age) delete told[taskId];
	}
}

/** Whether a task is one that starts the workflow. */
export function isWanted(
	{ status, model }: Pick<ListedTask, 'status' | 'model'>,
	{ statuses, models }: TaskFilters,
): boolean {
	if (!statuses.includes(status)) return false;
	return models.length === 0 || models.includes(findModel(model)?.id ?? model);
}

/** Whether it is remembered, under this key or another of the account; then it has been seen now. */
function isEmitted(taskId: string, memories: readonly EndedTasksMemory[], now: number): boolean {
	const told = memories.find((each) => each.told?.[taskId] !== undefined)?.told;
	if (told && Math.abs(now - (told[taskId] ?? now)) > HOUR_MS) told[taskId] = now;
	return told !== undefined;
}

/** A new key of the same account: its list has tasks that were emitted under the old one. */
function adoptMemory(
	memory: EndedTasksMemory,
	tasks: readonly ListedTask[],
	others: readonly EndedTasksMemory[],
): void {
	const same = others.find(({ told }) => tasks.some(({ taskId }) => told?.[taskId] !== undefined));
	if (!same) return;
	Object.assign(memory, same);
	for (const key of Object.keys(same) as Array<keyof EndedTasksMemory>) delete same[key];
}

function noteReading(
	memory: EndedTasksMemory,
	{ pages, truncated, fault }: TaskListing,
	from: number | undefined,
	now: number,
): void {
	delete memory.nextPage;
	if (!truncated) {
		if (from === undefined) Object.assign(memory, { pages, readWholeAt: now });
		if (from === undefined) delete memory.starting;
		return;
	}
	// The rest is for the next poll, which reads the whole list.
	delete memory.readWholeAt;
	if (from === undefined && !fault) memory.nextPage = pages;
}

/** Forgets what the service has forgotten. Gives a fault for each task that was never emitted. */
function forget(memory: EndedTasksMemory, tasks: readonly ListedTask[], now: number): Fault[] {
	forgetEmitted(memory, now, FORGET_AFTER_MS);
	return forgetUnlisted(memory.unconfirmed, new Set(tasks.map(({ taskId }) => taskId)), now);
}

/** The next reading need not go further back than to the oldest task that is still to come. */
function noteOpen(
	memory: EndedTasksMemory,
	tasks: readonly ListedTask[],
	wanted: readonly ListedTask[],
): void {
	const open = tasks.filter((task) => !hasEnded(task) || wanted.includes(task));
	const newest = Math.max(...tasks.map(({ createdAt }) => createdAt ?? 0), 0);
	const oldest = Math.min(...open.map(({ createdAt }) => createdAt ?? 0), newest);
	if (oldest > 0) memory.openSince = oldest;
	else delete memory.openSince;
}

/** Nothing for all of the last 24 hours, which is read at least once an hour, should the clocks differ by hours. */
function startOfReading(
	{ pages, openSince, readWholeAt, nextPage }: EndedTasksMemory,
	now: number,
): number | undefined {
	const wholeIsDue =
		readWholeAt === undefined || nextPage !== undefined || Math.abs(now - readWholeAt) > HOUR_MS;
	if (wholeIsDue || openSince === undefined || (pages ?? 0) <= FEW_PAGES) return undefined;
	return Math.abs(now - openSince) > 12 * HOUR_MS ? undefined : openSince - LIST_LAG_MS;
}

function endOf({ endedAt, createdAt }: ListedTask, now: number): number {
	return endedAt ?? createdAt ?? now;
}
