import {
	type IDataObject,
	type IExecuteFunctions,
	type INodeExecutionData,
	tryToParseDateTime,
} from 'n8n-workflow';

import { systemClock } from '../../../core/base/clock';
import { err, type Result, ok } from '../../../core/base/result';
import { findModel, nameInRegion } from '../../../core/catalogue';
import { isSet, formatValue } from '../../../core/request/values';
import type { StudioAddress } from '../../../core/studio/address';
import type { StudioClient } from '../../../core/studio/client';
import { type ListedTask, listTasks, type TaskListFilters } from '../../../core/studio/taskList';
import { newestFirst, simplifyListed } from '../../../core/tasks/output';
import { clientFor } from '../../../shared/connection';
import { faultOfReading, problemToFault } from '../../../shared/errors';
import { forEachItem } from '../../run/forEachItem';

/** Milliseconds for reading all pages. */
const LIST_PATIENCE = 600_000;
/** Milliseconds by which the service's clock may be ahead of this machine's. */
const CLOCK_DIFFERENCE = 3_600_000;
/** A page has 100 tasks, or 10 at services that allow no more. */
const MOST_PAGES = 500;

/** Task: Get Many for every item, each with its own filters. */
export async function listTasksOfItems(context: IExecuteFunctions): Promise<INodeExecutionData[][]> {
	let client: StudioClient | undefined;
	return await forEachItem(context, async (itemIndex, address) => {
		client ??= clientFor(context, address);
		const filters = readFilters(context, itemIndex, address);
		if (!filters.ok) return filters;
		const tasks = await listAll(context, client, filters.value, readLimit(context, itemIndex));
		if (!tasks.ok) return tasks;
		const simplify = context.getNodeParameter('simple', itemIndex, true) !== false;
		return ok(tasks.value.map((task) => (simplify ? simplifyListed(task) : task.raw) as IDataObject));
	});
}

/** All tasks that fit, newest first. @param limit how many are enough */
export async function listAll(
	context: IExecuteFunctions,
	client: StudioClient,
	filters: TaskListFilters,
	limit: number,
): Promise<Result<ListedTask[]>> {
	const deadline = systemClock.now() + LIST_PATIENCE;
	const enough = (tasks: readonly ListedTask[]) => tasks.length >= limit;
	const listing = await listTasks(client, filters, { deadline, mostPages: MOST_PAGES, enough });
	if (!listing.ok) return listing;
	const { tasks, cutShort } = listing.value;
	if (cutShort && tasks.length < limit) {
		const message = `The task list has more than ${MOST_PAGES} pages; the rest was not read. Filter by model or time.`;
		context.addExecutionHints?.({ message, type: 'warning', location: 'outputPane' });
	}
	return ok(tasks.sort(newestFirst).slice(0, limit));
}

export function readLimit(context: IExecuteFunctions, itemIndex: number): number {
	if (context.getNodeParameter('returnAll', itemIndex, false) === true) return Number.POSITIVE_INFINITY;
	const limit = Number(context.getNodeParameter('limit', itemIndex, 50));
	return limit >= 1 ? Math.floor(limit) : 50;
}

/** The filters of an item; models are known to the list by the region's own name. */
export function readFilters(
	context: IExecuteFunctions,
	itemIndex: number,
	{ region }: StudioAddress,
): Result<TaskListFilters> {
	try {
		const filters = context.getNodeParameter('filters', itemIndex, {}) as Record<string, unknown>;
		const model = typeof filters.model === 'string' ? filters.model.trim() : '';
		const known = findModel(model);
		const status = typeof filters.status === 'string' ? filters.status.trim().toUpperCase() : '';
		const from = readTime(context, 'Submitted After', filters.submittedAfter);
		const to = readTime(context, 'Submitted Before', filters.submittedBefore);
		if (!from.ok) return from;
		if (!to.ok) return to;
		return ok({
			...(model && { model: known ? nameInRegion(known, region) : model }),
			...(status && { status }),
			...(from.value !== undefined && { from: from.value, to: systemClock.now() + CLOCK_DIFFERENCE }),
			...(to.value !== undefined && { to: to.value }),
		});
	} catch (error) {
		return err(faultOfReading(error));
	}
}

/** Milliseconds since the epoch. A time without a zone is in the workflow's. */
function readTime(context: IExecuteFunctions, field: string, value: unknown): Result<number | undefined> {
	if (!isSet(value)) return ok(undefined);
	try {
		return ok(tryToParseDateTime(value, context.getTimezone()).toMillis());
	} catch {
		const description = 'Enter a date and time such as 2026-11-22T09:30:00.';
		return err(problemToFault({ message: `${field} is ${formatValue(value)}`, description }));
	}
}
