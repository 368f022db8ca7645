import type { Fault } from '../base/fault';
import { asObject, asText, parseObject } from '../base/json';
import type { RetryPolicy } from '../base/retry';
import { faultFromResponse, foreignResponse, gatewayGaveUp, mayCreateAgain } from './errors';
import { leavesPostUndone } from './redirect';
import { retryPolicies } from './retryPolicies';
import type { NetworkFailure, StudioResponse } from './transport';

export interface CreatedTask {
	taskId: string;
	requestId?: string;
	/** The answer as it came. */
	raw: Record<string, unknown>;
}

/** What a create call came to: a task, or a fault and how often the call may be made while it stays. */
type Created = { task: CreatedTask } | { fault: Fault; policy: RetryPolicy };

/**
 * Reads the answer to a create call. Unless the service says clearly that it did not accept the task, the fault is
 * `unclear`: the API knows no idempotency key, so a second call would be a second video.
 * @param url that was called
 * @param calledAt milliseconds since the epoch
 * @param keyAccepted whether the service has taken this key before
 */
export function readCreateResponse(
	response: StudioResponse | NetworkFailure,
	{ url, calledAt, keyAccepted }: { url: string; calledAt: number; keyAccepted: boolean },
): Created {
	const fault = faultFromResponse('submit', response);
	if (response.kind === 'network failure') {
		if (response.code === 'ENOTFOUND' && !keyAccepted) return { fault, policy: retryPolicies.hostUnknown };
		if (response.requestSent === 'no') return { fault, policy: retryPolicies.createUnsent };
		return { fault: unclear(fault, calledAt), policy: retryPolicies.createLost };
	}
	const { status } = response;
	const task = status < 300 ? readCreatedTask(parseObject(response.text)) : undefined;
	if (task) return { task };
	if (leavesPostUndone(response, url)) return { fault, policy: retryPolicies.createRefused };
	// The official client treats a code in a 200 answer as a refusal, too.
	const refused = (status >= 400 && status < 500 && !gatewayGaveUp(status)) || (status < 300 && fault.code);
	if (refused) {
		const again = mayCreateAgain(response);
		if (again === 'throttled') return { fault, policy: retryPolicies.createThrottled };
		if (again === 'media timeout') return { fault, policy: retryPolicies.createMediaTimeout };
		if (status === 401 && keyAccepted) return { fault, policy: retryPolicies.createDenied };
		// With HTTP 200 an internal error says as little of the task as with HTTP 500.
		if (status >= 300 || fault.class !== 'retry') return { fault, policy: retryPolicies.createRefused };
	}
	const message = refused || status >= 300 ? fault.message : foreignResponse;
	return { fault: unclear({ ...fault, message }, calledAt), policy: retryPolicies.createLost };
}

function readCreatedTask(body: Record<string, unknown> | undefined): CreatedTask | undefined {
	const taskId = asText(asObject(body?.output)?.task_id);
	return body && taskId ? { taskId, requestId: asText(body.request_id), raw: body } : undefined;
}

/** What to do about a create call whose answer was lost. */
export const lookForTask =
	'a second task would be charged as well. Look for the task below or in the Model Studio console, and enter its ID in Options: Task ID to Resume.';

function unclear(fault: Fault, calledAt: number): Fault {
	return {
		...fault,
		calledAt,
		class: 'unclear',
		message: `${fault.message}. The service may have accepted the task anyway`,
		description: `The call was not repeated, because ${lookForTask} Run the workflow again only if it is in neither.`,
	};
}
