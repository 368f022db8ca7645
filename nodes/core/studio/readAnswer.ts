import type { Fault, Stage } from '../base/fault';
import type { RetryPolicy } from '../base/retry';
import { faultFromAnswer, faultFromApiError, foreignAnswer, isRetryable } from './errors';
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
	const fault = faultFromAnswer(stage, answer);
	if (answer.kind === 'network failure') {
		if (answer.aborted) return { fault, policy: retryPolicies.readRefused };
		if (answer.code === 'ENOTFOUND' && !keyAccepted) return { fault, policy: retryPolicies.hostUnknown };
		return { fault, policy: answer.lasting ? retryPolicies.readMisconfigured : retryPolicies.readBusy };
	}
	if (isRetryable(answer)) return { fault, policy: retryPolicies.readBusy };
	// The service's own refusal in a 200 answer has a code, as the official client knows it.
	if (answer.status < 300 && !fault.code) {
		const withoutWords = faultFromApiError(stage, { httpStatus: answer.status });
		return {
			fault: { ...withoutWords, class: 'retry', message: foreignAnswer },
			policy: retryPolicies.readBusy,
		};
	}
	// A refusal that has no code of the service is a gateway's.
	const denied = answer.status === 401 || answer.status === 403 || !fault.code;
	return { fault, policy: denied && keyAccepted ? retryPolicies.readDenied : retryPolicies.readRefused };
}
