import { systemClock } from '../core/base/clock';
import { RateLimiter } from '../core/base/rateLimiter';
import { shortHash } from '../core/base/shortHash';
import type { StudioAddress } from '../core/studio/address';
import { QUERY_INTERVAL_MS, type StudioClient } from '../core/studio/client';
import { clientAt } from './connection';
import type { StudioContext } from './contexts';
import { CREDENTIAL_TYPE } from './httpTransport';

/** The queries of one account, from whatever trigger of this process: the service's limit is the account's. */
interface AccountQueue {
	queryLimiter: RateLimiter;
	/** How many wait for an answer. */
	waiting: number;
}

const queues = new Map<string, AccountQueue>();

/**
 * Tells whose tasks the credential leads to: a key is of one account and workspace, and the address has the region. The
 * key itself cannot be had from it.
 */
export async function accountKey(
	context: StudioContext,
	{ region, apiBase }: StudioAddress,
): Promise<string> {
	const { apiKey } = await context.getCredentials<Record<string, unknown>>(CREDENTIAL_TYPE);
	// With the workflow's ID the same key has another hash in each workflow that keeps it.
	return shortHash(context.getWorkflow().id ?? '', region, apiBase, String(apiKey).trim());
}

export async function accountQueue(
	context: StudioContext,
	{ apiBase }: StudioAddress,
): Promise<AccountQueue> {
	const { apiKey } = await context.getCredentials<Record<string, unknown>>(CREDENTIAL_TYPE);
	const key = shortHash(apiBase, String(apiKey).trim());
	const queue = queues.get(key) ?? {
		queryLimiter: new RateLimiter(QUERY_INTERVAL_MS, systemClock),
		waiting: 0,
	};
	queues.set(key, queue);
	return queue;
}

/** A client that shares the rate limiter of its account with all others of this process. */
export async function accountClient(context: StudioContext, address: StudioAddress): Promise<StudioClient> {
	const { queryLimiter } = await accountQueue(context, address);
	return clientAt(context, address, undefined, queryLimiter);
}
