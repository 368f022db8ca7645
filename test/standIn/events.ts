import { stamp } from './clock';
import type { AcceptedTask, StandIn } from './types';

/** The event that Model Studio sends when a task has ended, with every field of the documented sample. */
export function finishedEvent(standIn: StandIn, taskId: string): Record<string, unknown> {
	const task = standIn.tasks.get(taskId);
	if (!task) throw new Error(`There is no task ${taskId}`);
	const epoch = (serviceMs: number) => Date.now() - (standIn.now() - serviceMs);
	const sentAt = new Date(epoch(task.endedAt ?? standIn.now())).toISOString();
	return {
		id: `81765e5b-${taskId}`,
		source: 'acs.dashscope',
		specversion: '1.0',
		type: 'dashscope:System:AsyncTaskFinish',
		datacontenttype: 'application/json;charset=utf-8',
		time: sentAt,
		aliyunpublishtime: sentAt,
		aliyuneventbusname: 'default',
		aliyunregionid: 'cn-beijing',
		aliyunaccountid: '1234567890',
		aliyunoriginalaccountid: '1234567890',
		data: dataOf(task, epoch),
	};
}

function dataOf(task: AcceptedTask, epoch: (serviceMs: number) => number): Record<string, unknown> {
	// Whole seconds, UTC+8.
	const time = (serviceMs: number | undefined) => stamp(epoch(serviceMs ?? task.submittedAt)).slice(0, 19);
	return {
		task_id: task.taskId,
		task_status: task.status,
		start_time: time(task.scheduledAt),
		end_time: time(task.endedAt),
		region: 'cn-beijing',
		request_id: task.requestId,
		api_key_id: '1250',
		contain_result: false,
		user_api_unique_key: `apikey:v1:aigc:image2video:video-synthesis:${task.model}`,
	};
}

/** The target of a rule in EventBridge: HTTP, complete event. */
export interface EventTarget {
	url: string;
	/** Sent as EventBridge sends the target's Token; none if it is left out. */
	token?: string;
	/** Another header than EventBridge's own for the token. */
	tokenHeader?: string;
	contentType?: string;
}

/** Delivers once and gives the status of the answer. */
export async function deliverOnce(target: EventTarget, event: unknown): Promise<number> {
	const { url, token, tokenHeader = 'x-eventbridge-signature-token' } = target;
	const answer = await fetch(url, {
		method: 'POST',
		headers: {
			'content-type': target.contentType ?? 'application/json;charset=utf-8',
			...(token !== undefined && { [tokenHeader]: token }),
		},
		body: typeof event === 'string' ? event : JSON.stringify(event),
	});
	await answer.text();
	return answer.status;
}

/**
 * Delivers as EventBridge does by default: again after an answer that is not 2xx, up to three times. The 10 to 20
 * seconds in between are the caller's, who may let something happen in them.
 * @returns the status of every answer
 */
export async function deliver(
	target: EventTarget,
	event: unknown,
	inBetween: () => void = () => {},
): Promise<number[]> {
	const statuses = [await deliverOnce(target, event)];
	while ((statuses.at(-1) ?? 0) >= 300 && statuses.length < 4) {
		inBetween();
		statuses.push(await deliverOnce(target, event));
	}
	return statuses;
}
