import { systemClock } from '../core/base/clock';
import { RateLimiter } from '../core/base/rateLimiter';
import { shortHash } from '../core/base/shortHash';
import type { StudioAddress } from '../core/studio/address';
import { QUERY_INTERVAL_MS, type StudioClient } from '../core/studio/client';
import { clientAt } from './connection';
import type { StudioContext } from './contexts';
import { CREDENTIAL_TYPE } from './httpTransport';
import { ListedRows } from './listedRows';

/** The queries of one account, from whatever trigger of this process: the service's limit is the account's. */
interface AccountQueue {
	queryLimiter: RateLimiter;
	/** How many wait for an answer. */
	waiting: number;
	/** What was read of its task list. */
	rows: ListedRows;
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
	// With the workflow's ID the same key has another hash in each workflow that keeps it.
	return await hashWithKey(context, context.getWorkflow().id ?? '', region, apiBase);
}

export async function accountQueue(
	context: StudioContext,
	{ apiBase }: StudioAddress,
): Promise<AccountQueue> {
	const key = await hashWithKey(context, apiBase);
	const queue = queues.get(key) ?? {
		queryLimiter: new RateLimiter(QUERY_INTERVAL_MS, systemClock),
		waiting: 0,
		rows: new ListedRows(),
	};
	queues.set(key, queue);
	return queue;
}

async function hashWithKey(context: StudioContext, ...parts: string[]): Promise<string> {
	const { apiKey } = await context.getCredentials<Record<string, unknown>>(CREDENTIAL_TYPE);
	return shortHash(...parts, String(apiKey).trim());
}

/** A client that shares the rate limiter of its account with all others of this process. */
export async function accountClient(context: StudioContext, address: StudioAddress): Promise<StudioClient> {
	const { queryLimiter } = await accountQueue(context, address);
	return clientAt(context, address, undefined, queryLimiter);
}
