import type { IDataObject, IExecuteFunctions, INodeExecutionData, INodeProperties } from 'n8n-workflow';

import { systemClock } from '../../../core/base/clock';
import { err, ok, type Result } from '../../../core/base/result';
import { cancelTask } from '../../../core/tasks/cancelTask';
import { taskIdField } from '../../fields/task';
import { forEachItem } from '../../run/forEachItem';
import { readTaskId } from '../../../shared/taskId';
import type { NodeOperation } from '../../run/nodeOperation';

const notice: INodeProperties = {
	displayName: 'Only a PENDING task can be canceled. A running task continues and is charged if it succeeds.',
	name: 'cancelNotice',
	type: 'notice',
	default: '',
};

const description: INodeProperties[] = [taskIdField, notice];

/** Cancels the task of each item, if it has not begun. */
async function execute(context: IExecuteFunctions): Promise<INodeExecutionData[][]> {
	const calls = new Map<string, ReturnType<typeof cancelTask>>();
	return await forEachItem(context, async (itemIndex, client): Promise<Result<IDataObject[]>> => {
		const taskId = readTaskId(context, itemIndex);
		if (!taskId.ok) return taskId;
		// Once for a task, in however many items it is.
		const call = calls.get(taskId.value) ?? cancelTask(client, taskId.value, systemClock);
		calls.set(taskId.value, call);
		const canceled = await call;
		return canceled.ok
			? ok([{ taskId: taskId.value, canceled: true }])
			: err({ ...canceled.fault, taskId: taskId.value });
	});
}

export const cancel: NodeOperation = { description, execute };
