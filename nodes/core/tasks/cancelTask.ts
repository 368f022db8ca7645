import type { JobResult } from './job';
import type { Ledger, LedgerEntry } from './ledger';
import type { Fault } from '../base/fault';
import type { Clock } from '../base/clock';
import { err, ok, type Result } from '../base/result';
import type { StudioClient } from '../studio/client';
import { faultOfTask, taskContinues } from './taskFaults';

/** For the query that tells why a task could not be canceled. */
const STATUS_QUERY_TIMEOUT_MS = 15_000;

/**
 * Cancels one task by its ID. Where the service refuses, its answer does not say why, so the task's status does: a task
 * that was canceled before is as good as one canceled now.
 */
export async function cancelTask(client: StudioClient, taskId: string, clock: Clock): Promise<Result<true>> {
	const canceled = await client.cancel(taskId);
	if (canceled.ok || canceled.fault.class !== 'input') return canceled;
	const query = await client.query(taskId, clock.now() + STATUS_QUERY_TIMEOUT_MS);
	if (!query.ok) return canceled;
	const { status } = query.value;
	if (status === 'CANCELED') return ok(true);
	const unknown = status === 'UNKNOWN' ? faultOfTask(query.value) : undefined;
	if (unknown) return err({ ...unknown, stage: 'cancel', taskId });
	return err({
		...canceled.fault,
		message: `The task is ${status}. Only a PENDING task can be canceled`,
		description: descriptions[status] ?? taskContinues,
	});
}

const descriptions: Record<string, string> = {
	SUCCEEDED: 'Fetch its video with Task: Wait.',
	FAILED: 'Nothing was charged.',
};

/** Whether this run has made a task that has not begun, as far as is known. */
export function isPending({ job, taskId, response }: JobResult<unknown>): boolean {
	return (
		taskId !== undefined && job.start.kind !== 'known task' && (response?.status ?? 'PENDING') === 'PENDING'
	);
}

/**
 * After Stop, or the fault that ended the run: cancels at the service what has not begun yet. What runs cannot be stopped
 * and is named in its fault. A canceled task is forgotten, since it will never bring a video.
 */
export async function cancelPending<T>(
	results: ReadonlyArray<JobResult<T>>,
	tools: { client: StudioClient; ledger: Ledger },
): Promise<void> {
	const pending = results.filter((result) => isPending(result) && result.fault?.class === 'stopped');
	await Promise.all(
		pending.map(async (result) => {
			const canceled = await tools.client.cancel(result.taskId ?? '');
			if (!canceled.ok || result.job.start.kind === 'known task') return;
			tools.ledger.forget(result.job.start.key);
			result.fault = canceledFault(result.taskId ?? '');
		}),
	);
}

/**
 * Whether an earlier try's task is one that was canceled at Stop before it began: nothing was charged for it, and it will
 * never bring a video. Without a clear answer it is not, so that no video is paid for twice.
 */
export async function wasCanceledAtStop(
	client: StudioClient,
	entry: LedgerEntry,
	clock: Clock,
): Promise<boolean> {
	if (!entry.canceledAtStop || !entry.taskId) return false;
	const query = await client.query(entry.taskId, clock.now() + STATUS_QUERY_TIMEOUT_MS);
	return query.ok && query.value.status === 'CANCELED';
}

function canceledFault(taskId: string): Fault {
	return {
		stage: 'cancel',
		class: 'stopped',
		taskId,
		message: `The execution was stopped before task ${taskId} started`,
		description: 'Nothing was charged.',
	};
}
