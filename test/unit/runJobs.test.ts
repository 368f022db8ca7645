import { ok } from '../../nodes/core/base/result';
import type { Deliver } from '../../nodes/core/tasks/job';
import { response, START, throttled } from '../harness/fakes';
import { seededRandom } from '../harness/random';
import { classes, items, knownJob, MINUTE, MODEL, SimulatedNode, submitJob } from '../harness/simulatedNode';

/** The most of these times that lie in any second. */
const mostInASecond = (calls: Array<{ at: number }>) =>
	Math.max(...calls.map(({ at }) => calls.filter((call) => call.at >= at && call.at < at + 1_000).length));

describe('Many videos', () => {
	test('come back in the order of their items, each with its own', async () => {
		const results = await new SimulatedNode().run(items(12));
		expect(results.map(({ job }) => job.itemIndex)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]);
		for (const { taskId, response: last, delivered, fault } of results) {
			expect(fault).toBeUndefined();
			expect(last).toMatchObject({ taskId, status: 'SUCCEEDED' });
			expect(delivered).toBe(`${taskId}.mp4`);
		}
		expect(new Set(results.map(({ taskId }) => taskId)).size).toBe(12);
	});

	test('take as long as the service needs for them: as many wait there as run, so that no slot stands empty', async () => {
		const node = new SimulatedNode({ pending: 100, running: 60_000, slots: 5 });
		await node.run(items(20));
		expect(node.service.mostAtOnce(MODEL)).toBe(10);
		// Each slot had a task at all times: four rounds, from the last of the first five create calls on.
		const ends = node.service.tasks.map((task) => node.service.endOf(task) - START);
		expect(Math.max(...ends)).toBeLessThan(4 * 60_000 + 2_000);
	});

	test('that wait at the service behind tasks of the same run are not asked for, and their time has not begun', async () => {
		const node = new SimulatedNode({ pending: 100, running: 60_000, slots: 5 });
		const results = await node.run(items(10), { maximumWait: 90_000 });
		expect(classes(results)).toEqual(Array(10).fill(undefined));
		for (const { id, createdAt } of node.service.tasks.slice(5)) {
			expect(createdAt - START).toBeLessThan(5_000);
			const asked = node.queries().filter(({ url }) => url.endsWith(`/${id}`));
			expect(asked[0]?.at).toBeGreaterThan(60_000);
		}
	});

	test.each([
		[20, 5],
		[60, 9],
		[120, 16],
	])(
		'of %i s each: ends are met within 2 s in the median and 6 s at worst, by %i looks a task',
		async (seconds, most) => {
			const node = new SimulatedNode({ pending: 100, running: seconds * 1000, slots: 5 }, seededRandom(1));
			await node.run(items(20));
			const lags = node.service.tasks.map((task) => {
				const end = node.service.endOf(task) - START;
				const looks = node.queries().filter(({ url }) => url.endsWith(`/${task.id}`));
				return (looks.at(-1)?.at ?? Number.POSITIVE_INFINITY) - end;
			});
			lags.sort((a, b) => a - b);
			expect(lags[10]).toBeLessThanOrEqual(2_000);
			expect(lags.at(-1)).toBeLessThanOrEqual(6_000);
			expect(node.queries().length / 20).toBeLessThanOrEqual(most);
		},
	);

	test('that a full queue refuses are no fault: they come when one of the run has ended, and fewer wait from then on', async () => {
		const node = new SimulatedNode({ pending: 100, running: 60_000, slots: 5, queue: 2 });
		const results = await node.run(items(20), { maximumWait: 90_000 });
		expect(classes(results)).toEqual(Array(20).fill(undefined));
		expect(node.service.tasks).toHaveLength(20);
		// Three of the ten that were to be there found no room; the others never did more than that.
		expect(node.submits().length - 20).toBeLessThanOrEqual(6);
		const ends = node.service.tasks.map((task) => node.service.endOf(task) - START);
		expect(Math.max(...ends)).toBeLessThan(4 * 60_000 + 10_000);
	});

	test.each([5, 20])('are prepared two at a time, with %i tasks at once', async (runningTasks) => {
		const node = new SimulatedNode({ pending: 100, running: 10_000 });
		let now = 0;
		let most = 0;
		const jobs = items(20).map((job) => {
			if (job.start.kind !== 'submit') return job;
			const { request } = job.start;
			const prepare = async () => {
				most = Math.max(most, ++now);
				await node.clock.sleep(500);
				now--;
				return ok(request);
			};
			return { ...job, start: { ...job.start, prepare } };
		});
		const sendFile = async () => await Promise.resolve(ok('https://x.example/file'));
		const results = await node.run(jobs, { runningTasks }, undefined, { sendFile });
		expect(classes(results)).toEqual(Array(20).fill(undefined));
		expect(most).toBe(2);
	});

	test('are submitted five times slower for a minute after the first that was throttled', async () => {
		const create = (nth: number) => (nth === 3 ? throttled() : undefined);
		const node = new SimulatedNode({ pending: 100, running: 10_000, create });
		await node.run(items(20, { goal: { query: 'no', download: false } }));
		const gaps = node.submits().map(({ at }, index, all) => at - (all[index - 1]?.at ?? 0));
		expect(node.service.tasks).toHaveLength(20);
		expect(Math.max(...gaps.slice(1, 3))).toBeLessThan(300);
		expect(Math.min(...gaps.slice(4))).toBeGreaterThanOrEqual(1_100);
	});

	test.each([1, 2, 8])('are at most %i at once when the user says so', async (runningTasks) => {
		const node = new SimulatedNode();
		await node.run(items(10), { runningTasks });
		expect(node.service.mostAtOnce(MODEL)).toBe(runningTasks);
	});

	test('of two models do not wait for each other', async () => {
		const node = new SimulatedNode();
		const jobs = items(8).map((job, index) =>
			index % 2 ? job : submitJob(index, { model: 'wan2.2-i2v-plus', limit: 2 }),
		);
		await node.run(jobs);
		expect(node.service.mostAtOnce('wan2.2-i2v-plus')).toBe(4);
		expect(node.service.mostAtOnce(MODEL)).toBe(4);
	});

	test('are submitted no faster than the model allows, and looked at no faster than ten times a second', async () => {
		const node = new SimulatedNode();
		await node.run(items(20, { limit: 2 }), { runningTasks: 20 });
		expect(mostInASecond(node.submits())).toBeLessThanOrEqual(2);
		expect(mostInASecond(node.queries())).toBeLessThanOrEqual(10);
	});

	test('are brought home at most three at a time, and a download holds no slot of the service', async () => {
		const node = new SimulatedNode();
		let now = 0;
		let most = 0;
		const deliver: Deliver<string> = async () => {
			most = Math.max(most, ++now);
			await node.clock.sleep(10 * MINUTE);
			now--;
			return ok('file');
		};
		await node.run(items(10), {}, deliver);
		expect(most).toBe(3);
		// The second five began while the first were still being downloaded.
		expect(node.submits().at(-1)?.at).toBeLessThan(2 * MINUTE);
	});

	test('are the misfortune of one item only where the run goes on', async () => {
		const ending = ({ id }: { id: string }) =>
			id === 'task-2' ? { status: 'FAILED' } : { status: 'SUCCEEDED', video_url: `https://x.example/${id}` };
		const results = await new SimulatedNode({ pending: 0, running: 10_000, ending }).run(items(4));
		expect(results.map(({ fault }) => fault?.class)).toEqual([undefined, 'retry', undefined, undefined]);
	});
});

describe('One task', () => {
	test('is looked at first after 5 seconds, then ever more rarely', async () => {
		const node = new SimulatedNode({ pending: 1_000, running: 5 * MINUTE });
		await node.run(items(1));
		const looks = node.queries().map(({ at }) => at);
		expect(looks[0]).toBeGreaterThanOrEqual(5_000);
		expect(looks[0]).toBeLessThan(6_000);
		const gaps = looks.slice(1).map((at, index) => at - (looks[index] ?? 0));
		expect(Math.max(...gaps)).toBeLessThanOrEqual(15_050);
		expect(gaps).toEqual([...gaps].sort((a, b) => a - b));
	});

	test('that was only to be submitted is not looked at', async () => {
		const node = new SimulatedNode();
		const [result] = await node.run(items(1, { goal: { query: 'no', download: false } }));
		expect(node.queries()).toEqual([]);
		expect(result).toMatchObject({ taskId: 'task-1', requestId: 'create-task-1' });
		expect(result?.created).toMatchObject({ output: { task_id: 'task-1', task_status: 'PENDING' } });
		expect(result).not.toHaveProperty('fault');
	});

	test.each([false, true])('that runs, one query, with download %s: one look', async (download) => {
		const node = new SimulatedNode({ pending: 0, running: MINUTE });
		await node.run(items(1, { goal: { query: 'no', download: false } }));
		const [result] = await node.run([knownJob('task-1', { query: 'once', download })]);
		expect(node.queries()).toHaveLength(1);
		expect(result).toMatchObject({ taskId: 'task-1', response: { status: 'RUNNING' } });
		expect(result?.fault).toBeUndefined();
		expect(result?.delivered).toBeUndefined();
	});

	test.each(['FAILED', 'CANCELED', 'UNKNOWN'])(
		'that ended as %s is data for who only looks',
		async (status) => {
			const node = new SimulatedNode({ pending: 0, running: 0, ending: () => ({ status }) });
			await node.run(items(1, { goal: { query: 'no', download: false } }));
			const [result] = await node.run([knownJob('task-1', { query: 'once', download: false })]);
			expect(result).toMatchObject({ response: { status } });
			expect(result?.fault).toBeUndefined();
		},
	);

	test('that is known already is looked at at once', async () => {
		const node = new SimulatedNode({ pending: 0, running: 0 });
		await node.run(items(1, { goal: { query: 'no', download: false } }));
		const [result] = await node.run([knownJob('task-1', { query: 'until done', download: true })]);
		expect(result).toMatchObject({ delivered: 'task-1.mp4' });
		expect(node.clock.elapsed()).toBeLessThan(1_000);
		expect(node.submits()).toHaveLength(1);
	});

	test('is not downloaded when only its end was wanted', async () => {
		const deliver = jest.fn();
		const [result] = await new SimulatedNode().run(
			items(1, { goal: { query: 'until done', download: false } }),
			{},
			deliver,
		);
		expect(result?.response?.status).toBe('SUCCEEDED');
		expect(deliver).not.toHaveBeenCalled();
	});

	test('that several items have is asked for and brought home once', async () => {
		const node = new SimulatedNode({ pending: 0, running: MINUTE });
		await node.run(items(1, { goal: { query: 'no', download: false } }));
		const deliver = jest.fn(async () => ok('file'));
		const goal = { query: 'until done', download: true } as const;
		const jobs = [0, 1, 2].map((itemIndex) => ({ ...knownJob('task-1', goal), itemIndex }));
		const alone = new SimulatedNode({ pending: 0, running: MINUTE });
		await alone.run(items(1, { goal: { query: 'no', download: false } }));
		await alone.run([knownJob('task-1', goal)]);
		const results = await node.run(jobs, {}, deliver);
		expect(results.map(({ delivered, response: last }) => [delivered, last?.status])).toEqual(
			jobs.map(() => ['file', 'SUCCEEDED']),
		);
		expect(deliver).toHaveBeenCalledTimes(1);
		expect(node.queries()).toHaveLength(alone.queries().length);
	});

	test.each(['SUSPENDED', 'QUEUEING'])('in the status %s goes on', async (odd) => {
		const node: SimulatedNode = new SimulatedNode({
			pending: 0,
			running: 10_000,
			query: (id) =>
				node.clock.elapsed() < 20_000
					? response(200, { output: { task_id: id, task_status: odd } })
					: undefined,
		});
		expect((await node.run(items(1)))[0]).toMatchObject({ response: { status: 'SUCCEEDED' } });
		expect(node.queries().length).toBeGreaterThan(3);
	});
});
