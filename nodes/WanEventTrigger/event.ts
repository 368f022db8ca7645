import { asObject, parseObject } from '../core/base/json';
import { readTaskResponse, type TaskResponse } from '../core/studio/responses';
import { readUniqueKey } from '../core/studio/taskList';
import { isTaskId } from '../shared/taskId';

/** What is taken from an event. */
export interface FinishedEvent {
	taskId: string;
	/** Milliseconds since the epoch; NaN where the event has no readable time. Decides nothing but words. */
	sentAt: number;
	/** As the event names it; the task list is asked first. */
	model?: string;
	/** Whether the task is one that makes a video, where the event tells. */
	video?: boolean;
	/** The whole answer of the task, if the event has one. */
	response?: TaskResponse;
}

/** Source and type of the events that Model Studio sends for tasks that have ended. */
const EVENT_SOURCE = 'acs.dashscope';
const EVENT_TYPE = 'dashscope:System:AsyncTaskFinish';

interface Delivery {
	events: FinishedEvent[];
	/** Whether there were events of something else among them. */
	isForeign: boolean;
}

/** Reads a delivery of EventBridge: one event (CloudEvents 1.0), or a batch of them. Each task comes once. */
export function readDelivery(body: unknown): Delivery {
	const read = [body].flat().map(readEvent);
	const events = new Map<string, FinishedEvent>();
	for (const event of read) if (typeof event === 'object') events.set(event.taskId, event);
	return { events: [...events.values()], isForeign: read.includes('foreign') };
}

function readEvent(body: unknown): FinishedEvent | 'foreign' | 'malformed' {
	const event = asObject(body);
	if (typeof event?.source !== 'string' || typeof event.type !== 'string') return 'malformed';
	if (event.source !== EVENT_SOURCE || event.type !== EVENT_TYPE) return 'foreign';
	const data = asObject(event.data);
	const taskId = data?.task_id;
	if (typeof taskId !== 'string' || !isTaskId(taskId)) return 'malformed';
	return {
		taskId,
		sentAt: Date.parse(String(event.time)),
		...readUniqueKey(data?.user_api_unique_key),
		...(data?.contain_result === true && { response: readResult(data.output_result, taskId) }),
	};
}

/** The documents do not say whether it is an object or a text, nor whether the task stands in an `output` of its own. */
function readResult(result: unknown, taskId: string): TaskResponse | undefined {
	const body = typeof result === 'string' ? parseObject(result) : asObject(result);
	if (!body) return undefined;
	const response = readTaskResponse(body.output === undefined ? { output: body } : body);
	return response && (response.taskId === taskId || response.taskId === '')
		? { ...response, taskId }
		: undefined;
}
