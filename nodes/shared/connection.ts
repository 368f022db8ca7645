import type { IExecuteFunctions } from 'n8n-workflow';

import { systemClock } from '../core/base/clock';
import type { Fault } from '../core/base/fault';
import { err, type Result } from '../core/base/result';
import { readAccess, studioAddress, type StudioAddress } from '../core/studio/address';
import { StudioClient } from '../core/studio/client';
import type { StudioContext } from './contexts';
import { problemToFault } from './nodeErrors';
import { n8nTransport, readCredential } from './httpTransport';

/** Where the credential leads to, or what is wrong with it as a fault of the check. */
export async function readConnection(context: StudioContext): Promise<Result<StudioAddress>> {
	const credential = await readCredential(context);
	if (!credential.ok) return err(unreadable(credential.fault));
	const address = studioAddress(readAccess(credential.value));
	return address.ok ? address : err(problemToFault(address.fault));
}

/** Thrown, it would end the node: its error branch would get no task IDs of earlier tries. */
function unreadable(reason: string): Fault {
	return {
		stage: 'check',
		class: 'key or region',
		message: `The credential could not be read (${reason})`,
		description:
			'No request was sent. Open the credential, and check its expressions if it has any. Then run the workflow again.',
	};
}

/** A client for operations that make a few calls and hold no task. It listens to Stop. */
export function clientFor(context: IExecuteFunctions, { apiBase }: StudioAddress): StudioClient {
	return new StudioClient(apiBase, n8nTransport(context), {
		clock: systemClock,
		random: Math.random,
		signal: context.getExecutionCancelSignal?.(),
	});
}
