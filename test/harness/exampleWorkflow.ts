/* eslint-disable @n8n/community-nodes/no-restricted-imports */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { IConnections, INode, INodeExecutionData, IRun, IRunExecutionData } from 'n8n-workflow';

import type { StandIn } from '../standIn';
import { lastRun, type Engine, type RunOptions } from './engine';
import { credentialFor, packageDirectory } from './wan';

/** A workflow as it lies in `examples/`. */
export interface WorkflowFile {
	name: string;
	nodes: INode[];
	connections: IConnections;
}

const folder = path.join(packageDirectory, 'examples');

export const exampleFiles = readdirSync(folder).filter((file) => file.endsWith('.json'));

/** The folder that the examples name for files, as it is in n8n's Docker image. */
export const FILES = '/home/node/.n8n-files';

/**
 * Loads an example as it is.
 * @param replacements the only changes: addresses and paths that a user would set too, each with what stands in for it
 */
export function loadExample(file: string, replacements: Record<string, string> = {}): WorkflowFile {
	let text = readFileSync(path.join(folder, file), 'utf8');
	for (const [address, replacement] of Object.entries(replacements)) {
		if (!text.includes(address)) throw new Error(`${file} does not name ${address}`);
		text = text.replaceAll(address, replacement);
	}
	return JSON.parse(text) as WorkflowFile;
}

export function nodeOf({ nodes }: WorkflowFile, name: string): INode {
	const node = nodes.find((one) => one.name === name);
	if (!node) throw new Error(`The example has no node ${name}`);
	return node;
}

/** Activates nodes that the example has switched off, as a user does with D. */
export function activate(workflow: WorkflowFile, ...names: string[]): WorkflowFile {
	for (const name of names) delete nodeOf(workflow, name).disabled;
	return workflow;
}

/** What a run costs by the example's note, in USD. */
export function costTold(workflow: WorkflowFile): number {
	const note = String(nodeOf(workflow, 'What to Set').parameters.content);
	return Number(/\*\*Cost\*\*: about USD (\d+\.\d\d)/.exec(note)?.[1] ?? 0);
}

/** What the items of some nodes say they cost together, in USD, rounded as in a note. */
export function costOf(items: INodeExecutionData[]): number {
	const amounts = items.map(({ json }) => Number(json.estimatedCost ?? 0));
	return Math.round(amounts.reduce((sum, amount) => sum + amount, 0) * 100) / 100;
}

/** Runs an example from its first node against the stand-in. */
export async function runExample(
	engine: Engine,
	standIn: StandIn,
	workflow: WorkflowFile,
	more: Partial<Omit<RunOptions, 'nodes' | 'connections'>> = {},
): Promise<IRun> {
	return await engine.run({ ...workflow, credential: credentialFor(standIn), ...more });
}

/** Items that left a node through an output in its last run. */
export function itemsFrom(run: IRun, nodeName: string, output = 0): INodeExecutionData[] {
	return lastRun(run, nodeName)?.data?.main?.[output] ?? [];
}

/** What n8n's "Retry" of a failed execution begins with: the run data without the last node's failed run. */
export function retryOf({ data }: IRun): IRunExecutionData {
	const saved = JSON.parse(JSON.stringify(data)) as IRunExecutionData;
	const { resultData } = saved;
	delete resultData.error;
	resultData.runData[resultData.lastNodeExecuted ?? '']?.pop();
	return saved;
}
