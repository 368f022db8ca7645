import type { StudioResponse, StudioRequest } from '../../nodes/core/studio/transport';
import { response, throttled } from '../harness/fakes';
import { items, knownJob, MINUTE, SimulatedNode, submitJob } from '../harness/simulatedNode';

const many = (count: number) => items(count, { goal: { query: 'no', download: false }, limit: 50 });
const waits = (count: number) =>
	Array.from({ length: count }, (_, index) => ({ ...knownJob(`task-${index + 1}`), itemIndex: index }));

/** Milliseconds for one query of each of 100 tasks, which stand in line for it. */
const LINE = 12_000;

const isList = ({ url, method }: StudioRequest) =>
	method === 'GET' && new URL(url).pathname.endsWith('/tasks/');

/** Submits so many tasks, and then waits for them all in one run. */
async function waitForMany(count: number, node = new SimulatedNode({ pending: 1_000, running: 5 * MINUTE })) {
	await node.run(many(count));
	const before = node.service.calls.length;
	const results = await node.run(waits(count));
	const calls = node.service.calls.slice(before).filter(({ method }) => method === 'GET');
	return { node, results, lists: calls.filter(isList), queries: calls.filter((call) => !isList(call)) };
}

describe('Few tasks', () => {
	test('are looked at one by one, without the list', async () => {
		const { lists, queries } = await waitForMany(10);
		expect(lists).toEqual([]);
		expect(queries.length).toBeGreaterThan(10);
	});
});

describe('Many tasks', () => {
	test('are looked at by the list, and each is queried when it has ended', async () => {
		const { results, lists, queries } = await waitForMany(120);
		expect(results.every(({ response: last }) => last?.status === 'SUCCEEDED' && last.videoUrl)).toBe(true);
		expect(lists.length).toBeGreaterThan(10);
		// Once each, and once in between lest the list lags behind.
		expect(queries.length).toBeLessThanOrEqual(120 * 3);
	});

	test('are queried one by one where the list does not have them', async () => {
		const node = new SimulatedNode({ pending: 0, running: 30_000 });
		await node.run(many(100));
		const strangers = waits(140).slice(100);
		const results = await node.run([...waits(100), ...strangers], { maximumWait: 5 * MINUTE });
		expect(results.slice(0, 100).every(({ response: last }) => last?.status === 'SUCCEEDED')).toBe(true);
		expect(results.slice(100).map(({ fault }) => fault?.class)).toEqual(
			Array.from({ length: 40 }, () => 'expired'),
		);
	});

	test('that the list calls running for ever are found by a query of their own', async () => {
		const node = new SimulatedNode({ pending: 0, running: MINUTE });
		await node.run(many(100));
		const stale = node.service.tasks.map(({ id, createdAt }) => ({
			task_id: id,
			status: 'RUNNING',
			gmt_create: createdAt,
		}));
		const send = node.service.send.bind(node.service);
		jest
			.spyOn(node.service, 'send')
			.mockImplementation(async (request) =>
				isList(request) ? response(200, { data: stale, total_page: 1 }) : await send(request),
			);
		const results = await node.run(waits(100));
		expect(results.every(({ response: last }) => last?.status === 'SUCCEEDED')).toBe(true);
	});

	const rowsOf = ({ service: { tasks } }: SimulatedNode, status: (index: number) => string) =>
		tasks.map(({ id, createdAt }, index) => ({
			task_id: id,
			status: status(index),
			gmt_create: createdAt,
		}));
	const oddities: Array<[string, (node: SimulatedNode) => StudioResponse]> = [
		['cannot be read', () => response(403, { code: 'AccessDenied', message: 'No' })],
		[
			'lacks a task',
			(node) => response(200, { data: rowsOf(node, () => 'RUNNING').slice(1), total_page: 1 }),
		],
		[
			'gives one no status',
			(node) => response(200, { data: rowsOf(node, (index) => (index ? 'RUNNING' : '')), total_page: 1 }),
		],
	];
	test.each(oddities)('are queried one by one from the moment that the list %s', async (_oddity, odd) => {
		const node = new SimulatedNode({ pending: 0, running: 2 * MINUTE });
		await node.run(many(120));
		const send = node.service.send.bind(node.service);
		let lists = 0;
		jest.spyOn(node.service, 'send').mockImplementation(async (request) => {
			if (!isList(request)) return await send(request);
			lists++;
			return odd(node);
		});
		const results = await node.run(waits(120));
		expect(results.every(({ response: last }) => last?.status === 'SUCCEEDED')).toBe(true);
		expect(lists).toBe(1);
	});

	test('end with their wait although the list has gone silent', async () => {
		const node = new SimulatedNode({ pending: 0, running: 60 * MINUTE });
		await node.run(many(100));
		const send = node.service.send.bind(node.service);
		let quiet = false;
		jest
			.spyOn(node.service, 'send')
			.mockImplementation(async (request) => (quiet ? throttled() : await send(request)));
		node.clock.at(node.clock.elapsed() + MINUTE, () => {
			quiet = true;
		});
		const begun = node.clock.elapsed();
		const results = await node.run(waits(100), { maximumWait: 3 * MINUTE });
		expect(new Set(results.map(({ fault }) => fault?.class))).toEqual(new Set(['deadline']));
		expect(node.clock.elapsed() - begun).toBeLessThan(3 * MINUTE + LINE);
	});

	test('are let go of at once when the run is stopped', async () => {
		const node = new SimulatedNode({ pending: 0, running: 60 * MINUTE });
		await node.run(many(100));
		const at = node.clock.elapsed() + MINUTE;
		node.clock.at(at, () => node.halt.abort());
		const results = await node.run(waits(100));
		expect(new Set(results.map(({ fault }) => fault?.class))).toEqual(new Set(['stopped']));
		expect(node.clock.elapsed() - at).toBeLessThan(1_000);
	});
});

test('A query of a batch takes a minute at most when the service cannot be reached', async () => {
	const node = new SimulatedNode({ pending: 0, running: MINUTE, query: () => throttled() });
	await node.run([submitJob(0, { goal: { query: 'no', download: false } })]);
	const begun = node.clock.elapsed();
	const [result] = await node.run([knownJob('task-1', { query: 'once', download: false, batch: true })]);
	expect(result?.fault?.class).toBe('retry');
	expect(node.clock.elapsed() - begun).toBeLessThanOrEqual(MINUTE);
});
