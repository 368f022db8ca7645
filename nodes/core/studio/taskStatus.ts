/** `SUSPENDED` stands in the official SDKs only; anything else that the service may say counts as "goes on". */
export type TaskStatus =
	| 'PENDING'
	| 'RUNNING'
	| 'SUSPENDED'
	| 'SUCCEEDED'
	| 'FAILED'
	| 'CANCELED'
	| 'UNKNOWN'
	| (string & {});

/** Whether the service says that a task has ended. It never leaves such a status. */
export function hasEnded({ status }: { status: TaskStatus }): boolean {
	return status === 'SUCCEEDED' || endedUnpaid({ status });
}

/** Whether a task has ended without a video, and so without a charge. */
export function endedUnpaid({ status }: { status: TaskStatus }): boolean {
	return status === 'FAILED' || status === 'CANCELED';
}

/** Whether a task goes on. Statuses that no document names count as going on: they cost a query, a wrong end a video. */
export function isActive({ status }: { status: TaskStatus }): boolean {
	return !hasEnded({ status }) && status !== 'UNKNOWN';
}
