import type { IExecuteFunctions } from 'n8n-workflow';

import { systemClock } from '../core/base/clock';
import type { Region } from '../core/catalogue';
import { type AddressProblem, type StudioAddress, studioAddress } from '../core/studio/address';
import { StudioClient } from '../core/studio/client';
import type { StudioContext } from './contexts';
import { CREDENTIAL, n8nTransport } from './httpTransport';

/** Where the credential leads to, or what is wrong with it. */
export async function readAccess(context: StudioContext): Promise<StudioAddress | AddressProblem> {
	const credential = await context.getCredentials<Record<string, unknown>>(CREDENTIAL);
	const text = (value: unknown) => (typeof value === 'string' ? value : '');
	return studioAddress({
		apiKey: text(credential.apiKey),
		region: text(credential.region) as Region,
		workspaceId: text(credential.workspaceId),
		baseUrl: text(credential.baseUrl),
	});
}

/** A client for operations that make a few calls and hold no task. It listens to Stop. */
export function clientFor(context: IExecuteFunctions, { apiBase }: StudioAddress): StudioClient {
	return new StudioClient(apiBase, n8nTransport(context), {
		clock: systemClock,
		random: Math.random,
		stop: context.getExecutionCancelSignal?.(),
	});
}
