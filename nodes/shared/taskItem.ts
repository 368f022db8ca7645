import type { IDataObject, INodeExecutionData } from 'n8n-workflow';

import type { Fault } from '../core/base/fault';
import { omitUndefined } from '../core/base/omitUndefined';
import type { TaskResponse } from '../core/studio/responses';
import type { ListedTask } from '../core/studio/taskList';
import { rawTask, simplifyListed, simplifyTask } from '../core/tasks/output';
import type { OutputSettings } from './outputSettings';
import type { StoredVideo } from './videoStore';

/** What is known of a task that has ended. */
interface TaskResult {
	response: TaskResponse;
	delivered?: StoredVideo;
	/** Why there is no file although one is wanted. */
	fault?: Fault;
}

/**
 * The item of a task that has ended. A video that could not be fetched leaves its link and the reason.
 * @param row of the task list, which alone knows the model for certain
 * @param named the model by other sources
 */
export function itemOfTask(
	{ response, delivered, fault }: TaskResult,
	row: ListedTask | undefined,
	output: OutputSettings,
	named?: string,
): INodeExecutionData {
	const known = { taskId: response.taskId, response };
	const { taskId, taskStatus, ...more } = simplifyTask(known);
	const { model = named, requestId = more.requestId } = row ? simplifyListed(row) : {};
	const simplified = omitUndefined({ taskId, taskStatus, model, ...more, requestId });
	const json = output.simplify ? simplified : rawTask(known, undefined, delivered?.info);
	const downloadError = fault && { downloadError: `${fault.message}. ${fault.description}` };
	return {
		json: { ...json, ...downloadError } as IDataObject,
		...(delivered && { binary: { [output.binaryField]: delivered.binary } }),
	};
}
