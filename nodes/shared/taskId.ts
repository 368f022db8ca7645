import type { IExecuteFunctions } from 'n8n-workflow';

import { failed, type Outcome, succeeded } from '../core/base/result';
import { isSet, shown } from '../core/request/values';
import { faultOfReading, problemToFault } from './errors';

/** The task ID of an item, or what is wrong with it. */
export function readTaskId(context: IExecuteFunctions, itemIndex: number): Outcome<string> {
	try {
		return checkTaskId(context.getNodeParameter('taskId', itemIndex, '') as unknown);
	} catch (error) {
		return failed(faultOfReading(error));
	}
}

function checkTaskId(taskId: unknown): Outcome<string> {
	if (!isSet(taskId)) {
		const advice =
			'Enter the ID of a task, e.g. with the expression {{ $json.taskId }} behind a Generate operation.';
		return failed(problemToFault({ what: 'Task ID is empty', advice }));
	}
	if (typeof taskId !== 'string' || !isTaskId(taskId.trim())) {
		const advice = 'A task ID looks like 0385dc79-5ff8-4d82-bcb6-0123456789ab.';
		return failed(problemToFault({ what: `Task ID is ${shown(taskId)}`, advice }));
	}
	return succeeded(taskId.trim());
}

/** Whether a text has the form of a task ID; nothing else goes into an address of the service. */
export function isTaskId(text: string): boolean {
	return /^[\w-]{4,128}$/.test(text);
}
