import type { IExecuteFunctions } from 'n8n-workflow';

import { systemClock } from '../core/base/clock';
import type { Fault } from '../core/base/fault';
import { onAbort } from '../core/base/onAbort';
import type { RateLimiter } from '../core/base/rateLimiter';
import { err, type Result } from '../core/base/result';
import { readAccess, studioAddress, type StudioAddress } from '../core/studio/address';
import { StudioClient } from '../core/studio/client';
import { type FormPost, TemporaryStorage } from '../core/transfer/temporaryStorage';
import type { StudioContext } from './contexts';
import { n8nTransport, readCredential, withoutStop } from './httpTransport';
import { problemToFault } from './nodeErrors';
import { postMultipart } from './postMultipart';

const time = { clock: systemClock, random: Math.random };

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
		description: 'No request was sent. Check the expressions of the credential, and run the workflow again.',
	};
}

/** A client of the address. @param queryLimiter shared by clients of one account */
export function clientAt(
	context: StudioContext,
	{ apiBase }: StudioAddress,
	signal?: AbortSignal,
	queryLimiter?: RateLimiter,
): StudioClient {
	return new StudioClient(apiBase, n8nTransport(context), { ...time, signal }, queryLimiter);
}

/** A client for operations that make a few calls and hold no task. It listens to Stop. */
export function clientFor(context: IExecuteFunctions, address: StudioAddress): StudioClient {
	return clientAt(context, address, context.getExecutionCancelSignal?.());
}

/** What a run talks to the service with. All of it ends with `halt`, which Stop aborts and a fault may abort. */
interface RunConnection {
	halt: AbortController;
	client: StudioClient;
	storage: TemporaryStorage;
	/** For the calls that are left to do after `halt`. */
	clientAfterHalt: StudioClient;
}

export function connectRun(context: IExecuteFunctions, address: StudioAddress): RunConnection {
	const halt = new AbortController();
	onAbort(context.getExecutionCancelSignal?.(), () => halt.abort());
	const { signal } = halt;
	const client = clientAt(context, address, signal);
	const post = async (form: FormPost) => await postMultipart(context, form);
	return {
		halt,
		client,
		storage: new TemporaryStorage({ ...time, signal, client, post }),
		clientAfterHalt: clientAt(withoutStop(context), address),
	};
}
