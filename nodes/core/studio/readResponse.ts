import type { Fault, Stage } from '../base/fault';
import type { RetryPolicy } from '../base/retry';
import { faultFromResponse, faultFromApiError, foreignResponse, isRetryable } from './errors';
import { retryPolicies } from './retryPolicies';
import type { NetworkFailure, StudioResponse } from './transport';

/**
 * What went wrong with a read whose answer is not the expected one, and how often it is made while that stays.
 * @param keyAccepted whether the service has taken this key before
 */
export function faultOfRead(
	stage: Stage,
	response: StudioResponse | NetworkFailure,
	keyAccepted: boolean,
): { fault: Fault; policy: RetryPolicy } {
	const fault = faultFromResponse(stage, response);
	if (response.kind === 'network failure') {
		if (response.aborted) return { fault, policy: retryPolicies.readRefused };
		if (response.code === 'ENOTFOUND' && !keyAccepted) return { fault, policy: retryPolicies.hostUnknown };
		return { fault, policy: response.lasting ? retryPolicies.readMisconfigured : retryPolicies.readBusy };
	}
	if (isRetryable(response)) return { fault, policy: retryPolicies.readBusy };
	// The service's own refusal in a 200 answer has a code, as the official client knows it.
	if (response.status < 300 && !fault.code) {
		const withoutWords = faultFromApiError(stage, { httpStatus: response.status });
		return {
			fault: { ...withoutWords, class: 'retry', message: foreignResponse },
			policy: retryPolicies.readBusy,
		};
	}
	// A refusal that has no code of the service is a gateway's.
	const denied = response.status === 401 || response.status === 403 || !fault.code;
	return { fault, policy: denied && keyAccepted ? retryPolicies.readDenied : retryPolicies.readRefused };
}
