import { asObject } from '../core/base/json';
import { isTaskId } from '../shared/taskId';

/** What is taken from an event: which task it is about. Everything else is asked of the service. */
export interface FinishedEvent {
	taskId: string;
	/** Milliseconds since the epoch; NaN where the event has no readable time. Decides nothing but words. */
	sentAt: number;
}

/** Source and type of the events that Model Studio sends for tasks that have ended. */
export const EVENT_SOURCE = 'acs.dashscope';
export const EVENT_TYPE = 'dashscope:System:AsyncTaskFinish';

/** Reads an event as EventBridge delivers it (CloudEvents 1.0). `foreign`: an event of something else. */
export function readEvent(body: unknown): FinishedEvent | 'foreign' | 'malformed' {
	const event = asObject(body);
	if (typeof event?.source !== 'string' || typeof event.type !== 'string') return 'malformed';
	if (event.source !== EVENT_SOURCE || event.type !== EVENT_TYPE) return 'foreign';
	const taskId = asObject(event.data)?.task_id;
	if (typeof taskId !== 'string' || !isTaskId(taskId)) return 'malformed';
	return { taskId, sentAt: Date.parse(String(event.time)) };
}
