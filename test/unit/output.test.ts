import type { MediaInfo } from '../../nodes/core/media/probe';
import { validateVideo } from '../../nodes/core/request/validate';
import { readTaskResponse } from '../../nodes/core/studio/responses';
import type { JobResult } from '../../nodes/core/tasks/job';
import { requestedVideoOf } from '../../nodes/core/tasks/requestedVideo';
import { differences, linkExpiry, simplifyTask } from '../../nodes/core/tasks/output';
import { START } from '../harness/fakes';
import seed from '../fixtures/seed/answers.json';

function result(body: object | undefined, more: Partial<JobResult<unknown>> = {}): JobResult<unknown> {
	const response = body && readTaskResponse({ ...body });
	return {
		job: {
			itemIndex: 0,
			start: { kind: 'known task', taskId: 't-1' },
			goal: { query: 'until done', download: false, maximumWait: 60_000, atDeadline: 'fail' },
		},
		taskId: response?.taskId ?? 't-1',
		hints: [],
		...(response && { response }),
		...more,
	};
}

function asked(values: object) {
	const firstFrame = 'https://example.com/cat.png';
	const { video } = validateVideo({ model: 'wan2.6-i2v-flash', firstFrame, ...values }, 'ap-southeast-1');
	if (!video) throw new Error('Refused');
	return requestedVideoOf(video);
}

const EXPIRES = 'https://x.example/v.mp4?Expires=1795403351&OSSAccessKeyId=L&Signature=s';

describe('A task as flat fields', () => {
	test("finished, as the seed page's sample", () => {
		const { output } = seed['HTTP: succeeded'];
		expect(simplifyTask(result(seed['HTTP: succeeded']))).toEqual({
			taskId: 'af6efbc0-4bef-4194-8246-xxxxxx',
			taskStatus: 'SUCCEEDED',
			videoUrl: output.video_url,
			// The sample's link does not say when it dies, so 24 hours after the end.
			videoUrlExpiresAt: '2025-09-26T03:17:11.650Z',
			submittedAt: '2025-09-25T03:07:28.590Z',
			finishedAt: '2025-09-25T03:17:11.650Z',
			duration: 10,
			resolution: '720P',
			prompt: output.orig_prompt,
			requestId: '2ca1c497-f9e0-449d-9a3f-xxxxxx',
		});
	});

	test('finished, with what was asked for and what it cost', () => {
		const simple = simplifyTask(
			result(seed['HTTP: succeeded']),
			asked({ resolution: '720P', duration: 10, seed: 7 }),
		);
		expect(simple).toMatchObject({ model: 'wan2.6-i2v-flash', seed: 7 });
		expect(simple).toMatchObject({ estimatedCost: 0.5, currency: 'USD' });
	});

	test('submitted only: what was asked for, and what it is going to cost', () => {
		const submitted = result(undefined, { submittedAt: START, requestId: 'create-1' });
		expect(simplifyTask(submitted, asked({ resolution: '720P' }))).toEqual({
			taskId: 't-1',
			taskStatus: 'PENDING',
			model: 'wan2.6-i2v-flash',
			submittedAt: '2026-11-22T03:00:00.000Z',
			resolution: '720P',
			requestId: 'create-1',
			estimatedCost: 0.25,
			currency: 'USD',
		});
	});

	test('running: no link, no cost', () => {
		const running = {
			request_id: 'q',
			output: { task_id: 't-1', task_status: 'RUNNING', submit_time: '2026-11-22 11:00:00.000' },
		};
		expect(simplifyTask(result(running), asked({}))).toEqual({
			taskId: 't-1',
			taskStatus: 'RUNNING',
			model: 'wan2.6-i2v-flash',
			submittedAt: '2026-11-22T03:00:00.000Z',
			requestId: 'q',
		});
	});

	test("failed: the service's words and what to do, no cost", () => {
		const simple = simplifyTask(result(seed['HTTP: failed']), asked({}));
		expect(simple).toMatchObject({
			taskStatus: 'FAILED',
			errorCode: 'InvalidParameter',
			errorMessage: 'The size is not match xxxxxx',
		});
		expect(simple.errorAdvice).toMatch(/^The service refused a value or a file\. .+\.$/);
		expect(simple).not.toHaveProperty('estimatedCost');
		expect(simple).not.toHaveProperty('videoUrl');
	});

	test('unknown: its id and status', () => {
		expect(simplifyTask(result(seed['HTTP: expired']))).toEqual({
			taskId: '502a00b1-19d9-4839-a82f-xxxxxx',
			taskStatus: 'UNKNOWN',
			requestId: 'a4de7c32-7057-9f82-8581-xxxxxx',
		});
	});

	test('with the rewritten prompt where there is one', () => {
		const output = {
			task_id: 't',
			task_status: 'SUCCEEDED',
			orig_prompt: 'A cat',
			actual_prompt: 'A ginger cat',
		};
		const simple = simplifyTask(result({ output }));
		expect(simple.actualPrompt).toBe('A ginger cat');
		expect(simple).not.toHaveProperty('prompt');
	});

	test('with the seconds that were made, not those that were billed for the input too', () => {
		const output = { task_id: 't', task_status: 'SUCCEEDED' };
		const usage = { duration: 15, input_video_duration: 5, output_video_duration: 10 };
		expect(simplifyTask(result({ output, usage })).duration).toBe(10);
	});

	test('with the size where the service tells no tier', () => {
		const output = { task_id: 't', task_status: 'SUCCEEDED' };
		const usage = { video_duration: 5, video_ratio: '832*480' };
		expect(simplifyTask(result({ output, usage }))).toMatchObject({ duration: 5, resolution: '832*480' });
	});

	test("with the name that the region knows, in Beijing's case wanx2.1", () => {
		const { video } = validateVideo(
			{ model: 'wan2.1-i2v-plus', firstFrame: 'https://example.com/c.png' },
			'cn-beijing',
		);
		expect(simplifyTask(result(undefined), video && requestedVideoOf(video)).model).toBe('wanx2.1-i2v-plus');
	});

	test('has at most 12 fields and none that is empty', () => {
		const body = {
			request_id: 'q',
			output: { ...seed['HTTP: succeeded'].output, actual_prompt: 'x', video_url: EXPIRES },
			usage: seed['HTTP: succeeded'].usage,
		};
		const simple = simplifyTask(result(body), asked({ seed: 1 }));
		expect(Object.keys(simple).length).toBe(12);
		expect(Object.values(simple)).not.toContain(undefined);
	});
});

describe('When a link dies', () => {
	const expiry = (videoUrl: string | undefined, end_time?: string) =>
		linkExpiry({
			taskId: 't',
			status: 'SUCCEEDED',
			usage: {},
			raw: {},
			...(videoUrl && { videoUrl }),
			...(end_time && { finishedAt: end_time }),
		});
	const END = '2026-11-22T03:09:11.650Z';

	test.each([
		[EXPIRES, END, new Date(1795403351_000).toISOString()],
		['https://x.example/v.mp4?a=1&Expires=1795403351', END, new Date(1795403351_000).toISOString()],
		['https://x.example/v.mp4', END, '2026-11-23T03:09:11.650Z'],
		[
			'https://x.example/v.mp4?x-oss-date=20261122T030911Z&x-oss-expires=3600&x-oss-signature=a',
			END,
			'2026-11-22T04:09:11.000Z',
		],
		['https://x.example/v.mp4?Expires=xxx', END, '2026-11-23T03:09:11.650Z'],
		['https://x.example/v.mp4?Expires=5', END, '2026-11-23T03:09:11.650Z'],
		['https://x.example/v.mp4', undefined, undefined],
		[undefined, END, undefined],
	])('%j, task ended %j: %j', (link, end, dies) => {
		expect(expiry(link, end)).toBe(dies);
	});
});

describe('A stored video that has another size than was asked for', () => {
	const file = { kind: 'video', width: 1280, height: 720, seconds: 5, hasSound: true } as MediaInfo;
	const of = (resolution: string, predictedSize?: string) => ({
		...asked({}),
		resolution,
		predictedSize,
	});

	test.each([
		['1280*720', undefined, file],
		['720P', '1280x720', file],
		['720P', '1270x716', file],
		['720P', undefined, file],
		// The pixels of a tier in another shape: "wan-s2v API" has 720*960 and 512*640 in its samples.
		['720P', undefined, { ...file, width: 720, height: 960 } as MediaInfo],
		['480P', undefined, { ...file, width: 512, height: 640 } as MediaInfo],
		['1080P', undefined, { ...file, width: 1248, height: 1632 } as MediaInfo],
		// Nothing is known of the size.
		['', undefined, file],
		['720*1280', undefined, { ...file, rotated: true } as MediaInfo],
	])('%s (%s) is what it is', (resolution, predicted, facts) => {
		expect(differences(facts, of(resolution, predicted))).toEqual([]);
	});

	test.each([
		['1920*1080', undefined, /1280 × 720 pixels, although 1920 × 1080 were requested/],
		['720*1280', undefined, /although 720 × 1280 were requested/],
		['720P', '960x960', /although 960 × 960 were expected/],
		['1080P', undefined, /^The video is 1280 × 720 pixels, although 1080P was requested\.$/],
		['480P', undefined, /1280 × 720 pixels, although 480P was requested/],
	])('%s (%s) is told in a hint', (resolution, predicted, hint) => {
		expect(differences(file, of(resolution, predicted))).toEqual([expect.stringMatching(hint)]);
	});
});
