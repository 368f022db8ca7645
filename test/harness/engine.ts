/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals */
import './environment';

import { createRequire } from 'node:module';
import path from 'node:path';
import {
	BinaryDataConfig,
	BinaryDataService,
	ExecutionLifecycleHooks,
	PackageDirectoryLoader,
	WorkflowExecute,
} from 'n8n-core';
import {
	createRunExecutionData,
	NodeHelpers,
	Workflow,
	type IConnections,
	type IDataObject,
	type INode,
	type INodeExecutionData,
	type INodeType,
	type INodeTypes,
	type IRun,
	type IRunExecutionData,
	type ITaskData,
	type IWorkflowExecuteAdditionalData,
	type WorkflowExecuteMode,
} from 'n8n-workflow';
import { Container } from '@n8n/di';
import { configureGlobalAxiosDefaults } from '@n8n/backend-network';

import { asTool } from './agent';
import { coreNodes, findN8nNode } from './coreNodes';
import { TestCredentials } from './credentials';

/**
 * n8n's real engine (n8n-core) around this package and n8n's own nodes: its loader, workflow execution, HTTP helpers and
 * binary storage. Replaced is only the database behind credentials.
 */

const load = createRequire(__filename);

/** Loads the package by its own `n8n` block; from the TypeScript sources unless the build is wanted. */
class PackageLoader extends PackageDirectoryLoader {
	constructor(
		directory: string,
		private readonly built: boolean,
	) {
		super(directory);
		if (!built) Object.assign(this, { loadClass: (file: string) => this.loadSource(file) });
	}

	protected override resolvePath(file: string): string {
		if (this.built) return super.resolvePath(file);
		return path.resolve(this.directory, file.replace(/^dist\//, '').replace(/\.js$/, '.ts'));
	}

	/** The sources are loaded with the tests, so that both have the same clock. */
	private loadSource(file: string): unknown {
		const [className = ''] = path.parse(file).name.split('.');
		const { [className]: Class } = load(this.resolvePath(file)) as Record<string, new () => unknown>;
		if (!Class) throw new Error(`${file} has no ${className}`);
		return new Class();
	}
}

export interface RunOptions {
	nodes: INode[];
	connections: IConnections;
	/** Data of the credential `modelStudioApi`. */
	credential?: IDataObject;
	/** Data of more credentials, by their types. */
	credentials?: Record<string, IDataObject>;
	/** Items with which the first node starts. A trigger of n8n gives its own in a manual execution. */
	items?: INodeExecutionData[];
	/** How the execution was started; `manual` is the editor's button. */
	mode?: WorkflowExecuteMode;
	/** The run data of an earlier execution: "Retry execution", or a resumed one. */
	resume?: IRunExecutionData;
	/** Called with the Stop button once the run has begun. */
	onStart?: (stop: () => void) => void;
	/** The execution is not in n8n's database, as with some sub-workflows. */
	unsaved?: boolean;
	/** "Save Execution Progress": gets the run data after each node. */
	onProgress?: (data: IRunExecutionData) => void;
	/** Lines that a node sends to the editor while it works. */
	onMessage?: (line: string) => void;
	/** What Respond to Webhook answers the caller. */
	onResponse?: (response: unknown) => void;
}

export class Engine {
	private constructor(private readonly loader: PackageDirectoryLoader) {}

	/** @param built whether to load `dist` instead of the sources */
	static async start(packageDirectory: string, built = false): Promise<Engine> {
		return await Engine.startWith(new PackageLoader(packageDirectory, built));
	}

	/** The same around any package of nodes, such as one of n8n's own. */
	static async startWith(loader: PackageDirectoryLoader): Promise<Engine> {
		configureGlobalAxiosDefaults();
		await loader.loadAll();
		await Container.get(BinaryDataService).init();
		return new Engine(loader);
	}

	/** Switches n8n's binary storage: files, or base64 inside the items. */
	static async storeBinaryData(mode: 'filesystem' | 'default'): Promise<void> {
		Container.get(BinaryDataConfig).mode = mode;
		const service = Container.get(BinaryDataService) as unknown as { mode: string; managers: object };
		service.managers = {};
		service.mode = mode;
		await Container.get(BinaryDataService).init();
	}

	nodeTypes(): INodeTypes {
		const find = (type: string, version?: number): INodeType => {
			const own = coreNodes[type] ?? findN8nNode(type, version);
			if (own) return own;
			const name = type.split('.').pop() ?? '';
			const find = (nodeName: string) =>
				NodeHelpers.getVersionedNodeType(this.loader.getNode(nodeName).type, version);
			return name.endsWith('Tool') ? asTool(find(name.replace(/Tool$/, ''))) : find(name);
		};
		return { getByName: find, getByNameAndVersion: find, getKnownTypes: () => ({}) };
	}

	async run(options: RunOptions): Promise<IRun> {
		const workflow = new Workflow({
			id: 'workflow',
			nodes: options.nodes,
			connections: options.connections,
			active: false,
			nodeTypes: this.nodeTypes(),
			settings: { executionOrder: 'v1' },
		});
		const first = workflow.getNode(options.nodes[0]?.name ?? '');
		if (!first) throw new Error('The workflow has no nodes');
		const data =
			options.resume ??
			createRunExecutionData({
				executionData: {
					nodeExecutionStack: [
						{ node: first, data: { main: [options.items ?? [{ json: {} }]] }, source: null },
					],
				},
			});
		const running = new WorkflowExecute(
			this.additionalData(options),
			options.mode ?? 'manual',
			data,
		).processRunExecutionData(workflow);
		options.onStart?.(() => running.cancel());
		return await running;
	}

	additionalData(options: RunOptions): IWorkflowExecuteAdditionalData {
		const { nodes, connections, onMessage, onProgress, onResponse, unsaved } = options;
		const credentials = { modelStudioApi: options.credential ?? {}, ...options.credentials };
		const workflowData = { id: 'workflow', name: 'workflow', nodes, connections, active: false };
		const hooks = new ExecutionLifecycleHooks(options.mode ?? 'manual', '1', workflowData as never);
		hooks.addHandler('nodeExecuteAfter', (_node, _task, data) => {
			if (!data.waitTill) onProgress?.(data);
		});
		hooks.addHandler('sendResponse', (response) => onResponse?.(response));
		return {
			hooks,
			credentialsHelper: new TestCredentials(this.loader, credentials),
			executionId: unsaved ? undefined : '1',
			currentNodeExecutionIndex: 0,
			restApiUrl: 'http://localhost/rest',
			instanceBaseUrl: 'http://localhost/',
			webhookWaitingBaseUrl: 'http://localhost/webhook-waiting',
			formWaitingBaseUrl: 'http://localhost/form-waiting',
			variables: {},
			setExecutionStatus: () => {},
			sendDataToUI: (type: string, message: { messages?: unknown[] }) => {
				if (type === 'sendConsoleMessage') onMessage?.((message.messages ?? []).join(' '));
			},
		} as unknown as IWorkflowExecuteAdditionalData;
	}
}

/** The last run of a node in an execution. */
export function lastRun(run: IRun, nodeName: string): ITaskData | undefined {
	return run.data.resultData.runData[nodeName]?.at(-1);
}

/** Reads a stored binary file back as n8n's next node would. */
export async function readBinary(item: INodeExecutionData | undefined, field = 'data'): Promise<Buffer> {
	const binary = item?.binary?.[field];
	if (!binary) throw new Error(`The item has no binary field "${field}"`);
	return await Container.get(BinaryDataService).getAsBuffer(binary);
}

/** Puts a file into n8n's binary storage, as an earlier node would have done. */
export async function binaryItem(
	bytes: Buffer,
	fileName: string,
	mimeType: string,
	field = 'data',
): Promise<INodeExecutionData> {
	const location = { type: 'execution' as const, workflowId: 'workflow', executionId: '1' };
	const binary = await Container.get(BinaryDataService).store(location, bytes, {
		data: '',
		fileName,
		mimeType,
	});
	return { json: {}, binary: { [field]: binary } };
}
