import type { IConnections, INode, INodeParameters, NodeConnectionType } from 'n8n-workflow';

import type { Studio } from './world';
import type { WorkflowFile } from './rest';

/** One of n8n's own nodes; `type` without `n8n-nodes-base.`, or a full one. */
export function node(
	name: string,
	type: string,
	parameters: INodeParameters = {},
	more: Partial<INode> = {},
): INode {
	const fullType = type.includes('.') ? type : `n8n-nodes-base.${type}`;
	return { id: name, name, type: fullType, typeVersion: 1, position: [0, 0], parameters, ...more };
}

/** The Wan node with the credential for this service. */
export function wan(
	name: string,
	{ credential }: Studio,
	parameters: INodeParameters,
	more: Partial<INode> = {},
): INode {
	return node(name, 'n8n-nodes-wan.wan', parameters, {
		credentials: { modelStudioApi: credential },
		...more,
	});
}

/** A workflow in which each node's first output leads to the next node, but for further connections. */
export function chain(name: string, nodes: INode[], further: IConnections = {}): WorkflowFile {
	const connections: IConnections = {};
	nodes.forEach((each, index) => {
		const next = nodes[index + 1];
		if (next) connections[each.name] = { main: [[{ node: next.name, type: 'main', index: 0 }]] };
		// Drawn from left to right, as the editor would.
		each.position = [index * 220, 0];
	});
	return { name, nodes, connections: { ...connections, ...further }, settings: { executionOrder: 'v1' } };
}

/** A connection of the first output (or of another kind) to the first input of a node. */
export function to(
	name: string,
	type: NodeConnectionType = 'main',
): Array<{ node: string; type: NodeConnectionType; index: number }> {
	return [{ node: name, type, index: 0 }];
}
