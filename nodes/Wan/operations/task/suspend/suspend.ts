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
		return 'As a tool of an AI agent the node cannot suspend the execution. It kept running until the tasks had ended.';
	}
	if (!context.getWorkflow().id || !context.getExecutionId()) {
		return 'This execution is not saved, so it cannot be suspended. The node kept running until the tasks had ended.';
	}
	if (leadsBack(context) === false) {
		return 'The output Still Running is not connected back to the input of this node, so the execution was not suspended; the node kept running until the tasks had ended. Draw a connection from Still Running to the input. (When only this step is executed, n8n leaves such connections out.)';
	}
	return undefined;
}

/** Whether output 0 leads back into the node, maybe by way of others. Contexts that do not tell count as wired. */
function leadsBack(context: IExecuteFunctions): boolean | undefined {
	const { name } = context.getNode();
	const seen = new Set([name]);
	for (const target of seen) {
		const sources = sourcesOf(context, target);
		if (!sources) return undefined;
		if (sources.some(({ node, index }) => node === name && index === 0)) return true;
		sources.forEach(({ node }) => seen.add(node));
	}
	return false;
}

/** Whether output 0 is wired to the node itself. */
export function isWiredDirectly(context: IExecuteFunctions): boolean {
	const { name } = context.getNode();
	return (sourcesOf(context, name) ?? []).some(({ node, index }) => node === name && index === 0);
}

/** The outputs that lead into a node. */
function sourcesOf(
	context: IExecuteFunctions,
	target: string,
): Array<{ node: string; index: number }> | undefined {
	// Public in n8n-core's contexts, though not in the type.
	const { getConnections } = context as unknown as {
		getConnections?: (
			node: { name: string },
			type: string,
		) => Array<Array<{ node: string; index: number }> | null>;
	};
	if (typeof getConnections !== 'function') return undefined;
	return getConnections.call(context, { name: target }, 'main').flatMap((input) => input ?? []);
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
