import { engine, standIn, useEngine } from '../harness/suite';
import { imageToVideo, runWan } from '../harness/wan';

useEngine({ taskSeconds: 20 });

const wait = { resource: 'task', operation: 'wait' };
const get = { resource: 'task', operation: 'get' };

describe('a task that fails', () => {
	it("tells the service's words and what to do, and names the task (the seed's example)", async () => {
		standIn.script({ status: 'FAILED', code: 'InvalidParameter', message: 'The size is not match xxxxxx' });
		const { error } = await runWan(engine, standIn, imageToVideo());
		const taskId = [...standIn.tasks.keys()][0];
		expect(error?.name).toBe('NodeApiError');
		expect(error?.message).toBe('The task failed. The service refused a value or a file [item 0]');
		expect(error?.description).toContain('The service says: InvalidParameter: The size is not match xxxxxx.');
		expect(error?.description).toContain(`Task ID: ${taskId}.`);
		expect(error?.context?.details).toMatchObject({
			taskId,
			code: 'InvalidParameter',
			kind: 'input',
			retryable: false,
		});
	});

	it('is told in plain words even when the service gives no code and no message', async () => {
		standIn.script({ status: 'FAILED' });
		const { error } = await runWan(engine, standIn, imageToVideo());
		expect(error?.message).toBe('The task failed. The service gave no reason [item 0]');
		expect(error?.description).toContain('Request ID: ');
		expect(error?.description).toContain([...standIn.tasks.keys()][0]);
	});

	it('is called blocked when the content check held it back', async () => {
		standIn.script({
			status: 'FAILED',
			code: 'DataInspectionFailed',
			message: 'Output data may contain inappropriate content.',
		});
		const { items } = await runWan(engine, standIn, imageToVideo(), {
			node: { onError: 'continueRegularOutput' },
		});
		expect(items[0]?.json).toMatchObject({
			error: "The task failed. The service's content check blocked the finished video",
			details: { kind: 'blocked', code: 'DataInspectionFailed', retryable: false },
		});
	});

	it('is data, not an error, for Task: Get', async () => {
		standIn.script({
			status: 'FAILED',
			code: 'IPInfringementSuspect',
			message: 'Input data is suspected of being involved in IP infringement.',
			afterSeconds: 1,
		});
		const { items } = await runWan(engine, standIn, imageToVideo({ waitForVideo: false }));
		standIn.advance(10);
		const got = await runWan(engine, standIn, get, { items });
		expect(got.error).toBeUndefined();
		expect(got.items[0]?.json).toMatchObject({
			taskStatus: 'FAILED',
			errorCode: 'IPInfringementSuspect',
			errorMessage: 'Input data is suspected of being involved in IP infringement.',
			errorAdvice: expect.stringContaining('Change the prompt or the file'),
		});
	});
});

describe('a task that the service does not know (UNKNOWN)', () => {
	it('ends Task: Wait with the likely causes when it stays so for a minute', async () => {
		const before = standIn.now();
		const { error } = await runWan(engine, standIn, { ...wait, taskId: 'invalid-task-id-12345' });
		expect(error?.message).toBe('The service does not recognize this task (status UNKNOWN) [item 0]');
		expect(error?.description).toMatch(/24 hours.*account and region/);
		expect(standIn.now() - before).toBeGreaterThan(60_000);
		expect(standIn.count('query')).toBe(8);
	});

	it('is what a task becomes 24 hours after its end', async () => {
		const { items } = await runWan(engine, standIn, imageToVideo({ waitForVideo: false }));
		standIn.advance(25 * 3600);
		const got = await runWan(engine, standIn, get, { items });
		expect(got.items[0]?.json).toMatchObject({ taskStatus: 'UNKNOWN', taskId: items[0]?.json.taskId });
	});
});

describe('a task that was called off (CANCELED)', () => {
	it('fails the item without the word that makes the engine take it for a Stop', async () => {
		standIn.script({ status: 'CANCELED', afterSeconds: 2 });
		const { run, error } = await runWan(engine, standIn, imageToVideo());
		expect(error?.message).toBe('The task was stopped before it started (status CANCELED) [item 0]');
		expect(run.status).toBe('error');
	});
});

describe('answers in every dialect of the documents', () => {
	// eslint-disable-next-line @typescript-eslint/no-explicit-any -- answers of every shape
	const dialects: Array<[string, (response: any) => any, Record<string, unknown>]> = [
		[
			'numbers, as in the HTTP samples',
			(response) => ({
				...response,
				usage: { duration: 10, input_video_duration: 0, output_video_duration: 10, video_count: 1, SR: 720 },
			}),
			{
				duration: 10,
				resolution: '720P',
				estimatedCost: 0.5,
			},
		],
		[
			'strings and floats, as in the Java sample',
			(response) => ({
				...response,
				status_code: 200,
				code: '',
				message: '',
				usage: {
					video_count: 1,
					duration: '10.0',
					input_video_duration: 0.0,
					output_video_duration: 10.0,
					SR: '720',
				},
			}),
			{ duration: 10, resolution: '720P' },
		],
		[
			'zeros and empty strings beside the real fields, as in the Python sample',
			(response) => ({
				...response,
				code: null,
				message: '',
				usage: {
					video_count: 1,
					video_duration: 0,
					video_ratio: '',
					duration: 10,
					input_video_duration: 0,
					output_video_duration: 10,
					audio: true,
					SR: 720,
				},
			}),
			{ duration: 10, resolution: '720P' },
		],
		[
			'video_duration, as in Wan 2.1',
			(response) => ({ ...response, usage: { video_duration: 5, video_ratio: 'standard', video_count: 1 } }),
			{ duration: 5 },
		],
		['no usage at all', (response) => ({ ...response, usage: null }), { taskStatus: 'SUCCEEDED' }],
		[
			'a rewritten prompt',
			(response) => ({ ...response, output: { ...response.output, actual_prompt: 'A small cat …' } }),
			{ actualPrompt: 'A small cat …' },
		],
		[
			'the link under results',
			({ output: { video_url, ...output }, ...response }) => ({
				...response,
				output: { ...output, results: { video_url } },
			}),
			{ videoUrl: expect.stringContaining('.mp4') },
		],
	];
	it.each(dialects)('reads %s', async (_name, response, expected) => {
		standIn.script({
			status: 'SUCCEEDED',
			response: (body) => (body.output.task_status === 'SUCCEEDED' ? response(body) : body),
		});
		const { items, error } = await runWan(engine, standIn, imageToVideo());
		expect(error).toBeUndefined();
		expect(items[0]?.json).toMatchObject(expected);
		expect(items[0]?.binary?.data).toBeDefined();
	});

	it('waits on while the status is one that no document names', async () => {
		standIn.script({
			status: 'SUCCEEDED',
			response: (body) =>
				body.output.task_status === 'RUNNING'
					? { ...body, output: { ...body.output, task_status: 'SUSPENDED' } }
					: body,
		});
		const { items } = await runWan(engine, standIn, imageToVideo());
		expect(items[0]?.json.taskStatus).toBe('SUCCEEDED');
		expect(standIn.count('query')).toBeGreaterThan(1);
	});

	it('names the task when it succeeded without a link', async () => {
		standIn.script({
			status: 'SUCCEEDED',
			response: (body) => ({ ...body, output: { ...body.output, video_url: undefined } }),
		});
		const { error } = await runWan(engine, standIn, imageToVideo());
		expect(error?.message).toBe('The task succeeded, but the answer has no link to a video [item 0]');
		expect(error?.description).toContain([...standIn.tasks.keys()][0]);
	});
});

describe('a wait that is over', () => {
	it('fails the item with the task ID and how to go on, and is not overslept', async () => {
		const before = standIn.now();
		const { error } = await runWan(engine, standIn, imageToVideo({ options: { maximumWait: 0.25 } }));
		expect(standIn.now() - before).toBeLessThan(20_000);
		expect(error?.message).toMatch(/^The task was still RUNNING after 1\d seconds \[item 0\]$/);
		expect(error?.description).toMatch(/Task: Wait .* 24 hours/);
		expect(error?.context?.details).toMatchObject({ taskId: [...standIn.tasks.keys()][0], kind: 'deadline' });
	});

	it('returns the task as it is if the user chose that', async () => {
		const options = { maximumWait: 0.25, atDeadline: 'returnTask' };
		const { items, error } = await runWan(engine, standIn, imageToVideo({ options }));
		expect(error).toBeUndefined();
		expect(items[0]?.json).toMatchObject({ taskStatus: 'RUNNING', taskId: [...standIn.tasks.keys()][0] });
		expect(items[0]?.binary).toBeUndefined();
	});
});
