import type { IConnections, INode, INodeParameters, IRunExecutionData } from 'n8n-workflow';

import { balance } from '../harness/accounts';
import { lastRun } from '../harness/engine';
import { engine, standIn, useEngine } from '../harness/suite';
import { credentialFor, imageToVideo, runWan } from '../harness/wan';

useEngine({ taskSeconds: 20 });

const retry: Partial<INode> = { retryOnFail: true, maxTries: 3, waitBetweenTries: 1 };
const threeItems = [{ json: { n: 0 } }, { json: { n: 1 } }, { json: { n: 2 } }];

describe('Retry On Fail', () => {
	it('takes up the remembered task when a download fails twice: one create call', async () => {
		// Each try of the node gives up on a page that is no video after five downloads.
		standIn.misbehave({ on: 'download', what: 'html', which: 'all', times: 10 });
		const { items, error, hints } = await runWan(engine, standIn, imageToVideo(), { node: retry });
		expect(error).toBeUndefined();
		expect(await balance(standIn, items)).toMatchObject({
			lost: [],
			twice: [],
			delivered: [[...standIn.tasks.keys()][0]],
		});
		expect(standIn.count('submit')).toBe(1);
		expect(hints).toEqual([
			`Item 0: Resumed task ${[...standIn.tasks.keys()][0]}, which an earlier attempt had submitted.`,
		]);
	});

	it('takes up the tasks of all items when one of them fails for good', async () => {
		standIn.misbehave({
			on: 'query',
			what: '500',
			status: 400,
			code: 'InvalidParameter',
			message: 'odd',
			which: 2,
		});
		const { items, error } = await runWan(engine, standIn, imageToVideo(), {
			node: retry,
			items: threeItems,
		});
		expect(error).toBeUndefined();
		expect((await balance(standIn, items)).delivered).toHaveLength(3);
		expect(standIn.count('submit')).toBe(3);
	});

	it('pays for nothing again when the first item of a Continue On Fail run has failed', async () => {
		standIn.script({
			status: 'FAILED',
			code: 'DataInspectionFailed',
			message: 'Output data may contain inappropriate content.',
		});
		standIn.script({ status: 'SUCCEEDED' }, { status: 'SUCCEEDED' });
		const node = { ...retry, onError: 'continueRegularOutput' as const };
		const { items } = await runWan(engine, standIn, imageToVideo(), { node, items: threeItems });
		// A failed task is not charged; the retries make it anew and leave its finished siblings alone.
		expect(standIn.count('submit')).toBe(4);
		const { accepted, lost, twice, delivered } = await balance(standIn, items);
		expect({ lost: lost.length, twice, delivered: delivered.length, accepted: accepted.length }).toEqual({
			lost: 1,
			twice: [],
			delivered: 3,
			accepted: 4,
		});
		expect(standIn.tasks.get(lost[0] ?? '')?.status).toBe('FAILED');
	});

	it('never repeats a create call whose answer was lost, in none of its tries', async () => {
		standIn.misbehave({ on: 'submit', what: 'reset' });
		const { error } = await runWan(engine, standIn, imageToVideo(), { node: retry });
		const taskId = [...standIn.tasks.keys()][0];
		expect(standIn.count('submit')).toBe(1);
		expect(error?.message).toBe(
			'An earlier attempt got no clear answer to its create call, so a task may exist [item 0]',
		);
		expect(error?.description).toContain(`Possible tasks: ${taskId} (`);
	});

	it('does not name the tasks of sibling items as candidates for a lost one', async () => {
		standIn.misbehave({ on: 'submit', what: 'truncated-json', which: 2 });
		const { items } = await runWan(engine, standIn, imageToVideo(), {
			items: threeItems,
			node: { onError: 'continueRegularOutput' },
		});
		const ids = [...standIn.tasks.keys()];
		const candidates = (items[1]?.json.details as { candidates: Array<{ taskId: string }> }).candidates;
		expect(candidates).toHaveLength(1);
		expect(ids).toContain(candidates[0]?.taskId);
		expect(items.map(({ json }) => json.taskId)).not.toContain(candidates[0]?.taskId);
	});
});

describe('an execution that is run again', () => {
	it('takes up the task of the failed try when a saved execution is retried', async () => {
		standIn.misbehave({ on: 'download', what: 'html', which: 'all', times: 5 });
		const failed = await runWan(engine, standIn, imageToVideo());
		expect(failed.error).toBeDefined();

		// What n8n's "Retry execution" does: the saved data again, without the failed node's result.
		const saved = JSON.parse(JSON.stringify(failed.run.data)) as IRunExecutionData;
		delete saved.resultData.error;
		saved.resultData.runData.Wan?.pop();
		const retried = await runWan(engine, standIn, imageToVideo(), { resume: saved });
		expect(retried.error).toBeUndefined();
		expect((await balance(standIn, retried.items)).delivered).toHaveLength(1);
		expect(standIn.count('submit')).toBe(1);
	});

	it('submits anew when the remembered task is older than the service remembers', async () => {
		standIn.misbehave({ on: 'download', what: 'html', which: 'all', times: 5 });
		const failed = await runWan(engine, standIn, imageToVideo());
		const saved = JSON.parse(JSON.stringify(failed.run.data)) as IRunExecutionData;
		delete saved.resultData.error;
		saved.resultData.runData.Wan?.pop();
		const [context] = Object.values(saved.executionData?.contextData ?? {}) as Array<{
			wanTasks: { entries: Record<string, { submittedAt: number }> };
		}>;
		for (const entry of Object.values(context?.wanTasks.entries ?? {})) entry.submittedAt -= 25 * 3_600_000;
		const retried = await runWan(engine, standIn, imageToVideo(), { resume: saved });
		expect(retried.items[0]?.binary?.data).toBeDefined();
		expect(standIn.count('submit')).toBe(2);
	});
});

/** Start -> Wan -> Once More -> Wan (second round): the same node, the same item, another run index. */
async function runInLoop(parameters: INodeParameters, more: Partial<INode> = {}) {
	const node = (name: string, type: string, parameters = {}): INode => ({
		id: name,
		name,
		type,
		typeVersion: 1,
		position: [0, 0],
		parameters,
	});
	const nodes = [
		node('Start', 'test.start'),
		{
			...node('Wan', 'n8n-nodes-wan.wan', imageToVideo(parameters)),
			credentials: { modelStudioApi: { id: '1', name: 'Model Studio' } },
			...more,
		},
		node('Once More', 'test.onceMore'),
	];
	const to = (name: string) => ({ main: [[{ node: name, type: 'main' as const, index: 0 }]] });
	const connections: IConnections = { Start: to('Wan'), Wan: to('Once More'), 'Once More': to('Wan') };
	return await engine.run({ nodes, connections, credential: credentialFor(standIn) });
}

it('makes a new video for an identical item in the next round of a loop', async () => {
	const run = await runInLoop({});
	expect(run.data.resultData.error).toBeUndefined();
	expect(run.data.resultData.runData.Wan).toHaveLength(2);
	expect(standIn.count('submit')).toBe(2);
	const rounds = run.data.resultData.runData.Wan?.map(({ data }) => data?.main?.[0]?.[0]?.json.taskId);
	expect(new Set(rounds).size).toBe(2);
	expect(lastRun(run, 'Wan')?.data?.main?.[0]?.[0]?.binary?.data).toBeDefined();
});

it('holds the Spending Limit over the rounds of a loop, and gives back what failed', async () => {
	// A video of 5 seconds in 720P costs USD 0.25.
	const wish = { resolution: '720P', duration: 5, options: { spendingLimit: 0.4 } };
	const run = await runInLoop(wish);
	expect(run.data.resultData.error?.message).toBe(
		'This run costs USD 0.25, more than the 0.15 left of the Spending Limit of 0.4 [item 0]',
	);
	expect(standIn.count('submit')).toBe(1);

	standIn.script({ status: 'FAILED', code: 'InvalidParameter', message: 'odd' });
	const node = { onError: 'continueRegularOutput' as const };
	const again = await runInLoop(wish, node);
	expect(lastRun(again, 'Wan')?.data?.main?.[0]?.[0]?.binary?.data).toBeDefined();
	expect(standIn.count('submit')).toBe(3);
});
