import type { IExecuteFunctions } from 'n8n-workflow';

import type { Fault } from '../../core/base/fault';
import type { Result } from '../../core/base/result';
import type { StudioAddress } from '../../core/studio/address';
import type { Goal } from '../../core/tasks/job';
import { readTaskId } from '../../shared/taskId';
import type { ItemPlan } from './plan';
import { goalOf, readSettings } from './settings';

/** How far to go for a task, and whether a finished video is downloaded unless the user says otherwise. */
export interface Following {
	query: Goal['query'];
	downloadByDefault: boolean;
}

/** What is to be done for the task of an item. */
export function planTask(
	context: IExecuteFunctions,
	itemIndex: number,
	connection: Result<StudioAddress>,
	{ query, downloadByDefault }: Following,
): ItemPlan {
	const taskId = readTaskId(context, itemIndex);
	const settings = readSettings(context, itemIndex, downloadByDefault);
	const plan: ItemPlan = { itemIndex, hints: [], ...(settings.ok && { settings: settings.value }) };
	// A failed item that did not name its task would lose it.
	const failed = (fault: Fault): ItemPlan => ({
		...plan,
		fault: taskId.ok ? { ...fault, taskId: taskId.value } : fault,
	});
	if (!connection.ok) return failed(connection.fault);
	if (!settings.ok) return failed(settings.fault);
	if (!taskId.ok) return failed(taskId.fault);
	const start = { kind: 'known task' as const, taskId: taskId.value };
	return { ...plan, job: { itemIndex, start, goal: goalOf(settings.value, query) } };
}
