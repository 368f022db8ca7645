import type { INode, INodeParameters } from 'n8n-workflow';

import { submitTasks } from '../harness/submitted';
import { engine, standIn, startService, useEngine } from '../harness/suite';
import { itemsOf, outOf, runThroughWaits, scenes, suspendedWorkflow } from '../harness/suspended';
import { credentialFor } from '../harness/wan';

/* What a suspended wait leaves in the items, in the saved execution and in the workflow: nothing. */

useEngine();

/** The same workflow with some nodes of another kind or with other settings. */
function changed(nodes: INode[], changes: Record<string, Partial<INode>>): INode[] {
	return nodes.map((node) => ({ ...node, ...changes[node.name] }));
}

const set = (name: string, value: string, includeOtherFields = true): Partial<INode> => ({
	type: 'n8n-nodes-base.set',
	typeVersion: 3.4,
	parameters: {
		assignments: { assignments: [{ id: 'a', name, type: 'string', value }] },
		includeOtherFields,
		options: {},
	},
});

it('does not grow the saved execution by the rounds, whatever the number of items', async () => {
	await startService({ taskSeconds: 600, strictRates: false });
	const { run, saved } = await runThroughWaits(engine, standIn, {
		...suspendedWorkflow(),
		items: scenes(5),
	});
	expect(itemsOf(run.data, 'Finished')).toHaveLength(5);
	expect(saved.length).toBeGreaterThanOrEqual(8);
	const sizes = saved.map((data) => JSON.stringify(data).length);
	// The first rounds may see the tasks PENDING, and figures have more digits later.
	for (const size of sizes.slice(3)) expect(Math.abs(size - (sizes[2] ?? 0))).toBeLessThan(100);
});

it('lets a finished video go on before the next suspension wherever the nodes are drawn, and moves none', async () => {
	await startService({
		taskSeconds: (_model, n) => (n === 1 ? 30 : 200),
		strictRates: false,
	});
	const { nodes, connections } = suspendedWorkflow();
	const drawn = changed(nodes, { Finished: { position: [600, 900] } });
	const { run, saved } = await runThroughWaits(engine, standIn, {
		nodes: drawn,
		connections,
		items: scenes(3),
	});
	expect(itemsOf(run.data, 'Finished')).toHaveLength(3);
	for (const data of saved) expect(itemsOf(data, 'Finished')).toHaveLength(outOf(data, 'Wait', 1).length);
	expect(saved.some((data) => itemsOf(data, 'Finished').length === 1)).toBe(true);

	const failing = changed(nodes, {
		Finished: { type: 'n8n-nodes-base.stopAndError', parameters: { errorMessage: 'No' } },
	});
	standIn.advance(1);
	let resume = saved[0];
	for (let round = 0; round < 9 && resume; round++) {
		const ended = await engine.run({
			nodes: failing,
			connections,
			credential: credentialFor(standIn),
			resume,
		});
		expect(JSON.stringify([failing, ended.data])).not.toMatch(/"position":\[400,[^0]/);
		if (!ended.waitTill) {
			expect(ended.status).toBe('error');
			break;
		}
		standIn.advance(60);
		resume = JSON.parse(JSON.stringify(ended.data)) as typeof resume;
	}
});

it('reads expressions on the nodes before it alike in every round, and so do the nodes behind it', async () => {
	await startService({
		taskSeconds: (_model, n) => 50 + 70 * n,
		strictRates: false,
	});
	const { nodes, connections } = suspendedWorkflow({ taskId: "={{ $('Make').item.json.taskId }}" });
	const { run, saved } = await runThroughWaits(engine, standIn, {
		nodes: changed(nodes, { Finished: set('scene', "={{ $('Start').item.json.index }}") }),
		connections,
		items: scenes(4),
	});
	expect(saved.length).toBeGreaterThanOrEqual(4);
	const made = outOf(run.data, 'Make', 0).map(({ json }) => json.taskId);
	const finished = outOf(run.data, 'Finished', 0).map(({ json }) => [json.taskId, Number(json.scene)]);
	expect(finished).toHaveLength(4);
	expect(finished).toEqual(expect.arrayContaining(made.map((taskId, index) => [taskId, index])));
});

it('leaves no mark of its own on what leaves it, and follows the task that the field names now', async () => {
	await startService({ taskSeconds: 100, strictRates: false });
	const [other = ''] = await submitTasks(standIn, 1);
	const { nodes, connections } = suspendedWorkflow({}, { onError: 'continueErrorOutput' });
	const to = (name: string) => [{ node: name, type: 'main' as const, index: 0 }];
	// What still runs comes back with another task; what failed comes back with a task that does not fail.
	const { run } = await runThroughWaits(engine, standIn, {
		nodes: changed(nodes, { Failed: set('taskId', other) }),
		connections: {
			...connections,
			Wait: { main: [to('Failed'), to('Finished'), to('Failed')] },
			Failed: { main: [to('Wait')] },
		},
		items: scenes(2),
	});
	expect(itemsOf(run.data, 'Finished').map(({ json }) => json.taskId)).toEqual([other, other]);
	for (const output of [0, 1, 2])
		for (const { json } of outOf(run.data, 'Wait', output))
			expect(Object.keys(json).filter((name) => name.startsWith('wan'))).toEqual([]);
});

describe.each([-9, 15])("A service whose times are %i hours off this machine's", (hours) => {
	const shifted = (response: { output: { submit_time: string } }) => {
		const time = new Date(
			Date.parse(`${response.output.submit_time.replace(' ', 'T')}Z`) + hours * 3_600_000,
		);
		response.output.submit_time = time.toISOString().replace('T', ' ').replace('Z', '');
		return response;
	};

	it.each<INodeParameters>([{}, { options: { maximumWait: 5 } }])('ends no wait early, %j', async (wait) => {
		await startService({ taskSeconds: 150, strictRates: false });
		standIn.script({ status: 'SUCCEEDED', response: shifted }, { status: 'SUCCEEDED', response: shifted });
		const { run, saved } = await runThroughWaits(engine, standIn, {
			...suspendedWorkflow(wait),
			items: scenes(2),
		});
		expect(run.data.resultData.error).toBeUndefined();
		expect(itemsOf(run.data, 'Finished')).toHaveLength(2);
		expect(saved.length).toBeGreaterThanOrEqual(2);
	});
});
