/* eslint-disable @n8n/community-nodes/no-restricted-imports */
import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { WebhookContext } from 'n8n-core';
import {
	Workflow,
	type IDataObject,
	type INode,
	type INodeExecutionData,
	type INodeParameters,
	type IWebhookData,
} from 'n8n-workflow';

import type { StandIn } from '../standIn';
import type { EventTarget } from '../standIn/events';
import type { Engine } from './engine';
import { credentialFor } from './wan';

export const TOKEN = 'a-token-that-nobody-guesses';

export interface ReceiverOptions {
	parameters?: INodeParameters;
	/** Of the credential. */
	token?: string;
	/** The node has no credential for the token. */
	withoutToken?: boolean;
	/** `manual`: "Listen for Test Event" in the editor */
	mode?: 'webhook' | 'manual';
	/** What n8n has saved of the workflow before. */
	staticData?: IDataObject;
	/** Called at the moment when the node answers. */
	onResponse?: () => void;
}

/**
 * An active workflow that begins with Wan Event Trigger, behind a real HTTP server. It does what n8n does around a
 * webhook (n8n 2.41, live-webhooks, webhook-helpers and body-parser): every delivery gets its own workflow from what is
 * saved, an error is answered with 500 and makes an execution that has failed, and what the node gives starts one.
 */
export class EventReceiver {
	/** The items of every execution that was started. */
	readonly started: INodeExecutionData[][] = [];
	/** The errors of every execution that failed to start. */
	readonly failed: Error[] = [];
	/** What was answered, in order. */
	readonly responses: Array<{ status: number; body: string }> = [];
	/** The service that the node's key is of. */
	standIn: StandIn;
	private saved: string;
	private readonly atWork = new Set<Promise<void>>();

	private constructor(
		private readonly engine: Engine,
		standIn: StandIn,
		private readonly options: ReceiverOptions,
		private readonly server: Server,
	) {
		this.standIn = standIn;
		this.saved = JSON.stringify(options.staticData ?? {});
	}

	static async start(
		engine: Engine,
		standIn: StandIn,
		options: ReceiverOptions = {},
	): Promise<EventReceiver> {
		const server = createServer();
		const receiver = new EventReceiver(engine, standIn, options, server);
		server.on('request', (request: IncomingMessage, response: ServerResponse) => {
			const work = receiver.receive(request, response).finally(() => receiver.atWork.delete(work));
			receiver.atWork.add(work);
		});
		server.listen(0, '127.0.0.1');
		await once(server, 'listening');
		return receiver;
	}

	/** The target as it is entered in EventBridge. */
	target(more: Partial<EventTarget> = {}): EventTarget {
		const { port } = this.server.address() as AddressInfo;
		return { url: `http://127.0.0.1:${port}/webhook/5c1d/model-studio-task`, token: TOKEN, ...more };
	}

	/** Waits for what goes on after an answer. */
	async settle(): Promise<void> {
		await Promise.all(this.atWork);
	}

	ids(): string[] {
		return this.started.flat().map(({ json }) => String(json.taskId));
	}

	/** What n8n has saved, as a database gives it back. */
	staticData(): IDataObject {
		return JSON.parse(this.saved) as IDataObject;
	}

	async close(): Promise<void> {
		await this.settle();
		this.server.close();
		this.server.closeAllConnections();
	}

	private async receive(request: IncomingMessage, response: ServerResponse): Promise<void> {
		const reply = this.expressLike(response);
		const received = await this.parse(request);
		if (!received) return void reply.status(422).json({ message: 'Failed to parse request body' });
		const { workflow, node } = this.workflow();
		const { mode = 'webhook', token = TOKEN } = this.options;
		const additionalData = this.engine.additionalData({
			nodes: [node],
			connections: {},
			credential: credentialFor(this.standIn),
			credentials: { modelStudioEventsApi: { token } },
		});
		Object.assign(additionalData, { httpRequest: received, httpResponse: reply, executionId: undefined });
		const nodeType = this.engine.nodeTypes().getByNameAndVersion(node.type);
		const webhookData = { webhookDescription: nodeType.description.webhooks?.[0] } as IWebhookData;
		const context = new WebhookContext(workflow, node, additionalData, mode, webhookData, [], null);
		try {
			const result = await nodeType.webhook?.call(context);
			if (!result?.noWebhookResponse) reply.status(200).json({ message: 'Workflow was started' });
			this.saved = JSON.stringify(workflow.staticData);
			if (result?.workflowData) this.started.push(...result.workflowData);
		} catch (error) {
			this.failed.push(error as Error);
			reply.status(500).json({ message: 'Workflow Webhook Error: Workflow could not be started!' });
		}
	}

	private workflow(): { workflow: Workflow; node: INode } {
		const node: INode = {
			id: 't',
			name: 'Wan Event Trigger',
			type: 'n8n-nodes-wan.wanEventTrigger',
			typeVersion: 1,
			position: [0, 0],
			webhookId: '5c1d',
			parameters: this.options.parameters ?? {},
			credentials: {
				modelStudioApi: { id: '1', name: 'Model Studio' },
				...(!this.options.withoutToken && { modelStudioEventsApi: { id: '2', name: 'Events' } }),
			},
		};
		const workflow = new Workflow({
			id: 'workflow',
			nodes: [node],
			connections: {},
			active: true,
			nodeTypes: this.engine.nodeTypes(),
			staticData: this.staticData(),
		});
		return { workflow, node: workflow.getNode(node.name) ?? node };
	}

	/** Nothing for JSON that cannot be read, which n8n does not let through to a node. */
	private async parse(request: IncomingMessage): Promise<object | undefined> {
		const chunks: Buffer[] = [];
		for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
		const rawBody = Buffer.concat(chunks);
		const contentType = request.headers['content-type']?.split(';')[0];
		const query = Object.fromEntries(new URL(request.url ?? '/', 'http://n8n').searchParams);
		let body: unknown;
		try {
			if (contentType === 'application/json') body = JSON.parse(rawBody.toString());
			if (contentType === 'text/plain') body = rawBody.toString();
		} catch {
			return undefined;
		}
		return { headers: request.headers, query, params: {}, rawBody, body };
	}

	/** The two methods of Express's response that are needed. */
	private expressLike(response: ServerResponse) {
		const reply = {
			status: (code: number) => {
				response.statusCode = code;
				return reply;
			},
			json: (body: object) => {
				this.options.onResponse?.();
				this.responses.push({ status: response.statusCode, body: JSON.stringify(body) });
				response.setHeader('content-type', 'application/json');
				response.end(JSON.stringify(body));
			},
		};
		return reply;
	}
}
