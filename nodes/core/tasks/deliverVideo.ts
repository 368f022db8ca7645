import type { Result } from '../base/result';
import type { TaskAnswer } from '../studio/answers';
import type { StudioClient } from '../studio/client';
import type { Deliver, Job } from './job';
import { taskStateOf } from '../studio/taskStatus';

/** A video that is to be delivered. Times are milliseconds since the epoch, `submittedAt` by this machine's clock. */
interface FinishedVideo {
	job: Job;
	answer: TaskAnswer;
	deadline: number;
	submittedAt?: number;
}

/** What came of it, and the answer whose link was used last. */
export interface DeliveryResult<Delivered> {
	delivered: Result<Delivered>;
	answer: TaskAnswer;
}

/** Delivers a video. Where its link is refused although it must still live, the task is asked for a fresh one. */
export async function deliverVideo<Delivered>(
	{ job, answer, deadline, submittedAt }: FinishedVideo,
	{ deliver, client }: { deliver: Deliver<Delivered>; client: StudioClient },
): Promise<DeliveryResult<Delivered>> {
	const delivered = await deliver(job, answer, deadline, submittedAt);
	if (delivered.ok || !delivered.fault.linkRefused) return { delivered, answer };
	const read = await client.query(answer.taskId, deadline);
	if (!read.ok || taskStateOf(read.value) !== 'ready') return { delivered, answer };
	const fresh = { ...read.value, taskId: answer.taskId };
	return { delivered: await deliver(job, fresh, deadline, submittedAt), answer: fresh };
}
