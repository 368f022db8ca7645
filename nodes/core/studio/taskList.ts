import { readNumber } from '../base/coerce';
import type { Fault } from '../base/fault';
import { asObject, asText } from '../base/json';
import { omitUndefined } from '../base/omitUndefined';
import { ok, type Result } from '../base/result';
import { HOUR_MS, MINUTE_MS } from '../base/units';
import { findModel } from '../catalogue';
import type { StudioClient } from './client';
import { hasEnded } from './taskStatus';
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

interface ListOptions {
	/** Milliseconds since the epoch. */
	deadline: number;
	maxPages?: number;
	/** The page to begin with, from 1. */
	firstPage?: number;
	/** Called after each page with all rows so far; ends the reading early. */
	isEnough?: (tasks: readonly ListedTask[]) => boolean;
	/** Whether a page that cannot be had ends the reading with what was read before, and not with its fault alone. */
	keepPartial?: boolean;
}

export interface TaskListing {
	/** In the order of the service, which is not documented. */
	tasks: ListedTask[];
	/** Whether there may be more tasks that fit. */
	truncated: boolean;
	/** The number of the last page that was read. */
	pages: number;
	/** Of the page at which the reading ended early. */
	fault?: Fault;
}

/** A page as it came. The documents have all of its counts; nothing is built on one of them alone. */
interface ListPage {
	tasks: ListedTask[];
	/** Rows, readable or not. */
	rows: number;
	totalPages?: number;
	total?: number;
	pageSize?: number;
}

/** The documents leave the largest page open, so the first is asked for and the second if the service refuses it. */
const PAGE_SIZES = [100, 10] as const;
const MAX_PAGES = 20;
/** With the 8 hours between both readings of the time zone it stays below the 24 hours of a window. */
const MAX_SPAN_MS = 15 * HOUR_MS;

/** Lists tasks, each once. A task that is submitted while the pages are read may be missing. */
export async function listTasks(
	client: StudioClient,
	filters: TaskListFilters,
	options: ListOptions,
): Promise<Result<TaskListing>> {
	const [large, small] = PAGE_SIZES;
	const listing = await readPages(client, filters, options, large);
	const tooLarge = !listing.ok && listing.fault.class === 'input' && listing.fault.httpStatus === 400;
	return tooLarge ? await readPages(client, filters, options, small) : listing;
}

async function readPages(
	client: StudioClient,
	filters: TaskListFilters,
	options: ListOptions,
	pageSize: number,
): Promise<Result<TaskListing>> {
	const { deadline, maxPages = MAX_PAGES, firstPage = 1, isEnough, keepPartial } = options;
	const query = queryFor(filters, pageSize);
	const found = new Map<string, ListedTask>();
	const fitting = () => [...found.values()].filter((task) => fits(task, filters));
	const isLast = endOfList(pageSize, firstPage);
	for (let page = firstPage; ; page++) {
		query.set('page_no', String(page));
		const read = await client.read('list', `/tasks/?${query.toString()}`, deadline, readListPage);
		if (!read.ok) {
			if (!keepPartial || page === firstPage) return read;
			return ok({ tasks: fitting(), truncated: true, pages: page - 1, fault: read.fault });
		}
		const known = found.size;
		// New tasks push rows onto the next page, so a row may come twice; the later one is the fresher one.
		read.value.tasks.forEach((task) => found.set(task.taskId, task));
		const last = isLast(page, read.value, found.size - known);
		const tasks = fitting();
		if (last || page - firstPage + 1 >= maxPages || isEnough?.(tasks)) {
			return ok({ tasks, truncated: !last, pages: page });
		}
	}
}

/**
 * Tells the last page. By the counts where the service gives them, and otherwise by a page that is short or brings nothing
 * new: services may leave counts out, give smaller pages than were asked for, or give the last page again and again.
 * @param asked rows that were asked for on a page
 * @returns is given each page, with the number of tasks that were not on a page before
 */
function endOfList(
	asked: number,
	firstPage: number,
): (page: number, counts: ListPage, fresh: number) => boolean {
	let size: number | undefined;
	let read = 0;
	let repeated = 0;
	return (page, { rows, tasks, totalPages, total, pageSize }, fresh) => {
		if (rows === 0) return true;
		read += rows;
		// Many new tasks in the meantime push a whole page onto the next one, so once is no proof where there is a count.
		repeated = fresh === 0 && tasks.length > 0 ? repeated + 1 : 0;
		if (repeated > (totalPages !== undefined && page < totalPages ? 1 : 0)) return true;
		if (totalPages !== undefined) return page >= totalPages;
		if (total !== undefined && firstPage === 1 && read >= total) return true;
		size ??= pageSize ?? (rows >= asked ? asked : undefined);
		if (size !== undefined) return rows < size;
		// How large a page is shows only by the next one.
		size = rows;
		return false;
	};
}

/**
 * The documents do not say whether the list's filters are in UTC+8 or UTC, so the window asked for holds the span in
 * both readings, and the rows' own times decide. A span too wide for that is asked for without times. A start alone
 * means the 24 hours after it, so it has to be less than 15 hours ago.
 */
function queryFor({ model, status, from, to }: TaskListFilters, pageSize: number): URLSearchParams {
	const wide = from === undefined || (to !== undefined && to - from > MAX_SPAN_MS);
	const window = !wide && {
		start_time: toListTime(from - 8 * HOUR_MS - MINUTE_MS),
		...(to !== undefined && { end_time: toListTime(to + MINUTE_MS) }),
	};
	return new URLSearchParams({
		...(model && { model_name: model }),
		// Under another status rows go missing while pages are read, since each one that leaves it pulls a row of the next
		// page onto this one; so those are picked out here.
		...(status && hasEnded({ status }) && { status }),
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

/** Whether the task is one that makes a video; nothing where its row does not tell. */
export function makesVideo({ model, raw }: Pick<ListedTask, 'model' | 'raw'>): boolean | undefined {
	return findModel(model) ? true : readUniqueKey(raw.user_api_unique_key).video;
}

/**
 * What a row and an event tell of a task beside its ID. The last parts of the key are the path and the model of the call:
 * `apikey:v1:aigc:image2video:video-synthesis:wan2.6-i2v`.
 */
export function readUniqueKey(key: unknown): { model?: string; video?: boolean } {
	if (typeof key !== 'string' || !key.includes(':')) return {};
	const parts = key.split(':');
	const model = parts.at(-1)?.trim();
	return { ...(model && { model }), video: parts.includes('video-synthesis') };
}

function readListPage(body: Record<string, unknown>): ListPage | undefined {
	if (!Array.isArray(body.data)) return undefined;
	const tasks = body.data.map(readListRow).filter((task) => task !== undefined);
	return omitUndefined({
		tasks,
		rows: body.data.length,
		totalPages: readCount(body.total_page),
		total: readCount(body.total),
		pageSize: readCount(body.page_size),
	});
}

/** A zero beside rows is no count. */
function readCount(value: unknown): number | undefined {
	const count = readNumber(value);
	return count.kind === 'value' && count.value > 0 ? count.value : undefined;
}

function readListRow(row: unknown): ListedTask | undefined {
	const fields = asObject(row);
	const taskId = asText(fields?.task_id);
	if (!fields || !taskId) return undefined;
	const time = (value: unknown) => (Number(value) > 0 ? Number(value) : undefined);
	return omitUndefined({
		taskId,
		status: String(fields.status ?? '').toUpperCase(),
		model: String(fields.model_name ?? ''),
		requestId: asText(fields.request_id),
		createdAt: time(fields.gmt_create),
		startedAt: time(fields.start_time),
		endedAt: time(fields.end_time),
		raw: fields,
	});
}
