import type { IConnections, INode } from 'n8n-workflow';

import { systemClock } from '../../nodes/core/base/clock';
import type { StandInOptions } from '../standIn/types';
import { lastRun } from '../harness/engine';
import { submitTasks } from '../harness/submitted';
import { engine, standIn, startService, useEngine } from '../harness/suite';
import { itemsOf, runThroughWaits, scenes, suspendedWorkflow } from '../harness/suspended';
import { credentialFor, imageToVideo, runWan } from '../harness/wan';

/* The task of a lost create call is named, whatever the service's clock says. */

useEngine();

const MINUTE = 60;
const HOUR = 60 * MINUTE;
const clocks: Array<[StandInOptions]> = [0, 5 * MINUTE, -5 * MINUTE, 3 * HOUR, -8 * HOUR, 13 * HOUR].flatMap(
	(aheadSeconds) =>
		(['service', 'right', 'none'] as const).map((dateHeader): [StandInOptions] => [
			{ aheadSeconds, dateHeader },
		]),
);

describe.each(clocks)('With a clock of the service like %j', (clock) => {
	it('the lost task is the first candidate, also where there are others of two hours before', async () => {
		await startService({ taskSeconds: 20, strictRates: false, ...clock });
		const others = await submitTasks(standIn, 3);
		await systemClock.sleep(2 * HOUR * 1000);
		standIn.misbehave({ on: 'submit', what: 'reset' });
		const { errorItems } = await runWan(engine, standIn, imageToVideo(), {
			node: { onError: 'continueErrorOutput' },
		});
		const [lost] = [...standIn.tasks.keys()].filter((taskId) => !others.includes(taskId));
		const { candidates } = errorItems[0]?.json.details as { candidates: Array<{ taskId: string }> };
		expect(candidates[0]?.taskId).toBe(lost);
		expect(standIn.count('list')).toBeLessThanOrEqual(2);
	});

	it('a suspended wait goes on to the video', async () => {
		await startService({ taskSeconds: 150, strictRates: false, ...clock });
		const { run, saved } = await runThroughWaits(engine, standIn, {
			...suspendedWorkflow({ options: { downloadVideo: false } }),
			items: scenes(2),
		});
		expect(run.data.resultData.error).toBeUndefined();
		expect(itemsOf(run.data, 'Finished')).toHaveLength(2);
		expect(saved.length).toBeGreaterThanOrEqual(2);
	});
});

it('never says with certainty that there is none', async () => {
	await startService({ taskSeconds: 20 });
	standIn.misbehave({ on: 'submit', what: 'reset', accepted: false });
	const { error } = await runWan(engine, standIn, imageToVideo());
	expect(standIn.tasks.size).toBe(0);
	expect(error?.description).toContain('The task list shows none yet, but it can lag behind');
});

describe('Tasks that the execution knows are no candidates', () => {
	const node = (name: string, type: string, more: Partial<INode> = {}): INode => ({
		...{ id: name, name, type, typeVersion: 1, position: [0, 0], parameters: {} },
		...more,
	});
	const wan = (name: string) =>
		node(name, 'n8n-nodes-wan.wan', {
			parameters: imageToVideo({ waitForVideo: false }),
			credentials: { modelStudioApi: { id: '1', name: 'Model Studio' } },
			onError: 'continueRegularOutput',
		});
	const to = (name: string) => ({ main: [[{ node: name, type: 'main' as const, index: 0 }]] });
	const start = node('Start', 'test.start');

	/** The candidates of the only item that failed, and the tasks that were known before it. */
	async function lastOf(nodes: INode[], connections: IConnections, last: string, accepted: boolean) {
		await startService({ taskSeconds: 20, strictRates: false });
		standIn.misbehave({ on: 'submit', what: 'reset', which: 2, accepted });
		const run = await engine.run({ nodes, connections, credential: credentialFor(standIn) });
		const { details } = lastRun(run, last)?.data?.main?.[0]?.[0]?.json ?? {};
		const { candidates = [], kind } = details as { kind: string; candidates?: Array<{ taskId: string }> };
		expect([kind, standIn.count('submit')]).toEqual(['unclear', 2]);
		const [, lost] = [...standIn.tasks.keys()];
		expect(candidates.map(({ taskId }) => taskId)).toEqual(accepted ? [lost] : []);
	}

	it.each([true, false])('those of another node, where the lost call was taken: %s', async (accepted) => {
		const connections = { Start: to('First'), First: to('Second') };
		await lastOf([start, wan('First'), wan('Second')], connections, 'Second', accepted);
	});

	it.each([true, false])(
		'those of an earlier round of a loop, where the lost call was taken: %s',
		async (accepted) => {
			const connections = { Start: to('Wan'), Wan: to('Once More'), 'Once More': to('Wan') };
			await lastOf([start, wan('Wan'), node('Once More', 'test.onceMore')], connections, 'Wan', accepted);
		},
	);

	it('those that have failed in an earlier try', async () => {
		await startService({ taskSeconds: 1, strictRates: false });
		standIn.script({ status: 'FAILED', afterSeconds: 1 });
		standIn.misbehave({ on: 'submit', what: 'reset', which: 2, accepted: false });
		const { error } = await runWan(engine, standIn, imageToVideo(), {
			node: { retryOnFail: true, maxTries: 2, waitBetweenTries: 1 },
		});
		expect(standIn.count('submit')).toBe(2);
		expect(error?.description).toContain('The task list shows none yet');
	});
});
