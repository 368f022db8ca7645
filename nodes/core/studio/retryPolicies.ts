import type { RetryPolicy } from '../base/retry';

/** Redirects that are followed in one request; whoever needs more is sent around in a circle. */
export const MOST_REDIRECTS = 5;

/**
 * How often each request is made while a fault stays. A create call makes a task that is paid for, so it is made again
 * only where the service cannot have taken it; reads are free, and go on as long as waiting may help.
 */
export const retryPolicies = {
	createLost: {
		fault:
			'Create call: the answer is lost (time-out, broken connection, HTTP 408, 460, 499 or 5xx, an error page from a proxy, HTTP 303)',
		requests: 1,
		reason: 'A task may exist, and a second one would be charged as well',
	},
	createRefused: {
		fault: 'Create call: refused (HTTP 4xx, a code in a 200 answer, or a redirect of the call itself)',
		requests: 1,
		reason: 'The same call would be refused again',
	},
	createThrottled: {
		fault: 'Create call: throttled (HTTP 429 or 200 with a throttling code, or a 429 without a code)',
		requests: 'until deadline',
		reason: 'The service says that it did not accept the task',
	},
	createUnsent: {
		fault: 'Create call: no connection was made (refused, unknown host, certificate, wrong protocol)',
		requests: 4,
		reason: 'The service never received it; a wrong Base URL should show quickly',
	},
	createMediaTimeout: {
		fault: 'Create call: the service took too long to fetch a file',
		requests: 3,
		reason: 'The task was not accepted, and the second fetch is usually faster',
	},
	createDenied: {
		fault: 'Create call: HTTP 401, although the key worked just before',
		requests: 4,
		reason: 'The task was not accepted; a gateway or replica may be out of date',
	},
	portraitCheck: {
		fault: 'Portrait check: any fault',
		requests: 1,
		reason: 'Each check is charged',
	},
	cancel: {
		fault: 'Cancel: any fault',
		requests: 1,
		reason: 'The task may start at any moment, so a later call would not help',
	},
	readBusy: {
		fault:
			'Query, task list, upload permission: throttled, HTTP 5xx, a broken connection, an answer that is not JSON',
		requests: 'until deadline',
		reason: 'The task continues meanwhile, and queries are free',
	},
	hostUnknown: {
		fault:
			'Create call, query, task list, upload permission: unknown host, and the service was never reached before',
		requests: 2,
		reason: 'A mistyped Base URL or Workspace ID should show in two seconds',
	},
	readRefused: {
		fault: 'Query, task list, upload permission: refused (HTTP 4xx)',
		requests: 1,
		reason: 'The same request would be refused again',
	},
	readDenied: {
		fault:
			'Query, task list, upload permission: HTTP 401 or 403, or a refusal without a code of the service, although the key worked just before',
		requests: 4,
		reason: 'A gateway or replica may be out of date',
	},
	readMisled: {
		fault: 'Query, task list, upload permission: wrong certificate or protocol, or endless redirects',
		requests: 2,
		reason: 'Waiting does not change the network setup',
	},
	taskUnknown: {
		fault: 'Query: the task is UNKNOWN',
		requests: 8,
		reason: 'A replica may be out of date; UNKNOWN ends a wait only if it stays for more than a minute',
	},
	linkMissing: {
		fault: 'Query: SUCCEEDED without a link',
		requests: 6,
		reason: 'The link may arrive a moment after the status',
	},
	uploadBusy: {
		fault: 'Upload: throttled, HTTP 5xx, a broken connection',
		requests: 'until deadline',
		reason: 'Uploads are free, and each attempt uses a new name',
	},
	uploadMisled: {
		fault: 'Upload: no connection, an error page from a proxy, or a permission that is never accepted',
		requests: 4,
		reason: 'This points to the network setup',
	},
	uploadRefused: {
		fault: 'Upload: refused (HTTP 4xx)',
		requests: 1,
		reason: 'The same upload would be refused again',
	},
	downloadBroken: {
		fault: 'Download: throttled, HTTP 5xx, a connection that breaks or stalls',
		requests: 'until deadline',
		reason: 'The video is available for 24 hours',
	},
	downloadLinkRefused: {
		fault: 'Download: HTTP 4xx for a link that should still be valid, for each of two links',
		requests: 6,
		reason: 'A new link may take a moment to work; then a query gets another one',
	},
	downloadExpired: {
		fault: 'Download: HTTP 4xx for a link that has expired',
		requests: 1,
		reason: 'The video is gone',
	},
	downloadOtherContent: {
		fault: 'Download: something other than a video, or a different length than announced',
		requests: 5,
		reason: 'A proxy seems to answer, and waiting rarely helps',
	},
	downloadMisled: {
		fault: 'Download: wrong certificate or protocol, or endless redirects',
		requests: 1,
		reason: 'Waiting does not change the network setup',
	},
	storeRefused: {
		fault: "Download: n8n's storage rejects the video",
		requests: 1,
		reason: 'Another download would end the same way',
	},
} satisfies Record<string, RetryPolicy>;
