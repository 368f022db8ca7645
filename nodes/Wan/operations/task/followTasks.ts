import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

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
	const settings = readSettings(context, itemIndex, following.downloadByDefault);
	const empty = { itemIndex, hints: [] };
	if (!connection.ok) return { ...empty, fault: connection.fault };
	if (!settings.ok) return { ...empty, fault: settings.fault };
	const plan: ItemPlan = { ...empty, settings: settings.value };
	const taskId = readTaskId(context, itemIndex);
	if (!taskId.ok) return { ...plan, fault: taskId.fault };
	const start = { kind: 'known task' as const, taskId: taskId.value };
	return { ...plan, job: { itemIndex, start, goal: goalOf(settings.value, following.query) } };
}
