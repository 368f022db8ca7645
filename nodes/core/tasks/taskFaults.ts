import type { TaskResponse } from '../studio/responses';
import type { Fault } from '../base/fault';
import { lookForTask } from '../studio/createResponse';
import { faultFromApiError } from '../studio/errors';

/** Of a task that goes on without this execution. */
export const taskContinues =
	'The task continues at the service and is charged if it succeeds. Fetch its video with Task: Wait and this task ID within 24 hours.';

/** How a task ended, if it has no video. */
export function faultOfTask(response: TaskResponse): Fault | undefined {
	const { status, taskId, requestId } = response;
	if (status === 'FAILED') {
		const fault = faultFromApiError('wait', { code: response.code, message: response.message, requestId });
		return { ...fault, taskId, message: `The task failed. ${fault.message}` };
	}
	const end = endWithoutVideo(response);
	return end && { stage: 'wait', ...end, taskId, ...(requestId && { requestId }) };
}

function endWithoutVideo({
	status,
	videoUrl,
	otherUrl,
}: TaskResponse): Pick<Fault, 'class' | 'message' | 'description'> | undefined {
	if (status === 'CANCELED') {
		return {
			class: 'ended',
			message: 'The task was stopped before it started (status CANCELED)',
			description: 'Nothing was charged. Run the item again.',
		};
	}
	if (status === 'UNKNOWN') {
		return {
			class: 'expired',
			message: 'The service does not recognize this task (status UNKNOWN)',
			description:
				'Tasks are kept for 24 hours, in the account and region they were created in. Check the task ID and the credential.',
		};
	}
	if (videoUrl) return undefined;
	if (otherUrl) {
		return {
			class: 'input',
			message: 'The task has made a file that is not a video',
			description: 'Check the task ID. Task: Get with Simplify off outputs the link to the file.',
		};
	}
	return {
		class: 'retry',
		message: 'The task succeeded, but the answer has no link to a video',
		description:
			'Task: Get with Simplify off outputs the whole answer. Give its request ID to Alibaba Cloud support.',
	};
}

/** A query that failed. @param next what becomes of the task */
export function queryFault(fault: Fault, next: string): Fault {
	const description = `${fault.description} ${next}`;
	return { ...fault, message: `The task could not be queried. ${fault.message}`, description };
}

/** @param waited milliseconds */
export function deadlineFault(taskId: string, status: string, waited: number): Fault {
	return {
		stage: 'wait',
		class: 'deadline',
		taskId,
		message: `The task was still ${status} after ${formatDuration(waited)}`,
		description: `${taskContinues} To wait longer, raise Options: Maximum Wait.`,
	};
}

export function stoppedFault(taskId: string, status: string): Fault {
	return {
		stage: 'wait',
		class: 'stopped',
		taskId,
		message: `The execution was stopped while task ${taskId} was ${status}`,
		description: taskContinues,
	};
}

export const earlierUnclear: Fault = {
	stage: 'submit',
	class: 'unclear',
	message: 'An earlier attempt got no clear answer to its create call, so a task may exist',
	description: `It was not submitted again, because ${lookForTask} To make a new video anyway, start a new execution.`,
};

/** @param span milliseconds */
function formatDuration(span: number): string {
	const seconds = Math.round(span / 1000);
	return seconds < 120 ? `${seconds} seconds` : `${Math.round(seconds / 60)} minutes`;
}
