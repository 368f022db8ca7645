import type { IExecuteFunctions } from 'n8n-workflow';

import { nodeMemory } from '../../../run/nodeContext';

/*
 * What a suspended wait knows of its tasks. It is kept in the node's context, which is saved with the execution: on the
 * items it would leave the node through every output, and n8n would save it anew in every round.
 */

interface WaitState {
	/** Milliseconds since the epoch, by this machine's clock: the first query. The service's clock may be hours off. */
	since: number;
	/** The last query. */
	queriedAt: number;
}

export function waitStateOf(context: IExecuteFunctions, taskId: string): WaitState | undefined {
	return nodeMemory(context).wanWaits?.[taskId];
}

export function noteWait(context: IExecuteFunctions, taskId: string, state: WaitState): void {
	(nodeMemory(context).wanWaits ??= {})[taskId] = state;
}

export function forgetWait(context: IExecuteFunctions, taskId: string): void {
	delete nodeMemory(context).wanWaits?.[taskId];
}
