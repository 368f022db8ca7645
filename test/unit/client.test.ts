import type { NetworkFailure, StudioResponse } from '../../nodes/core/studio/transport';
import {
	API_BASE,
	response,
	HTML,
	refused,
	scriptedClient,
	silence,
	START,
	throttled,
} from '../harness/fakes';

const CREATE = `${API_BASE}/services/aigc/video-generation/video-synthesis`;
const HALF_AN_HOUR = 30 * 60_000;
const request = {
	path: '/services/aigc/video-generation/video-synthesis',
	headers: { 'X-DashScope-OssResourceResolve': 'enable' },
	body: { model: 'wan2.6-i2v', input: { img_url: 'oss://x/cat.png' }, parameters: {} },
};
const accepted = response(200, { output: { task_status: 'PENDING', task_id: 't-1' }, request_id: 'r-1' });

async function submit(script: Array<StudioResponse | NetworkFailure>, wait = HALF_AN_HOUR) {
	const { clock, client, calls } = scriptedClient(script);
	const outcome = await clock.run(client.submit(request, START + wait));
	return { outcome, calls, elapsed: clock.elapsed() };
}

describe('A create call', () => {
	test('is a POST to the path with the header for asynchronous calls, and outlives Stop', async () => {
		const { outcome, calls } = await submit([accepted]);
		expect(outcome).toEqual({
			ok: true,
			value: {
				taskId: 't-1',
				requestId: 'r-1',
				raw: { output: { task_status: 'PENDING', task_id: 't-1' }, request_id: 'r-1' },
			},
		});
		expect(calls).toEqual([
			{
				at: 0,
				method: 'POST',
				url: `${API_BASE}/services/aigc/video-generation/video-synthesis`,
				headers: {
					'Content-Type': 'application/json',
					'X-DashScope-Async': 'enable',
					'X-DashScope-OssResourceResolve': 'enable',
				},
				body: request.body,
				timeout: 120_000,
				ignoreAbort: true,
			},
		]);
	});

	test.each([
		['a time-out', silence('ETIMEDOUT')],
		['a reset', silence('ECONNRESET')],
		['a broken pipe', silence('EPIPE')],
		['a break that nobody can explain', silence('')],
		['a 500', refused(500, 'InternalError')],
		['a 500 RequestTimeOut', refused(500, 'RequestTimeOut')],
		["a 502 with a proxy's HTML", response(502, HTML)],
		['a 503', refused(503, 'ModelUnavailable')],
		['a 504 without a body', response(504, '')],
		['a 408', response(408, '')],
		['a 460 of a load balancer', response(460, '')],
		['a 499 of a gateway', response(499, HTML)],
		["a 200 with a proxy's HTML", response(200, HTML)],
		['a 200 cut off in the middle', response(200, '{"output":{"task_status":"PENDING","task_')],
		['a 200 without a task', response(200, { request_id: 'r-3' })],
		['a redirect', response(302, '')],
		['a redirect to a page of its own', response(302, '', { location: 'https://login.example.com/sso' })],
		['a redirect to what came of it', response(303, '', { location: 'https://gw.example.com/tasks/1' })],
		['a redirect to itself', response(302, '', { location: `${CREATE}?done` })],
	])('is sent once when the answer is %s, because there may be a task', async (_name, reply) => {
		const { outcome, calls } = await submit([reply]);
		expect(calls).toHaveLength(1);
		expect(outcome).toMatchObject({ ok: false, fault: { stage: 'submit', class: 'unclear' } });
		if (outcome.ok) return;
		expect(outcome.fault.message).toContain('may have accepted the task');
		expect(outcome.fault.description).toContain('Task ID to Resume');
		// What may have been taken cannot have been refused.
		expect(outcome.fault.message).not.toContain('refused');
	});

	test.each([
		[307, '/elsewhere'],
		[308, 'https://new.example.com/api/v1/services/aigc/video-generation/video-synthesis'],
		[308, ''],
		[301, 'http://new.example.com/api/v1/services/aigc/video-generation/video-synthesis/'],
		[302, 'https://me:secret@new.example.com/api/v1/services/aigc/video-generation/video-synthesis?sig=k'],
	])(
		'was not taken after a redirect that sends the call itself elsewhere: HTTP %i %s',
		async (status, to) => {
			const { outcome, calls } = await submit([response(status, HTML, to ? { location: to } : {})]);
			expect(calls).toHaveLength(1);
			expect(outcome).toMatchObject({ ok: false, fault: { stage: 'submit', class: 'input' } });
			if (outcome.ok) return;
			const { message, description } = outcome.fault;
			expect(message).toContain('The call was redirected');
			expect(message + description).not.toMatch(/secret|sig=|accepted|Task ID/);
			expect(description).toContain('Base URL');
			if (to.includes('new.example'))
				expect(description).toMatch(/at https?:\/\/new\.example\.com\/api\/v1\.$/);
		},
	);

	test.each([403, 404, 405, 413, 415, 421])(
		'is not said to have been refused by the service where a gateway answers %i',
		async (status) => {
			const { outcome } = await submit([response(status, HTML)]);
			if (outcome.ok) throw new Error('It was not taken');
			expect(outcome.fault.message).toMatch(new RegExp(`without a reason \\(HTTP ${status}\\)$`));
			expect(outcome.fault.description).not.toContain('service says');
			expect(outcome.fault.description).toContain('proxy');
		},
	);

	test("keeps the service's words when it is unclear", async () => {
		const { outcome } = await submit([refused(500, 'InternalError', 'Oops')]);
		expect(outcome).toMatchObject({
			fault: { code: 'InternalError', serviceMessage: 'Oops', requestId: 'r-2', httpStatus: 500 },
		});
		expect((await submit([silence('ECONNRESET')])).outcome).toMatchObject({
			fault: { networkCode: 'ECONNRESET' },
		});
	});

	test.each([
		['Throttling', 'Requests throttling triggered.'],
		['Throttling.RateQuota', 'Requests rate limit exceeded, please try again later.'],
		['Throttling.BurstRate', 'Request rate increased too quickly.'],
		['Throttling.AllocationQuota', 'Allocated quota exceeded, please increase your quota limit.'],
	])('is repeated after 429 %s until it is taken', async (code, message) => {
		const busy = refused(429, code, message);
		const { outcome, calls } = await submit([busy, busy, busy, accepted]);
		expect(outcome).toMatchObject({ ok: true, value: { taskId: 't-1' } });
		expect(calls.map(({ at }) => at)).toEqual([0, 1_000, 3_000, 7_000]);
	});

	test('is repeated after a 429 no sooner than the service asks', async () => {
		const busy = response(429, { code: 'Throttling' }, { 'retry-after': '20' });
		const { calls } = await submit([busy, accepted]);
		expect(calls.map(({ at }) => at)).toEqual([0, 20_000]);
	});

	test('is given up at the deadline when it is throttled all the time', async () => {
		const { outcome, calls, elapsed } = await submit([throttled()], 120_000);
		expect(outcome).toMatchObject({
			fault: { class: 'retry', code: 'Throttling.RateQuota', requestId: 'r-429' },
		});
		expect(calls.length).toBeGreaterThan(5);
		expect(elapsed).toBeLessThanOrEqual(120_000);
	});

	test('is not begun with too little time to be answered: cut off, it may leave a task that nobody knows', async () => {
		// The sixth try comes 500 ms before the deadline.
		const { calls } = await submit([throttled()], 31_500);
		expect(calls.length).toBeGreaterThan(3);
		for (const { timeout } of calls) expect(timeout).toBeGreaterThanOrEqual(10_000);
	});

	test.each([
		[429, 'PrepaidBillOverdue', 'quota'],
		[429, 'PostpaidBillOverdue', 'quota'],
		[429, 'CommodityNotPurchased', 'quota'],
		[400, 'Arrearage', 'quota'],
		[400, 'InvalidParameter', 'input'],
		[400, 'DataInspectionFailed', 'blocked'],
		[401, 'InvalidApiKey', 'key or region'],
		[403, 'AccessDenied', 'key or region'],
		[404, 'ModelNotFound', 'key or region'],
		// The official client reads a code in a 200 answer as a refusal.
		[200, 'InvalidParameter', 'input'],
		[200, 'InvalidApiKey', 'key or region'],
	])('is refused with %i %s, and not repeated', async (status, code, kind) => {
		const { outcome, calls } = await submit([refused(status, code)]);
		expect(calls).toHaveLength(1);
		expect(outcome).toMatchObject({ ok: false, fault: { class: kind, code, requestId: 'r-2' } });
	});

	test.each([
		['used up', 'Free allocated quota exceeded.', 1],
		['of this minute', 'Allocated quota exceeded, please increase your quota limit.', 2],
	])('is repeated for a quota %s as its message says', async (_name, message, times) => {
		const { calls } = await submit([refused(429, 'Throttling.AllocationQuota', message), accepted]);
		expect(calls).toHaveLength(times);
	});

	test.each(['Throttling.RateQuota', 'Throttling', 'LimitRequests', 'limit_requests', 'limit_burst_rate'])(
		'is repeated after %s with HTTP 200 as with 429',
		async (code) => {
			const busy = refused(200, code, 'Requests rate limit exceeded');
			const { outcome, calls } = await submit([busy, busy, accepted]);
			expect(outcome).toMatchObject({ ok: true, value: { taskId: 't-1' } });
			expect(calls).toHaveLength(3);
		},
	);

	test('that is answered with an internal error is unclear with HTTP 200 as with 500', async () => {
		const { outcome, calls } = await submit([refused(200, 'InternalError'), accepted]);
		expect(outcome).toMatchObject({ fault: { class: 'unclear' } });
		expect(calls).toHaveLength(1);
	});

	test.each([
		[
			'InvalidParameter.DataInspection',
			'Download the media resource timed out during the data inspection process.',
		],
		['InvalidParameter', 'Download the media resource timed out.'],
		['InvalidURL.Timeout', 'Download timed out'],
	])('is repeated twice when the service was too slow to fetch a file: 400 %s', async (code, message) => {
		const slow = refused(400, code, message);
		expect(await submit([slow, accepted])).toMatchObject({ outcome: { ok: true } });
		const { outcome, calls } = await submit([slow]);
		expect(calls).toHaveLength(3);
		expect(outcome).toMatchObject({ fault: { class: 'retry', code } });
	});

	test('is repeated after a 401 if the key has worked, and only then', async () => {
		const { clock, client, calls } = scriptedClient([accepted, refused(401, 'InvalidApiKey'), accepted]);
		await clock.run(client.submit(request, START + HALF_AN_HOUR));
		expect(await clock.run(client.submit(request, START + HALF_AN_HOUR))).toMatchObject({ ok: true });
		expect(calls).toHaveLength(3);
		expect((await submit([refused(401, 'InvalidApiKey'), accepted])).calls).toHaveLength(1);
		expect((await submit([refused(200, 'InvalidApiKey'), refused(401, 'InvalidApiKey')])).calls).toHaveLength(
			1,
		);
	});

	test('is not held up for hours by a Retry-After of hours', async () => {
		const busy = response(429, { code: 'Throttling' }, { 'retry-after': '14400' });
		const { outcome, elapsed } = await submit([busy, accepted]);
		expect(outcome).toMatchObject({ ok: true });
		expect(elapsed).toBeLessThanOrEqual(60_000);
	});

	test.each([
		['42', '42'],
		['12345678901234567890', '12345678901234567890'],
	])('whose task ID is the number %s keeps every digit of it', async (number, taskId) => {
		const body = `{"output":{"task_status":"PENDING","task_id":${number}},"request_id":7}`;
		expect((await submit([response(200, body)])).outcome).toMatchObject({
			ok: true,
			value: { taskId, requestId: '7' },
		});
	});

	test.each(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN'])(
		'is repeated a few times after %s, for the service never saw it',
		async (code) => {
			const never = silence(code, 'no');
			const { outcome, calls, elapsed } = await submit([never]);
			expect(calls.length).toBeGreaterThan(1);
			expect(calls.length).toBeLessThanOrEqual(5);
			expect(elapsed).toBeLessThan(60_000);
			expect(outcome).toMatchObject({ fault: { class: 'retry', networkCode: code } });
			expect((await submit([never, accepted])).outcome).toMatchObject({ ok: true });
		},
	);

	test('to a host that does not exist fails within two seconds', async () => {
		const { calls, elapsed } = await submit([silence('ENOTFOUND', 'no')]);
		expect(calls).toHaveLength(2);
		expect(elapsed).toBeLessThanOrEqual(2_000);
	});

	test('is unclear when it is lost after a first try that never got there', async () => {
		const { outcome, calls } = await submit([silence('ECONNREFUSED', 'no'), silence('ECONNRESET')]);
		expect(calls).toHaveLength(2);
		expect(outcome).toMatchObject({ fault: { class: 'unclear' } });
	});

	test('is not sent after a stop', async () => {
		const { clock, client, calls } = scriptedClient([accepted], AbortSignal.abort());
		expect(await clock.run(client.submit(request, START + HALF_AN_HOUR))).toMatchObject({
			ok: false,
			fault: { stage: 'submit', class: 'stopped' },
		});
		expect(calls).toEqual([]);
	});

	test('is not repeated when the stop comes while it waits for its turn', async () => {
		const halt = new AbortController();
		const { clock, client, calls } = scriptedClient([throttled()], halt.signal);
		clock.at(5_000, () => halt.abort());
		const outcome = await clock.run(client.submit(request, START + HALF_AN_HOUR));
		expect(outcome).toMatchObject({ ok: false, fault: { stage: 'submit', class: 'stopped' } });
		expect(calls).toHaveLength(3);
		expect(clock.elapsed()).toBe(5_000);
	});
});
