import { binaryItem, readBinary } from '../harness/engine';
import { sha256 } from '../harness/hash';
import { engine, standIn, useEngine } from '../harness/suite';
import { imageFile, imageToVideo, imageUrl, runWan } from '../harness/wan';

useEngine({ taskSeconds: 60 });

describe('Video: Generate From Image', () => {
	it('turns an image file into an MP4 in the binary storage of n8n', async () => {
		const image = await binaryItem(imageFile, 'cat.jpg', 'image/jpeg');
		const { items } = await runWan(engine, standIn, imageToVideo({ firstFrameSource: 'binary' }), {
			items: [image],
		});

		expect(items).toHaveLength(1);
		const taskId = String(items[0]?.json.taskId);
		expect(sha256(await readBinary(items[0]))).toBe(await standIn.videoSha256(taskId));
		expect(items[0]?.binary?.data).toMatchObject({
			fileName: `${taskId}.mp4`,
			mimeType: 'video/mp4',
			fileType: 'video',
		});
		expect(items[0]?.pairedItem).toEqual({ item: 0 });
		expect(standIn.tasks.get(taskId)?.body.input.img_url).toBe(
			`data:image/jpeg;base64,${imageFile.toString('base64')}`,
		);
	});

	it('outputs the facts of the video as flat fields with times in UTC', async () => {
		const { items } = await runWan(
			engine,
			standIn,
			imageToVideo({ resolution: '720P', duration: 7, options: { seed: 42 } }),
		);

		const { videoUrl, videoUrlExpiresAt, finishedAt, ...rest } = items[0]?.json ?? {};
		const task = [...standIn.tasks.values()][0];
		expect(rest).toEqual({
			taskId: task?.taskId,
			taskStatus: 'SUCCEEDED',
			model: 'wan2.6-i2v-flash',
			duration: 7,
			resolution: '720P',
			seed: 42,
			prompt: 'A cat runs across the grass',
			estimatedCost: 0.35,
			currency: 'USD',
		});
		expect(videoUrl).toMatch(/^http:\/\/localhost:\d+\/.+\.mp4\?Expires=/);
		// A look at the task alone has the times; a video that was asked for has its cost in their place.
		const look = { resource: 'task', operation: 'get' };
		const looked = await runWan(engine, standIn, look, { items });
		const runTime = Date.parse(String(finishedAt)) - Date.parse(String(looked.items[0]?.json.submittedAt));
		expect(runTime).toBeGreaterThanOrEqual(60_000);
		expect(runTime).toBeLessThan(62_000);
		const lifetime = Date.parse(String(videoUrlExpiresAt)) - Date.parse(String(finishedAt));
		expect(Math.abs(lifetime - 24 * 3_600_000)).toBeLessThan(2_000);
	});

	it('puts the file into the chosen field under the chosen name', async () => {
		const options = { binaryField: 'video', fileName: 'cat' };
		const { items } = await runWan(engine, standIn, imageToVideo({ options }));
		expect(items[0]?.binary?.video?.fileName).toBe('cat.mp4');
		expect(items[0]?.binary?.data).toBeUndefined();
	});

	it('outputs only the link when Download Video is off', async () => {
		const { items } = await runWan(engine, standIn, imageToVideo({ options: { downloadVideo: false } }));
		expect(items[0]?.json.videoUrl).toBeDefined();
		expect(items[0]?.binary).toBeUndefined();
		expect(standIn.count('download')).toBe(0);
	});

	it('outputs the answer of the API as it came when Simplify is off, with the file and the cost', async () => {
		const options = { simple: false, seed: 42 };
		const { items } = await runWan(engine, standIn, imageToVideo({ options }));
		expect(items[0]?.json).toMatchObject({
			request_id: expect.any(String),
			output: {
				task_status: 'SUCCEEDED',
				submit_time: expect.stringMatching(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d{3}$/),
			},
			usage: {
				duration: 5,
				input_video_duration: 0,
				output_video_duration: 5,
				video_count: 1,
				SR: 1080,
				audio: true,
			},
			model: 'wan2.6-i2v-flash',
			seed: 42,
			video: { width: 1920, height: 1080, seconds: 5, framesPerSecond: 16, codec: 'h264', hasSound: true },
			cost: {
				seconds: 5,
				perSecond: 0.075,
				amount: 0.375,
				currency: 'USD',
				priceListDate: '2026-10',
				estimate: true,
			},
		});
	});

	it('returns the task at once when Wait for Video is off, with the expected cost', async () => {
		const { items } = await runWan(
			engine,
			standIn,
			imageToVideo({ waitForVideo: false, resolution: '720P' }),
		);
		expect(items[0]?.json).toMatchObject({
			taskId: [...standIn.tasks.keys()][0],
			taskStatus: 'PENDING',
			model: 'wan2.6-i2v-flash',
			estimatedCost: 0.25,
			currency: 'USD',
		});
		expect(standIn.books.map(({ kind }) => kind)).toEqual(['submit']);
	});

	it('returns the create answer as it came when Wait for Video and Simplify are off', async () => {
		const { items } = await runWan(
			engine,
			standIn,
			imageToVideo({ waitForVideo: false, options: { simple: false } }),
		);
		const task = [...standIn.tasks.values()][0];
		expect(items[0]?.json).toEqual({
			model: 'wan2.6-i2v-flash',
			cost: expect.objectContaining({ amount: 0.375, currency: 'USD' }),
			output: { task_status: 'PENDING', task_id: task?.taskId },
			request_id: task?.requestId,
		});
	});

	it('sends the key to the API and never to the storage host', async () => {
		await runWan(engine, standIn, imageToVideo());
		for (const { kind, headers } of standIn.books) {
			expect(headers.authorization).toBe(kind === 'download' ? undefined : `Bearer ${standIn.apiKey}`);
		}
		expect(standIn.count('download')).toBe(1);
	});

	const ownFields: Array<[string, Record<string, unknown>, Record<string, unknown>]> = [
		['wan2.6-i2v-flash', {}, { resolution: '1080P', duration: 5 }],
		[
			'wan2.6-i2v-flash',
			{ audio: false, shotType: 'multi', duration: 2 },
			{ resolution: '1080P', duration: 2, audio: false, shot_type: 'multi' },
		],
		['wan2.6-i2v', { resolution: '720P', duration: 15 }, { resolution: '720P', duration: 15 }],
		['wan2.5-i2v-preview', { resolution: '480P', duration: 10 }, { resolution: '480P', duration: 10 }],
		['wan2.2-i2v-flash', { resolution: '480P' }, { resolution: '480P' }],
		['wan2.2-i2v-plus', {}, { resolution: '1080P' }],
		['wan2.1-i2v-turbo', { duration: 3 }, { resolution: '720P', duration: 3 }],
		[
			'wan2.1-i2v-plus',
			{ options: { watermark: true, promptExtend: false, seed: 0 } },
			{ watermark: true, prompt_extend: false, seed: 0 },
		],
	];
	it.each(ownFields)('sends %s only what it takes: %j', async (model, fields, parameters) => {
		const { items, error } = await runWan(engine, standIn, imageToVideo({ ...fields } as never, model));
		expect(error).toBeUndefined();
		expect(items[0]?.binary?.data).toBeDefined();
		expect([...standIn.tasks.values()][0]?.body).toEqual({
			model,
			input: { prompt: 'A cat runs across the grass', img_url: imageUrl },
			parameters,
		});
	});

	it('leaves values of a model that is no longer chosen at home', async () => {
		const stale = {
			resolution: '480P',
			duration: 15,
			audio: false,
			shotType: 'multi',
			audioUrl: 'https://example.com/a.mp3',
		};
		const { error, items } = await runWan(engine, standIn, imageToVideo(stale, 'wan2.2-i2v-plus'));
		expect(error).toBeUndefined();
		expect(items).toHaveLength(1);
		expect([...standIn.tasks.values()][0]?.body.parameters).toEqual({ resolution: '480P' });
	});

	it('takes a model by expression, with its own default for each empty field', async () => {
		const model = { __rl: true, mode: 'id', value: '={{ $json.model }}' };
		const items = [
			{ json: { model: 'wan2.6-i2v' } },
			{ json: { model: 'wan2.2-i2v-flash' } },
			{ json: { model: 'wan2.1-i2v-plus' } },
		];
		const result = await runWan(engine, standIn, imageToVideo({ model }), { items });
		expect(result.error).toBeUndefined();
		expect([...standIn.tasks.values()].map(({ body }) => [body.model, body.parameters])).toEqual(
			expect.arrayContaining([
				['wan2.6-i2v', { resolution: '1080P', duration: 5 }],
				['wan2.2-i2v-flash', { resolution: '720P' }],
				['wan2.1-i2v-plus', {}],
			]),
		);
	});

	it('waits for a given task instead of submitting when Task ID to Resume is set', async () => {
		const submitted = await runWan(engine, standIn, imageToVideo({ waitForVideo: false }));
		const taskId = String(submitted.items[0]?.json.taskId);
		const { items } = await runWan(engine, standIn, imageToVideo({ options: { taskIdToResume: taskId } }));
		expect(sha256(await readBinary(items[0]))).toBe(await standIn.videoSha256(taskId));
		expect(standIn.count('submit')).toBe(1);
	});
});

describe('Task: Wait', () => {
	it('brings the videos of the tasks of all items together', async () => {
		const submitted = await runWan(engine, standIn, imageToVideo({ waitForVideo: false }), {
			items: [{ json: {} }, { json: {} }, { json: {} }],
		});
		const { items } = await runWan(
			engine,
			standIn,
			{ resource: 'task', operation: 'wait' },
			{ items: submitted.items },
		);
		const ids = submitted.items.map(({ json }) => json.taskId);
		expect(items.map(({ json }) => [json.taskId, json.taskStatus])).toEqual(
			ids.map((id) => [id, 'SUCCEEDED']),
		);
		for (const item of items) {
			expect(sha256(await readBinary(item))).toBe(await standIn.videoSha256(String(item.json.taskId)));
		}
	});
});

describe('Task: Get', () => {
	it('looks once and returns the state of a task that goes on', async () => {
		const submitted = await runWan(engine, standIn, imageToVideo({ waitForVideo: false }));
		standIn.advance(10);
		const { items } = await runWan(
			engine,
			standIn,
			{ resource: 'task', operation: 'get' },
			{ items: submitted.items },
		);
		expect(items[0]?.json).toMatchObject({ taskId: submitted.items[0]?.json.taskId, taskStatus: 'RUNNING' });
		expect(standIn.count('query')).toBe(1);
	});

	it('returns the link of a finished task, and its file when Download Video is on', async () => {
		const submitted = await runWan(engine, standIn, imageToVideo({ waitForVideo: false }));
		standIn.advance(100);
		const get = { resource: 'task', operation: 'get' };
		const link = await runWan(engine, standIn, get, { items: submitted.items });
		expect(link.items[0]?.json.videoUrl).toMatch(/mp4/);
		expect(link.items[0]?.binary).toBeUndefined();
		const file = await runWan(
			engine,
			standIn,
			{ ...get, options: { downloadVideo: true } },
			{ items: submitted.items },
		);
		expect(sha256(await readBinary(file.items[0]))).toBe(
			await standIn.videoSha256(String(submitted.items[0]?.json.taskId)),
		);
	});
});
