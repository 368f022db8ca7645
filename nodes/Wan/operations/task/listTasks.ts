import type { IDataObject, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

import { systemClock } from '../../../core/base/clock';
import { ok, type Result } from '../../../core/base/result';
import { findModel } from '../../../core/catalogue';
import { formatValue } from '../../../core/request/values';
import type { StudioClient } from '../../../core/studio/client';
import { type ListedTask, listTasks, type TaskListFilters } from '../../../core/studio/taskList';
import { isNewestFirst, newestFirst, simplifyListed } from '../../../core/tasks/output';
import { refuse } from '../../../shared/nodeErrors';
import { forEachItem } from '../../run/forEachItem';
import { warn } from '../../run/hints';
import { readSettings } from '../../run/settings';
import { readListQuery } from './readTaskFilters';

/** For reading all pages. */
const LIST_TIMEOUT_MS = 600_000;
/** A page has 100 tasks, or 10 at services that allow no more. */
const MAX_PAGES = 500;

/** Task: Get Many for every item, each with its own filters. */
export async function listTasksOfItems(context: IExecuteFunctions): Promise<INodeExecutionData[][]> {
	return await forEachItem(context, async (itemIndex, client, region) => {
		const settings = readSettings(context, itemIndex, false);
		if (!settings.ok) return settings;
		const { simplify } = settings.value.output;
		const query = readListQuery(context, itemIndex, region);
		if (!query.ok) return query;
		const tasks = await listAll(context, client, query.value.filters, query.value.limit);
		if (!tasks.ok) return tasks;
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
	const deadline = systemClock.now() + LIST_TIMEOUT_MS;
	// The order is not documented: in another one the newest may be on the last page.
	const isEnough = (tasks: readonly ListedTask[]) => tasks.length >= limit && isNewestFirst(tasks);
	const listing = await listTasks(client, filters, { deadline, maxPages: MAX_PAGES, isEnough });
	if (!listing.ok) return listing;
	const { tasks, truncated } = listing.value;
	if (truncated && !isEnough(tasks)) {
		warn(context, `The task list has more than ${MAX_PAGES} pages. Filter by model or time to get the rest.`);
	}
	if (tasks.length === 0 && filters.model && !findModel(filters.model)) {
		// A model that the catalogue lacks may be right, and then the list has tasks of it.
		const description = 'No task in the list is of this model. Check the spelling of its ID.';
		return refuse(`Model is ${formatValue(filters.model)}`, description);
	}
	return ok(tasks.sort(newestFirst).slice(0, limit));
}
