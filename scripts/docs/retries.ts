import { backoffAfter, type RetryPolicy } from '../../nodes/core/base/retry';
import { retryPolicies } from '../../nodes/core/studio/retryPolicies';
import { table } from './markdown';

/** Minutes: the default of Maximum Wait. */
const USUAL_WAIT = 30;

/** What each policy is for, and why a request is made so often. */
const words: Record<keyof typeof retryPolicies, { fault: string; reason: string }> = {
	createLost: {
		fault:
			'Create call: the answer is lost (time-out, broken connection, HTTP 408, 460, 499 or 5xx, an error page from a proxy, HTTP 303)',
		reason: 'A task may exist, and a second one would be charged as well',
	},
	createRefused: {
		fault: 'Create call: refused (HTTP 4xx, a code in a 200 answer, or a redirect of the call itself)',
		reason: 'The same call would be refused again',
	},
	createThrottled: {
		fault: 'Create call: throttled (HTTP 429 or 200 with a throttling code, or a 429 without a code)',
		reason: 'The service says that it did not accept the task',
	},
	createUnsent: {
		fault: 'Create call: no connection was made (refused, unknown host, certificate, wrong protocol)',
		reason: 'The service never received it; a wrong Base URL should show quickly',
	},
	createMediaTimeout: {
		fault: 'Create call: the service took too long to fetch a file',
		reason: 'The task was not accepted, and the second fetch is usually faster',
	},
	createDenied: {
		fault: 'Create call: HTTP 401, although the key worked just before',
		reason: 'The task was not accepted; a gateway or replica may be out of date',
	},
	portraitCheck: {
		fault: 'Portrait check: any fault',
		reason: 'Each check is charged',
	},
	cancel: {
		fault: 'Cancel: any fault',
		reason: 'The task may start at any moment, so a later call would not help',
	},
	readBusy: {
		fault:
			'Query, task list, upload permission: throttled, HTTP 5xx, a broken connection, an answer that is not JSON',
		reason: 'The task continues meanwhile, and queries are free',
	},
	hostUnknown: {
		fault:
			'Create call, query, task list, upload permission: unknown host, and the service was never reached before',
		reason: 'A mistyped Base URL or Workspace ID should show in two seconds',
	},
	readRefused: {
		fault: 'Query, task list, upload permission: refused (HTTP 4xx)',
		reason: 'The same request would be refused again',
	},
	readDenied: {
		fault:
			'Query, task list, upload permission: HTTP 401 or 403, or a refusal without a code of the service, although the key worked just before',
		reason: 'A gateway or replica may be out of date',
	},
	readMisconfigured: {
		fault: 'Query, task list, upload permission: wrong certificate or protocol, or endless redirects',
		reason: 'Waiting does not change the network setup',
	},
	taskUnknown: {
		fault: 'Query: the task is UNKNOWN',
		reason: 'A replica may be out of date; UNKNOWN ends a wait only if it stays for more than a minute',
	},
	linkMissing: {
		fault: 'Query: SUCCEEDED without a link',
		reason: 'The link may arrive a moment after the status',
	},
	uploadBusy: {
		fault: 'Upload: throttled, HTTP 5xx, a broken connection',
		reason: 'Uploads are free, and each attempt uses a new name',
	},
	uploadMisconfigured: {
		fault: 'Upload: no connection, an error page from a proxy, or a permission that is never accepted',
		reason: 'This points to the network setup',
	},
	uploadRefused: {
		fault: 'Upload: refused (HTTP 4xx)',
		reason: 'The same upload would be refused again',
	},
	downloadBroken: {
		fault: 'Download: throttled, HTTP 5xx, a connection that breaks or stalls',
		reason: 'The video is available for 24 hours',
	},
	downloadLinkRefused: {
		fault: 'Download: HTTP 4xx for a link that should still be valid, for each of two links',
		reason: 'A new link may take a moment to work; then a query gets another one',
	},
	downloadExpired: {
		fault: 'Download: HTTP 4xx for a link that has expired',
		reason: 'The video is gone',
	},
	downloadOtherContent: {
		fault: 'Download: something other than a video, or a different length than announced',
		reason: 'A proxy seems to answer, and waiting rarely helps',
	},
	downloadMisconfigured: {
		fault: 'Download: wrong certificate or protocol, or endless redirects',
		reason: 'Waiting does not change the network setup',
	},
	storeRefused: {
		fault: "Download: n8n's storage rejects the video",
		reason: 'Another download would end the same way',
	},
};

/** How often each request is made while a fault stays, and why. */
export function retryTable(): string {
	const rows = Object.entries<RetryPolicy>(retryPolicies).map(([name, policy]) => [
		words[name as keyof typeof retryPolicies].fault,
		policy.requests === 'until deadline'
			? `${mostRequests(policy, USUAL_WAIT * 60_000)} in ${USUAL_WAIT} minutes`
			: String(policy.requests),
		words[name as keyof typeof retryPolicies].reason,
	]);
	return table(['While this stays', 'Requests at most', 'Because'], rows);
}

/** The most requests that a policy makes within a time: as many as come about if every pause is as short as it may be. @param span milliseconds */
export function mostRequests({ requests }: RetryPolicy, span: number): number {
	if (requests !== 'until deadline') return requests;
	let most = 1;
	for (let at = backoffAfter(1, 0); at < span; at += backoffAfter(most, 0)) most++;
	return most;
}
