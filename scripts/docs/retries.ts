import { mostRequests, type RetryPolicy } from '../../nodes/core/base/retry';
import { retryPolicies } from '../../nodes/core/studio/retryPolicies';
import { table } from './markdown';

/** Minutes: the default of Maximum Wait. */
const USUAL_WAIT = 30;

/** How often each request is made while a fault stays, and why. */
export function retryTable(): string {
	const rows = Object.values<RetryPolicy>(retryPolicies).map((policy) => [
		policy.fault,
		policy.requests === 'until deadline'
			? `${mostRequests(policy, USUAL_WAIT * 60_000)} in ${USUAL_WAIT} minutes`
			: String(policy.requests),
		policy.reason,
	]);
	return table(['While this stays', 'Requests at most', 'Because'], rows);
}
