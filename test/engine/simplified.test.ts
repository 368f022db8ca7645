import type { IDataObject, INodeExecutionData, INodeParameters } from 'n8n-workflow';

import { resourceFields } from '../../nodes/Wan/operations/resources';
import { binaryItem } from '../harness/engine';
import { filmFixture } from '../harness/films';
import { makings, parametersFor } from '../harness/makings';
import { Poller } from '../harness/poller';
import { submitTasks, task } from '../harness/submitted';
import { engine, standIn, startService, useEngine } from '../harness/suite';
import { credentialFor, imageFile, imageToVideo, runWan } from '../harness/wan';
import type { Region } from '../standIn/types';

/* What comes out with Simplify on: at most 12 fields a task, each of one value. */

useEngine();

const MOST_FIELDS = 12;

function expectFlat(items: INodeExecutionData[]): IDataObject {
	expect(items.length).toBeGreaterThan(0);
	for (const { json } of items) {
		expect(Object.keys(json).length).toBeLessThanOrEqual(MOST_FIELDS);
		for (const [name, value] of Object.entries(json))
			expect([name, typeof value]).toEqual([name, expect.stringMatching(/^(string|number|boolean)$/)]);
	}
	return items[0]?.json ?? {};
}

async function make(region: Region, operation: string, model: string, more: INodeParameters) {
	const parameters = parametersFor(operation, model, more);
	return await runWan(engine, standIn, parameters, { credential: credentialFor(standIn, { region }) });
}

describe.each(makings)('Video: $operation', ({ operation, model, region }) => {
	// The list of a region is written in one currency.
	const currency = region === 'cn-beijing' ? 'CNY' : 'USD';

	it('has its cost and currency as soon as it is submitted, and when it is ready', async () => {
		await startService({ taskSeconds: 60, region });
		const seed = operation === 'animate' || operation === 'generateFromSpeech' ? {} : { seed: 7 };
		const done = await make(region, operation, model, { options: seed });
		expect(done.error).toBeUndefined();
		const ready = expectFlat(done.items);
		expect(ready).toMatchObject({ taskStatus: 'SUCCEEDED', model, currency, ...seed });
		expect(ready.estimatedCost).toBeGreaterThan(0);
		expect(Object.keys(ready)).toEqual(expect.arrayContaining(['videoUrl', 'videoUrlExpiresAt', 'duration']));
		const submitted = await make(region, operation, model, { waitForVideo: false, options: seed });
		expect(expectFlat(submitted.items)).toMatchObject({ taskStatus: 'PENDING', ...seed });
		// The price of an input whose length nobody has measured is the most that it can be.
		expect(submitted.items[0]?.json.estimatedCost).toBeGreaterThan(0);
		expect(submitted.items[0]?.json.currency).toBe(currency);
	});

	it('has the rest with Simplify off: the answer, the file, and how the cost comes about', async () => {
		await startService({ taskSeconds: 60, region });
		const raw = await make(region, operation, model, { options: { simple: false } });
		expect(raw.items[0]?.json).toMatchObject({
			request_id: expect.any(String),
			output: { task_status: 'SUCCEEDED' },
			usage: expect.any(Object),
			model,
			video: { width: expect.any(Number), height: expect.any(Number), hasSound: expect.any(Boolean) },
			cost: { currency, amount: expect.any(Number), perSecond: expect.any(Number), estimate: true },
		});
	});
});

it('every operation that makes videos is among these', () => {
	const offered = resourceFields.flatMap(({ name, displayOptions, options = [] }) =>
		name === 'operation' && displayOptions?.show?.resource?.[0] === 'video' ? options : [],
	);
	const names = new Set(offered.map((option) => ('value' in option ? option.value : '')));
	expect([...names].sort()).toEqual([...makings.map(({ operation }) => operation), 'join'].sort());
});

it('a video with everything that it may have stays within 12 fields', async () => {
	await startService({ taskSeconds: 60 });
	const file = await binaryItem(imageFile, 'cat.jpg', 'image/jpeg');
	const all = { firstFrameSource: 'binary', options: { seed: 7 } };
	const { items } = await runWan(engine, standIn, imageToVideo(all), { items: [file] });
	const json = expectFlat(items);
	expect(Object.keys(json)).toHaveLength(MOST_FIELDS);
	expect(Object.keys(json).slice(0, 7)).toEqual([
		...['taskId', 'taskStatus', 'model', 'videoUrl', 'videoUrlExpiresAt', 'estimatedCost', 'currency'],
	]);
	const submitted = await runWan(engine, standIn, imageToVideo({ ...all, waitForVideo: false }), {
		items: [file],
	});
	expect(expectFlat(submitted.items)).toMatchObject({ seed: 7, predictedSize: expect.any(String) });
});

describe.each(['get', 'wait'])('Task: %s', (operation) => {
	it.each(['PENDING', 'RUNNING', 'SUCCEEDED', 'FAILED', 'CANCELED', 'UNKNOWN'])(
		'of a task that is %s is flat',
		async (status) => {
			await startService({ taskSeconds: status === 'RUNNING' ? 86_000 : 60 });
			if (['FAILED', 'CANCELED', 'UNKNOWN'].includes(status))
				standIn.script({ status: status as 'FAILED', afterSeconds: 0 });
			const [taskId = ''] = await submitTasks(standIn, 1);
			if (status !== 'PENDING') standIn.advance(120);
			const options = { atDeadline: 'returnTask', maximumWait: 1 / 60 };
			const parameters = task(operation, { taskId, options });
			const { items } = await runWan(engine, standIn, parameters, {
				node: { onError: 'continueRegularOutput' },
			});
			expect(items).toHaveLength(1);
			// What fails an item has three fields of its own.
			if (operation === 'wait' && items[0]?.json.error) expect(Object.keys(items[0].json)).toHaveLength(3);
			else expectFlat(items);
		},
	);
});

it.each([false, true])('Task: Get Many is flat (Only Lost Tasks: %s)', async (onlyLostTasks) => {
	await startService({ taskSeconds: 60 });
	await submitTasks(standIn, 3);
	standIn.advance(300);
	const { items } = await runWan(engine, standIn, task('getMany', { onlyLostTasks }));
	expect(items).toHaveLength(3);
	expectFlat(items);
});

it('Task: Cancel, File: Upload and Video: Join are flat, but for the list of where the clips start', async () => {
	await startService({ taskSeconds: 600 });
	const [, taskId = ''] = await submitTasks(standIn, 2);
	const canceled = await runWan(engine, standIn, task('cancel', { taskId }));
	expect(expectFlat(canceled.items)).toEqual({ taskId, canceled: true });
	const file = await binaryItem(imageFile, 'cat.jpg', 'image/jpeg');
	const upload = {
		resource: 'file',
		operation: 'upload',
		model: { __rl: true, mode: 'list', value: 'wan2.7-i2v' },
	};
	expectFlat((await runWan(engine, standIn, upload, { items: [file] })).items);
	const clip = await binaryItem(filmFixture('wan-1.mp4'), 'clip.mp4', 'video/mp4');
	const { items } = await runWan(
		engine,
		standIn,
		{ resource: 'video', operation: 'join' },
		{ items: [clip] },
	);
	const { clipStarts, ...film } = items[0]?.json ?? {};
	expect(clipStarts).toEqual([0]);
	expectFlat([{ json: film }]);
});

it.each([false, true])('what starts a workflow is flat (Download Video: %s)', async (downloadVideo) => {
	await startService({ taskSeconds: 60 });
	const poller = new Poller(engine, standIn, {
		events: ['SUCCEEDED', 'FAILED'],
		options: { downloadVideo },
	});
	await poller.poll();
	standIn.script({ status: 'SUCCEEDED' }, { status: 'FAILED' });
	await submitTasks(standIn, 2);
	standIn.advance(300);
	const items = await poller.poll();
	expect(items).toHaveLength(2);
	expectFlat(items);
});
