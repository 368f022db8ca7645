import { balance } from '../harness/accounts';
import { submitTasks, task } from '../harness/submitted';
import { engine, standIn, startService, useEngine } from '../harness/suite';
import { itemsOf, outOf, runThroughWaits, scenes, suspendedWorkflow } from '../harness/suspended';
import { runWan } from '../harness/wan';

useEngine();

it('delivers 50 videos once each over saves and loads of the execution, as they finish, for one create call each', async () => {
	await startService({ taskSeconds: 30, strictRates: false });
	const { run, saved } = await runThroughWaits(engine, standIn, {
		...suspendedWorkflow(),
		items: scenes(50),
	});
	expect(run.status).toBe('success');
	expect(saved.length).toBeGreaterThanOrEqual(3);
	const finished = itemsOf(run.data, 'Finished');
	const { lost, twice, delivered } = await balance(standIn, finished);
	expect({ lost, twice, delivered: delivered.length }).toEqual({ lost: [], twice: [], delivered: 50 });
	expect(standIn.count('submit')).toBe(50);
	// Whatever was finished when the execution was suspended had gone on to the next node.
	for (const data of saved) expect(itemsOf(data, 'Finished')).toHaveLength(outOf(data, 'Wait', 1).length);
	expect(itemsOf(saved.at(-1) ?? run.data, 'Finished').length).toBeGreaterThan(0);
	// The same shape as without suspension.
	expect(finished[0]?.json).toMatchObject({
		taskStatus: 'SUCCEEDED',
		videoUrl: expect.stringContaining('http'),
	});
	expect(finished[0]?.json).not.toHaveProperty('wanWait');
	// One look a round at each that still waits.
	expect(standIn.count('query')).toBeLessThanOrEqual(50 * saved.length);
});

it('looks about once a minute and holds nothing in between', async () => {
	await startService({ taskSeconds: 250 });
	const { run, saved } = await runThroughWaits(engine, standIn, { ...suspendedWorkflow(), items: scenes(2) });
	expect(itemsOf(run.data, 'Finished')).toHaveLength(2);
	expect(saved.length).toBeGreaterThanOrEqual(4);
	expect(saved.length).toBeLessThanOrEqual(6);
	for (const taskId of standIn.tasks.keys()) {
		const looks = standIn.books
			.filter((entry) => entry.kind === 'query' && entry.taskId === taskId)
			.map(({ at }) => at);
		expect(Math.min(...looks.slice(1).map((at, index) => at - (looks[index] ?? 0)))).toBeGreaterThan(55_000);
	}
});

describe('A task that fails while the execution is suspended', () => {
	const failing = { status: 'FAILED' as const, code: 'InvalidParameter', message: 'odd', afterSeconds: 90 };

	it('goes out of the error branch with all details, and the others are delivered', async () => {
		await startService({ taskSeconds: 100 });
		standIn.script({ status: 'SUCCEEDED' }, failing);
		const workflow = suspendedWorkflow({}, { onError: 'continueErrorOutput' });
		const { run } = await runThroughWaits(engine, standIn, { ...workflow, items: scenes(3) });
		expect(itemsOf(run.data, 'Finished')).toHaveLength(2);
		const [failed, ...more] = itemsOf(run.data, 'Failed');
		expect(more).toEqual([]);
		expect(failed?.json).toMatchObject({
			details: { taskId: [...standIn.tasks.keys()][1], code: 'InvalidParameter' },
		});
	});

	it('is an item on Finished when the node continues on fail', async () => {
		await startService({ taskSeconds: 100 });
		standIn.script(failing);
		const workflow = suspendedWorkflow({}, { onError: 'continueRegularOutput' });
		const { run } = await runThroughWaits(engine, standIn, { ...workflow, items: scenes(2) });
		expect(
			itemsOf(run.data, 'Finished')
				.map(({ json }) => Boolean(json.error))
				.sort(),
		).toEqual([false, true]);
	});

	it('ends the execution, but not before the videos that were finished with it have gone out', async () => {
		await startService({ taskSeconds: 90 });
		standIn.script({ status: 'SUCCEEDED' }, failing);
		const { run } = await runThroughWaits(engine, standIn, { ...suspendedWorkflow(), items: scenes(2) });
		expect(run.status).toBe('error');
		expect(run.data.resultData.error?.message).toContain('The task failed.');
		expect((await balance(standIn, itemsOf(run.data, 'Finished'))).delivered).toEqual([
			[...standIn.tasks.keys()][0],
		]);
	});
});

it('counts the deadline from the first look, over suspensions', async () => {
	await startService({ taskSeconds: 6000 });
	const [taskId = ''] = await submitTasks(standIn, 1);
	const workflow = suspendedWorkflow({ taskId, options: { maximumWait: 5 } });
	const { nodes, connections } = workflow;
	const withoutMake = {
		nodes: nodes.filter(({ name }) => name !== 'Make'),
		connections: { ...connections, Start: connections.Make ?? {} },
	};
	const { run, saved } = await runThroughWaits(engine, standIn, withoutMake);
	expect(run.data.resultData.error?.message).toMatch(/^The task was still RUNNING after [56] minutes/);
	expect(saved.length).toBeGreaterThanOrEqual(4);
	expect(saved.length).toBeLessThanOrEqual(6);

	const returned = suspendedWorkflow({ taskId, options: { maximumWait: 1, atDeadline: 'returnTask' } }, {});
	const again = await runThroughWaits(engine, standIn, {
		nodes: returned.nodes.filter(({ name }) => name !== 'Make'),
		connections: withoutMake.connections,
	});
	expect(itemsOf(again.run.data, 'Finished').map(({ json }) => [json.taskId, json.taskStatus])).toEqual([
		[taskId, 'RUNNING'],
	]);
});

it('tries a download again in the next round, and does not lose the video', async () => {
	await startService({ taskSeconds: 20 });
	standIn.misbehave({ on: 'download', what: 'html', which: 'all', times: 5 });
	const { run, saved } = await runThroughWaits(engine, standIn, { ...suspendedWorkflow(), items: scenes(1) });
	expect((await balance(standIn, itemsOf(run.data, 'Finished'))).delivered).toHaveLength(1);
	expect(saved.length).toBeGreaterThanOrEqual(1);
});

it('says so and keeps running if Still Running is not wired back', async () => {
	await startService({ taskSeconds: 20 });
	const { nodes, connections } = suspendedWorkflow();
	const wait = { main: [[], ...(connections.Wait?.main ?? []).slice(1)] };
	const { run, saved } = await runThroughWaits(engine, standIn, {
		nodes,
		connections: { ...connections, Wait: wait },
		items: scenes(2),
	});
	expect(saved).toEqual([]);
	expect(itemsOf(run.data, 'Finished')).toHaveLength(2);
	expect(run.data.resultData.runData.Wait?.[0]?.hints?.[0]?.message).toContain(
		'Still Running is not connected back',
	);
});

it('says so and keeps running in an execution that is not saved', async () => {
	await startService({ taskSeconds: 20 });
	const options = {
		...suspendedWorkflow({ options: { downloadVideo: false } }),
		items: scenes(2),
		unsaved: true,
	};
	const { run, saved } = await runThroughWaits(engine, standIn, options);
	expect(saved).toEqual([]);
	expect(itemsOf(run.data, 'Finished')).toHaveLength(2);
	expect(run.data.resultData.runData.Wait?.[0]?.hints?.[0]?.message).toContain('is not saved');
});

it('takes a way back through other nodes for a wire', async () => {
	await startService({ taskSeconds: 80 });
	const { nodes, connections } = suspendedWorkflow();
	const link = (name: string) => [{ node: name, type: 'main' as const, index: 0 }];
	const detour = {
		...connections,
		Wait: { main: [link('Failed'), link('Finished')] },
		Failed: { main: [link('Wait')] },
	};
	const { run, saved } = await runThroughWaits(engine, standIn, {
		nodes,
		connections: detour,
		items: scenes(2),
	});
	expect(saved.length).toBeGreaterThanOrEqual(1);
	expect(itemsOf(run.data, 'Finished')).toHaveLength(2);
});

it('has one output unless it suspends, so that existing workflows stay as they are', async () => {
	await startService({ taskSeconds: 5 });
	const [taskId = ''] = await submitTasks(standIn, 1);
	const { items } = await runWan(engine, standIn, task('wait', { taskId }));
	expect(items).toHaveLength(1);
});
