import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

import type { Fault } from '../../../core/base/fault';
import type { Result } from '../../../core/base/result';
import type { StudioAddress } from '../../../core/studio/address';
import type { Goal } from '../../../core/tasks/job';
import { readConnection } from '../../../shared/connection';
import { readTaskId } from '../../../shared/taskId';
import type { ItemPlan } from '../../run/plan';
import { runPlans } from '../../run/run';
import { goalOf, readSettings } from '../../run/settings';

/** How far to go for a task, and whether a finished video is downloaded unless the user says otherwise. */
interface Following {
	query: Goal['query'];
	downloadByDefault: boolean;
}

/** What Task: Wait and Task: Get do with the tasks of all items. */
export async function followTasks(
	context: IExecuteFunctions,
	following: Following,
): Promise<INodeExecutionData[][]> {
	const connection = await readConnection(context);
	const plans = context
		.getInputData()
		.map((_item, itemIndex) => planTask(context, itemIndex, connection, following));
	return await runPlans(context, plans, connection.ok ? connection.value : undefined);
}

function planTask(
	context: IExecuteFunctions,
	itemIndex: number,
	connection: Result<StudioAddress>,
	following: Following,
): ItemPlan {
	const taskId = readTaskId(context, itemIndex);
	const settings = readSettings(context, itemIndex, following.downloadByDefault);
	// A failed item that did not name its task would lose it.
	const failed = (fault: Fault): ItemPlan => ({
		itemIndex,
		hints: [],
		fault: taskId.ok ? { ...fault, taskId: taskId.value } : fault,
	});
	if (!connection.ok) return failed(connection.fault);
	if (!settings.ok) return failed(settings.fault);
	if (!taskId.ok) return failed(taskId.fault);
	const start = { kind: 'known task' as const, taskId: taskId.value };
	const job = { itemIndex, start, goal: goalOf(settings.value, following.query) };
	return { itemIndex, hints: [], settings: settings.value, job };
}
