import { BinaryDataService } from 'n8n-core';
import type { INode, INodeExecutionData } from 'n8n-workflow';

import { balance } from '../harness/accounts';
import { Engine, readBinary } from '../harness/engine';
import { sha256 } from '../harness/hash';
import { engine, standIn, useEngine } from '../harness/suite';
import { imageToVideo, runWan } from '../harness/wan';

useEngine({ taskSeconds: 20, strictRates: false });

afterEach(async () => {
	await Engine.storeBinaryData('filesystem');
});

const retry: Partial<INode> = { retryOnFail: true, maxTries: 4, waitBetweenTries: 1 };
const items = (count: number): INodeExecutionData[] =>
	Array.from({ length: count }, (_, index) => ({ json: { index } }));
const ended = async (count = 1) => {
	const submitted = await runWan(engine, standIn, imageToVideo({ waitForVideo: false }), {
		items: items(count),
	});
	standIn.advance(60);
	return submitted.items.map(({ json }) => String(json.taskId));
};
const downloadsOf = (taskId: string) =>
	standIn.books.filter((entry) => entry.kind === 'download' && entry.taskId === taskId).length;

describe('The same task in several items', () => {
	const operations = [
		{ resource: 'task', operation: 'wait', taskId: '={{ $json.id }}' },
		{ resource: 'task', operation: 'get', taskId: '={{ $json.id }}', options: { downloadVideo: true } },
		imageToVideo({ options: { taskIdToResume: '={{ $json.id }}' } }),
	];
	it.each(operations)('is asked for once and downloaded once: $resource: $operation', async (parameters) => {
		const [id = ''] = await ended();
		const run = await runWan(engine, standIn, parameters as never, {
			items: Array.from({ length: 3 }, () => ({ json: { id } })),
		});
		expect(run.error).toBeUndefined();
		expect(run.items).toHaveLength(3);
		for (const item of run.items) {
			expect(item.json).toMatchObject({ taskId: id, taskStatus: 'SUCCEEDED' });
			expect(sha256(await readBinary(item))).toBe(await standIn.videoSha256(id));
		}
		expect(standIn.count('query')).toBe(1);
		expect(standIn.count('download')).toBe(1);
	});

	it('is waited for with the looks of one', async () => {
		const submitted = await runWan(engine, standIn, imageToVideo({ waitForVideo: false }));
		const id = submitted.items[0]?.json.taskId as string;
		const wait = { resource: 'task', operation: 'wait', taskId: id };
		const alone = await runWan(engine, standIn, wait);
		const looksOfOne = standIn.count('query');
		expect(alone.error).toBeUndefined();
		const again = await runWan(engine, standIn, imageToVideo({ waitForVideo: false }));
		const run = await runWan(
			engine,
			standIn,
			{ ...wait, taskId: again.items[0]?.json.taskId as string },
			{ items: items(10) },
		);
		expect(run.items).toHaveLength(10);
		expect(standIn.count('query') - looksOfOne).toBeLessThanOrEqual(looksOfOne + 2);
	});

	it('fails all of them alike', async () => {
		standIn.script({ status: 'FAILED', code: 'DataInspectionFailed', message: 'Output', afterSeconds: 1 });
		const [id = ''] = await ended();
		const run = await runWan(
			engine,
			standIn,
			{ resource: 'task', operation: 'wait', taskId: id },
			{ items: items(3), node: { onError: 'continueRegularOutput' } },
		);
		expect(run.items.map(({ json }) => (json.details as { taskId: string }).taskId)).toEqual([id, id, id]);
		expect(standIn.count('query')).toBe(1);
	});

	it('gets the file name of each item', async () => {
		const [id = ''] = await ended();
		const run = await runWan(
			engine,
			standIn,
			{
				resource: 'task',
				operation: 'wait',
				taskId: id,
				options: { fileName: '={{ "scene " + $json.index }}' },
			},
			{ items: items(2) },
		);
		expect(run.items.map(({ binary }) => binary?.data?.fileName)).toEqual(['scene 0.mp4', 'scene 1.mp4']);
		expect(standIn.count('download')).toBe(1);
	});
});

describe.each(['stopWorkflow', 'continueRegularOutput', 'continueErrorOutput'] as const)(
	'Retry On Fail with On Error: %s',
	(onError) => {
		it('downloads no sibling again that was delivered', async () => {
			// The first item's video cannot be fetched in the first two tries of the node.
			const ids = await ended(3);
			let tries = 0;
			standIn.misbehave({
				on: 'download',
				what: 'html',
				which: () => standIn.books.at(-1)?.taskId === ids[0] && ++tries <= 10,
			});
			const parameters = { resource: 'task', operation: 'wait', taskId: '={{ $json.id }}' };
			const run = await runWan(engine, standIn, parameters, {
				items: ids.map((id) => ({ json: { id } })),
				node: { ...retry, onError },
			});
			expect(run.error).toBeUndefined();
			expect(await balance(standIn, run.items)).toMatchObject({ lost: [], twice: [], delivered: ids });
			expect(downloadsOf(ids[0] ?? '')).toBe(11);
			expect(downloadsOf(ids[1] ?? '')).toBe(1);
			expect(downloadsOf(ids[2] ?? '')).toBe(1);
			expect(run.items[1]?.json.duration).toBe(5);
			// Nothing is left in the execution that is saved.
			expect(JSON.stringify(run.run.data.executionData?.contextData)).not.toContain('wanVideos');
		});
	},
);

describe('What an earlier try has stored', () => {
	const failingFirst = (ids: string[]) =>
		standIn.misbehave({
			on: 'download',
			what: 'html',
			which: () => standIn.books.at(-1)?.taskId === ids[0],
			times: 5,
		});
	const wait = { resource: 'task', operation: 'wait', taskId: '={{ $json.id }}' };

	it('is not kept where it is the video itself: with files in memory it is downloaded again', async () => {
		await Engine.storeBinaryData('default');
		const ids = await ended(2);
		failingFirst(ids);
		const run = await runWan(engine, standIn, wait, {
			items: ids.map((id) => ({ json: { id } })),
			node: { ...retry, onError: 'continueRegularOutput' },
		});
		expect((await balance(standIn, run.items)).delivered).toEqual(ids);
		expect(downloadsOf(ids[1] ?? '')).toBe(2);
		expect(JSON.stringify(run.run.data.executionData?.contextData ?? {}).length).toBeLessThan(5_000);
	});

	it('is downloaded again when its file is gone', async () => {
		const ids = await ended(2);
		failingFirst(ids);
		const gone = jest
			.spyOn(BinaryDataService.prototype, 'getMetadata')
			.mockRejectedValue(new Error('The file is gone'));
		const run = await runWan(engine, standIn, wait, {
			items: ids.map((id) => ({ json: { id } })),
			node: { ...retry, onError: 'continueRegularOutput' },
		});
		expect(gone).toHaveBeenCalled();
		gone.mockRestore();
		expect((await balance(standIn, run.items)).delivered).toEqual(ids);
		expect(downloadsOf(ids[1] ?? '')).toBe(2);
	});
});
