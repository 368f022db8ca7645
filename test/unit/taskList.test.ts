import { StudioClient } from '../../nodes/core/studio/client';
import { listTasks, makesVideo, type TaskListFilters } from '../../nodes/core/studio/taskList';
import type { NetworkFailure, StudioResponse } from '../../nodes/core/studio/transport';
import { response, FakeClock, ScriptedTransport, START, throttled } from '../harness/fakes';

const BASE = 'https://dashscope-intl.aliyuncs.com/api/v1';
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const span = { model: 'wan2.6-i2v', from: START - MINUTE, to: START + 3 * MINUTE };

/** A row as fact sheet 9 has it. */
const row = (task_id: string, gmt_create: unknown = START, more: object = {}) => ({
	api_key_id: '15001',
	caller_uid: '1234567890',
	gmt_create,
	model_name: 'wan2.6-i2v',
	region: 'ap-southeast-1',
	request_id: `create-${task_id}`,
	start_time: START + 20,
	status: 'RUNNING',
	task_id,
	...more,
});

const page = (data: unknown, total_page: unknown = 1) =>
	response(200, { request_id: 'r', total: 3, total_page, data });

async function list(script: Array<StudioResponse | NetworkFailure>) {
	const clock = new FakeClock();
	const transport = new ScriptedTransport(clock, script);
	const client = new StudioClient(BASE, transport, { clock, random: () => 0.5 });
	const outcome = await clock.run(listTasks(client, span, { deadline: START + 30_000 }));
	const urls = transport.calls.map(({ url }) => new URL(url));
	return { outcome, urls, elapsed: clock.elapsed() };
}

const ids = ({ outcome }: { outcome: Awaited<ReturnType<typeof list>>['outcome'] }) =>
	outcome.ok ? outcome.value.tasks.map(({ taskId }) => taskId) : outcome.fault;

describe('The list of tasks', () => {
	test('is asked for by model, at the address with the slash that the documents have', async () => {
		const { urls } = await list([page([])]);
		expect(urls).toHaveLength(1);
		expect(urls[0]?.pathname).toBe('/api/v1/tasks/');
		expect(Object.fromEntries(urls[0]?.searchParams ?? [])).toMatchObject({
			model_name: 'wan2.6-i2v',
			page_no: '1',
			page_size: '100',
		});
	});

	test.each([
		['UTC+8', -8 * HOUR],
		['UTC', 0],
	])(
		'holds the span when the service reads the window in %s, and is no longer than 24 hours',
		async (_zone, offset) => {
			const { urls } = await list([page([])]);
			const instant = (name: string) => {
				const text = urls[0]?.searchParams.get(name) ?? '';
				const [, y, mo, d, h, mi, s] =
					/^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)$/.exec(text)?.map(Number) ?? [];
				return Date.UTC(y ?? 0, (mo ?? 0) - 1, d, h, mi, s) + offset;
			};
			expect(instant('start_time')).toBeLessThanOrEqual(span.from);
			expect(instant('end_time')).toBeGreaterThanOrEqual(span.to);
			expect(instant('end_time') - instant('start_time')).toBeLessThanOrEqual(24 * HOUR);
		},
	);

	test('is read page after page, to the last one', async () => {
		const result = await list([
			page([row('t-1')], 3),
			page([row('t-2')], 3),
			page([row('t-3')], 3),
			page([row('t-4')], 3),
		]);
		expect(ids(result)).toEqual(['t-1', 't-2', 't-3']);
		expect(result.urls.map(({ searchParams }) => searchParams.get('page_no'))).toEqual(['1', '2', '3']);
	});

	test('ends with an empty page, whatever the count of pages says', async () => {
		const { urls } = await list([page([row('t-1')], 9), page([], 9), page([row('t-2')], 9)]);
		expect(urls).toHaveLength(2);
	});

	test('has an end even where the service gives page after page', async () => {
		const { urls } = await list([page([row('t-1')], 1_000_000)]);
		expect(urls.length).toBeLessThanOrEqual(20);
	});

	test('is repeated when the service is busy', async () => {
		expect(ids(await list([throttled(), page([row('t-1')])]))).toEqual(['t-1']);
	});

	test('gives the fault when it cannot be had until the deadline', async () => {
		const { outcome, elapsed } = await list([throttled()]);
		expect(outcome).toMatchObject({ ok: false, fault: { stage: 'list', class: 'retry' } });
		expect(elapsed).toBeLessThanOrEqual(30_000);
	});
});

describe('The list of all tasks', () => {
	async function read(
		script: StudioResponse[],
		wish: TaskListFilters = {},
		patience: Partial<Parameters<typeof listTasks>[2]> = {},
	) {
		const clock = new FakeClock();
		const transport = new ScriptedTransport(clock, script);
		const client = new StudioClient(BASE, transport, { clock, random: () => 0.5 });
		const outcome = await clock.run(listTasks(client, wish, { deadline: START + MINUTE, ...patience }));
		const queries = transport.calls.map(({ url }) => Object.fromEntries(new URL(url).searchParams));
		return { outcome, queries, ids: outcome.ok ? outcome.value.tasks.map(({ taskId }) => taskId) : [] };
	}

	test('is asked for without times, which means the last 24 hours in any time zone', async () => {
		expect((await read([page([])])).queries).toEqual([{ page_no: '1', page_size: '100' }]);
		const wide = { from: START - 20 * HOUR, to: START };
		expect((await read([page([])], wide)).queries).toEqual([{ page_no: '1', page_size: '100' }]);
	});

	test.each(['PENDING', 'RUNNING'])(
		'picks out %s tasks itself, since rows that leave the status would pull others off the pages',
		async (status) => {
			const data = [row('t-1', START, { status }), row('t-2', START, { status: 'SUCCEEDED' })];
			const { queries, ids: found } = await read([page(data)], { status });
			expect(queries[0]).not.toHaveProperty('status');
			expect(found).toEqual(['t-1']);
		},
	);

	test('leaves the choice of an ended status to the service', async () => {
		expect((await read([page([])], { status: 'FAILED' })).queries[0]?.status).toBe('FAILED');
	});

	test('has each task once, as it was last seen, although new tasks push rows onto the next page', async () => {
		const { outcome, ids: found } = await read([
			page([row('t-3'), row('t-2')], 2),
			page([row('t-2', START, { status: 'SUCCEEDED' }), row('t-1')], 2),
		]);
		expect(found).toEqual(['t-3', 't-2', 't-1']);
		expect(outcome).toMatchObject({ value: { truncated: false, pages: 2 } });
		expect(outcome.ok && outcome.value.tasks[1]?.status).toBe('SUCCEEDED');
	});

	test('ends early when it is enough, and says that there is more', async () => {
		const isEnough = (tasks: readonly unknown[]) => tasks.length >= 1;
		const { outcome, queries } = await read([page([row('t-1')], 3)], {}, { isEnough });
		expect(queries).toHaveLength(1);
		expect(outcome).toMatchObject({ value: { truncated: true } });
	});

	const ids = (count: number, from = 0) => Array.from({ length: count }, (_, n) => row(`t-${n + from}`));
	const counted = (data: unknown[], counts: object) => response(200, { request_id: 'r', data, ...counts });

	test.each([
		['no total_page', { total: 240, page_size: 100 }, 3],
		['no counts at all', {}, 3],
		['a total_page of 0', { total_page: 0 }, 3],
		['smaller pages than were asked for, and says so', { page_size: 100 }, 3],
	])('is read to its end where a page has %s', async (_what, counts, calls) => {
		const pages = [ids(100), ids(100, 100), ids(40, 200), []].map((data) => counted(data, counts));
		const { ids: found, queries } = await read(pages);
		expect(found).toHaveLength(240);
		expect(queries).toHaveLength(calls);
	});

	test('is read to its end where pages are smaller than was asked for, and nothing says so', async () => {
		const pages = [ids(50), ids(50, 50), ids(50, 100), ids(10, 150), []].map((data) => counted(data, {}));
		expect((await read(pages)).ids).toHaveLength(160);
	});

	test('ends where the last page comes again and again', async () => {
		const { ids: found, queries } = await read([ids(100), ids(100, 100)].map((data) => counted(data, {})));
		expect(found).toHaveLength(200);
		expect(queries).toHaveLength(3);
	});

	test('goes on where new tasks have pushed a whole page onto the next one, and the count says that there is more', async () => {
		const pages = [ids(100), ids(100), ids(100, 100)].map((data) => counted(data, { total_page: 3 }));
		expect((await read(pages)).ids).toHaveLength(200);
	});

	test('gives what was read before a page that cannot be had, with its fault, if that is wanted', async () => {
		const busy = response(400, { code: 'InvalidParameter', message: 'odd' });
		const script = [page([row('t-1')], 3), busy];
		expect((await read([...script])).outcome).toMatchObject({ ok: false });
		const { outcome, ids: found } = await read([...script], {}, { keepPartial: true });
		expect(found).toEqual(['t-1']);
		expect(outcome).toMatchObject({ ok: true, value: { truncated: true, fault: { stage: 'list' } } });
	});

	test('is read by ten where the service allows no larger page', async () => {
		const refusal = response(400, {
			code: 'InvalidParameter',
			message: 'Range of page_size should be [1, 10]',
		});
		const { queries, ids: found } = await read([refusal, page([row('t-1')])]);
		expect(queries.map(({ page_size }) => page_size)).toEqual(['100', '10']);
		expect(found).toEqual(['t-1']);
	});
});

describe('Whether a row is of a video', () => {
	const kindOf = (model: string, user_api_unique_key?: unknown) =>
		makesVideo({ model, raw: { user_api_unique_key } });

	test.each([
		['wan2.6-i2v', undefined, true],
		['wanx2.1-i2v-plus', undefined, true],
		['own-model', 'apikey:v1:aigc:video-generation:video-synthesis:own-model', true],
		['wan2.2-t2i-flash', 'apikey:v1:aigc:text2image:image-synthesis:wan2.2-t2i-flash', false],
		['cosyvoice', 'apikey:v1:audio:tts:cosyvoice', false],
		['own-model', undefined, undefined],
		['own-model', 'odd', undefined],
	])('is told by its model or its unique key: %s, %s', (model, key, video) => {
		expect(kindOf(model, key)).toBe(video);
	});
});

describe('A row of the list', () => {
	test('is read with its times', async () => {
		const ended = row('t-1', START, { status: 'SUCCEEDED', end_time: START + MINUTE });
		const { outcome } = await list([page([ended])]);
		expect(outcome.ok && outcome.value.tasks).toEqual([
			{
				taskId: 't-1',
				status: 'SUCCEEDED',
				model: 'wan2.6-i2v',
				requestId: 'create-t-1',
				createdAt: START,
				startedAt: START + 20,
				endedAt: START + MINUTE,
				raw: ended,
			},
		]);
	});

	test('counts if the task was created in the span, and not by the window that was asked for', async () => {
		const data = [
			row('long-before', span.from - HOUR),
			row('just-before', span.from - 1),
			row('first', span.from),
			row('as-text', String(START)),
			row('last', span.to),
			row('just-after', span.to + 1),
			row('in-eight-hours', START + 8 * HOUR),
		];
		expect(ids(await list([page(data)]))).toEqual(['first', 'as-text', 'last']);
	});

	test.each([undefined, null, 0, ''])('counts when its time is %j, as it may be the one', async (time) => {
		expect(ids(await list([page([row('t-1', time, { gmt_create: time })])]))).toEqual(['t-1']);
	});

	test('that is none is passed over', async () => {
		expect(ids(await list([page([null, 'x', {}, { task_id: true }, row('t-1')])]))).toEqual(['t-1']);
	});
});
