import { BinaryDataService } from 'n8n-core';
import type { INodeParameters } from 'n8n-workflow';

import { binaryItem, Engine, readBinary } from '../harness/engine';
import { sha256 } from '../harness/hash';
import { seededRandom } from '../harness/random';
import { engine, standIn, startService, useEngine } from '../harness/suite';
import { imageToVideo, packageDirectory, runWan } from '../harness/wan';
import type { StandInOptions } from '../standIn';
import { startCutter } from './cutter';
import { fixture } from './mediaInputs';

useEngine();

const start = async (options: StandInOptions = {}) => {
	await startService({ taskSeconds: 20, ...options });
};
afterEach(async () => {
	await Engine.storeBinaryData('filesystem');
});

/** With all that the node knows of the file. */
const raw = (parameters: INodeParameters = {}, model?: string) =>
	imageToVideo({ ...parameters, options: { simple: false } }, model);

describe.each(['filesystem', 'default'] as const)('with the binary store "%s"', (mode) => {
	beforeEach(async () => await Engine.storeBinaryData(mode));

	it('stores the bytes that were served and tells what they are', async () => {
		await start();
		const { items, hints } = await runWan(engine, standIn, raw());
		expect(sha256(await readBinary(items[0]))).toBe(await standIn.videoSha256());
		expect(items[0]?.json.video).toEqual({
			width: 1920,
			height: 1080,
			seconds: 5,
			framesPerSecond: 16,
			codec: 'h264',
			hasSound: true,
		});
		expect(hints).toEqual([]);
	});

	it('reads nothing back from the store to tell what it is', async () => {
		await start();
		const readBack = jest.spyOn(BinaryDataService.prototype, 'getAsStream');
		const { items } = await runWan(engine, standIn, raw());
		expect(items[0]?.json.video).toMatchObject({ width: 1920, seconds: 5 });
		expect(readBack).not.toHaveBeenCalled();
		readBack.mockRestore();
	});

	it('stores the same bytes through cuts and broken connections', async () => {
		await start({ videoBytes: 6_000_000 });
		standIn.misbehave({ on: 'download', what: 'cut', which: [1, 2, 4] });
		standIn.misbehave({ on: 'download', what: 'reset', which: [3] });
		const { items, error } = await runWan(engine, standIn, raw(), {
			items: [{ json: {} }, { json: {} }],
		});
		expect(error).toBeUndefined();
		for (const item of items) {
			const stored = await readBinary(item);
			expect(stored).toHaveLength(6_000_000);
			expect(sha256(stored)).toBe(
				await standIn.videoSha256(String((item.json.output as { task_id: string }).task_id)),
			);
			expect(item.json.video).toMatchObject({ seconds: 5 });
		}
		expect(standIn.count('download')).toBe(6);
	});
});

describe.each(['filesystem', 'default'] as const)(
	'cuts at random places, with the binary store "%s"',
	(mode) => {
		it('the bytes that were served are in the store', async () => {
			await Engine.storeBinaryData(mode);
			await start({ videoBytes: 400_000 });
			const random = seededRandom(20261122);
			const cutter = await startCutter(() => (random() < 0.6 ? Math.floor(random() * 400_000) : undefined));
			const items = Array.from({ length: 12 }, () => ({ json: {} }));
			standIn.script(...items.map(() => ({ status: 'SUCCEEDED' as const, response: cutter.inFrontOf })));
			const result = await runWan(engine, standIn, imageToVideo(), { items });
			await cutter.close();
			expect(result.error).toBeUndefined();
			expect(result.items).toHaveLength(12);
			for (const item of result.items) {
				expect(sha256(await readBinary(item))).toBe(await standIn.videoSha256(String(item.json.taskId)));
			}
			expect(cutter.cuts()).toBeGreaterThan(5);
		});
	},
);

describe('what differs from what was asked for', () => {
	const film = (name: string) => `${packageDirectory}/test/fixtures/media/${name}`;

	it('a silent video instead of one with sound, of another length', async () => {
		await start({ video: film('silent.mp4') });
		const { items, hints } = await runWan(engine, standIn, raw());
		expect(items[0]?.json.video).toMatchObject({ hasSound: false, seconds: 2 });
		expect(hints).toEqual([
			'Item 0: The video is silent, although sound was requested.',
			'Item 0: The video is 2 seconds long, although 5 were requested.',
			'Item 0: The video is 96 × 64 pixels, although 1080P was requested.',
		]);
	});

	it('sound where none was asked for', async () => {
		await start({ video: film('faststart.mp4') });
		const { hints } = await runWan(engine, standIn, imageToVideo({ audio: false, duration: 2 }));
		expect(hints).toEqual([
			'Item 0: The video has sound, although a silent video was requested.',
			'Item 0: The video is 96 × 64 pixels, although 1080P was requested.',
		]);
	});

	it('is nothing for a silent model, and nothing for a task that this run did not ask for', async () => {
		await start();
		const silent = await runWan(engine, standIn, raw({}, 'wan2.2-i2v-flash'));
		expect(silent.items[0]?.json.video).toMatchObject({ hasSound: false });
		expect(silent.hints).toEqual([]);
		const { items, hints } = await runWan(
			engine,
			standIn,
			{
				resource: 'task',
				operation: 'wait',
				taskId: '={{ $json.output.task_id }}',
				options: { simple: false },
			},
			{ items: silent.items },
		);
		expect(items[0]?.json.video).toMatchObject({ width: 1280, seconds: 5 });
		expect(hints).toEqual([]);
	});

	it('shows width and height as they are seen', async () => {
		await start({ video: film('rotated.mp4') });
		const { items } = await runWan(engine, standIn, raw({ audio: false, duration: 2 }));
		expect(items[0]?.json.video).toMatchObject({ width: 64, height: 96 });
	});

	it('never costs the video: one whose facts cannot be read is delivered with a hint', async () => {
		await start({ video: film('../inputs/wrong-not-a-film.mp4') });
		const { items, error, hints } = await runWan(engine, standIn, raw());
		expect(error).toBeUndefined();
		expect(sha256(await readBinary(items[0]))).toBe(await standIn.videoSha256());
		expect(items[0]?.json).toHaveProperty('output');
		expect(items[0]?.json.video).toBeUndefined();
		expect(hints[0]).toMatch(/^Item 0: The stored video may not play: the file /);
	});
});

describe('the predicted size', () => {
	const predicted = async (parameters: Record<string, unknown>) => {
		const items = [await binaryItem(fixture('magick-240x8000.png'), 'a.png', 'image/png')];
		const result = await runWan(
			engine,
			standIn,
			imageToVideo({ firstFrameSource: 'binary', ...parameters } as never),
			{ items },
		);
		return result.items[0]?.json.predictedSize;
	};

	it('is shown with the request and with the video, for images whose size is known', async () => {
		await start();
		expect(await predicted({ waitForVideo: false, resolution: '720P' })).toBe('160x5536');
		expect(await predicted({ resolution: '1080P', simple: false })).toBe('240x8304');
		const link = await runWan(engine, standIn, imageToVideo({ waitForVideo: false }));
		expect(link.items[0]?.json.predictedSize).toBeUndefined();
	});
});
