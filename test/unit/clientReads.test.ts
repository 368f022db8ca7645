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

const HALF_AN_HOUR = 30 * 60_000;
const running = response(200, { request_id: 'r-1', output: { task_id: 't-1', task_status: 'RUNNING' } });

async function query(script: Array<StudioResponse | NetworkFailure>, wait = HALF_AN_HOUR) {
	const { clock, client, calls } = scriptedClient(script);
	const outcome = await clock.run(client.query('t-1', START + wait));
	return { outcome, calls, elapsed: clock.elapsed() };
}

describe('A query of a task', () => {
	test('is a GET of its id, without a body', async () => {
		const { outcome, calls } = await query([running]);
		expect(outcome).toMatchObject({
			ok: true,
			value: { taskId: 't-1', status: 'RUNNING', requestId: 'r-1' },
		});
		expect(calls).toEqual([{ at: 0, method: 'GET', url: `${API_BASE}/tasks/t-1`, timeout: 30_000 }]);
	});

	test('cannot leave the path, whatever the id is', async () => {
		const { clock, client, calls } = scriptedClient([running]);
		await clock.run(client.query('../models?x=1', START + HALF_AN_HOUR));
		expect(calls[0]?.url).toBe(`${API_BASE}/tasks/..%2Fmodels%3Fx%3D1`);
	});

	test.each([
		['429', throttled()],
		['500', refused(500, 'InternalError')],
		['502 with HTML', response(502, HTML)],
		['503', refused(503, 'ModelUnavailable')],
		['504 without a body', response(504, '')],
		['500 RequestTimeOut', refused(500, 'RequestTimeOut')],
		['200 with a throttling code', refused(200, 'Throttling.RateQuota')],
		['200 with an internal error', refused(200, 'InternalError')],
		['200 with HTML', response(200, HTML)],
		['200 cut off', response(200, '{"output":{"task_st')],
		['a reset', silence('ECONNRESET')],
		['a time-out', silence('ETIMEDOUT')],
		['a name server that does not answer', silence('EAI_AGAIN', 'no')],
		['a refused connection', silence('ECONNREFUSED', 'no')],
	])('is repeated after %s', async (_name, reply) => {
		const { outcome, calls } = await query([reply, reply, running]);
		expect(outcome).toMatchObject({ ok: true, value: { status: 'RUNNING' } });
		expect(calls.map(({ at }) => at)).toEqual([0, 1_000, 3_000]);
	});

	test('of a host that does not exist fails within two seconds', async () => {
		const { outcome, calls, elapsed } = await query([silence('ENOTFOUND', 'no')]);
		expect(outcome).toMatchObject({ ok: false, fault: { class: 'retry', networkCode: 'ENOTFOUND' } });
		expect(calls).toHaveLength(2);
		expect(elapsed).toBeLessThanOrEqual(2_000);
	});

	test('goes on when a host is not found that was reached before', async () => {
		const never = silence('ENOTFOUND', 'no');
		const { clock, client, calls } = scriptedClient([running, never, never, never, never, running]);
		for (let look = 0; look < 2; look++) {
			const outcome = await clock.run(client.query('t-1', START + HALF_AN_HOUR));
			expect(outcome).toMatchObject({ ok: true });
		}
		expect(calls).toHaveLength(6);
	});

	test.each([
		['429', throttled(), { class: 'retry', httpStatus: 429, code: 'Throttling.RateQuota' }],
		['502', response(502, HTML), { class: 'retry', httpStatus: 502 }],
		['HTML', response(200, HTML), { class: 'retry', httpStatus: 200 }],
		['a reset', silence('ECONNRESET'), { class: 'retry', networkCode: 'ECONNRESET' }],
	])('is given up at the deadline, and no later, when %s does not end', async (_name, reply, fault) => {
		const { outcome, calls, elapsed } = await query([reply], 100_000);
		expect(outcome).toMatchObject({ ok: false, fault: { ...fault, stage: 'wait', taskId: 't-1' } });
		expect(calls.length).toBeGreaterThan(5);
		expect(elapsed).toBeLessThanOrEqual(100_000);
	});

	test('is not given up before the time is over', async () => {
		const { elapsed } = await query([throttled()], 100_000);
		expect(elapsed).toBeGreaterThan(50_000);
	});

	test.each([
		[400, 'InvalidParameter', 'input'],
		[401, 'InvalidApiKey', 'key or region'],
		[403, 'AccessDenied', 'key or region'],
		[404, 'ModelNotFound', 'key or region'],
		[429, 'PostpaidBillOverdue', 'quota'],
	])('is not repeated after %i %s', async (status, code, kind) => {
		const { outcome, calls } = await query([refused(status, code), running]);
		expect(calls).toHaveLength(1);
		expect(outcome).toMatchObject({
			ok: false,
			fault: { stage: 'wait', class: kind, code, taskId: 't-1', requestId: 'r-2', httpStatus: status },
		});
	});

	test.each([401, 403])(
		'that is refused with %i once, after the key has worked, is repeated',
		async (status) => {
			const no = refused(status, status === 401 ? 'InvalidApiKey' : 'AccessDenied');
			const { clock, client, calls } = scriptedClient([running, no, no, running]);
			await clock.run(client.query('t-1', START + HALF_AN_HOUR));
			expect(await clock.run(client.query('t-1', START + HALF_AN_HOUR))).toMatchObject({ ok: true });
			expect(calls).toHaveLength(4);
		},
	);

	test('that is refused for good after the key has worked ends within seconds', async () => {
		const { clock, client, calls } = scriptedClient([running, refused(401, 'InvalidApiKey')]);
		await clock.run(client.query('t-1', START + HALF_AN_HOUR));
		expect(await clock.run(client.query('t-1', START + HALF_AN_HOUR))).toMatchObject({
			fault: { class: 'key or region' },
		});
		expect(calls).toHaveLength(1 + 4);
		expect(clock.elapsed()).toBeLessThan(10_000);
	});

	test('that no waiting can help is given up soon', async () => {
		const { calls, elapsed } = await query([{ ...silence('CERT_HAS_EXPIRED', 'no'), lasting: true }]);
		expect(calls).toHaveLength(2);
		expect(elapsed).toBeLessThan(5_000);
	});

	test("that gives a code with a 200 keeps the service's words", async () => {
		const { outcome } = await query([refused(200, 'InvalidApiKey', 'Invalid API-key provided.')], 10_000);
		expect(outcome).toMatchObject({
			ok: false,
			fault: { code: 'InvalidApiKey', serviceMessage: 'Invalid API-key provided.', requestId: 'r-2' },
		});
	});

	test('takes the time that is left, and at least a second', async () => {
		expect((await query([running], 10_000)).calls[0]?.timeout).toBe(10_000);
		expect((await query([running], 0)).calls[0]?.timeout).toBe(1_000);
	});

	test('ends at once with a stop while it waits to be repeated', async () => {
		const halt = new AbortController();
		const { clock, client, calls } = scriptedClient([throttled()], halt.signal);
		clock.at(4_000, () => halt.abort());
		const outcome = await clock.run(client.query('t-1', START + HALF_AN_HOUR));
		expect(outcome).toMatchObject({ ok: false, fault: { stage: 'wait', class: 'stopped', taskId: 't-1' } });
		expect(calls).toHaveLength(3);
		expect(clock.elapsed()).toBe(4_000);
	});

	test('is not begun after a stop', async () => {
		const { clock, client, calls } = scriptedClient([running], AbortSignal.abort());
		const outcome = await clock.run(client.query('t-1', START + HALF_AN_HOUR));
		expect(outcome).toMatchObject({ fault: { class: 'stopped' } });
		expect(calls).toEqual([]);
	});

	test('keeps its distance from the others: ten a second at most', async () => {
		const { clock, client, calls } = scriptedClient([running]);
		const ids = Array.from({ length: 40 }, (_, index) => `t-${index}`);
		await clock.run(Promise.all(ids.map((id) => client.query(id, START + HALF_AN_HOUR))));
		const times = calls.map(({ at }) => at);
		const most = Math.max(...times.map((from) => times.filter((t) => t >= from && t < from + 1_000).length));
		expect(most).toBeLessThanOrEqual(10);
		expect(calls.map(({ url }) => url)).toEqual(ids.map((id) => `${API_BASE}/tasks/${id}`));
	});
});

describe('Calling a task off', () => {
	async function cancel(reply: StudioResponse | NetworkFailure, stop?: AbortSignal) {
		const { clock, client, calls } = scriptedClient([reply], stop);
		return { outcome: await clock.run(client.cancel('t-1')), calls };
	}

	test('is a POST that outlives Stop', async () => {
		const { outcome, calls } = await cancel(response(200, { request_id: 'r-1' }), AbortSignal.abort());
		expect(outcome).toEqual({ ok: true, value: true });
		expect(calls).toEqual([
			{ at: 0, method: 'POST', url: `${API_BASE}/tasks/t-1/cancel`, timeout: 30_000, ignoreAbort: true },
		]);
	});

	test.each([
		[
			'a task that runs',
			refused(400, 'UnsupportedOperation'),
			{ class: 'input', code: 'UnsupportedOperation' },
		],
		['a throttled call', throttled(), { class: 'retry', httpStatus: 429 }],
		["a proxy's page, which is no yes", response(200, HTML), { httpStatus: 200 }],
		['a fault of the service', response(500, HTML), { class: 'retry', httpStatus: 500 }],
		['a broken connection', silence('ECONNRESET'), { class: 'retry', networkCode: 'ECONNRESET' }],
	])('is tried once: %s', async (_name, reply, fault) => {
		const { outcome, calls } = await cancel(reply);
		expect(calls).toHaveLength(1);
		expect(outcome).toMatchObject({ ok: false, fault: { ...fault, stage: 'cancel', taskId: 't-1' } });
	});
});
