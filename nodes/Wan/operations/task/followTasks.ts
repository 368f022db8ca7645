import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

import type { AddressProblem, StudioAddress } from '../../../core/studio/address';
import type { Job } from '../../../core/tasks/job';
import { readAccess } from '../../../shared/connection';
import { problemToFault } from '../../../shared/errors';
import { runPlans } from '../../run/run';
import { type ItemPlan } from '../../run/plan';
import { readOutputSettings } from '../../run/settings';
import { readTaskId } from '../../../shared/taskId';

/** How far to go for a task, and whether a finished video is downloaded unless the user says otherwise. */
export interface Goal {
	until: (download: boolean) => Job['until'];
	downloadByDefault: boolean;
}

/** What Task: Wait and Task: Get do with the tasks of all items. */
export async function followTasks(context: IExecuteFunctions, goal: Goal): Promise<INodeExecutionData[][]> {
	const access = await readAccess(context);
	const plans = context.getInputData().map((_item, itemIndex) => planTask(context, itemIndex, access, goal));
	return await runPlans(context, plans, 'apiBase' in access ? access : undefined);
}

function planTask(
	context: IExecuteFunctions,
	itemIndex: number,
	access: StudioAddress | AddressProblem,
	goal: Goal,
): ItemPlan {
	const output = readOutputSettings(context, itemIndex, goal.downloadByDefault);
	const plan: ItemPlan = { itemIndex, output, hints: [] };
	if (!('apiBase' in access)) return { ...plan, fault: problemToFault(access) };
	const taskId = readTaskId(context, itemIndex);
	if (!taskId.ok) return { ...plan, fault: taskId.fault };
	const start = { kind: 'known task' as const, taskId: taskId.value };
	return { ...plan, job: { itemIndex, start, until: goal.until(output.download) } };
}
