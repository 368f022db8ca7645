import {
	type IExecuteData,
	type IExecuteFunctions,
	type INodeExecutionData,
	type ISourceData,
	type ITaskData,
} from 'n8n-workflow';

import { nodeMemory, runIndexOf } from '../../../run/nodeContext';

/*
 * The rounds of a suspended wait as n8n's engine sees them. Each round of a loop is a run with a copy of all items, and
 * leads back to the nodes before only by way of all rounds before it. So items that come straight back get the place and
 * the source again that they had in the first round: expressions read the same in every round, and what the engine
 * keeps of a round in which nothing finished is taken back. All of it is state of the execution; where a version of n8n
 * does not show that, the rounds go around the wire as in any loop.
 */

/** Where items that are sent around come from. */
export interface Origin {
	/** The node before the loop, as the engine notes it; none where there is none. */
	source: Array<ISourceData | null> | null;
	/** The places of the items in what it gave. */
	places: number[];
}

/** Takes up what was sent around, and gives the origin of the items of this round. */
export function originOf(context: IExecuteFunctions): Origin {
	const items = context.getInputData();
	const entry = context.getExecuteData();
	const from = entry.source?.main?.[0];
	const returns = nodeMemory(context).wanReturns ?? {};
	const run = from?.previousNode === context.getNode().name ? (from.previousNodeRun ?? 0) : undefined;
	const sent = run === undefined ? undefined : returns[run];
	if (run !== undefined && sent?.places.length === items.length) {
		delete returns[run];
		// The list itself: this run's own note of its source has it, too.
		if (sent.source) entry.source?.main?.splice(0, Infinity, ...sent.source);
		else entry.source = null;
		items.forEach((item, index) => (item.pairedItem = { item: sent.places[index] ?? index }));
		const passedOn = ownRuns(context)?.[run];
		if (passedOn && isEmpty(passedOn, 1)) passedOn.data = { main: [[]] };
	}
	return { source: entry.source?.main ?? null, places: items.map(placeOf) };
}

function placeOf({ pairedItem }: INodeExecutionData, index: number): number {
	return typeof pairedItem === 'object' && 'item' in pairedItem ? pairedItem.item : index;
}

/** Notes that the node's input comes back when the execution resumes, and takes back runs that have become empty. */
export function expectReturn(context: IExecuteFunctions, origin: Origin): void {
	const runs = ownRuns(context);
	while (runs?.length && isEmpty(runs.at(-1), 0)) runs.pop();
	(nodeMemory(context).wanReturns ??= {})[runs?.length ?? runIndexOf(context)] = origin;
}

/**
 * Puts another round behind the nodes that follow this one, so that a finished video goes on before the next round
 * suspends the execution: by the wire, the round would come first wherever the node is drawn higher (n8n-core 2.41,
 * processRunExecutionData). Gives `false` where the engine does not show what is to be run next.
 */
export function runAfterFollowers(
	context: IExecuteFunctions,
	items: INodeExecutionData[],
	origin: Origin,
): boolean {
	const { node } = context.getExecuteData();
	const stack = executionOf(context)?.executionData?.nodeExecutionStack;
	if (!stack) return false;
	const run = runIndexOf(context);
	const from: ISourceData = { previousNode: node.name, previousNodeOutput: 0, previousNodeRun: run };
	(nodeMemory(context).wanReturns ??= {})[run] = origin;
	// What follows is put on top of it when the node returns.
	stack.unshift({ node, data: { main: [items] }, source: { main: [from] } });
	return true;
}

/** As far as it is read here, and as far as a version of n8n shows it. */
interface Execution {
	resultData?: { runData?: Partial<Record<string, ITaskData[]>> };
	executionData?: { nodeExecutionStack?: IExecuteData[] };
}

/** Public in n8n-core's contexts, though not in the type of n8n-workflow. */
function executionOf(context: IExecuteFunctions): Execution | undefined {
	return 'runExecutionData' in context ? (context.runExecutionData as Execution | undefined) : undefined;
}

function ownRuns(context: IExecuteFunctions): ITaskData[] | undefined {
	return executionOf(context)?.resultData?.runData?.[context.getNode().name];
}

/** Whether a run has given nothing through the outputs from this one on. */
function isEmpty(run: ITaskData | undefined, from: number): boolean {
	return (run?.data?.main ?? []).slice(from).every((items) => !items?.length);
}
