/**
 * How the task list and the queries beside it behave where the documents leave it open. All switches are here; the stand-in
 * and simulated services in tests share them. The defaults are what the documents suggest.
 */
export interface ListBehaviour {
	order: 'newest first' | 'oldest first' | 'shuffled';
	/** Which counts a page has: all of them, no `total_page`, or none. */
	counts: 'all' | 'no total_page' | 'none';
	/** Hours for which the list has a task after its end. A query knows it for 24. */
	keepHours: number;
	/** Hours by which `end_time` is ahead. */
	endAheadHours: number;
	/** Seconds by which the list lags behind. */
	lagSeconds: number;
	/** Seconds after the end in which a query still says RUNNING. */
	queryLagSeconds: number;
	/** Seconds after that in which a query says UNKNOWN. */
	unknownSeconds: number;
	/** Rows of a page, whatever was asked for. */
	clampedTo?: number;
	/** Beyond the last page the last one comes again. */
	repeatsLast: boolean;
	/** This page fails as long as it is set. */
	brokenPage?: number;
	/** Rows do not say which API the call was for. */
	withoutKeys: boolean;
}

export const documentedList: ListBehaviour = {
	order: 'newest first',
	counts: 'all',
	keepHours: 24,
	endAheadHours: 0,
	lagSeconds: 0,
	queryLagSeconds: 0,
	unknownSeconds: 0,
	repeatsLast: false,
	withoutKeys: false,
};

/** What has happened to a task, in milliseconds since the epoch. */
export interface TaskLife {
	taskId: string;
	model: string;
	/** Path of the call, as `image2video:video-synthesis`. */
	path: string;
	requestId: string;
	createdAt: number;
	startedAt?: number;
	endedAt?: number;
	/** How it ends. */
	end: string;
}

const HOUR = 3_600_000;

/** The state in which the list has a task at a time; nothing if it has it not. */
export function listedState(life: TaskLife, now: number, behaviour: ListBehaviour): string | undefined {
	const seen = now - behaviour.lagSeconds * 1000;
	const { createdAt, startedAt, endedAt, end } = life;
	if (createdAt > seen) return undefined;
	if (endedAt !== undefined && now - endedAt >= behaviour.keepHours * HOUR) return undefined;
	if (endedAt !== undefined && endedAt <= seen) return end;
	return startedAt !== undefined && startedAt <= seen ? 'RUNNING' : 'PENDING';
}

/** What a query says instead of the end. */
export function queriedInstead(
	{ endedAt }: { endedAt?: number },
	now: number,
	{ queryLagSeconds, unknownSeconds }: ListBehaviour,
): 'RUNNING' | 'UNKNOWN' | undefined {
	if (endedAt === undefined) return undefined;
	const passed = (now - endedAt) / 1000;
	if (passed < queryLagSeconds) return 'RUNNING';
	return passed < queryLagSeconds + unknownSeconds ? 'UNKNOWN' : undefined;
}

/** A row of the list. Times are epoch milliseconds here, unlike in the query. */
export function listRow(life: TaskLife, status: string, behaviour: ListBehaviour): Record<string, unknown> {
	const ended = ['SUCCEEDED', 'FAILED', 'CANCELED'].includes(status);
	return {
		api_key_id: '15001',
		caller_parent_id: '1234567890',
		caller_uid: '1234567890',
		...(ended && { end_time: (life.endedAt ?? 0) + behaviour.endAheadHours * HOUR }),
		gmt_create: life.createdAt,
		model_name: life.model,
		request_id: life.requestId,
		...(life.startedAt !== undefined && status !== 'PENDING' && { start_time: life.startedAt }),
		status,
		task_id: life.taskId,
		...(!behaviour.withoutKeys && { user_api_unique_key: `apikey:v1:aigc:${life.path}:${life.model}` }),
	};
}

/** A page of rows that came newest first. */
export function pageOf(
	rows: ReadonlyArray<Record<string, unknown>>,
	{ pageNo, pageSize }: { pageNo: number; pageSize: number },
	{ order, counts, clampedTo = pageSize, repeatsLast }: ListBehaviour,
): Record<string, unknown> {
	const size = Math.min(pageSize, clampedTo);
	const last = Math.ceil(rows.length / size);
	const page = repeatsLast ? Math.min(pageNo, Math.max(1, last)) : pageNo;
	const ordered = [...rows];
	if (order === 'oldest first') ordered.reverse();
	// IDs are random, and a task keeps its place.
	if (order === 'shuffled') ordered.sort((a, b) => (String(a.task_id) < String(b.task_id) ? -1 : 1));
	return {
		...(counts !== 'none' && { total: rows.length, page_no: pageNo, page_size: size }),
		...(counts === 'all' && { total_page: last }),
		data: ordered.slice((page - 1) * size, page * size),
	};
}
