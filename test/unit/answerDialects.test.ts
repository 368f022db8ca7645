import { readTaskResponse } from '../../nodes/core/studio/responses';
import { parseObject } from '../../nodes/core/base/json';

/* Samples of fact sheet 9, and what its section 3 warns of. */

/** The text as it comes over the wire, so that 10.0 is what it is there. */
function read(output: string, usage?: string) {
	const body = parseObject(`{"request_id":"r-1","output":${output}${usage ? `,"usage":${usage}` : ''}}`);
	const response = readTaskResponse(body ?? {});
	const { raw, ...fields } = response ?? { raw: undefined };
	expect(raw).toEqual(response ? body : undefined);
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
		[
			'wan2.6-i2v-flash, silent',
			'{"duration":5,"SR":1080,"audio":false}',
			{ billedSeconds: 5, resolution: '1080P', sound: false },
		],
		['wan2.5 and 2.2', '{"duration":5,"video_count":1,"SR":720}', { billedSeconds: 5, resolution: '720P' }],
		['wan2.1 i2v', '{"video_duration":5,"video_ratio":"standard","video_count":1}', { billedSeconds: 5 }],
		[
			'wan2.2-t2v-plus',
			'{"video_duration":5,"video_ratio":"832*480","video_count":1}',
			{ billedSeconds: 5, size: '832*480' },
		],
		['kf2v', '{"video_duration":5,"video_count":1,"SR":480}', { billedSeconds: 5, resolution: '480P' }],
		[
			'wan2.6-r2v',
			'{"duration":10.0,"size":"1280*720","input_video_duration":5,"output_video_duration":5,"video_count":1,"SR":720}',
			{ billedSeconds: 10, outputSeconds: 5, resolution: '720P', size: '1280*720' },
		],
		[
			'wan2.7-r2v',
			'{"duration":15,"input_video_duration":5,"output_video_duration":10,"video_count":1,"SR":720,"ratio":"16:9"}',
			{ billedSeconds: 15, outputSeconds: 10, resolution: '720P' },
		],
		[
			'wan2.7-videoedit',
			'{"duration":10.04,"input_video_duration":5.02,"output_video_duration":5.02,"video_count":1,"SR":720}',
			{ billedSeconds: 10.04, outputSeconds: 5.02, resolution: '720P' },
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
		[
			'numbers as text',
			'{"duration":"10.0","input_video_duration":"0.0","SR":"720"}',
			{ billedSeconds: 10, resolution: '720P' },
		],
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
			{
				...base,
				status: 'RUNNING',
				submittedAt: '2026-11-22T03:07:28.590Z',
				startedAt: '2026-11-22T03:07:35.349Z',
			},
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
			{
				...base,
				status: 'FAILED',
				code: 'DataInspectionFailed',
				message: 'Output data may contain inappropriate content.',
			},
		],
		['failed without a reason', '{"task_id":"t","task_status":"FAILED"}', { ...base, status: 'FAILED' }],
		[
			'failed with null for a reason',
			'{"task_id":"t","task_status":"FAILED","code":null,"message":null}',
			{ ...base, status: 'FAILED' },
		],
		[
			'called off',
			'{"task_id":"t","task_status":"CANCELED","submit_time":"2026-11-22 11:07:28.590","end_time":"2026-11-22 11:07:30.000"}',
			{
				...base,
				status: 'CANCELED',
				submittedAt: '2026-11-22T03:07:28.590Z',
				finishedAt: '2026-11-22T03:07:30.000Z',
			},
		],
		[
			'a status that no document names',
			'{"task_id":"t","task_status":"Queueing"}',
			{ ...base, status: 'QUEUEING' },
		],
		['no task id', '{"task_status":"RUNNING"}', { ...base, taskId: '', status: 'RUNNING' }],
	])('%s', (_name, output, expected) => {
		expect(read(output)).toEqual(expected);
	});

	test('a reason beside the output is read as the reason', () => {
		const body = {
			output: { task_id: 't', task_status: 'FAILED' },
			code: 'InternalError',
			message: 'Try later',
		};
		expect(readTaskResponse(body)).toMatchObject({ code: 'InternalError', message: 'Try later' });
	});

	test.each([
		'{"task_id":"t"}',
		'{"task_id":"t","task_status":""}',
		'{"task_status":3}',
		'null',
		'[]',
		'"PENDING"',
	])('%s is no task', (output) => {
		expect(read(output)).toEqual({});
	});
});
