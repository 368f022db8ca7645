import type { TaskAnswer } from '../studio/answers';
import { isActive } from '../studio/taskStatus';

/** What an answer means for whoever waits for the task's video. */
type TaskState =
	/** It waits or runs. */
	| 'active'
	/** It succeeded, and there is a link. */
	| 'ready'
	/** It succeeded, and the link has not come along. */
	| 'link missing'
	/** The service, or one of its replicas, does not know it. */
	| 'unknown'
	/** It failed or was called off: there will be no video. */
	| 'over';

export function taskStateOf(answer: TaskAnswer): TaskState {
	if (isActive(answer)) return 'active';
	if (answer.status === 'UNKNOWN') return 'unknown';
	if (answer.status !== 'SUCCEEDED') return 'over';
	return answer.videoUrl ? 'ready' : 'link missing';
}
