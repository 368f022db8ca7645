/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals */
import { randomUUID } from 'node:crypto';
import { createRequire } from 'node:module';
import path from 'node:path';
import type {
	IConnections,
	IDataObject,
	INode,
	INodeExecutionData,
	IRunExecutionData,
	IWorkflowSettings,
} from 'n8n-workflow';

import type { RunningN8n } from './n8n';

export interface WorkflowFile {
	name: string;
	nodes: INode[];
	connections: IConnections;
	settings?: IWorkflowSettings;
	pinData?: IDataObject;
}

export interface StoredWorkflow extends WorkflowFile {
	id: string;
	versionId: string;
	active: boolean;
}

export interface InstalledPackage {
	installedVersion: string;
	installedNodes: Array<{ type: string }>;
}

export interface Execution {
	id: string;
	status: string;
	mode: string;
	workflowId: string;
	data: IRunExecutionData;
}

// Made anew in each process, so that nothing here looks like a secret.
const owner = {
	email: 'owner@example.com',
	firstName: 'Wan',
	lastName: 'Owner',
	password: `A1-${randomUUID()}`,
};
const ended = ['success', 'error', 'crashed', 'canceled'];

/** Sets up the owner of a fresh n8n, and gives their session. */
export async function signUp(n8n: RunningN8n): Promise<Rest> {
	const rest = new Rest(n8n);
	await rest.post('/rest/owner/setup', owner);
	return rest;
}

/** Signs in to an n8n whose owner is set up already, for example after a restart. */
export async function signIn(n8n: RunningN8n): Promise<Rest> {
	const rest = new Rest(n8n);
	await rest.post('/rest/login', {
		emailOrLdapLoginId: owner.email,
		email: owner.email,
		password: owner.password,
	});
	return rest;
}

/** n8n's own REST API, as its editor uses it. Every method throws n8n's message when n8n refuses. */
export class Rest {
	private cookie = '';

	readonly url: string;

	constructor(private readonly n8n: RunningN8n) {
		this.url = n8n.url;
	}

	/** The account that `signUp` made, for a browser that signs in. */
	static readonly owner = owner;

	/** @param version older n8n ask the registry of the internet for `latest`, and only npm for a version */
	async installPackage(name: string, version: string): Promise<InstalledPackage> {
		return await this.post('/rest/community-packages', { name, version });
	}

	async createCredential(
		type: string,
		name: string,
		data: IDataObject,
	): Promise<{ id: string; name: string }> {
		const { id } = await this.post<{ id: string }>('/rest/credentials', { type, name, data });
		return { id, name };
	}

	/** What the user enters anew into a credential that workflows use. */
	async changeCredential(credential: {
		id: string;
		name: string;
		type: string;
		data: IDataObject;
	}): Promise<void> {
		await this.send('PATCH', `/rest/credentials/${credential.id}`, credential);
	}

	/** Saves a credential, as older editors do first, and gives what n8n's "Test" button shows. */
	async testCredential(type: string, data: IDataObject): Promise<{ status: string; message: string }> {
		const saved = await this.createCredential(type, 'Under test', data);
		return await this.post('/rest/credentials/test', { credentials: { ...saved, type, data } });
	}

	async importWorkflow({
		name,
		nodes,
		connections,
		settings,
		pinData,
	}: WorkflowFile): Promise<StoredWorkflow> {
		return await this.post('/rest/workflows', { name, nodes, connections, settings, pinData, active: false });
	}

	/** Publishes the workflow, and waits until its triggers listen: n8n 2.41 answers before that. */
	async activate({ id, versionId, name }: StoredWorkflow): Promise<void> {
		await this.post(`/rest/workflows/${id}/activate`, { versionId });
		await waitFor(`"${name}" to be published`, 30, async () => {
			// Older versions do not have this question, and have published before they answer.
			const route = `/rest/workflows/${id}/publication-status`;
			const answer = await this.get<{ status: string }>(route).catch(() => ({ status: 'published' }));
			if (!/published|in_progress/.test(answer.status)) throw new Error(JSON.stringify(answer));
			return answer.status === 'published';
		});
	}

	async deactivate({ id }: StoredWorkflow): Promise<void> {
		await this.post(`/rest/workflows/${id}/deactivate`, {});
	}

	/** Starts the workflow as the editor's button does, at its manual trigger or at the trigger that is named. */
	async startWorkflow(workflow: StoredWorkflow, trigger?: string): Promise<string> {
		const manual = workflow.nodes.find(({ type }) => /\.manualTrigger$/.test(type))?.name;
		const triggerToStartFrom = { name: trigger ?? manual ?? '' };
		// n8n 1 wants the workflow in the body, n8n 2 takes the stored one.
		const body = { workflowData: workflow, triggerToStartFrom };
		const { executionId } = await this.post<{ executionId: string }>(
			`/rest/workflows/${workflow.id}/run`,
			body,
		);
		return executionId;
	}

	async runWorkflow(workflow: StoredWorkflow, trigger?: string): Promise<Execution> {
		return await this.waitForExecution(await this.startWorkflow(workflow, trigger));
	}

	/** n8n's "Retry with currently saved workflow"; waits for the execution that it makes. */
	async retry(id: string): Promise<Execution> {
		const retried = await this.post<{ id: string }>(`/rest/executions/${id}/retry`, { loadWorkflow: true });
		return await this.waitForExecution(retried.id);
	}

	async execution(id: string): Promise<Execution> {
		const execution = await this.get<Execution & { data: string }>(`/rest/executions/${id}`);
		return { ...execution, data: this.parse(execution.data) };
	}

	/** The newest executions of a workflow, newest first, without their data. */
	async executions(workflow: StoredWorkflow): Promise<Array<Pick<Execution, 'id' | 'status' | 'mode'>>> {
		const filter = encodeURIComponent(JSON.stringify({ workflowId: workflow.id }));
		const { results } = await this.get<{ results: Array<Pick<Execution, 'id' | 'status' | 'mode'>> }>(
			`/rest/executions?filter=${filter}&limit=100`,
		);
		return results;
	}

	/**
	 * Waits until the execution has ended, or has one of these states.
	 * @throws after `seconds`, default 120.
	 */
	async waitForExecution(id: string, states = ended, seconds = 120): Promise<Execution> {
		return await waitFor(`execution ${id} to be ${states.join(' or ')}`, seconds, async () => {
			const execution = await this.execution(id);
			return states.includes(execution.status) && execution;
		});
	}

	/** Waits until the workflow has had so many executions and all have ended. Oldest first, with their data. */
	async endedExecutions(workflow: StoredWorkflow, count: number, seconds = 120): Promise<Execution[]> {
		const found = await waitFor(`${count} executions of "${workflow.name}" to end`, seconds, async () => {
			const executions = await this.executions(workflow);
			return (
				executions.length >= count && executions.every(({ status }) => ended.includes(status)) && executions
			);
		});
		return await Promise.all(found.reverse().map(async ({ id }) => await this.execution(id)));
	}

	/** The bytes of a binary field, from wherever this n8n stores them. */
	async binary(item: INodeExecutionData | undefined, field = 'data'): Promise<Buffer> {
		const binary = item?.binary?.[field];
		if (!binary) throw new Error(`The item has no binary field "${field}"`);
		if (!binary.id) return Buffer.from(binary.data, 'base64');
		const id = encodeURIComponent(binary.id);
		const response = await this.send(
			'GET',
			`/rest/binary-data?id=${id}&action=download&fileName=video&mimeType=video/mp4`,
		);
		return Buffer.from(await response.arrayBuffer());
	}

	async get<T = unknown>(route: string): Promise<T> {
		return (await this.json<{ data: T }>('GET', route)).data;
	}

	async post<T = unknown>(route: string, body: unknown): Promise<T> {
		return (await this.json<{ data: T }>('POST', route, body)).data;
	}

	/** Any call of the REST API with the owner's session. @throws with n8n's answer when it is not 2xx. */
	async send(method: string, route: string, body?: unknown): Promise<Response> {
		const response = await fetch(`${this.url}${route}`, {
			method,
			headers: { cookie: this.cookie, ...(body !== undefined && { 'content-type': 'application/json' }) },
			body: body === undefined ? undefined : JSON.stringify(body),
		});
		if (!response.ok) throw new Error(`${method} ${route}: ${response.status} ${await refusalOf(response)}`);
		const cookies = response.headers.getSetCookie().map((cookie) => cookie.split(';')[0] ?? '');
		this.cookie = cookies.find((cookie) => cookie.startsWith('n8n-auth=')) ?? this.cookie;
		return response;
	}

	private async json<T>(method: string, route: string, body?: unknown): Promise<T> {
		return (await (await this.send(method, route, body)).json()) as T;
	}

	/** n8n keeps executions in the format of its own `flatted`. */
	private parse(data: string): IRunExecutionData {
		const fromN8n = createRequire(path.join(this.n8n.install.folder, 'node_modules/n8n/package.json'));
		const { parse } = fromN8n('flatted') as { parse(text: string): IRunExecutionData };
		return parse(data);
	}
}

/** n8n's message; its answers have its whole stack, too. */
async function refusalOf(response: Response): Promise<string> {
	const text = await response.text();
	try {
		return (JSON.parse(text) as { message: string }).message;
	} catch {
		return text.slice(0, 500);
	}
}

/** The items that a node gave out in its last run; none if it did not run. */
export function itemsOf(execution: Execution, node: string, output = 0): INodeExecutionData[] {
	return execution.data.resultData.runData[node]?.at(-1)?.data?.main?.[output] ?? [];
}

/** Asks again and again until the answer is something. @throws after `seconds`. */
export async function waitFor<T>(
	what: string,
	seconds: number,
	ask: () => Promise<T | undefined | false>,
): Promise<T> {
	const deadline = Date.now() + seconds * 1000;
	for (;;) {
		const answer = await ask();
		if (answer) return answer;
		if (Date.now() > deadline) throw new Error(`Waited ${seconds} s for ${what}`);
		await new Promise((resolve) => setTimeout(resolve, 300));
	}
}
