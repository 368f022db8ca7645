import { createHash } from 'crypto';

import { systemClock } from '../core/base/clock';
import { RateLimiter } from '../core/base/rateLimiter';
import type { StudioAddress } from '../core/studio/address';
import { QUERY_GAP, StudioClient } from '../core/studio/client';
import type { StudioContext } from './contexts';
import { CREDENTIAL, n8nTransport } from './httpTransport';

/** The queries of one account, from whatever trigger of this process: the service's limit is the account's. */
interface AccountLine {
	pace: RateLimiter;
	/** Who waits for an answer. */
	waiting: number;
}

const lines = new Map<string, AccountLine>();

/**
 * Tells whose tasks the credential leads to: a key is of one account and workspace, and the address has the region. The
 * key itself cannot be had from it.
 */
export async function accountKey(
	context: StudioContext,
	{ region, apiBase }: StudioAddress,
): Promise<string> {
	const { apiKey } = await context.getCredentials<Record<string, unknown>>(CREDENTIAL);
	// With the workflow's ID the same key has another hash in each workflow that keeps it.
	return hashOf(context.getWorkflow().id ?? '', region, apiBase, String(apiKey).trim());
}

export async function accountLine(context: StudioContext, { apiBase }: StudioAddress): Promise<AccountLine> {
	const { apiKey } = await context.getCredentials<Record<string, unknown>>(CREDENTIAL);
	const key = hashOf(apiBase, String(apiKey).trim());
	const line = lines.get(key) ?? { pace: new RateLimiter(QUERY_GAP, systemClock), waiting: 0 };
	lines.set(key, line);
	return line;
}

/** A client that keeps the pace of its account together with all others of this process. */
export async function clientInLine(
	context: StudioContext,
	address: StudioAddress,
	signal?: AbortSignal,
): Promise<StudioClient> {
	const { pace } = await accountLine(context, address);
	const tools = { clock: systemClock, random: Math.random, signal };
	return new StudioClient(address.apiBase, n8nTransport(context), tools, pace);
}

function hashOf(...parts: string[]): string {
	return createHash('sha256').update(parts.join('\n')).digest('hex').slice(0, 16);
}
