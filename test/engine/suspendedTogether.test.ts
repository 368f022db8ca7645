import type { INode, INodeParameters } from 'n8n-workflow';

import { balance } from '../harness/accounts';
import { engine, standIn, startService, useEngine } from '../harness/suite';
import { itemsOf, runThroughWaits, scenes, suspendedWorkflow, type Suspended } from '../harness/suspended';

useEngine();

async function runTogether(
	count: number,
	more: Partial<INode> = {},
	wait: INodeParameters = {},
): Promise<Suspended> {
	const workflow = suspendedWorkflow({ passOn: 'allTogether', ...wait }, more);
	return await runThroughWaits(engine, standIn, { ...workflow, items: scenes(count) });
}

const taskIdsOf = (items: Array<{ json: { [key: string]: unknown } }>) =>
	items.map(({ json }) => json.taskId);

it('passes on all videos at once, in the order of their items, when the last one is ready', async () => {
	// The first is ready last.
	await startService({ taskSeconds: (_model, n) => 400 - 90 * n });
	const { run, saved } = await runTogether(4);
	expect(run.status).toBe('success');
	expect(saved.length).toBeGreaterThanOrEqual(3);
	for (const data of saved) expect(itemsOf(data, 'Finished')).toEqual([]);
	// The nodes behind it run once.
	expect(run.data.resultData.runData.Finished).toHaveLength(1);
	const finished = itemsOf(run.data, 'Finished');
	expect(taskIdsOf(finished)).toEqual([...standIn.tasks.keys()]);
	expect(finished.map(({ pairedItem }) => pairedItem)).toEqual([0, 1, 2, 3].map((item) => ({ item })));
	const { lost, twice, delivered } = await balance(standIn, finished);
	expect({ lost, twice, delivered: delivered.length }).toEqual({ lost: [], twice: [], delivered: 4 });
	expect([...standIn.tasks.values()].map(({ downloads }) => downloads)).toEqual([1, 1, 1, 1]);
	expect(standIn.count('submit')).toBe(4);
});

it('runs what follows several times without it', async () => {
	await startService({ taskSeconds: (_model, n) => 400 - 90 * n });
	const workflow = suspendedWorkflow();
	const { run } = await runThroughWaits(engine, standIn, { ...workflow, items: scenes(4) });
	expect(run.data.resultData.runData.Finished?.length).toBeGreaterThan(1);
});

describe('A task that fails', () => {
	const failing = { status: 'FAILED' as const, code: 'InvalidParameter', message: 'odd', afterSeconds: 20 };

	it('is silent until the others have ended, and then goes out of the error branch', async () => {
		await startService({ taskSeconds: 200 });
		standIn.script({ status: 'SUCCEEDED' }, failing);
		const { run, saved } = await runTogether(3, { onError: 'continueErrorOutput' });
		for (const data of saved) expect(itemsOf(data, 'Failed')).toEqual([]);
		const [first, second, third] = [...standIn.tasks.keys()];
		expect(taskIdsOf(itemsOf(run.data, 'Finished'))).toEqual([first, third]);
		expect(itemsOf(run.data, 'Failed')).toMatchObject([{ json: { details: { taskId: second } } }]);
	});

	it('has its place among the others when the node continues', async () => {
		await startService({ taskSeconds: 200 });
		standIn.script({ status: 'SUCCEEDED' }, failing);
		const { run } = await runTogether(3, { onError: 'continueRegularOutput' });
		const finished = itemsOf(run.data, 'Finished');
		expect(finished.map(({ json }) => 'error' in json)).toEqual([false, true, false]);
		expect(finished[1]?.pairedItem).toEqual({ item: 1 });
	});

	it('ends the execution when the others have ended, names them, and passes on no part', async () => {
		await startService({ taskSeconds: 200 });
		standIn.script({ status: 'SUCCEEDED' }, failing);
		const { run } = await runTogether(3);
		expect(run.status).toBe('error');
		expect(itemsOf(run.data, 'Finished')).toEqual([]);
		const [first = '', , third = ''] = [...standIn.tasks.keys()];
		const { error } = run.data.resultData;
		expect(error?.message).toContain('[item 1]');
		expect(error?.description).toContain(first);
		expect(error?.description).toContain(third);
	});
});

it('passes on the task of an item whose time is over, if that is wanted, with the videos of the others', async () => {
	await startService({ taskSeconds: (_model, n) => (n === 2 ? 6000 : 90) });
	const { run } = await runTogether(3, {}, { options: { maximumWait: 4, atDeadline: 'returnTask' } });
	expect(
		itemsOf(run.data, 'Finished').map(({ json, binary }) => [json.taskStatus, binary !== undefined]),
	).toEqual([
		['SUCCEEDED', true],
		['RUNNING', false],
		['SUCCEEDED', true],
	]);
});

it('waits for a download that failed in passing, and then passes on all', async () => {
	await startService({ taskSeconds: 20 });
	standIn.misbehave({ on: 'download', what: 'html', which: 'all', times: 60 });
	const { run, saved } = await runTogether(2);
	expect(saved.length).toBeGreaterThanOrEqual(2);
	expect(run.data.resultData.runData.Finished).toHaveLength(1);
	expect((await balance(standIn, itemsOf(run.data, 'Finished'))).delivered).toHaveLength(2);
});

it('does so for each batch of a loop', async () => {
	await startService({ taskSeconds: (_model, n) => 200 - 40 * n });
	const { nodes, connections } = suspendedWorkflow({ passOn: 'allTogether' });
	const link = (name: string) => [{ node: name, type: 'main' as const, index: 0 }];
	const loop: INode = {
		id: 'loop',
		name: 'Loop',
		type: 'n8n-nodes-base.splitInBatches',
		typeVersion: 3,
		position: [100, 0],
		parameters: { batchSize: 2, options: {} },
	};
	const { run } = await runThroughWaits(engine, standIn, {
		nodes: [
			nodes[0] as INode,
			loop,
			...nodes.slice(1),
			{ ...loop, id: 'd', name: 'Done', type: 'n8n-nodes-base.noOp', typeVersion: 1, parameters: {} },
		],
		connections: {
			...connections,
			Start: { main: [link('Loop')] },
			Loop: { main: [link('Done'), link('Make')] },
			Finished: { main: [link('Loop')] },
		},
		items: scenes(4),
	});
	expect(run.status).toBe('success');
	expect(run.data.resultData.runData.Finished).toHaveLength(2);
	expect(run.data.resultData.runData.Done).toHaveLength(1);
	expect(taskIdsOf(itemsOf(run.data, 'Done'))).toEqual([...standIn.tasks.keys()]);
});
