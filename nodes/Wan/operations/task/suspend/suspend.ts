import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

import { systemClock } from '../../../../core/base/clock';
import { isAgentTool } from '../../../run/agentTool';
import { expectReturn, type Origin } from './loop';

/*
 * How an execution waits without a worker. `putExecutionToWait` saves it; when it resumes, the engine does not call the
 * node but disables it once, and a disabled node passes its input on through output 0 (n8n-core 2.41, handleWaitingState).
 * With output 0 wired back to the node's input the items come in again, and the node runs anew.
 */

/** Why this execution cannot be suspended, in words for a hint; nothing if it can. */
export function whyNotSuspend(context: IExecuteFunctions): string | undefined {
	if (isAgentTool(context) || typeof context.putExecutionToWait !== 'function') {
		return 'A tool of an AI agent cannot suspend the execution.';
	}
	if (!context.getWorkflow().id || !context.getExecutionId()) {
		return 'An execution that is not saved cannot be suspended.';
	}
	if (wayBack(context) === 'none') {
		return 'Still Running is not connected back to the input of this node. (n8n leaves this connection out when only this step is executed.)';
	}
	return undefined;
}

/** How output 0 leads back into the node. Contexts that do not tell count as wired, by way of others. */
export function wayBack(context: IExecuteFunctions): 'direct' | 'through others' | 'none' {
	const { name } = context.getNode();
	const seen = new Set([name]);
	for (const target of seen) {
		const sources = sourcesOf(context, target);
		const isOwn = sources?.some(({ node, index }) => node === name && index === 0);
		if (isOwn && target === name) return 'direct';
		if (isOwn || !sources) return 'through others';
		sources.forEach(({ node }) => seen.add(node));
	}
	return 'none';
}

/** The outputs that lead into a node. */
function sourcesOf(
	context: IExecuteFunctions,
	target: string,
): Array<{ node: string; index: number }> | undefined {
	if (!showsConnections(context)) return undefined;
	return context.getConnections({ name: target }, 'main').flatMap((input) => input ?? []);
}

/** Public in n8n-core's contexts, though not in the type of n8n-workflow. */
interface ShowsConnections {
	getConnections(node: { name: string }, type: string): Array<Array<{ node: string; index: number }> | null>;
}

function showsConnections(context: object): context is ShowsConnections {
	return 'getConnections' in context && typeof context.getConnections === 'function';
}

/**
 * Suspends the execution. The items that are to come in again take the place of the input, since on resuming the engine
 * passes on the input and nothing else. @param pause milliseconds
 */
export async function suspend(
	context: IExecuteFunctions,
	items: INodeExecutionData[],
	origin: Origin,
	pause: number,
): Promise<void> {
	const { main } = context.getExecuteData().data;
	// A list of its own: the old one is at the same time the output of the node before, and the engine empties the one
	// that the node returns when it sorts out failed items.
	if (main) main[0] = [...items];
	expectReturn(context, origin);
	await context.putExecutionToWait(new Date(systemClock.now() + pause));
}
