import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

import { isSet, shown } from '../../core/request/values';
import type { AddressProblem, StudioAddress } from '../../core/studio/address';
import type { Job } from '../../core/tasks/job';
import { readAccess } from './access';
import { problemToFault } from './errors';
import { faultOfReading } from './reading';
import { runPlans, type ItemPlan } from './run';
import { readOutputSettings } from './settings';

/**
 * What Task: Wait and Task: Get do with the tasks of all items.
 * @param goal how far to go for a task, and whether a finished video is downloaded unless the user says otherwise
 */
export async function followTasks(
	context: IExecuteFunctions,
	goal: { until: (download: boolean) => Job['until']; downloadByDefault: boolean },
): Promise<INodeExecutionData[][]> {
	const access = await readAccess(context);
	const plans = context.getInputData().map((_item, itemIndex) => planTask(context, itemIndex, access, goal));
	return await runPlans(context, plans, 'apiBase' in access ? access : undefined);
}

function planTask(
	context: IExecuteFunctions,
	itemIndex: number,
	access: StudioAddress | AddressProblem,
	goal: { until: (download: boolean) => Job['until']; downloadByDefault: boolean },
): ItemPlan {
	const output = readOutputSettings(context, itemIndex, goal.downloadByDefault);
	const plan: ItemPlan = { itemIndex, output, hints: [] };
	if (!('apiBase' in access)) return { ...plan, fault: problemToFault(access) };
	try {
		const taskId = context.getNodeParameter('taskId', itemIndex, '') as unknown;
		if (!isSet(taskId)) {
			const advice =
				'Enter the ID of a task, e.g. with the expression {{ $json.taskId }} behind a Generate operation.';
			return { ...plan, fault: problemToFault({ what: 'Task ID is empty', advice }) };
		}
		if (typeof taskId !== 'string' || !/^[\w-]{4,128}$/.test(taskId.trim())) {
			const advice = 'A task ID looks like 0385dc79-5ff8-4d82-bcb6-0123456789ab.';
			return { ...plan, fault: problemToFault({ what: `Task ID is ${shown(taskId)}`, advice }) };
		}
		const start = { kind: 'known task' as const, taskId: taskId.trim() };
		return { ...plan, job: { itemIndex, start, until: goal.until(output.download) } };
	} catch (error) {
		return { ...plan, fault: faultOfReading(error) };
	}
}
