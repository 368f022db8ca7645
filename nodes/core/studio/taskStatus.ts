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

/** Whether a task has a video, or may still get one. */
export function mayBringVideo({ status }: { status: TaskStatus }): boolean {
	return status === 'SUCCEEDED' || isActive({ status });
}

/** What an answer means for whoever waits for the task's video. */
type TaskState =
	/** It waits or runs. */
	| 'active'
	/** It succeeded, and there is a link: to a video, or to what a task of another kind makes. */
	| 'ready'
	/** It succeeded, and the link has not come along. */
	| 'link missing'
	/** The service, or one of its replicas, does not know it. */
	| 'unknown'
	/** It failed or was canceled: there will be no video. */
	| 'no video';

export function taskStateOf(response: {
	status: TaskStatus;
	videoUrl?: string;
	otherUrl?: string;
}): TaskState {
	if (isActive(response)) return 'active';
	if (response.status === 'UNKNOWN') return 'unknown';
	if (response.status !== 'SUCCEEDED') return 'no video';
	return response.videoUrl || response.otherUrl ? 'ready' : 'link missing';
}
