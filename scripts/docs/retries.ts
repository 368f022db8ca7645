import { pauseAfterTry, type RetryPolicy } from '../../nodes/core/base/retry';
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

/** The most requests that a policy makes within a time: as many as come about if every pause is as short as it may be. @param span milliseconds */
export function mostRequests({ requests }: RetryPolicy, span: number): number {
	if (requests !== 'until deadline') return requests;
	let most = 1;
	for (let at = pauseAfterTry(1, 0); at < span; at += pauseAfterTry(most, 0)) most++;
	return most;
}
