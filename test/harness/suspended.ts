import type {
	IConnections,
	INode,
	INodeExecutionData,
	INodeParameters,
	IRun,
	IRunExecutionData,
} from 'n8n-workflow';

import { systemClock } from '../../nodes/core/base/clock';
import type { StandIn } from '../standIn';
import type { Engine, RunOptions } from './engine';
import { task } from './submitted';
import { credentialFor, imageToVideo } from './wan';

/** Start -> Make (submits) -> Wait <-> itself, Wait -> Finished. Finished is drawn where the editor would put it: right of Wait. */
export function suspendedWorkflow(
	wait: INodeParameters = {},
	more: Partial<INode> = {},
): { nodes: INode[]; connections: IConnections } {
	const node = (name: string, type: string, x: number, parameters: INodeParameters = {}): INode => ({
		id: name,
		name,
		type,
		typeVersion: 1,
		position: [x, 0],
		parameters,
		...(type.endsWith('.wan') && { credentials: { modelStudioApi: { id: '1', name: 'Model Studio' } } }),
	});
	const prompts = { prompt: '={{ "scene " + $json.index }}', waitForVideo: false };
	const suspend = { taskId: '={{ $json.taskId }}', whileWaiting: 'suspend', resumeInterval: 1 };
	const link = (name: string) => [{ node: name, type: 'main' as const, index: 0 }];
	return {
		nodes: [
			node('Start', 'test.start', 0),
			node('Make', 'n8n-nodes-wan.wan', 200, imageToVideo(prompts)),
			{ ...node('Wait', 'n8n-nodes-wan.wan', 400, task('wait', { ...suspend, ...wait })), ...more },
			node('Finished', 'n8n-nodes-base.noOp', 600),
			node('Failed', 'n8n-nodes-base.noOp', 600),
		],
		connections: {
			Start: { main: [link('Make')] },
			Make: { main: [link('Wait')] },
			Wait: { main: [link('Wait'), link('Finished'), link('Failed')] },
		},
	};
}

export const scenes = (count: number): INodeExecutionData[] =>
	Array.from({ length: count }, (_, index) => ({ json: { index } }));

export interface Suspended {
	run: IRun;
	/** The run data as it was saved at each suspension. */
	saved: IRunExecutionData[];
}

/** Runs an execution to its end over all its suspensions, each with a save as JSON and a load, as n8n's database does. */
export async function runThroughWaits(
	engine: Engine,
	standIn: StandIn,
	options: RunOptions,
): Promise<Suspended> {
	const saved: IRunExecutionData[] = [];
	let resume: IRunExecutionData | undefined;
	for (;;) {
		const whole = JSON.parse(JSON.stringify(options)) as RunOptions;
		const run = await engine.run({
			...options,
			...whole,
			credential: credentialFor(standIn),
			...(resume && { resume }),
		});
		if (!run.waitTill) return { run, saved };
		resume = JSON.parse(JSON.stringify(run.data)) as IRunExecutionData;
		saved.push(JSON.parse(JSON.stringify(run.data)) as IRunExecutionData);
		await systemClock.sleep(new Date(run.waitTill).getTime() - systemClock.now());
	}
}

/** All items that a node got, over all its runs. */
export function itemsOf({ resultData }: IRunExecutionData, nodeName: string): INodeExecutionData[] {
	return (resultData.runData[nodeName] ?? []).flatMap(({ data }) => data?.main?.[0] ?? []);
}

/** All items that left a node through an output, over all its runs. */
export function outOf(
	{ resultData }: IRunExecutionData,
	nodeName: string,
	output: number,
): INodeExecutionData[] {
	return (resultData.runData[nodeName] ?? []).flatMap(({ data }) => data?.main?.[output] ?? []);
}
