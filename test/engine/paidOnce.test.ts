import type {
	IDataObject,
	INode,
	INodeExecutionData,
	INodeParameters,
	IRunExecutionData,
} from 'n8n-workflow';

import { balance } from '../harness/accounts';
import { afterStop } from '../harness/nodeLog';
import { engine, standIn, startService, useEngine } from '../harness/suite';
import { itemsOf, runThroughWaits, suspendedWorkflow } from '../harness/suspended';
import { imageToVideo, runWan } from '../harness/wan';

/* A video is paid for once, whatever an expression comes to on each try. */

useEngine({ taskSeconds: 20, strictRates: false });

const retry: Partial<INode> = { retryOnFail: true, maxTries: 3, waitBetweenTries: 1 };
const items = (count: number): INodeExecutionData[] =>
	Array.from({ length: count }, (_, index) => ({ json: { index, upstream: 0 } }));

/** Tasks that are charged; those that failed or were called off are not. */
const paid = () =>
	[...standIn.tasks.values()].filter(({ status }) => !['FAILED', 'CANCELED'].includes(status)).length;

/** What n8n's "Retry execution" runs: the saved data without the failed node's result. */
function saved(data: IRunExecutionData): IRunExecutionData {
	const copy = JSON.parse(JSON.stringify(data)) as IRunExecutionData;
	delete copy.resultData.error;
	copy.resultData.runData.Wan?.pop();
	return copy;
}

/** Presses Stop as this query arrives. */
const stopAtQuery = (query: number) => (stop: () => void) =>
	standIn.misbehave({
		on: 'query',
		what: '500',
		which: (n) => {
			if (n === query) stop();
			return false;
		},
	});

const habits: Array<[string, INodeParameters]> = [
	[
		'a random seed',
		{ options: { seed: '={{ Math.floor(Math.random() * 2147483647) }}', spendingLimit: 100 } as IDataObject },
	] as [string, INodeParameters],
	['$now in the prompt', { prompt: '=A cat at {{ $now.toMillis() }}' }],
	['a changed upstream value', { prompt: '=A cat, take {{ $json.upstream }}' }],
];

describe.each(habits)('With %s', (_name, parameters) => {
	/** Changes the value upstream whenever a request of the kind arrives. */
	const changeAtEach = (kind: 'download' | 'query' | 'submit', of: INodeExecutionData[]) =>
		standIn.misbehave({
			on: kind,
			what: '500',
			which: () => {
				for (const { json } of of) json.upstream = Number(json.upstream) + 1;
				return false;
			},
		});

	it('a download that fails twice pays one video', async () => {
		const input = items(1);
		changeAtEach('download', input);
		standIn.misbehave({ on: 'download', what: 'html', which: 'all', times: 10 });
		const run = await runWan(engine, standIn, imageToVideo(parameters), { node: retry, items: input });
		expect(run.error).toBeUndefined();
		expect((await balance(standIn, run.items)).delivered).toHaveLength(1);
		expect([standIn.count('submit'), paid()]).toEqual([1, 1]);
		// The output tells what the video was made with, and not what the last try came to.
		const [task] = standIn.tasks.values();
		expect(run.items[0]?.json.seed).toBe(task?.body.parameters.seed);
		expect(run.items[0]?.json.estimatedCost).toBeDefined();
	});

	it('a create call whose answer was lost is made once, and its task is named', async () => {
		const input = items(1);
		changeAtEach('submit', input);
		standIn.misbehave({ on: 'submit', what: 'reset' });
		const { error } = await runWan(engine, standIn, imageToVideo(parameters), { node: retry, items: input });
		expect([standIn.count('submit'), paid()]).toEqual([1, 1]);
		expect(error?.message).toContain('An earlier attempt got no clear answer');
		expect(error?.description).toContain([...standIn.tasks.keys()][0]);
	});

	it('five items with one refused in the continue mode pay four', async () => {
		const input = items(5);
		changeAtEach('submit', input);
		const refused = { status: 'FAILED' as const, code: 'DataInspectionFailed', message: 'Output data' };
		const made = { status: 'SUCCEEDED' as const };
		standIn.script(refused, made, made, made, made, refused, refused);
		const run = await runWan(engine, standIn, imageToVideo(parameters), {
			node: { ...retry, onError: 'continueRegularOutput' },
			items: input,
		});
		expect((await balance(standIn, run.items)).delivered).toHaveLength(4);
		// The refused one costs nothing, and is tried again.
		expect([standIn.tasks.size, paid()]).toEqual([7, 4]);
	});

	it('an execution that was stopped and is retried takes up its running tasks', async () => {
		const input = items(2);
		const stopped = await runWan(engine, standIn, imageToVideo(parameters), {
			items: input,
			onStart: stopAtQuery(4),
		});
		expect(stopped.run.status).toBe('canceled');
		const data = saved(stopped.run.data);
		for (const entry of data.executionData?.nodeExecutionStack ?? [])
			for (const item of entry.data.main?.[0] ?? []) item.json.upstream = 99;
		const retried = await runWan(engine, standIn, imageToVideo(parameters), { resume: data });
		expect((await balance(standIn, retried.items)).delivered).toHaveLength(2);
		expect([standIn.count('submit'), paid()]).toEqual([2, 2]);
	});

	it.each([
		['called off', true],
		['begun after all', false],
	])('an execution that was stopped while its tasks waited pays once: %s', async (_name, canBeCanceled) => {
		await startService({ taskSeconds: 20, pendingSeconds: 60, strictRates: false });
		if (!canBeCanceled) standIn.misbehave({ on: 'cancel', what: '500', which: 'all', accepted: false });
		const input = items(2);
		const stopped = await runWan(engine, standIn, imageToVideo(parameters), {
			items: input,
			onStart: stopAtQuery(2),
		});
		// n8n saves the execution as it ends, and not what goes on behind it.
		const data = saved(stopped.run.data);
		expect(stopped.run.status).toBe('canceled');
		await afterStop();
		expect(standIn.count('cancel')).toBeGreaterThanOrEqual(2);
		for (const entry of data.executionData?.nodeExecutionStack ?? [])
			for (const item of entry.data.main?.[0] ?? []) item.json.upstream = 99;
		const retried = await runWan(engine, standIn, imageToVideo(parameters), { resume: data });
		expect(retried.error).toBeUndefined();
		expect((await balance(standIn, retried.items)).delivered).toHaveLength(2);
		expect([standIn.count('submit'), paid()]).toEqual([canBeCanceled ? 4 : 2, 2]);
	});

	it('a suspended wait pays for each item once', async () => {
		await startService({ taskSeconds: 150, strictRates: false });
		const { nodes, connections } = suspendedWorkflow();
		const run = await runThroughWaits(engine, standIn, {
			nodes: nodes.map((node) =>
				node.name === 'Make'
					? { ...node, parameters: imageToVideo({ ...parameters, waitForVideo: false }) }
					: node,
			),
			connections,
			items: items(3),
		});
		expect(run.saved.length).toBeGreaterThanOrEqual(2);
		expect((await balance(standIn, itemsOf(run.run.data, 'Finished'))).delivered).toHaveLength(3);
		expect([standIn.count('submit'), paid()]).toEqual([3, 3]);
	});
});

describe('What is apart stays apart', () => {
	const failingDownload = () => standIn.misbehave({ on: 'download', what: 'html', which: 'all', times: 10 });

	it('two equal items in one run are two videos, over all tries', async () => {
		failingDownload();
		const equal = [{ json: { a: 1 } }, { json: { a: 1 } }];
		const run = await runWan(engine, standIn, imageToVideo(), { node: retry, items: equal });
		expect((await balance(standIn, run.items)).delivered).toHaveLength(2);
		expect(standIn.count('submit')).toBe(2);
	});

	it('an execution that is retried with another prompt is a new wish; with a longer wait it is the same', async () => {
		standIn.misbehave({ on: 'download', what: 'html', which: 'all', times: 5 });
		const failed = await runWan(engine, standIn, imageToVideo());
		expect(failed.error).toBeDefined();
		const again = async (parameters: INodeParameters) => {
			const data = saved(failed.run.data);
			for (const { node } of data.executionData?.nodeExecutionStack ?? [])
				Object.assign(node.parameters, parameters);
			return await runWan(engine, standIn, imageToVideo(parameters), { resume: data });
		};
		const longer = await again({ options: { maximumWait: 60, fileName: 'cat.mp4' } });
		expect(longer.items[0]?.binary?.data?.fileName).toBe('cat.mp4');
		expect(standIn.count('submit')).toBe(1);
		const other = await again({ prompt: 'A dog runs across the grass' });
		expect(other.items[0]?.binary).toBeDefined();
		expect(standIn.count('submit')).toBe(2);
	});

	it('a value that can no longer be read does not lose a video that was paid for', async () => {
		const input: INodeExecutionData[] = [{ json: { seconds: 5 } }];
		standIn.misbehave({
			on: 'download',
			what: 'html',
			which: () => {
				input.forEach(({ json }) => (json.seconds = 'five and a half'));
				return true;
			},
			times: 5,
		});
		const parameters = imageToVideo({ duration: '={{ $json.seconds }}' });
		const run = await runWan(engine, standIn, parameters, { node: retry, items: input });
		expect((await balance(standIn, run.items)).delivered).toHaveLength(1);
	});
});

describe('A gateway', () => {
	it.each([408, 460, 499])('that gives up with %i at the create call does not pay twice', async (status) => {
		standIn.misbehave({ on: 'submit', what: '500', status, code: '', message: '', accepted: true });
		const run = await runWan(engine, standIn, imageToVideo(), { node: retry });
		expect([standIn.count('submit'), paid()]).toEqual([1, 1]);
		expect(run.error?.context?.details).toMatchObject({ kind: 'unclear' });
	});

	it('that sends the create call somewhere else does not pay twice', async () => {
		standIn.misbehave({ on: 'submit', what: 'redirect' });
		const run = await runWan(engine, standIn, imageToVideo(), { node: retry });
		expect([standIn.count('submit'), paid()]).toEqual([1, 1]);
		expect(run.error?.context?.details).toMatchObject({ kind: 'unclear' });
	});

	it.each([304, 404, 413, 425, 499])('that answers one look with %i loses no video', async (status) => {
		standIn.misbehave({ on: 'query', what: '500', status, code: '', message: '', which: [2, 3] });
		const run = await runWan(engine, standIn, imageToVideo());
		expect((await balance(standIn, run.items)).delivered).toHaveLength(1);
	});
});
