/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { IDataObject, INode, INodeExecutionData, INodeParameters, IRun } from 'n8n-workflow';

import type { StandIn } from '../standIn';
import { Engine, lastRun, type RunOptions } from './engine';

export const packageDirectory = path.resolve(__dirname, '../..');

export const imageUrl = 'https://example.com/first-frame.png';

export const imageFile = readFileSync(path.resolve(__dirname, '../fixtures/images/first-frame.jpg'));

/** The parameters of a legal Generate From Image; a test names only what it is about. */
export function imageToVideo(parameters: INodeParameters = {}, model = 'wan2.6-i2v-flash'): INodeParameters {
	return {
		resource: 'video',
		operation: 'generateFromImage',
		model: { __rl: true, mode: 'list', value: model },
		firstFrameSource: 'url',
		firstFrameUrl: imageUrl,
		prompt: 'A cat runs across the grass',
		...parameters,
	};
}

export function credentialFor(standIn: StandIn, more: IDataObject = {}): IDataObject {
	return {
		apiKey: standIn.apiKey,
		region: 'ap-southeast-1',
		workspaceId: '',
		baseUrl: standIn.baseUrl,
		...more,
	};
}

export interface WanRun {
	run: IRun;
	/** Items of the success output. */
	items: INodeExecutionData[];
	/** Items of the error output, if the node has one. */
	errorItems: INodeExecutionData[];
	/** What the node threw. */
	error?: {
		message: string;
		description?: string | null;
		context?: IDataObject;
		httpCode?: string | null;
		name: string;
	};
	hints: string[];
}

/** Runs Start -> Wan and gives what came out of Wan. Without a stand-in the test gives a credential of its own. */
export async function runWan(
	engine: Engine,
	standIn: StandIn | undefined,
	parameters: INodeParameters,
	more: Partial<Omit<RunOptions, 'nodes' | 'connections'>> & { node?: Partial<INode> } = {},
): Promise<WanRun> {
	const { node, ...options } = more;
	const nodes: INode[] = [
		{ id: 's', name: 'Start', type: 'test.start', typeVersion: 1, position: [0, 0], parameters: {} },
		{
			id: 'w',
			name: 'Wan',
			type: 'n8n-nodes-wan.wan',
			typeVersion: 1,
			position: [1, 0],
			parameters,
			credentials: { modelStudioApi: { id: '1', name: 'Model Studio' } },
			...node,
		},
	];
	const run = await engine.run({
		nodes,
		connections: { Start: { main: [[{ node: 'Wan', type: 'main', index: 0 }]] } },
		...(standIn && { credential: credentialFor(standIn) }),
		...options,
	});
	const task = lastRun(run, 'Wan');
	return {
		run,
		items: task?.data?.main?.[0] ?? [],
		errorItems: task?.data?.main?.[1] ?? [],
		error: (task?.error ?? run.data.resultData.error) as WanRun['error'],
		hints: (task?.hints ?? []).map(({ message }) => message),
	};
}
