import type { Clock } from '../../nodes/core/base/clock';
import type { Region } from '../../nodes/core/catalogue';
import type { StudioRequest, Transport } from '../../nodes/core/studio/transport';
import { runContractCheck, type ContractOptions, type ContractResult } from '../../scripts/contract/run';
import { differencesOfShape } from '../../scripts/contract/shape';
import { undiciTransport } from '../../scripts/undiciTransport';
import { startStandIn, type StandIn, type StandInOptions } from '../standIn';

/** The pauses between calls are for the real service. */
const hurried: Clock = { now: () => Date.now(), sleep: async () => await Promise.resolve() };

const running: StandIn[] = [];

afterEach(async () => {
	await Promise.all(running.splice(0).map(async (standIn) => await standIn.close()));
});

async function start(options: StandInOptions = {}): Promise<StandIn> {
	const standIn = await startStandIn(options);
	running.push(standIn);
	return standIn;
}

type Checked = ContractResult & {
	output: string;
	answered(number: string): string;
	verdict(number: string): string;
};

async function check(standIn: StandIn, options: Partial<ContractOptions> = {}): Promise<Checked> {
	const lines: string[] = [];
	const { apiKey, baseUrl } = standIn;
	const print = (line: string) => lines.push(line);
	const region: Region = 'ap-southeast-1';
	const result = await runContractCheck({ apiKey, baseUrl, region, print, clock: hurried, ...options });
	const row = (number: string) => result.rows.find((one) => one.number === number);
	return {
		...result,
		output: lines.join('\n'),
		answered: (number) => row(number)?.answered ?? '',
		verdict: (number) => row(number)?.verdict ?? '',
	};
}

/** Changes what goes over the wire; `undefined` lets a request through. */
function meddling(response: (request: StudioRequest) => object | undefined) {
	return (key: string): Transport => {
		const real = undiciTransport(key);
		return {
			async send(request) {
				const body = response(request);
				if (!body) return await real.send(request);
				return { kind: 'response', status: 200, headers: {}, text: JSON.stringify(body) };
			},
		};
	};
}

const isCreate = ({ method, url }: StudioRequest) => method === 'POST' && url.includes('/services/');

describe('The contract check', () => {
	test('finds the stand-in as documented, and makes no task', async () => {
		const standIn = await start();
		const { rows, exitCode, output, answered } = await check(standIn);

		const numbersOf = (verdict: string) =>
			rows.filter((row) => row.verdict === verdict).map(({ number }) => number);
		expect(numbersOf('open question answered')).toEqual(['2b', '8b', '8c', '9b', '11']);
		expect(numbersOf('could not ask')).toEqual(['2c', '2d']);
		expect(numbersOf('as documented').join(' ')).toBe('1 1b 1c 2 3 4 5 6 7 8 9 10');
		expect(exitCode).toBe(0);
		expect(standIn.tasks.size).toBe(0);
		expect(answered('2b')).toMatch(/^10 taken, 50 taken, 100 taken, 500 refused/);
		expect(answered('2c')).toMatch(/^no tasks to tell/);
		expect(output).toContain('12 as documented, 0 differ, 5 open questions answered, 2 could not be asked.');
	});

	test('sends no create call that could be accepted, and shows nothing of the upload policy', async () => {
		const standIn = await start();
		const { output } = await check(standIn);
		const creates = standIn.books.filter(({ kind }) => kind === 'submit');

		expect(creates.length).toBeGreaterThan(3);
		expect(creates.every(({ status }) => status >= 400)).toBe(true);
		for (const { body } of creates) expect(body).toMatchObject({ model: expect.any(String), input: {} });
		for (const { body } of creates) expect(Object.keys(body.input)).toEqual([]);
		expect(output).toContain('max_file_size_mb');
		expect(output).not.toMatch(/LTAI|dashscope-instant/);
	});

	test.each(['sk-a-key-of-somebody', 'a key without the usual beginning'])(
		'never shows the key %j',
		async (apiKey) => {
			const standIn = await start({ apiKey });
			// A service that repeats the key in its answers.
			const transportFor = meddling(({ url }) =>
				/tasks\/[0-9a-f-]{36}$/.test(url) ? { code: 'Odd', message: `you sent ${apiKey}` } : undefined,
			);
			const { rows, output, answered } = await check(standIn, { transportFor });

			expect(answered('3')).toContain('you sent ');
			expect(output + JSON.stringify(rows)).not.toContain(apiKey);
		},
	);

	test('a refused key ends it at once with 2', async () => {
		const standIn = await start();
		const { rows, exitCode, output } = await check(standIn, { apiKey: 'sk-of-another-region' });

		expect(exitCode).toBe(2);
		expect(standIn.books).toHaveLength(1);
		expect(rows[0]?.answered).toContain('401 InvalidApiKey');
		expect(rows.every(({ verdict }) => verdict === 'could not ask')).toBe(true);
		expect(output).toContain('The key was refused');
	});

	test('a host that cannot be reached gives 2, and so does the page of a proxy', async () => {
		const standIn = await start();
		standIn.misbehave({ on: 'models', what: 'html' });
		expect((await check(standIn)).exitCode).toBe(2);
		await standIn.close();
		const { exitCode, rows, output } = await check(standIn);

		expect(exitCode).toBe(2);
		expect(rows[0]?.answered).toContain('ECONNREFUSED');
		expect(rows[1]?.answered).toBe('not asked');
		expect(output).toContain('could not be reached');
	});

	test('a connection that breaks once loses one answer, not the others', async () => {
		const standIn = await start();
		standIn.misbehave({ on: 'query', what: 'reset' });
		const { exitCode, verdict } = await check(standIn);

		expect(exitCode).toBe(2);
		expect(verdict('3')).toBe('could not ask');
		expect(verdict('10')).toBe('as documented');
	});

	test('a busy service says nothing about the contract, but its headers count', async () => {
		const standIn = await start();
		standIn.misbehave({ on: 'query', what: '429', retryAfter: '7' });
		const { exitCode, verdict, answered } = await check(standIn);

		expect(verdict('3')).toBe('could not ask');
		expect(answered('11')).toMatch(/^retry-after: 7 on \d+ answers, 1 of them 429$/);
		expect(exitCode).toBe(0);
	});

	const impossible = [{ apiKey: 'sk-****plan' }, { baseUrl: 'nowhere' }, { region: 'moon' as Region }];
	test.each(impossible)('asks nothing with settings that cannot work: %j', async (options) => {
		const standIn = await start();
		const { exitCode, rows } = await check(standIn, options);
		expect([exitCode, rows, standIn.books]).toEqual([2, [], []]);
	});

	test('tells from a known task in which zone the list reads its filters', async () => {
		const standIn = await start();
		await undiciTransport(standIn.apiKey).send({
			method: 'POST',
			url: `${standIn.baseUrl}/services/aigc/video-generation/video-synthesis`,
			headers: { 'X-DashScope-Async': 'enable' },
			body: { model: 'wan2.6-i2v-flash', input: { img_url: 'https://example.com/cat.png' } },
			timeout: 60_000,
		});
		const { answered, verdict } = await check(standIn);

		expect(standIn.tasks.size).toBe(1);
		expect(answered('2')).toContain('1 of 1 rows as documented');
		expect([verdict('2c'), answered('2c')]).toEqual(['open question answered', 'read as UTC+8']);
	});

	test('a service that says something else differs, and gives 1', async () => {
		const standIn = await start();
		const transportFor = meddling(({ method, url }) => {
			if (method === 'POST' && url.endsWith('/cancel')) return { request_id: 'r' };
			const list = { total: 1, total_page: 1, data: [{ task_status: 'RUNNING' }] };
			return url.endsWith('/tasks/') ? list : undefined;
		});
		const { exitCode, verdict, answered } = await check(standIn, { transportFor });

		expect(exitCode).toBe(1);
		expect([verdict('2'), verdict('10')]).toEqual(['differs', 'differs']);
		expect(answered('2')).toContain('0 of 1 rows as documented; first one: task_status');
	});

	test('names the models that the region lacks', async () => {
		const standIn = await start({ region: 'us-east-1' });
		const { exitCode, verdict, answered } = await check(standIn);

		expect(exitCode).toBe(1);
		expect(answered('1b')).toMatch(/missing: .*wan2\.6-i2v-flash/);
		expect([verdict('8'), answered('8')]).toEqual(['differs', expect.stringContaining('404 ModelNotFound')]);
	});

	test('a region without any first-frame model leaves the questions about them unasked', async () => {
		const standIn = await start({ region: 'ap-northeast-1' });
		const { exitCode, verdict } = await check(standIn, { region: 'ap-northeast-1' });

		expect(['1b', '4'].map(verdict)).toEqual(['as documented', 'open question answered']);
		expect(['6', '7', '8'].map(verdict)).toEqual(Array(3).fill('could not ask'));
		expect(exitCode).toBe(0);
	});

	test('should an empty create call be taken, the task is called off and no other one is sent', async () => {
		const standIn = await start();
		const sent: string[] = [];
		const transportFor = meddling((request) => {
			sent.push(request.url);
			return isCreate(request) ? { output: { task_id: 'taken-1', task_status: 'PENDING' } } : undefined;
		});
		const { exitCode, verdict, output } = await check(standIn, { transportFor });

		expect(sent.filter((url) => url.includes('/services/'))).toHaveLength(1);
		expect(sent).toContain(`${standIn.baseUrl}/tasks/taken-1/cancel`);
		expect(['5', '6', '8'].map(verdict)).toEqual(['differs', 'could not ask', 'could not ask']);
		expect(exitCode).toBe(1);
		expect(output).toContain('task taken-1');
	});
});

describe('With --paid', () => {
	const image =
		'data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAIAAACQd1PeAAAADElEQVR4nGP4z8AAAAMBAQDJ/pLvAAAAAElFTkSuQmCC';

	/** The clock of the stand-in, which a pause puts forward. */
	const waiting = (standIn: StandIn): Clock => ({
		now: () => standIn.now(),
		sleep: async (milliseconds) => {
			if (milliseconds > 0) standIn.advance(milliseconds / 1000);
			await Promise.resolve();
		},
	});

	test('nothing is made without a yes, and the price is shown before', async () => {
		const standIn = await start();
		const told: string[] = [];
		const agree = async (costs: string) => await Promise.resolve(told.push(costs) === 0);
		const { life } = await check(standIn, { paid: { image, agree } });
		expect(told).toEqual([
			'one real video of 2 s with wan2.6-i2v-flash in Singapore, about USD 0.05 by the price list of 2026-10',
		]);
		expect(life).toBeUndefined();
		expect(standIn.tasks.size).toBe(0);
	});

	test('one silent video is made, and its whole life is written down without ids, links and image', async () => {
		const standIn = await start({ taskSeconds: 40, pendingSeconds: 20, strictRates: false });
		const agree = async () => await Promise.resolve(true);
		const { life, answered } = await check(standIn, { paid: { image, agree }, clock: waiting(standIn) });
		expect(standIn.tasks.size).toBe(1);
		expect(standIn.books.find(({ kind }) => kind === 'submit')?.body).toMatchObject({
			model: 'wan2.6-i2v-flash',
			parameters: { resolution: '720P', duration: 2, audio: false },
		});
		expect(life?.entries.map(({ call, body }) => [call, statusOf(body)])).toEqual([
			['create', 'PENDING'],
			['query', 'PENDING'],
			['query', 'PENDING'],
			...Array.from({ length: 2 }, () => ['query', 'RUNNING']),
			['query', 'SUCCEEDED'],
			['list', undefined],
		]);
		const written = JSON.stringify(life);
		const [task] = standIn.tasks.values();
		for (const secret of [task?.taskId, task?.requestId, standIn.apiKey, '15001', '1234567890', 'iVBORw0']) {
			expect(written).not.toContain(secret);
		}
		expect(written).toContain('"task_id":"task_id-1"');
		expect(written).toMatch(/"video_url":"http:\/\/localhost\/…\.mp4\?Expires=…/);
		// With a task to look at, the zone of the list is told, too.
		expect(answered('2c')).toBe('read as UTC+8');
	});

	test('a recorded life shows where the stand-in has another form', async () => {
		const record = async () => {
			const standIn = await start({ strictRates: false });
			const agree = async () => await Promise.resolve(true);
			const { life } = await check(standIn, { paid: { image, agree }, clock: waiting(standIn) });
			return life?.entries ?? [];
		};
		const [recorded, ours] = [await record(), await record()];
		expect(differencesOfShape(recorded, ours)).toEqual([]);
		const other = recorded.map((step) =>
			statusOf(step.body) === 'SUCCEEDED'
				? { ...step, body: { output: { task_status: 'SUCCEEDED', fps: '30' } } }
				: step,
		);
		expect(differencesOfShape(other, ours)).toContain('only recorded: query SUCCEEDED output.fps: string');
		expect(differencesOfShape(other, ours)).toContain(
			'not recorded: query SUCCEEDED output.video_url: string',
		);
	});

	test.each<[Region, string]>([
		['cn-beijing', 'wan2.6-i2v-flash in China (Beijing), about CNY 0.3'],
		['eu-central-1', 'wan3.0-video in Germany (Frankfurt), about USD 0.086012'],
	])('the cheapest of %s is %s', async (region, expected) => {
		const standIn = await start({ region });
		const told: string[] = [];
		const agree = async (costs: string) => await Promise.resolve(told.push(costs) === 0);
		await check(standIn, { region, paid: { image, agree } });
		expect(told[0]).toContain(expected);
	});
});

const statusOf = (body: unknown) => (body as { output?: { task_status?: string } }).output?.task_status;

describe('The contract check on an open question', () => {
	test('tells that an unknown parameter is refused by its name, and that audio is looked at', async () => {
		const standIn = await start();
		const transportFor = (key: string): Transport => {
			const real = undiciTransport(key);
			return {
				async send(request) {
					const { parameters } = (request.body ?? {}) as { parameters?: Record<string, unknown> };
					const [name] = Object.keys(parameters ?? {});
					if (!name) return await real.send(request);
					const text = JSON.stringify({
						code: 'InvalidParameter',
						message: `Bad field: ${name}`,
						request_id: 'r',
					});
					return { kind: 'response', status: 400, headers: {}, text };
				},
			};
		};
		const { answered } = await check(standIn, { transportFor });
		expect(answered('8b')).toMatch(/^refused: 400 InvalidParameter "Bad field: no_such_parameter"/);
		expect(answered('8c')).toContain('wan2.5-i2v-preview: looks at it');
	});

	test('tells that pages go on, of two tasks', async () => {
		const standIn = await start();
		for (const prompt of ['A cat', 'A dog']) {
			standIn.advance(1);
			await undiciTransport(standIn.apiKey).send({
				method: 'POST',
				url: `${standIn.baseUrl}/services/aigc/video-generation/video-synthesis`,
				headers: { 'X-DashScope-Async': 'enable' },
				body: { model: 'wan2.6-i2v-flash', input: { prompt, img_url: 'https://example.com/cat.png' } },
				timeout: 60_000,
			});
		}
		const { answered, verdict } = await check(standIn);
		expect([verdict('2d'), answered('2d')]).toEqual([
			'as documented',
			'total 2, total_page 2; page 2 has another task, newest first',
		]);
	});
});

describe('The transport on undici', () => {
	const read = { method: 'GET', timeout: 60_000 } as const;

	test('hands over status, headers and text of any answer', async () => {
		const standIn = await start();
		const response = await undiciTransport('wrong').send({ ...read, url: `${standIn.baseUrl}/models` });
		expect(response).toMatchObject({ status: 401, headers: { 'x-request-id': expect.any(String) } });
		expect(response).toHaveProperty('text', expect.stringContaining('InvalidApiKey'));
	});

	test('gives up in time, and says that the service may have seen the request', async () => {
		const standIn = await start();
		standIn.misbehave({ on: 'models', what: 'hang' });
		const response = await undiciTransport('k').send({
			...read,
			url: `${standIn.baseUrl}/models`,
			timeout: 50,
		});
		expect(response).toMatchObject({
			requestSent: 'maybe',
			code: 'ETIMEDOUT',
			message: 'no answer within 0.05 s',
		});
	});

	test('ends with the stop signal, unless the request survives it', async () => {
		const standIn = await start();
		const transport = undiciTransport(standIn.apiKey, { stop: AbortSignal.abort() });
		const request = { ...read, url: `${standIn.baseUrl}/models` };
		expect(await transport.send(request)).toMatchObject({
			kind: 'network failure',
			requestSent: 'maybe',
			aborted: true,
		});
		expect(await transport.send({ ...request, ignoreAbort: true })).toMatchObject({ status: 200 });
	});
});
