import type { StudioRequest } from '../../nodes/core/studio/transport';
import { answer, throttled } from '../harness/fakes';
import { items, knownJob, MINUTE, SimulatedNode, submitJob } from '../harness/simulatedNode';

const many = (count: number) => items(count, { goal: { query: 'no', download: false }, limit: 50 });
const waits = (count: number) =>
	Array.from({ length: count }, (_, index) => ({ ...knownJob(`task-${index + 1}`), itemIndex: index }));

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
		const { results, lists, queries } = await waitForMany(60);
		expect(results.every(({ answer: last }) => last?.status === 'SUCCEEDED' && last.videoUrl)).toBe(true);
		expect(lists.length).toBeGreaterThan(10);
		// Once each, and once in between lest the list lags behind.
		expect(queries.length).toBeLessThanOrEqual(60 * 3);
	});

	test('are queried one by one where the list does not have them', async () => {
		const node = new SimulatedNode({ pending: 0, running: 30_000 });
		await node.run(many(40));
		const strangers = waits(80).slice(40);
		const results = await node.run([...waits(40), ...strangers], { maximumWait: 5 * MINUTE });
		expect(results.slice(0, 40).every(({ answer: last }) => last?.status === 'SUCCEEDED')).toBe(true);
		expect(results.slice(40).map(({ fault }) => fault?.class)).toEqual(
			Array.from({ length: 40 }, () => 'expired'),
		);
	});

	test('that the list calls running for ever are found by a query of their own', async () => {
		const node = new SimulatedNode({ pending: 0, running: MINUTE });
		await node.run(many(40));
		const stale = node.service.tasks.map(({ id, createdAt }) => ({
			task_id: id,
			status: 'RUNNING',
			gmt_create: createdAt,
		}));
		const send = node.service.send.bind(node.service);
		jest
			.spyOn(node.service, 'send')
			.mockImplementation(async (request) =>
				isList(request) ? answer(200, { data: stale, total_page: 1 }) : await send(request),
			);
		const results = await node.run(waits(40));
		expect(results.every(({ answer: last }) => last?.status === 'SUCCEEDED')).toBe(true);
	});

	test('end with their wait although the list has gone silent', async () => {
		const node = new SimulatedNode({ pending: 0, running: 60 * MINUTE });
		await node.run(many(40));
		const send = node.service.send.bind(node.service);
		let quiet = false;
		jest
			.spyOn(node.service, 'send')
			.mockImplementation(async (request) => (quiet ? throttled() : await send(request)));
		node.clock.at(node.clock.elapsed() + MINUTE, () => {
			quiet = true;
		});
		const begun = node.clock.elapsed();
		const results = await node.run(waits(40), { maximumWait: 3 * MINUTE });
		expect(new Set(results.map(({ fault }) => fault?.class))).toEqual(new Set(['deadline']));
		expect(node.clock.elapsed() - begun).toBeLessThan(3 * MINUTE + 2_000);
	});

	test('are let go of at once when the run is stopped', async () => {
		const node = new SimulatedNode({ pending: 0, running: 60 * MINUTE });
		await node.run(many(40));
		const at = node.clock.elapsed() + MINUTE;
		node.clock.at(at, () => node.halt.abort());
		const results = await node.run(waits(40));
		expect(new Set(results.map(({ fault }) => fault?.class))).toEqual(new Set(['stopped']));
		expect(node.clock.elapsed() - at).toBeLessThan(1_000);
	});
});

test('A glance takes a minute at most when the service is not to be reached', async () => {
	const node = new SimulatedNode({ pending: 0, running: MINUTE, query: () => throttled() });
	await node.run([submitJob(0, { goal: { query: 'no', download: false } })]);
	const begun = node.clock.elapsed();
	const [result] = await node.run([knownJob('task-1', { query: 'once', download: false, batch: true })]);
	expect(result?.fault?.class).toBe('retry');
	expect(node.clock.elapsed() - begun).toBeLessThanOrEqual(MINUTE);
});
