import { PollContext } from 'n8n-core';
import {
	Workflow,
	type IDataObject,
	type INode,
	type INodeExecutionData,
	type INodeParameters,
} from 'n8n-workflow';

import type { StandIn } from '../standIn';
import type { Engine } from './engine';
import { credentialFor } from './wan';

/** An active workflow that begins with Wan Trigger, as n8n's poller sees it. */
export class Poller {
	private readonly workflow: Workflow;
	private readonly node: INode;

	/** @param staticData what n8n has saved of the workflow before */
	constructor(
		private readonly engine: Engine,
		private readonly standIn: StandIn,
		parameters: INodeParameters = {},
		staticData: IDataObject = {},
	) {
		this.node = {
			id: 't',
			name: 'Wan Trigger',
			type: 'n8n-nodes-wan.wanTrigger',
			typeVersion: 1,
			position: [0, 0],
			parameters,
			credentials: { modelStudioApi: { id: '1', name: 'Model Studio' } },
		};
		this.workflow = new Workflow({
			id: 'workflow',
			nodes: [this.node],
			connections: {},
			active: true,
			nodeTypes: engine.nodeTypes(),
			staticData,
		});
	}

	/** @param mode `manual`: "Fetch Test Event" in the editor */
	async poll(mode: 'trigger' | 'manual' = 'trigger'): Promise<INodeExecutionData[]> {
		const node = this.workflow.getNode(this.node.name) ?? this.node;
		const additionalData = this.engine.additionalData({
			nodes: [node],
			connections: {},
			credential: credentialFor(this.standIn),
		});
		const context = new PollContext(
			this.workflow,
			node,
			additionalData,
			mode,
			mode === 'manual' ? 'manual' : 'activate',
		);
		const { poll } = this.workflow.nodeTypes.getByNameAndVersion(node.type);
		return (await poll?.call(context))?.[0] ?? [];
	}

	/** What n8n saves after a poll, as a database gives it back. */
	saved(): IDataObject {
		return JSON.parse(JSON.stringify(this.workflow.staticData)) as IDataObject;
	}
}
