import type { IExecuteFunctions, ISourceData } from 'n8n-workflow';

import type { StoredVideo } from '../../shared/videoStore';

/** A video that an earlier try of the node has stored. Plain JSON of some 300 bytes. */
interface KeptVideo extends StoredVideo {
	/** The execution that the file belongs to: another one's may be pruned at any time. */
	executionId: string;
}

/** What the node keeps in its context over tries of a run and over retried executions, beside the ledger. */
interface NodeMemory extends Record<string, unknown> {
	/** What became of the tasks of the last try, in words. */
	wanReport?: string;
	/** What videos cost that this execution has asked for, by their keys, in the currency of the region's list. */
	wanSpent?: Record<string, number>;
	/** The ledgers of an AI agent's calls, by their runs. */
	wanCalls?: Record<number, Record<string, unknown>>;
	/** Whether portraits have passed the service's look, by `Portraits`. */
	wanPortraits?: Record<string, boolean>;
	/** What the tries of a run have stored, by task ID. */
	wanVideos?: Record<string, KeptVideo>;
	/** Tasks of a suspended wait, by their IDs; times in milliseconds since the epoch. */
	wanWaits?: Record<string, { since: number; queriedAt: number }>;
	/** Where the items come from that a suspended wait sends around, by the run that sends them. */
	wanReturns?: Record<number, { source: Array<ISourceData | null> | null; places: number[] }>;
}

/** All calls of an agent's tool in an execution share the node's context, whichever way n8n runs tools. */
export function nodeMemory(context: IExecuteFunctions): NodeMemory {
	return typeof context.getContext === 'function' ? context.getContext('node') : {};
}

/** The run of the first try, by the arguments of an agent's call, which all its tries share. */
const firstRuns = new WeakMap<object, number>();

/** Without an engine of their own, an agent's tools are run anew for each try, and several calls at a time. */
function argumentsOfCall(context: IExecuteFunctions): object | undefined {
	return context.isToolExecution?.() ? context.getInputData()[0]?.json : undefined;
}

/** Counts the node's runs in this execution; tries of one run share a number, rounds of a loop do not. */
export function runIndexOf(context: IExecuteFunctions): number {
	const runIndex = Number(context.getWorkflowDataProxy(0).$runIndex ?? 0);
	const call = argumentsOfCall(context);
	if (!call) return runIndex;
	if (!firstRuns.has(call)) firstRuns.set(call, runIndex);
	return firstRuns.get(call) ?? runIndex;
}

/** What the ledger is kept in. Calls of an agent that are under way at the same time have one each. */
export function ledgerMemory(context: IExecuteFunctions): Record<string, unknown> {
	const memory = nodeMemory(context);
	if (!argumentsOfCall(context)) return memory;
	const calls = (memory.wanCalls ??= {});
	return (calls[runIndexOf(context)] ??= {});
}
