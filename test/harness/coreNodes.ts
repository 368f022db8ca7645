/* eslint-disable @n8n/community-nodes/no-restricted-imports */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import {
	NodeConnectionTypes,
	NodeHelpers,
	type IExecuteFunctions,
	type INodeExecutionData,
	type INodeType,
	type IVersionedNodeType,
} from 'n8n-workflow';

import { agent } from './agent';

/* The nodes beside this package's: n8n's own, as they are, and the few that only tests need. */

const PACKAGE = 'n8n-nodes-base';
const load = createRequire(__filename);

/** Where n8n's own nodes are, by name. */
const known = JSON.parse(readFileSync(load.resolve(`${PACKAGE}/dist/known/nodes.json`), 'utf8')) as Record<
	string,
	{ className: string; sourcePath: string }
>;

const loaded = new Map<string, INodeType | IVersionedNodeType>();

/** One of n8n's own nodes, loaded when it is first asked for. @param version the newest one unless given */
export function findN8nNode(type: string, version?: number): INodeType | undefined {
	const name = type.startsWith(`${PACKAGE}.`) ? type.slice(PACKAGE.length + 1) : '';
	const place = known[name];
	if (!place) return undefined;
	const node = loaded.get(name) ?? create(place);
	loaded.set(name, node);
	return NodeHelpers.getVersionedNodeType(node, version);
}

function create({ className, sourcePath }: { className: string; sourcePath: string }): INodeType {
	const exports = load(`${PACKAGE}/${sourcePath}`) as Record<string, new () => INodeType>;
	const Node = exports[className];
	if (!Node) throw new Error(`${sourcePath} has no ${className}`);
	return new Node();
}

type Execute = (this: IExecuteFunctions) => Promise<INodeExecutionData[][]>;

function node(name: string, execute: Execute): INodeType {
	return {
		description: {
			displayName: name,
			name,
			group: ['transform'],
			version: 1,
			description: '',
			defaults: { name },
			inputs: [NodeConnectionTypes.Main],
			outputs: [NodeConnectionTypes.Main],
			properties: [],
		},
		execute,
	};
}

const passThrough: Execute = async function () {
	return [this.getInputData()];
};

/** Passes an item on in its first run and nothing in later ones: the smallest loop. */
const onceMore: Execute = async function () {
	const { $runIndex } = this.getWorkflowDataProxy(0);
	return [$runIndex === 0 ? [{ json: {}, pairedItem: { item: 0 } }] : []];
};

/** By the types that the tests' workflows use. */
export const coreNodes: Record<string, INodeType> = {
	'test.agent': agent,
	'test.start': node('start', passThrough),
	'test.onceMore': node('onceMore', onceMore),
};
