import type { Result } from '../base/result';
import type { TaskAnswer } from '../studio/answers';
import type { StudioClient } from '../studio/client';
import { taskStateOf } from '../studio/taskStatus';

/** What came of it, and the answer whose link was used last. */
export interface DeliveryResult<Delivered> {
	delivered: Result<Delivered>;
	answer: TaskAnswer;
}

/**
 * Delivers a video. Where its link is refused although it must still live, the task is asked for a fresh one.
 * @param deadline milliseconds since the epoch
 */
export async function deliverVideo<Delivered>(
	answer: TaskAnswer,
	deadline: number,
	client: StudioClient,
	deliver: (answer: TaskAnswer) => Promise<Result<Delivered>>,
): Promise<DeliveryResult<Delivered>> {
	const delivered = await deliver(answer);
	if (delivered.ok || !delivered.fault.linkRefused) return { delivered, answer };
	const read = await client.query(answer.taskId, deadline);
	if (!read.ok || taskStateOf(read.value) !== 'ready') return { delivered, answer };
	const fresh = { ...read.value, taskId: answer.taskId };
	return { delivered: await deliver(fresh), answer: fresh };
}
