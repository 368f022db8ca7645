import type { IDataObject, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

import { systemClock } from '../../../core/base/clock';
import { ok, type Result } from '../../../core/base/result';
import type { StudioAddress } from '../../../core/studio/address';
import { readTaskResponse } from '../../../core/studio/responses';
import { MAX_CLOCK_SKEW_MS } from '../../../core/studio/times';
import { type ListedTask, makesVideo } from '../../../core/studio/taskList';
import { TASK_LIFETIME_MS } from '../../../core/tasks/ledger';
import { clientFor, readConnection } from '../../../shared/connection';
import { readFields } from '../../../shared/nodeErrors';
import { warn } from '../../run/hints';
import type { ItemPlan } from '../../run/plan';
import { runPlans } from '../../run/run';
import { goalOf, readSettings } from '../../run/settings';
import { listAll } from './listTasks';
import { readKnownIds, readListQuery } from './readTaskFilters';

/**
 * Finished videos that nobody has fetched: the tasks of the last 24 hours that succeeded and are not among the known
 * ones of all items. The list has no links, so each of them is queried once.
 */
export async function findLostTasks(context: IExecuteFunctions): Promise<Result<INodeExecutionData[]>> {
	const connection = await readConnection(context);
	if (!connection.ok) return connection;
	const settings = readSettings(context, 0, false);
	if (!settings.ok) return settings;
	const lost = await listLost(context, connection.value);
	if (!lost.ok) return lost;
	const goal = goalOf(settings.value, 'once');
	const plans = lost.value.map(
		({ taskId }): ItemPlan => ({
			itemIndex: 0,
			settings: settings.value,
			hints: [],
			job: { itemIndex: 0, start: { kind: 'known task', taskId }, goal },
		}),
	);
	const items = await runPlans(context, plans, connection);
	const { simplify } = settings.value.output;
	const output = items.flatMap((item, index) => {
		const task = lost.value[index];
		if (!task || !hasVideo(item, task)) return [];
		return [simplify ? withModel(item, task) : item];
	});
	return ok(output);
}

async function listLost(context: IExecuteFunctions, address: StudioAddress): Promise<Result<ListedTask[]>> {
	const known = readFields(() => readKnownIds(context));
	if (!known.ok) return known;
	const query = readFields(() => readListQuery(context, 0, address.region));
	if (!query.ok) return query;
	const { limit, filters } = query.value;
	const finished = { ...filters, status: 'SUCCEEDED' };
	const tasks = await listAll(context, clientFor(context, address), finished, Infinity);
	if (!tasks.ok) return tasks;
	const oldest = systemClock.now() - TASK_LIFETIME_MS - 2 * MAX_CLOCK_SKEW_MS;
	const lost = tasks.value.filter(
		(task) =>
			!known.value.has(task.taskId) && (task.endedAt ?? oldest) >= oldest && makesVideo(task) !== false,
	);
	if (lost.length > limit) {
		const rest = lost.length - limit;
		warn(context, `${rest} more lost tasks are not in the output. Raise Limit, or turn on Return All.`);
	}
	return ok(lost.slice(0, limit));
}

/** Of a task that the list could not tell of: whether there is a video. A list may also know tasks longer than a query. */
function hasVideo({ json }: INodeExecutionData, task: ListedTask): boolean {
	if ('error' in json) return true;
	const response = readTaskResponse(json);
	if ((response?.status ?? json.taskStatus) === 'UNKNOWN') return false;
	const videoUrl = response?.videoUrl ?? json.videoUrl;
	return makesVideo(task) === true || typeof videoUrl === 'string';
}

/** A query does not name the model; the list does. */
function withModel(item: INodeExecutionData, task: ListedTask): INodeExecutionData {
	if ('error' in item.json) return item;
	const { taskId, taskStatus, ...more } = item.json;
	return { ...item, json: { taskId, taskStatus, model: task.model, ...more } as IDataObject };
}
