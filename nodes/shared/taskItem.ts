import type { IDataObject, INodeExecutionData } from 'n8n-workflow';

import { omitUndefined } from '../core/base/omitUndefined';
import type { ListedTask } from '../core/studio/taskList';
import type { TaskFilters } from '../core/tasks/endedTasks';
import type { JobResult } from '../core/tasks/job';
import { simplifyListed, simplifyTask } from '../core/tasks/output';
import { outputSettings, type OutputSettings } from './outputSettings';
import type { StoredVideo } from './videoStore';

/** Where a trigger's parameters are read from. */
interface TriggerContext {
	getNodeParameter(name: string, fallback: unknown): unknown;
}

/** What starts the workflow. */
export function readFilters(trigger: TriggerContext): TaskFilters {
	const texts = (value: unknown) => (Array.isArray(value) ? value.map(String) : []);
	return {
		statuses: texts(trigger.getNodeParameter('events', ['SUCCEEDED'])),
		models: texts(trigger.getNodeParameter('models', [])),
	};
}

export function readOutput(trigger: TriggerContext): OutputSettings {
	const options = trigger.getNodeParameter('options', {}) as Record<string, unknown>;
	return outputSettings(trigger.getNodeParameter('simple', true), options, options.downloadVideo === true);
}

/**
 * The item of a task that has ended. A video that could not be fetched leaves its link and the reason.
 * @param row of the task list, which alone knows the model
 */
export function itemOfTask(
	result: JobResult<StoredVideo>,
	row: ListedTask | undefined,
	output: OutputSettings,
): INodeExecutionData {
	const { taskId, taskStatus, ...more } = simplifyTask(result, undefined, result.delivered?.facts);
	const { model, requestId = more.requestId } = row ? simplifyListed(row) : {};
	const simplified = omitUndefined({ taskId, taskStatus, model, ...more, requestId });
	const json = output.simplify ? simplified : { ...result.answer?.raw };
	const downloadError = result.fault && {
		downloadError: `${result.fault.message}. ${result.fault.description}`,
	};
	return {
		json: { ...json, ...downloadError } as IDataObject,
		...(result.delivered && { binary: { [output.binaryField]: result.delivered.binary } }),
	};
}
