import { ok, type Result } from '../base/result';
import { omitUndefined } from '../base/omitUndefined';
import type { StudioClient } from './client';
import { asObject } from '../base/json';
import { toListTime } from './times';

/** A row of the task list. The list speaks of `status` and epoch milliseconds where a query says `task_status` and UTC+8. */
export interface ListedTask {
	taskId: string;
	status: string;
	model: string;
	/** Of the create call. */
	requestId?: string;
	/** Milliseconds since the epoch. */
	createdAt?: number;
	startedAt?: number;
	endedAt?: number;
	/** The row as it came. */
	raw: Record<string, unknown>;
}

/** Which tasks are wanted; without times those of the last 24 hours, which is all that the service keeps. */
export interface TaskListFilters {
	model?: string;
	status?: string;
	/** Milliseconds since the epoch, for the time of creation. */
	from?: number;
	to?: number;
}

export interface ListOptions {
	/** Milliseconds since the epoch. */
	deadline: number;
	mostPages?: number;
	/** Called after each page with all rows so far; ends the reading early. */
	enough?: (tasks: readonly ListedTask[]) => boolean;
}

interface TaskListing {
	/** In the order of the service, which is newest first. */
	tasks: ListedTask[];
	/** Whether there may be more tasks that fit. */
	cutShort: boolean;
	/** Pages that were read. */
	pages: number;
}

interface ListPage {
	tasks: ListedTask[];
	totalPages: number;
}

const HOUR = 3_600_000;
const MINUTE = 60_000;
/** The documents leave the largest page open, so the first is asked for and the second if the service refuses it. */
const PAGE_SIZES = [100, 10] as const;
const MOST_PAGES = 20;
/** Milliseconds. With the 8 hours between both readings of the time zone it stays below the 24 hours of a window. */
const WIDEST_SPAN = 15 * HOUR;
/**
 * A row that is listed under one of these never leaves it. Under the others rows go missing while pages are read, since
 * each one that leaves pulls a row of the next page onto this one; so those are picked out here.
 */
const ENDED = ['SUCCEEDED', 'FAILED', 'CANCELED'];

/** Lists the tasks of a model that were created in a span of time. @param span at most some hours long */
export async function listTasksCreated(
	client: StudioClient,
	span: { model: string; from: number; to: number },
	deadline: number,
): Promise<Result<ListedTask[]>> {
	const listing = await listTasks(client, span, { deadline });
	return listing.ok ? ok(listing.value.tasks) : listing;
}

/** Lists tasks, each once. A task that is submitted while the pages are read may be missing. */
export async function listTasks(
	client: StudioClient,
	filters: TaskListFilters,
	options: ListOptions,
): Promise<Result<TaskListing>> {
	const [usual, small] = PAGE_SIZES;
	const listing = await readPages(client, filters, options, usual);
	const tooLarge = !listing.ok && listing.fault.class === 'input' && listing.fault.httpStatus === 400;
	return tooLarge ? await readPages(client, filters, options, small) : listing;
}

async function readPages(
	client: StudioClient,
	filters: TaskListFilters,
	{ deadline, mostPages = MOST_PAGES, enough }: ListOptions,
	pageSize: number,
): Promise<Result<TaskListing>> {
	const query = queryFor(filters, pageSize);
	const found = new Map<string, ListedTask>();
	const fitting = () => [...found.values()].filter((task) => fits(task, filters));
	for (let page = 1; ; page++) {
		query.set('page_no', String(page));
		const read = await client.read('list', `/tasks/?${query.toString()}`, deadline, readListPage);
		if (!read.ok) return read;
		// New tasks push rows onto the next page, so a row may come twice; the later one is the fresher one.
		read.value.tasks.forEach((task) => found.set(task.taskId, task));
		const last = page >= read.value.totalPages || read.value.tasks.length === 0;
		const tasks = fitting();
		if (last || page >= mostPages || enough?.(tasks)) {
			return ok({ tasks, cutShort: !last, pages: page });
		}
	}
}

/**
 * The documents do not say whether the list's filters are in UTC+8 or UTC, so the window asked for holds the span in
 * both readings, and the rows' own times decide. A span too wide for that is asked for without times. A start alone
 * means the 24 hours after it, so it has to be less than 15 hours ago.
 */
function queryFor({ model, status, from, to }: TaskListFilters, pageSize: number): URLSearchParams {
	const wide = from === undefined || (to !== undefined && to - from > WIDEST_SPAN);
	const window = !wide && {
		start_time: toListTime(from - 8 * HOUR - MINUTE),
		...(to !== undefined && { end_time: toListTime(to + MINUTE) }),
	};
	return new URLSearchParams({
		...(model && { model_name: model }),
		...(status && ENDED.includes(status) && { status }),
		...window,
		page_size: String(pageSize),
	});
}

/** Rows without a time count, as they may be the ones. */
function fits({ status, createdAt }: ListedTask, filters: TaskListFilters): boolean {
	if (filters.status && status !== filters.status) return false;
	if (createdAt === undefined) return true;
	return createdAt >= (filters.from ?? 0) && createdAt <= (filters.to ?? Number.POSITIVE_INFINITY);
}

function readListPage(body: Record<string, unknown>): ListPage | undefined {
	if (!Array.isArray(body.data)) return undefined;
	const tasks = body.data.map(readListRow).filter((task) => task !== undefined);
	return { tasks, totalPages: Number(body.total_page) || 1 };
}

function readListRow(row: unknown): ListedTask | undefined {
	const fields = asObject(row);
	if (typeof fields?.task_id !== 'string') return undefined;
	const time = (value: unknown) => (Number(value) > 0 ? Number(value) : undefined);
	return omitUndefined({
		taskId: fields.task_id,
		status: String(fields.status ?? '').toUpperCase(),
		model: String(fields.model_name ?? ''),
		requestId: typeof fields.request_id === 'string' ? fields.request_id : undefined,
		createdAt: time(fields.gmt_create),
		startedAt: time(fields.start_time),
		endedAt: time(fields.end_time),
		raw: fields,
	});
}
