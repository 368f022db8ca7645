import type { IDataObject, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

import type { Fault } from '../../../core/base/fault';
import { systemClock } from '../../../core/base/clock';
import { err, ok, type Result } from '../../../core/base/result';
import type { StudioAddress } from '../../../core/studio/address';
import type { ListedTask } from '../../../core/studio/taskList';
import { TASK_LIFETIME } from '../../../core/tasks/ledger';
import { clientFor, readConnection } from '../../../shared/connection';
import { failedItem, faultOfReading, nodeError } from '../../../shared/errors';
import type { ItemPlan } from '../../run/plan';
import { runPlans } from '../../run/run';
import { readOutputSettings } from '../../run/settings';
import { stoppedError } from '../../run/stopped';
import { listAll, readFilters, readLimit } from './listTasks';

/**
 * Finished videos that nobody has fetched: the tasks of the last 24 hours that succeeded and are not among the known
 * ones of all items. The list has no links, so each of them is queried once.
 */
export async function findLostTasks(context: IExecuteFunctions): Promise<INodeExecutionData[][]> {
	const connection = await readConnection(context);
	if (!connection.ok) return asFailed(context, connection.fault);
	const lost = await listLost(context, connection.value);
	if (!lost.ok) return asFailed(context, lost.fault);
	const output = readOutputSettings(context, 0, false);
	const plans = lost.value.map(
		({ taskId }): ItemPlan => ({
			itemIndex: 0,
			output,
			hints: [],
			job: {
				itemIndex: 0,
				start: { kind: 'known task', taskId },
				goal: { query: 'once', download: output.download },
			},
		}),
	);
	const [items = []] = await runPlans(context, plans, connection.value);
	if (!output.simplify) return [items];
	return [items.map((item, index) => withModel(item, lost.value[index]))];
}

function asFailed(context: IExecuteFunctions, fault: Fault): INodeExecutionData[][] {
	if (fault.class === 'stopped') throw stoppedError(context);
	if (!context.continueOnFail()) throw nodeError(context, { itemIndex: 0, fault });
	return [[failedItem({ itemIndex: 0, fault })]];
}

async function listLost(context: IExecuteFunctions, address: StudioAddress): Promise<Result<ListedTask[]>> {
	const known = readKnownIds(context);
	if (!known.ok) return known;
	const filters = readFilters(context, 0, address);
	if (!filters.ok) return filters;
	const finished = { ...filters.value, status: 'SUCCEEDED' };
	const tasks = await listAll(context, clientFor(context, address), finished, Number.POSITIVE_INFINITY);
	if (!tasks.ok) return tasks;
	const oldest = systemClock.now() - TASK_LIFETIME;
	const lost = tasks.value.filter(
		({ taskId, endedAt }) => !known.value.has(taskId) && (endedAt ?? oldest) >= oldest,
	);
	return ok(lost.slice(0, readLimit(context, 0)));
}

/** Of all items: a list by expression, or IDs with commas, blanks or line breaks between them. */
function readKnownIds(context: IExecuteFunctions): Result<Set<string>> {
	const known = new Set<string>();
	try {
		for (let itemIndex = 0; itemIndex < context.getInputData().length; itemIndex++) {
			const value = context.getNodeParameter('knownTaskIds', itemIndex, '') as unknown;
			const texts = (Array.isArray(value) ? value : [value]).flatMap((entry) =>
				typeof entry === 'string' ? entry.split(/[\s,;]+/) : [],
			);
			texts.filter(Boolean).forEach((taskId) => known.add(taskId));
		}
		return ok(known);
	} catch (error) {
		return err(faultOfReading(error));
	}
}

/** A query does not name the model; the list does. */
function withModel(item: INodeExecutionData, task: ListedTask | undefined): INodeExecutionData {
	if (!task || 'error' in item.json) return item;
	const { taskId, taskStatus, ...more } = item.json;
	return { ...item, json: { taskId, taskStatus, model: task.model, ...more } as IDataObject };
}
