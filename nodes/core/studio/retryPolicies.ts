import type { RetryPolicy } from '../base/retry';

/** Redirects that are followed in one request; whoever needs more is sent around in a circle. */
export const MAX_REDIRECTS = 5;

/**
 * How often each request is made while a fault stays. A create call makes a task that is paid for, so it is made again
 * only where the service cannot have taken it; reads are free, and go on as long as waiting may help. The fault that each
 * is for, and why so often, are in `scripts/docs/retries.ts`, which makes the table of `docs/errors.md`.
 */
export const retryPolicies = {
	createLost: { requests: 1 },
	createRefused: { requests: 1 },
	createThrottled: { requests: 'until deadline' },
	createUnsent: { requests: 4 },
	createMediaTimeout: { requests: 3 },
	createDenied: { requests: 4 },
	portraitCheck: { requests: 1 },
	cancel: { requests: 1 },
	readBusy: { requests: 'until deadline' },
	hostUnknown: { requests: 2 },
	readRefused: { requests: 1 },
	readDenied: { requests: 4 },
	readMisconfigured: { requests: 2 },
	taskUnknown: { requests: 8 },
	linkMissing: { requests: 6 },
	uploadBusy: { requests: 'until deadline' },
	uploadMisconfigured: { requests: 4 },
	uploadRefused: { requests: 1 },
	downloadBroken: { requests: 'until deadline' },
	downloadLinkRefused: { requests: 6 },
	downloadExpired: { requests: 1 },
	downloadOtherContent: { requests: 5 },
	downloadMisconfigured: { requests: 1 },
	storeRefused: { requests: 1 },
} satisfies Record<string, RetryPolicy>;
