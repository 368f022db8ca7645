import type { Fault, Stage } from '../base/fault';
import type { RetryPolicy } from '../base/retry';
import { faultFromAnswer, faultFromApiError, faultFromNetworkFailure, isRetryable } from './errors';
import { retryPolicies } from './retryPolicies';
import type { NetworkFailure, StudioAnswer } from './transport';

/**
 * What went wrong with a read whose answer is not the expected one, and how often it is made while that stays.
 * @param keyAccepted whether the service has taken this key before
 */
export function faultOfRead(
	stage: Stage,
	answer: StudioAnswer | NetworkFailure,
	keyAccepted: boolean,
): { fault: Fault; policy: RetryPolicy } {
	if (answer.kind === 'network failure') {
		const fault = faultFromNetworkFailure(stage, answer);
		if (answer.aborted) return { fault, policy: retryPolicies.readRefused };
		if (answer.code === 'ENOTFOUND' && !keyAccepted) return { fault, policy: retryPolicies.hostUnknown };
		return { fault, policy: answer.lasting ? retryPolicies.readMisconfigured : retryPolicies.readBusy };
	}
	const fault = faultFromAnswer(stage, answer);
	if (isRetryable(answer)) return { fault, policy: retryPolicies.readBusy };
	// The service's own refusal in a 200 answer, as the official client knows it.
	if (answer.status < 300 && !fault.code)
		return { fault: notReadable(stage, answer), policy: retryPolicies.readBusy };
	// A refusal that has no code of the service is a gateway's.
	const denied = answer.status === 401 || answer.status === 403 || !fault.code;
	return { fault, policy: denied && keyAccepted ? retryPolicies.readDenied : retryPolicies.readRefused };
}

function notReadable(stage: Stage, { status }: StudioAnswer): Fault {
	return {
		...faultFromApiError(stage, { httpStatus: status }),
		class: 'retry',
		message: 'The answer was not from Model Studio (no readable JSON)',
		description:
			'A proxy or gateway between n8n and the service may have answered instead. Run the item again.',
	};
}
