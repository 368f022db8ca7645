import { createHash } from 'crypto';

import type { StudioAddress } from '../core/studio/address';
import type { StudioContext } from './contexts';
import { CREDENTIAL } from './httpTransport';

/**
 * Tells whose tasks the credential leads to: a key is of one account and workspace, and the address has the region. The
 * key itself cannot be had from it.
 */
export async function accountKey(
	context: StudioContext,
	{ region, apiBase }: StudioAddress,
): Promise<string> {
	const { apiKey } = await context.getCredentials<Record<string, unknown>>(CREDENTIAL);
	// With the workflow's ID the same key has another hash in each workflow.
	const parts = [context.getWorkflow().id ?? '', region, apiBase, String(apiKey).trim()];
	return createHash('sha256').update(parts.join('\n')).digest('hex').slice(0, 16);
}
