import { readTaskAnswer } from '../../nodes/core/studio/answers';
import { parseObject } from '../../nodes/core/studio/json';
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
			{ taskId: '0385dc79-5ff8-4d82-bcb6-xxxxxx', status: 'PENDING', usage: {}, requestId: '4909100c-7b5a-9f92-bfe5-xxxxxx' },
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
			{ taskId: '7277e20e-aa01-4709-xxxxxxxx', status: 'PENDING', usage: {}, requestId: '5dbf9dc5-4f4c-9605-85ea-xxxxxxxx' },
		],
	])('%s', (name, expected) => {
		const body = sample(name);
		expect(readTaskAnswer(body)).toEqual({ ...expected, raw: body });
	});

	test('HTTP: create refused, which is no answer about a task', () => {
		expect(readTaskAnswer(sample('HTTP: create refused'))).toBeUndefined();
	});

	test('every sample of the page is read here', () => {
		expect(Object.keys(samples)).toHaveLength(9);
	});
});

/** The text as it comes over the wire, so that 10.0 is what it is there. */
function read(output: string, usage?: string) {
	const body = parseObject(`{"request_id":"r-1","output":${output}${usage ? `,"usage":${usage}` : ''}}`);
	const answer = readTaskAnswer(body ?? {});
	const { raw, ...fields } = answer ?? { raw: undefined };
	expect(raw).toEqual(answer ? body : undefined);
	return fields;
}

const done = '{"task_id":"t","task_status":"SUCCEEDED","video_url":"https://x.example/v.mp4"}';
const usageOf = (usage: string) => (read(done, usage) as { usage: object }).usage;

describe('Usage is read in every dialect', () => {
	test.each([
		[
			'wan2.6-i2v-flash',
			'{"duration":10,"input_video_duration":0,"output_video_duration":10,"video_count":1,"SR":720,"audio":true}',
			{ billedSeconds: 10, outputSeconds: 10, resolution: '720P', sound: true },
		],
		['wan2.6-i2v-flash, silent', '{"duration":5,"SR":1080,"audio":false}', { billedSeconds: 5, resolution: '1080P', sound: false }],
		['wan2.5 and 2.2', '{"duration":5,"video_count":1,"SR":720}', { billedSeconds: 5, resolution: '720P' }],
		['wan2.1 i2v', '{"video_duration":5,"video_ratio":"standard","video_count":1}', { billedSeconds: 5 }],
		['wan2.2-t2v-plus', '{"video_duration":5,"video_ratio":"832*480","video_count":1}', { billedSeconds: 5, size: '832*480' }],
		['kf2v', '{"video_duration":5,"video_count":1,"SR":480}', { billedSeconds: 5, resolution: '480P' }],
		[
			'wan2.6-r2v',
			'{"duration":10.0,"size":"1280*720","input_video_duration":5,"output_video_duration":5,"video_count":1,"SR":720}',
			{ billedSeconds: 10, inputSeconds: 5, outputSeconds: 5, resolution: '720P', size: '1280*720' },
		],
		[
			'wan2.7-r2v',
			'{"duration":15,"input_video_duration":5,"output_video_duration":10,"video_count":1,"SR":720,"ratio":"16:9"}',
			{ billedSeconds: 15, inputSeconds: 5, outputSeconds: 10, resolution: '720P' },
		],
		[
			'wan2.7-videoedit',
			'{"duration":10.04,"input_video_duration":5.02,"output_video_duration":5.02,"video_count":1,"SR":720}',
			{ billedSeconds: 10.04, inputSeconds: 5.02, outputSeconds: 5.02, resolution: '720P' },
		],
		[
			'wan3.0',
			'{"video_count":1,"duration":5.0,"input_video_duration":0.0,"output_video_duration":5.0,"fps":30,"SR":720,"ratio":"16:9"}',
			{ billedSeconds: 5, outputSeconds: 5, resolution: '720P' },
		],
		['animate', '{"video_duration":5.2,"video_ratio":"standard"}', { billedSeconds: 5.2 }],
		[
			's2v',
			'{"duration":18.13,"size":"512*640","fps":16,"video_count":1,"SR":480}',
			{ billedSeconds: 18.13, size: '512*640', resolution: '480P' },
		],
		['numbers as text', '{"duration":"10.0","input_video_duration":"0.0","SR":"720"}', { billedSeconds: 10, resolution: '720P' }],
		['a tier with its letter', '{"duration":5,"SR":"1080P"}', { billedSeconds: 5, resolution: '1080P' }],
		[
			'zeros, nulls and empty texts',
			'{"duration":0,"video_duration":5,"video_ratio":"","SR":null,"size":"","audio":null}',
			{ billedSeconds: 5 },
		],
		['nonsense', '{"duration":"soon","SR":{},"audio":"yes","size":7}', {}],
		['null', 'null', {}],
		['a list', '[5]', {}],
	])('%s', (_name, usage, expected) => {
		expect(usageOf(usage)).toEqual(expected);
	});
});

describe('What a task says', () => {
	const base = { taskId: 't', requestId: 'r-1', usage: {} };

	test.each([
		[
			'pending, not begun',
			'{"task_id":"t","task_status":"PENDING","submit_time":"2026-11-22 11:07:28.590","scheduled_time":""}',
			{ ...base, status: 'PENDING', submittedAt: '2026-11-22T03:07:28.590Z' },
		],
		[
			'running',
			'{"task_id":"t","task_status":"RUNNING","submit_time":"2026-11-22 11:07:28.590","scheduled_time":"2026-11-22 11:07:35.349"}',
			{ ...base, status: 'RUNNING', submittedAt: '2026-11-22T03:07:28.590Z', startedAt: '2026-11-22T03:07:35.349Z' },
		],
		[
			'a prompt rewritten',
			'{"task_id":"t","task_status":"SUCCEEDED","orig_prompt":"A cat","actual_prompt":"A ginger cat"}',
			{ ...base, status: 'SUCCEEDED', prompt: 'A cat', actualPrompt: 'A ginger cat' },
		],
		[
			'empty prompts, as 2.1 with a template gives them',
			'{"task_id":"t","task_status":"SUCCEEDED","orig_prompt":"","actual_prompt":"","video_url":"https://x.example/v.mp4"}',
			{ ...base, status: 'SUCCEEDED', videoUrl: 'https://x.example/v.mp4' },
		],
		[
			'a link in results, as animate and s2v give it',
			'{"task_id":"t","task_status":"SUCCEEDED","results":{"video_url":"http://x.example/v.mp4?Expires=1"}}',
			{ ...base, status: 'SUCCEEDED', videoUrl: 'http://x.example/v.mp4?Expires=1' },
		],
		[
			'an empty link beside one in results',
			'{"task_id":"t","task_status":"SUCCEEDED","video_url":"","results":{"video_url":"http://x.example/v.mp4"}}',
			{ ...base, status: 'SUCCEEDED', videoUrl: 'http://x.example/v.mp4' },
		],
		[
			'held back by the content check',
			'{"task_id":"t","task_status":"FAILED","code":"DataInspectionFailed","message":"Output data may contain inappropriate content."}',
			{ ...base, status: 'FAILED', code: 'DataInspectionFailed', message: 'Output data may contain inappropriate content.' },
		],
		['failed without a reason', '{"task_id":"t","task_status":"FAILED"}', { ...base, status: 'FAILED' }],
		['failed with null for a reason', '{"task_id":"t","task_status":"FAILED","code":null,"message":null}', { ...base, status: 'FAILED' }],
		[
			'called off',
			'{"task_id":"t","task_status":"CANCELED","submit_time":"2026-11-22 11:07:28.590","end_time":"2026-11-22 11:07:30.000"}',
			{ ...base, status: 'CANCELED', submittedAt: '2026-11-22T03:07:28.590Z', finishedAt: '2026-11-22T03:07:30.000Z' },
		],
		['a status that no document names', '{"task_id":"t","task_status":"Queueing"}', { ...base, status: 'QUEUEING' }],
		['no task id', '{"task_status":"RUNNING"}', { ...base, taskId: '', status: 'RUNNING' }],
	])('%s', (_name, output, expected) => {
		expect(read(output)).toEqual(expected);
	});

	test('a reason beside the output is read as the reason', () => {
		const body = { output: { task_id: 't', task_status: 'FAILED' }, code: 'InternalError', message: 'Try later' };
		expect(readTaskAnswer(body)).toMatchObject({ code: 'InternalError', message: 'Try later' });
	});

	test.each(['{"task_id":"t"}', '{"task_id":"t","task_status":""}', '{"task_status":3}', 'null', '[]', '"PENDING"'])(
		'%s is no task',
		(output) => {
			expect(read(output)).toEqual({});
		},
	);
});
