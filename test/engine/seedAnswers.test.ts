/* eslint-disable @n8n/community-nodes/no-restricted-imports */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { IDataObject, INodeParameters } from 'n8n-workflow';

import seed from '../fixtures/seed/answers.json';
import { Engine } from '../harness/engine';
import { backToRealTime, simulateTime } from '../harness/fastTime';
import { imageToVideo, packageDirectory, runWan, type WanRun } from '../harness/wan';

/*
 * Each sample answer of the seed page, word for word, given to the node in n8n's engine by a server that knows nothing
 * else: what comes out of the node is written down here.
 */
let engine: Engine;
let server: Server;
let credential: IDataObject;
let answer: { status: number; body: object };

beforeAll(async () => {
	engine = await Engine.start(packageDirectory);
	simulateTime();
	server = createServer((_request, response) => {
		response.writeHead(answer.status, { 'content-type': 'application/json' });
		response.end(JSON.stringify(answer.body));
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	const { port } = server.address() as AddressInfo;
	credential = {
		apiKey: 'sk-seed',
		region: 'ap-southeast-1',
		workspaceId: '',
		baseUrl: `http://127.0.0.1:${port}/api/v1`,
	};
});
afterAll(() => {
	backToRealTime();
	server.close();
});

async function give(body: object, parameters: INodeParameters, status = 200): Promise<WanRun> {
	answer = { status, body };
	return await runWan(engine, undefined, parameters, { credential });
}

const get = (taskId: string) => ({ resource: 'task', operation: 'get', taskId });
const submit = imageToVideo({ waitForVideo: false });

it.each(['HTTP: created', 'Python SDK: created', 'Java SDK: created'] as const)(
	'%s: the task is taken',
	async (name) => {
		const { items } = await give(seed[name], submit);
		expect(items[0]?.json).toMatchObject({
			taskId: seed[name].output.task_id,
			taskStatus: 'PENDING',
			requestId: seed[name].request_id,
		});
		const raw = await give(seed[name], { ...submit, simple: false });
		expect(raw.items[0]?.json).toMatchObject(seed[name]);
	},
);

it('HTTP: create refused: the key is blamed in the words of the page', async () => {
	const { error } = await give(seed['HTTP: create refused'], submit, 401);
	expect(error?.message).toBe('The service does not recognize this API key [item 0]');
	expect(error?.description).toContain('The service says: InvalidApiKey: No API-key provided.');
	expect(error?.description).toContain('Request ID: 7438d53d-6eb8-4596-8835-xxxxxx.');
});

const successes: Array<[keyof typeof seed, Record<string, unknown>]> = [
	[
		'HTTP: succeeded',
		{
			taskId: 'af6efbc0-4bef-4194-8246-xxxxxx',
			submittedAt: '2025-09-25T03:07:28.590Z',
			finishedAt: '2025-09-25T03:17:11.650Z',
			videoUrl: 'https://dashscope-result-sh.oss-cn-shanghai.aliyuncs.com/xxx.mp4?Expires=xxx',
			videoUrlExpiresAt: '2025-09-26T03:17:11.650Z',
			requestId: '2ca1c497-f9e0-449d-9a3f-xxxxxx',
		},
	],
	[
		'Python SDK: succeeded',
		{
			taskId: 'c15d5b14-07c4-4af5-b862-xxxxxx',
			submittedAt: '2026-01-22T15:24:46.527Z',
			finishedAt: '2026-01-22T15:25:59.978Z',
			videoUrl: 'https://dashscope-result-bj.oss-cn-beijing.aliyuncs.com/xxx.mp4?Expires=xxx',
			requestId: '2794c7a3-fe8c-4dd4-a1b7-xxxxxx',
		},
	],
	[
		'Java SDK: succeeded',
		{
			taskId: '413ed6e4-5f3a-4f57-8d58-xxxxxx',
			submittedAt: '2026-01-22T15:25:45.729Z',
			finishedAt: '2026-01-22T15:26:44.942Z',
			requestId: '87c091bb-7a3c-4904-8501-xxxxxx',
		},
	],
];
it.each(successes)('%s: the fields of the output, with times in UTC', async (name, expected) => {
	const { items, error } = await give(seed[name], get(String(expected.taskId)));
	expect(error).toBeUndefined();
	expect(items[0]?.json).toMatchObject({
		...expected,
		taskStatus: 'SUCCEEDED',
		duration: 10,
		resolution: '720P',
		prompt: expect.stringMatching(/^A scene of urban fantasy art\./),
	});
	const raw = await give(seed[name], { ...get(String(expected.taskId)), simple: false });
	expect(raw.items[0]?.json).toEqual(seed[name]);
});

it('HTTP: failed: Task: Wait fails with the words of the page, Task: Get has them as data', async () => {
	const sample = seed['HTTP: failed'];
	const { error } = await give(sample, { ...get(sample.output.task_id), operation: 'wait' });
	expect(error?.message).toBe('The task failed. The service refused a value or a file [item 0]');
	expect(error?.description).toContain('The service says: InvalidParameter: The size is not match xxxxxx.');
	const { items } = await give(sample, get(sample.output.task_id));
	expect(items[0]?.json).toMatchObject({
		taskStatus: 'FAILED',
		errorCode: 'InvalidParameter',
		errorMessage: 'The size is not match xxxxxx',
	});
});

it('HTTP: expired: an old task is UNKNOWN, which is an end', async () => {
	const sample = seed['HTTP: expired'];
	const { error } = await give(sample, { ...get(sample.output.task_id), operation: 'wait' });
	expect(error?.message).toBe('The service does not recognize this task (status UNKNOWN) [item 0]');
	const { items } = await give(sample, get(sample.output.task_id));
	expect(items[0]?.json).toMatchObject({
		taskId: sample.output.task_id,
		taskStatus: 'UNKNOWN',
		requestId: sample.request_id,
	});
});
