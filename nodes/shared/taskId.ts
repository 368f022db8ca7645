import type { IExecuteFunctions } from 'n8n-workflow';

import { err, type Result, ok } from '../core/base/result';
import { isSet, formatValue } from '../core/request/values';
import { faultOfReading, problemToFault } from './errors';

/** The task ID of an item, or what is wrong with it. */
export function readTaskId(context: IExecuteFunctions, itemIndex: number): Result<string> {
	try {
		return checkTaskId(context.getNodeParameter('taskId', itemIndex, '') as unknown);
	} catch (error) {
		return err(faultOfReading(error));
	}
}

function checkTaskId(taskId: unknown): Result<string> {
	if (!isSet(taskId)) {
		const description =
			'Enter the ID of a task, e.g. with the expression {{ $json.taskId }} behind a Generate operation.';
		return err(problemToFault({ message: 'Task ID is empty', description }));
	}
	if (typeof taskId !== 'string' || !isTaskId(taskId.trim())) {
		const description = 'A task ID looks like 0385dc79-5ff8-4d82-bcb6-0123456789ab.';
		return err(problemToFault({ message: `Task ID is ${formatValue(taskId)}`, description }));
	}
	return ok(taskId.trim());
}

/** Whether a text has the form of a task ID; nothing else goes into an address of the service. */
export function isTaskId(text: string): boolean {
	return /^[\w-]{4,128}$/.test(text);
}
