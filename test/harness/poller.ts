import { PollContext } from 'n8n-core';
import {
	Workflow,
	type IDataObject,
	type INode,
	type INodeExecutionData,
	type INodeParameters,
	type WorkflowActivateMode,
} from 'n8n-workflow';

import type { StandIn } from '../standIn';
import type { Engine } from './engine';
import { credentialFor } from './wan';

/** An active workflow that begins with Wan Trigger, as n8n's poller sees it. */
export class Poller {
	/** The messages of faults that were shown beside items, or without ending a poll. */
	readonly shown: string[] = [];
	/** The credential that the node has; another one is another account's or key's. */
	credential: IDataObject;
	private readonly workflow: Workflow;
	private readonly node: INode;
	private active?: PollContext;
	private kept: string;

	/**
	 * @param staticData what n8n has saved of the workflow before
	 * @param activation `activate`: the user has switched it on; `init`: n8n has started
	 */
	constructor(
		private readonly engine: Engine,
		standIn: StandIn,
		parameters: INodeParameters = {},
		staticData: IDataObject = {},
		private readonly activation: WorkflowActivateMode = 'activate',
	) {
		this.credential = credentialFor(standIn);
		this.node = {
			id: 't',
			name: 'Wan Trigger',
			type: 'n8n-nodes-wan.wanTrigger',
			typeVersion: 1,
			position: [0, 0],
			parameters,
			credentials: { modelStudioApi: { id: '1', name: 'Model Studio' } },
		};
		this.kept = JSON.stringify(staticData);
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
		// n8n keeps one context from an activation to the next.
		const isFirst = !this.active;
		const context = mode === 'manual' ? this.context(mode) : (this.active ??= this.context(mode));
		const { poll } = this.workflow.nodeTypes.getByNameAndVersion(this.node.type);
		const items = (await poll?.call(context))?.[0] ?? [];
		if (mode !== 'manual' && (isFirst || items.length > 0)) this.save();
		return items;
	}

	/** n8n saves at an activation and with an execution, and only what was set where it looks. */
	private save(): void {
		const { staticData } = this.workflow;
		if (staticData.__dataChanged !== true) return;
		this.kept = JSON.stringify(staticData);
		staticData.__dataChanged = false;
	}

	/** After a change of the credential n8n gives it to the next poll. */
	changeCredential(credential: IDataObject): void {
		this.credential = credential;
		this.active = undefined;
	}

	private context(mode: 'trigger' | 'manual'): PollContext {
		const node = this.workflow.getNode(this.node.name) ?? this.node;
		const additionalData = this.engine.additionalData({
			nodes: [node],
			connections: {},
			credential: this.credential,
		});
		const activation = mode === 'manual' ? 'manual' : this.activation;
		return new PollContext(this.workflow, node, additionalData, mode, activation, undefined, (error) =>
			this.shown.push(error.message),
		);
	}

	/** What n8n has saved, as a database gives it back: all that is left when n8n is killed. */
	saved(): IDataObject {
		return JSON.parse(this.kept) as IDataObject;
	}
}
