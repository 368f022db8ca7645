import type { Result } from '../base/result';
import type { TaskResponse } from '../studio/responses';
import type { StudioClient } from '../studio/client';
import { taskStateOf } from '../studio/taskStatus';

/** What came of it, and the answer whose link was used last. */
export interface DeliveryResult<Delivered> {
	delivered: Result<Delivered>;
	response: TaskResponse;
}

/**
 * Delivers a video. Where its link is refused although it must still live, the task is asked for a fresh one.
 * @param deadline milliseconds since the epoch
 */
export async function deliverVideo<Delivered>(
	response: TaskResponse,
	deadline: number,
	client: StudioClient,
	deliver: (response: TaskResponse) => Promise<Result<Delivered>>,
): Promise<DeliveryResult<Delivered>> {
	const delivered = await deliver(response);
	if (delivered.ok || !delivered.fault.linkRefused) return { delivered, response };
	const read = await client.query(response.taskId, deadline);
	if (!read.ok || taskStateOf(read.value) !== 'ready') return { delivered, response };
	const fresh = { ...read.value, taskId: response.taskId };
	return { delivered: await deliver(fresh), response: fresh };
}
