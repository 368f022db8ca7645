import type { IExecuteFunctions } from 'n8n-workflow';

import { systemClock } from '../core/base/clock';
import { err, type Result } from '../core/base/result';
import { readAccess, studioAddress, type StudioAddress } from '../core/studio/address';
import { StudioClient } from '../core/studio/client';
import type { StudioContext } from './contexts';
import { problemToFault } from './nodeErrors';
import { CREDENTIAL, n8nTransport } from './httpTransport';

/** Where the credential leads to, or what is wrong with it as a fault of the check. */
export async function readConnection(context: StudioContext): Promise<Result<StudioAddress>> {
	const credential = await context.getCredentials<Record<string, unknown>>(CREDENTIAL);
	const address = studioAddress(readAccess(credential));
	return address.ok ? address : err(problemToFault(address.fault));
}

/** A client for operations that make a few calls and hold no task. It listens to Stop. */
export function clientFor(context: IExecuteFunctions, { apiBase }: StudioAddress): StudioClient {
	return new StudioClient(apiBase, n8nTransport(context), {
		clock: systemClock,
		random: Math.random,
		signal: context.getExecutionCancelSignal?.(),
	});
}
