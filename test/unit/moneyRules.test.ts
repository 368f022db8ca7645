import type { JobResult } from '../../nodes/core/tasks/job';
import { response, silence, START } from '../harness/fakes';
import {
	classes,
	items,
	keyOf,
	knownJob,
	MINUTE,
	MODEL,
	SimulatedNode,
	submitJob,
} from '../harness/simulatedNode';

const DAY = 24 * 60 * MINUTE;

/** What the next try resumes instead of submitting it again. */
function remembered(node: SimulatedNode): string[] {
	const entries = Array.from({ length: 20 }, (_, index) =>
		node.ledger().find(keyOf(index), node.clock.now()),
	);
	return entries.flatMap((entry) => entry?.taskId ?? []);
}

describe('When the node is run again with the same items', () => {
	test('what was submitted is taken up, and not paid again', async () => {
		const node = new SimulatedNode({ pending: 0, running: 10 * MINUTE });
		const first = await node.run(items(3), { maximumWait: MINUTE });
		expect(classes(first)).toEqual(['deadline', 'deadline', 'deadline']);
		const second = await node.run(items(3));
		expect(node.submits()).toHaveLength(3);
		expect(second.map(({ taskId, delivered }) => [taskId, delivered])).toEqual(
			first.map(({ taskId }) => [taskId, `${taskId}.mp4`]),
		);
		expect(second[0]?.hints).toEqual([expect.stringContaining('task-1')]);
		expect(second[0]).toMatchObject({ requestId: 'create-task-1', submittedAt: first[0]?.submittedAt });
	});

	test('what was finished already comes back at once', async () => {
		const node = new SimulatedNode();
		await node.run(items(2));
		const before = node.clock.elapsed();
		const again = await node.run(items(2));
		expect(again.map(({ delivered }) => delivered)).toEqual(['task-1.mp4', 'task-2.mp4']);
		expect(node.clock.elapsed() - before).toBeLessThan(1_000);
		expect(node.submits()).toHaveLength(2);
	});

	test.each(['FAILED', 'CANCELED'])(
		'a task that ended as %s is forgotten and its item submitted anew',
		async (status) => {
			const ending = ({ id }: { id: string }) =>
				id === 'task-1' ? { status } : { status: 'SUCCEEDED', video_url: 'https://x.example/v.mp4' };
			const node = new SimulatedNode({ pending: 0, running: 10_000, ending });
			expect((await node.run(items(1)))[0]?.fault).toBeDefined();
			expect(node.ledger().find(keyOf(0), node.clock.now())).toBeUndefined();
			expect((await node.run(items(1)))[0]).toMatchObject({ taskId: 'task-2', delivered: 'task-2.mp4' });
		},
	);

	test('a create call that was refused is made again', async () => {
		const create = (nth: number) =>
			nth === 1 ? response(400, { code: 'Arrearage', message: 'No' }) : undefined;
		const node = new SimulatedNode({ pending: 0, running: 10_000, create });
		expect((await node.run(items(1)))[0]?.fault).toMatchObject({ class: 'quota', model: MODEL });
		expect((await node.run(items(1)))[0]).toMatchObject({ delivered: 'task-1.mp4' });
	});

	test('a create call whose answer was lost is not made again', async () => {
		const create = (nth: number, make: () => unknown) => {
			if (nth > 1) return undefined;
			make();
			return silence('ECONNRESET');
		};
		const node = new SimulatedNode({ pending: 0, running: 10_000, create });
		expect(classes(await node.run(items(1)))).toEqual(['unclear']);
		expect(node.ledger().find(keyOf(0), START)).toEqual(expect.objectContaining({ submittedAt: START }));
		expect(remembered(node)).toEqual([]);
		const second = await node.run(items(1));
		expect(second[0]).toMatchObject({
			submittedAt: START,
			fault: { class: 'unclear', stage: 'submit', model: MODEL },
		});
		expect(second[0]?.fault?.message).toContain('earlier attempt');
		expect(node.submits()).toHaveLength(1);
	});

	test('a create call during which the process died is not made again', async () => {
		const node = new SimulatedNode();
		node.ledger().note(keyOf(0), { model: MODEL, submittedAt: START });
		expect(classes(await node.run(items(1)))).toEqual(['unclear']);
		expect(node.submits()).toHaveLength(0);
	});

	test('a task that the service has forgotten after 24 hours is made anew', async () => {
		const node = new SimulatedNode();
		await node.run(items(1));
		await node.clock.run(node.clock.sleep(DAY));
		expect((await node.run(items(1)))[0]).toMatchObject({ taskId: 'task-2', delivered: 'task-2.mp4' });
	});

	test('the ledger has the call before it is made', async () => {
		let saved = '';
		const node: SimulatedNode = new SimulatedNode({
			pending: 0,
			running: 10_000,
			create: () => {
				saved = JSON.stringify(node.context);
				return undefined;
			},
		});
		await node.run(items(1));
		expect(saved).toContain(`"${keyOf(0)}":{"model":"${MODEL}"`);
		expect(node.ledger().find(keyOf(0), START)).toMatchObject({ taskId: 'task-1' });
	});
});

describe('When the first fault ends the run', () => {
	const refuseThird = (nth: number) =>
		nth === 3 ? response(400, { code: 'InvalidParameter', message: 'No' }) : undefined;
	const node = new SimulatedNode({ pending: 1_000, running: MINUTE, create: refuseThird });
	let results: Array<JobResult<string>>;
	beforeAll(async () => {
		results = await node.run(items(12), { stopAtFirstFault: true });
	});

	test('nothing more is submitted', () => {
		expect(node.submits()).toHaveLength(3);
	});

	test('the siblings stop where they are: with a task or without', () => {
		expect(classes(results)).toEqual([
			'stopped',
			'stopped',
			'input',
			...Array.from({ length: 9 }, () => 'stopped'),
		]);
		expect(results.map(({ taskId }) => taskId).filter(Boolean)).toEqual(['task-1', 'task-2']);
		expect(results[0]?.fault).toMatchObject({ taskId: 'task-1', message: expect.stringContaining('task-1') });
	});

	test('they do not wait for their videos', () => {
		expect(node.clock.elapsed()).toBeLessThan(5_000);
	});

	test('and what they had submitted is remembered for the next try', () => {
		expect(remembered(node)).toEqual(['task-1', 'task-2']);
	});

	test('whereas in a continue mode all others go on', async () => {
		const other = new SimulatedNode({ pending: 1_000, running: MINUTE, create: refuseThird });
		const all = await other.run(items(12));
		expect(all.filter(({ delivered }) => delivered)).toHaveLength(11);
	});
});

describe('After Stop', () => {
	test('a create call that is under way is finished, so that its id is known', async () => {
		const node: SimulatedNode = new SimulatedNode();
		node.clock.at(25, () => node.halt.abort());
		const results = await node.run(items(8));
		expect(node.submits()).toHaveLength(1);
		expect(results[0]).toMatchObject({ taskId: 'task-1', fault: { class: 'stopped', taskId: 'task-1' } });
		expect(classes(results)).toEqual(Array.from({ length: 8 }, () => 'stopped'));
		expect(node.clock.elapsed()).toBeLessThan(1_000);
	});

	test('only tasks that are still PENDING are called off, and forgotten', async () => {
		const node: SimulatedNode = new SimulatedNode({ pending: 6_000, running: 10 * MINUTE });
		await node.run(items(3), { maximumWait: 20_000 });
		// The first three run by now; the next two will not have begun when Stop comes.
		const second = node.run([submitJob(3), submitJob(4)]);
		node.clock.at(node.clock.elapsed() + 2_000, () => node.halt.abort());
		const results = await second;
		await node.cancelPending(results);
		expect(node.cancels()).toEqual(['task-4', 'task-5']);
		expect(node.service.tasks.filter(({ canceledAt }) => canceledAt).map(({ id }) => id)).toEqual([
			'task-4',
			'task-5',
		]);
		expect(results[0]?.fault).toMatchObject({ stage: 'cancel', class: 'stopped', taskId: 'task-4' });
		expect(results[0]?.fault?.message).toContain('before task');
		expect(results[0]?.fault?.message).not.toContain('canceled');
		expect(remembered(node)).toEqual(['task-1', 'task-2', 'task-3']);
	});

	test('a task that was seen RUNNING is not called off, and stays remembered', async () => {
		const node: SimulatedNode = new SimulatedNode({ pending: 1_000, running: 10 * MINUTE });
		node.clock.at(30_000, () => node.halt.abort());
		const results = await node.run(items(1));
		await node.cancelPending(results);
		expect(node.cancels()).toEqual([]);
		expect(results[0]?.fault).toMatchObject({ stage: 'wait', class: 'stopped', taskId: 'task-1' });
		expect(results[0]?.fault?.message).toContain('RUNNING');
		expect(remembered(node)).toEqual(['task-1']);
	});

	test('a task that began in the meantime is named as it was, and stays remembered', async () => {
		const node: SimulatedNode = new SimulatedNode({ pending: 1_000, running: 10 * MINUTE });
		node.clock.at(3_000, () => node.halt.abort());
		const results = await node.run(items(1));
		await node.cancelPending(results);
		expect(node.cancels()).toHaveLength(1);
		expect(results[0]?.fault).toMatchObject({ stage: 'wait', class: 'stopped', taskId: 'task-1' });
		expect(remembered(node)).toEqual(['task-1']);
	});

	test("a task of another run that was only waited for is not this run's to call off", async () => {
		const node: SimulatedNode = new SimulatedNode({ pending: 10 * MINUTE, running: MINUTE });
		await node.run(items(1, { goal: { query: 'no', download: false } }));
		node.clock.at(node.clock.elapsed() + 10_000, () => node.halt.abort());
		const results = await node.run([knownJob('task-1')]);
		expect(classes(results)).toEqual(['stopped']);
		await node.cancelPending(results);
		expect(node.cancels()).toEqual([]);
	});
});
