import { succeeded, type Outcome } from '../outcome';
import type { StudioClient } from './client';
import { asObject } from './json';
import { toListTime } from './times';

/** A row of the task list. The list speaks of `status` and epoch milliseconds where a query says `task_status` and UTC+8. */
export interface ListedTask {
	taskId: string;
	status: string;
	model: string;
	requestId?: string;
	/** Milliseconds since the epoch. */
	createdAt?: number;
	endedAt?: number;
}

interface ListPage {
	tasks: ListedTask[];
	totalPages: number;
}

const HOUR = 3_600_000;
const MINUTE = 60_000;
/** The documents leave the largest page open; 100 is asked for and whatever comes is taken. */
const PAGE_SIZE = 100;
const MOST_PAGES = 20;

/**
 * Lists the tasks of a model that were created in a span of time. The documents do not say whether the list's filters
 * are in UTC+8 or UTC, so the window asked for holds the span in both readings, and the rows' own times decide.
 * @param from, to milliseconds since the epoch, at most some hours apart
 */
export async function listTasksCreated(
	client: StudioClient,
	span: { model: string; from: number; to: number },
	deadline: number,
): Promise<Outcome<ListedTask[]>> {
	const filters = new URLSearchParams({
		model_name: span.model,
		start_time: toListTime(span.from - 8 * HOUR - MINUTE),
		end_time: toListTime(span.to + MINUTE),
		page_size: String(PAGE_SIZE),
	});
	const found: ListedTask[] = [];
	for (let page = 1; page <= MOST_PAGES; page++) {
		filters.set('page_no', String(page));
		const read = await client.read('list', `/tasks/?${filters.toString()}`, deadline, readListPage);
		if (!read.ok) return read;
		found.push(...read.value.tasks);
		if (page >= read.value.totalPages || read.value.tasks.length === 0) break;
	}
	const inSpan = ({ createdAt }: ListedTask) =>
		createdAt === undefined || (createdAt >= span.from && createdAt <= span.to);
	return succeeded(found.filter(inSpan));
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
	return {
		taskId: fields.task_id,
		status: String(fields.status ?? ''),
		model: String(fields.model_name ?? ''),
		...(typeof fields.request_id === 'string' && { requestId: fields.request_id }),
		createdAt: time(fields.gmt_create),
		endedAt: time(fields.end_time),
	};
}
