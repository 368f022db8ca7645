import type { RetryPolicy } from '../base/retry';

/** Redirects that are followed in one request; whoever needs more is sent around in a circle. */
export const MOST_REDIRECTS = 5;

/**
 * How often each request is made while a fault stays. A create call makes a task that is paid for, so it is made again
 * only where the service cannot have taken it; reads are free, and go on as long as waiting may help.
 */
export const retryPolicies = {
	createLost: {
		fault: 'Create call: the answer is lost (time-out, broken connection, HTTP 5xx, a page of a proxy)',
		requests: 1,
		reason: 'A task may exist, and a second call would be a second charge',
	},
	createRefused: {
		fault: 'Create call: refused (HTTP 4xx, or a code in a 200 answer)',
		requests: 1,
		reason: 'The same call would be refused again',
	},
	createThrottled: {
		fault: 'Create call: throttled (HTTP 429, or a throttling code in a 200 answer)',
		requests: 'until deadline',
		reason: 'The service says that it did not take the task',
	},
	createUnsent: {
		fault: 'Create call: no connection was made (refused, unknown host, certificate, wrong protocol)',
		requests: 4,
		reason: 'The service never saw it; a wrong Base URL should show soon',
	},
	createMediaTimeout: {
		fault: 'Create call: the service took too long to fetch a file',
		requests: 3,
		reason: 'The task was not taken, and the second fetch of a cold link usually is in time',
	},
	createDenied: {
		fault: 'Create call: HTTP 401, although the key worked just before',
		requests: 4,
		reason: 'The task was not taken; a gateway or a replica may be behind',
	},
	portraitCheck: {
		fault: 'Portrait check: any fault',
		requests: 1,
		reason: 'Each check is charged',
	},
	cancel: {
		fault: 'Cancel: any fault',
		requests: 1,
		reason: 'The task may begin at any moment; a later call would not help',
	},
	readBusy: {
		fault:
			'Query, task list, upload permission: throttled, HTTP 5xx, a broken connection, an answer that is no JSON',
		requests: 'until deadline',
		reason: 'The task goes on meanwhile, and looks are free',
	},
	hostUnknown: {
		fault:
			'Create call, query, task list, upload permission: there is no such host, and none was reached before',
		requests: 2,
		reason: 'A mistyped Base URL or Workspace ID should show in two seconds',
	},
	readRefused: {
		fault: 'Query, task list, upload permission: refused (HTTP 4xx)',
		requests: 1,
		reason: 'The same request would be refused again',
	},
	readDenied: {
		fault: 'Query, task list, upload permission: HTTP 401 or 403, although the key worked just before',
		requests: 4,
		reason: 'A gateway or a replica may be behind',
	},
	readMisled: {
		fault: 'Query, task list, upload permission: wrong certificate or protocol, or redirects without end',
		requests: 2,
		reason: 'The set-up of the network does not change by waiting',
	},
	taskUnknown: {
		fault: 'Query: the task is UNKNOWN',
		requests: 8,
		reason: 'A replica may be behind; UNKNOWN ends a wait when it stays for more than a minute',
	},
	linkMissing: {
		fault: 'Query: SUCCEEDED without a link',
		requests: 6,
		reason: 'The link may come a moment later than the status',
	},
	uploadBusy: {
		fault: 'Upload: throttled, HTTP 5xx, a broken connection',
		requests: 'until deadline',
		reason: 'An upload costs nothing, and each try has a fresh name',
	},
	uploadMisled: {
		fault: 'Upload: no connection, a page of a proxy, or a permission that never holds',
		requests: 4,
		reason: "It points to the network's set-up",
	},
	uploadRefused: {
		fault: 'Upload: refused (HTTP 4xx)',
		requests: 1,
		reason: 'The same upload would be refused again',
	},
	downloadBroken: {
		fault: 'Download: throttled, HTTP 5xx, a connection that breaks or stalls',
		requests: 'until deadline',
		reason: 'The video lives for 24 hours',
	},
	downloadLinkRefused: {
		fault: 'Download: HTTP 4xx for a link that must still live, for each of two links',
		requests: 6,
		reason: 'A fresh link may not be known everywhere yet; then a query brings a fresh one',
	},
	downloadExpired: {
		fault: 'Download: HTTP 4xx for a link that has expired',
		requests: 1,
		reason: 'The video is gone',
	},
	downloadOtherContent: {
		fault: 'Download: something else than a video, or another length than promised',
		requests: 5,
		reason: 'A proxy answers; it may stop to, but not for the length of a wait',
	},
	downloadMisled: {
		fault: 'Download: wrong certificate or protocol, or redirects without end',
		requests: 1,
		reason: 'The set-up of the network does not change by waiting',
	},
	storeRefused: {
		fault: "Download: n8n's storage does not take the video",
		requests: 1,
		reason: 'Another download would end the same way',
	},
} satisfies Record<string, RetryPolicy>;
