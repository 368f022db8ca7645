import { readTaskResponse } from '../../nodes/core/studio/responses';
import seed from '../fixtures/seed/answers.json';

type Body = Record<string, unknown>;
const samples: Record<string, Body> = seed;
const sample = (name: string): Body => {
	const body = samples[name];
	if (!body) throw new Error(`No sample ${name}`);
	return body;
};

const RAP = (sample('HTTP: succeeded').output as Body).orig_prompt;
const LINK_BJ = 'https://dashscope-result-bj.oss-cn-beijing.aliyuncs.com/xxx.mp4?Expires=xxx';

describe('The samples of the seed page are read as', () => {
	test.each([
		[
			'HTTP: created',
			{
				taskId: '0385dc79-5ff8-4d82-bcb6-xxxxxx',
				status: 'PENDING',
				usage: {},
				requestId: '4909100c-7b5a-9f92-bfe5-xxxxxx',
			},
		],
		[
			'HTTP: succeeded',
			{
				taskId: 'af6efbc0-4bef-4194-8246-xxxxxx',
				status: 'SUCCEEDED',
				submittedAt: '2025-09-25T03:07:28.590Z',
				startedAt: '2025-09-25T03:07:35.349Z',
				finishedAt: '2025-09-25T03:17:11.650Z',
				videoUrl: 'https://dashscope-result-sh.oss-cn-shanghai.aliyuncs.com/xxx.mp4?Expires=xxx',
				prompt: RAP,
				requestId: '2ca1c497-f9e0-449d-9a3f-xxxxxx',
				usage: { billedSeconds: 10, outputSeconds: 10, resolution: '720P' },
			},
		],
		[
			'HTTP: failed',
			{
				taskId: '86ecf553-d340-4e21-af6e-a0c6a421c010',
				status: 'FAILED',
				code: 'InvalidParameter',
				message: 'The size is not match xxxxxx',
				requestId: 'e5d70b02-ebd3-98ce-9fe8-759d7d7b107d',
				usage: {},
			},
		],
		[
			'HTTP: expired',
			{
				taskId: '502a00b1-19d9-4839-a82f-xxxxxx',
				status: 'UNKNOWN',
				requestId: 'a4de7c32-7057-9f82-8581-xxxxxx',
				usage: {},
			},
		],
		[
			'Python SDK: succeeded',
			{
				taskId: 'c15d5b14-07c4-4af5-b862-xxxxxx',
				status: 'SUCCEEDED',
				submittedAt: '2026-01-22T15:24:46.527Z',
				startedAt: '2026-01-22T15:24:46.565Z',
				finishedAt: '2026-01-22T15:25:59.978Z',
				videoUrl: LINK_BJ,
				prompt: RAP,
				requestId: '2794c7a3-fe8c-4dd4-a1b7-xxxxxx',
				// video_duration 0 and video_ratio "" stand beside the real fields.
				usage: { billedSeconds: 10, outputSeconds: 10, resolution: '720P', sound: true },
			},
		],
		[
			'Python SDK: created',
			{
				taskId: '686391d9-7ecf-4290-a8e9-xxxxxx',
				status: 'PENDING',
				requestId: '6dc3bf6c-be18-9268-9c27-xxxxxx',
				usage: {},
			},
		],
		[
			'Java SDK: succeeded',
			{
				taskId: '413ed6e4-5f3a-4f57-8d58-xxxxxx',
				status: 'SUCCEEDED',
				submittedAt: '2026-01-22T15:25:45.729Z',
				startedAt: '2026-01-22T15:25:45.771Z',
				finishedAt: '2026-01-22T15:26:44.942Z',
				videoUrl: LINK_BJ,
				prompt: RAP,
				requestId: '87c091bb-7a3c-4904-8501-xxxxxx',
				usage: { billedSeconds: 10, outputSeconds: 10, resolution: '720P' },
			},
		],
		[
			'Java SDK: created',
			{
				taskId: '7277e20e-aa01-4709-xxxxxxxx',
				status: 'PENDING',
				usage: {},
				requestId: '5dbf9dc5-4f4c-9605-85ea-xxxxxxxx',
			},
		],
	])('%s', (name, expected) => {
		const body = sample(name);
		expect(readTaskResponse(body)).toEqual({ ...expected, raw: body });
	});

	test('HTTP: create refused, which is no answer about a task', () => {
		expect(readTaskResponse(sample('HTTP: create refused'))).toBeUndefined();
	});

	test('every sample of the page is read here', () => {
		expect(Object.keys(samples)).toHaveLength(9);
	});
});

describe('The link of a finished video', () => {
	const link = 'https://x.example/a.mp4';
	test.each([
		['beside the status', { video_url: link }],
		['under results', { results: { video_url: link } }],
		['in a list of results', { results: [{ video_url: link }] }],
		['in a list of results, by the name of url', { results: [{ url: link }] }],
		['behind a result without one', { results: [{ code: 'x' }, null, { video_url: link }] }],
	])('is read %s', (_name, output) => {
		const body = { output: { task_id: 't-1', task_status: 'SUCCEEDED', ...output } };
		expect(readTaskResponse(body)?.videoUrl).toBe(link);
	});

	test.each([
		'https://x.example/a.png',
		'https://x.example/a.JPEG?Expires=1&Signature=b.mp4',
		'https://x.example/speech.wav#t=1',
		'https://x.example/a.webp',
	])('is not %s, which a task of another kind has made', (url) => {
		for (const results of [[{ url }], { url }, [{ code: 'x' }, { url }]]) {
			const body = { output: { task_id: 't-1', task_status: 'SUCCEEDED', results } };
			expect(readTaskResponse(body)).toMatchObject({ otherUrl: url });
			expect(readTaskResponse(body)?.videoUrl).toBeUndefined();
		}
		const both = { task_id: 't-1', task_status: 'SUCCEEDED', results: [{ url }, { url: link }] };
		expect(readTaskResponse({ output: both })?.videoUrl).toBe(link);
	});

	test.each([[[]], [[null]], [['x']], [{}], ['x']])('is missing in the results %j', (results) => {
		const body = { output: { task_id: 't-1', task_status: 'SUCCEEDED', results } };
		expect(readTaskResponse(body)?.videoUrl).toBeUndefined();
	});
});
