import { err, ok } from '../../nodes/core/base/result';
import type { Deliver } from '../../nodes/core/tasks/job';
import { response, START, throttled } from '../harness/fakes';
import { items, keyOf, MINUTE, SimulatedNode } from '../harness/simulatedNode';

describe('A task that brings no video', () => {
	test.each([
		['FAILED', { code: 'DataInspectionFailed', message: 'Output data may contain…' }, 'blocked'],
		['FAILED', { code: 'InternalError', message: 'Oops' }, 'retry'],
		['FAILED', {}, 'retry'],
		['CANCELED', {}, 'ended'],
		['UNKNOWN', {}, 'expired'],
	] as const)(
		'because it ended as %s %j is a fault of class %s that names it',
		async (status, words, kind) => {
			const ending = () => ({ status, ...words });
			const [result] = await new SimulatedNode({ pending: 0, running: 10_000, ending }).run(items(1));
			expect(result).toMatchObject({
				taskId: 'task-1',
				response: { status },
				fault: { class: kind, stage: 'wait', taskId: 'task-1' },
			});
			expect(`${result?.fault?.message} ${result?.fault?.description}`).not.toContain('canceled');
		},
	);

	test('because it succeeded without a link is a fault, not an empty video', async () => {
		const ending = () => ({ status: 'SUCCEEDED' });
		const [result] = await new SimulatedNode({ pending: 0, running: 10_000, ending }).run(items(1));
		expect(result?.fault?.message).toContain('no link');
		expect(result?.delivered).toBeUndefined();
	});

	test('because it cannot be looked up is a fault that says that it goes on', async () => {
		const query = () => response(401, { code: 'InvalidApiKey', message: 'No', request_id: 'r' });
		const [result] = await new SimulatedNode({ pending: 0, running: 1, query }).run(items(1));
		expect(result).toMatchObject({ taskId: 'task-1', fault: { class: 'key or region', taskId: 'task-1' } });
		expect(result?.fault?.description).toMatch(/Task\W+Wait/);
	});
});

describe('A task that the service does not know', () => {
	const unknown = (id: string) => response(200, { output: { task_id: id, task_status: 'UNKNOWN' } });

	test('is given up when it stays so for more than a minute, whatever the die says', async () => {
		for (const die of [0, 0.5, 1]) {
			const node = new SimulatedNode({ pending: 0, running: 1, query: unknown }, () => die);
			const [result] = await node.run(items(1));
			expect(result?.fault).toMatchObject({ class: 'expired' });
			expect(node.clock.elapsed()).toBeGreaterThan(MINUTE);
			expect(node.queries().length).toBeLessThanOrEqual(8);
		}
	});

	test('when Maximum Wait is over sooner may be known later: nothing is said to have expired', async () => {
		const node = new SimulatedNode({ pending: 0, running: 1, query: unknown });
		const [result] = await node.run(items(1), { maximumWait: MINUTE / 2 });
		expect(result?.fault).toMatchObject({ class: 'deadline', taskId: 'task-1' });
		expect(node.ledger().taskIds()).toEqual(new Set(['task-1']));
	});

	test('is waited for by nobody after a stop', async () => {
		const node = new SimulatedNode({ pending: 0, running: 1, query: unknown });
		node.clock.at(15_000, () => node.halt.abort());
		const [result] = await node.run(items(1));
		expect(result?.fault).toMatchObject({ class: 'stopped', taskId: 'task-1' });
		expect(node.clock.elapsed()).toBe(15_000);
	});
});

describe('A service whose clock is hours off', () => {
	const looksWith = async (hours: number) => {
		const node: SimulatedNode = new SimulatedNode({
			pending: 0,
			running: 10 * MINUTE,
			query: (id) => {
				if (node.clock.elapsed() > 10 * MINUTE) return undefined;
				// The service's times are UTC+8.
				const at = new Date(START + (8 + hours) * 60 * MINUTE).toISOString().replace(/[TZ]/g, ' ').trim();
				return response(200, { output: { task_id: id, task_status: 'RUNNING', submit_time: at } });
			},
		});
		expect((await node.run(items(1)))[0]).toMatchObject({ delivered: 'task-1.mp4' });
		return node.queries().length;
	};

	test.each([-12, -3, 3, 12])('by %i is asked as often as any other', async (hours) => {
		expect(await looksWith(hours)).toBe(await looksWith(0));
	});
});

describe('When Maximum Wait is over', () => {
	const slow = { pending: 1_000, running: 10 * MINUTE };
	const short = { maximumWait: 2 * MINUTE };

	test('the item fails, with the id and how to fetch the video', async () => {
		const node = new SimulatedNode(slow);
		const [result] = await node.run(items(1), short);
		expect(result).toMatchObject({ taskId: 'task-1', fault: { class: 'deadline', taskId: 'task-1' } });
		expect(result?.fault?.message).toBe('The task was still RUNNING after 2 minutes');
		expect(result?.fault?.description).toMatch(/Task\W+Wait/);
		expect(node.clock.elapsed()).toBeGreaterThanOrEqual(2 * MINUTE);
		expect(node.clock.elapsed()).toBeLessThan(2 * MINUTE + 1_000);
		expect(node.ledger().taskIds()).toEqual(new Set(['task-1']));
	});

	test('or the task is given as it is, if the user wants that', async () => {
		const [result] = await new SimulatedNode(slow).run(items(1), { ...short, atDeadline: 'return task' });
		expect(result).toMatchObject({ taskId: 'task-1', response: { status: 'RUNNING' } });
		expect(result?.fault).toBeUndefined();
		expect(result?.delivered).toBeUndefined();
	});

	test('as it was last seen, where the service is too busy to be asked just then', async () => {
		const node: SimulatedNode = new SimulatedNode({
			...slow,
			query: () => (node.clock.elapsed() > MINUTE ? throttled() : undefined),
		});
		const [result] = await node.run(items(1), { ...short, atDeadline: 'return task' });
		expect(result).toMatchObject({ taskId: 'task-1', response: { status: 'RUNNING' } });
		expect(result?.fault).toBeUndefined();
	});

	test('a video that was ready in time is not lost by a pause across the deadline', async () => {
		const node = new SimulatedNode({ pending: 0, running: 118_000 });
		expect((await node.run(items(1), short))[0]).toMatchObject({ delivered: 'task-1.mp4' });
	});

	test('each item has had its full time, also those that waited for a slot', async () => {
		const results = await new SimulatedNode({ pending: 0, running: 100_000 }).run(
			items(3, { limit: 1 }),
			short,
		);
		expect(results.map(({ fault }) => fault)).toEqual([undefined, undefined, undefined]);
	});

	test('a throttled service is not waited for any longer', async () => {
		const node = new SimulatedNode({ pending: 0, running: 1, create: () => throttled() });
		const [result] = await node.run(items(1), short);
		expect(result?.fault).toMatchObject({ stage: 'submit', class: 'retry', model: 'wan2.6-i2v' });
		expect(result?.taskId).toBeUndefined();
		expect(node.clock.elapsed()).toBeLessThanOrEqual(2 * MINUTE + 100);
	});
});

describe('A download', () => {
	test('that fails keeps the link, the id and the finished state, and is taken up by a retry', async () => {
		const node = new SimulatedNode();
		const broken: Deliver<string> = async () =>
			err({ stage: 'download', class: 'retry', message: 'The download broke', description: 'Try again.' });
		const [result] = await node.run(items(1), {}, broken);
		const videoUrl = 'https://result.example.com/task-1.mp4';
		expect(result).toMatchObject({
			taskId: 'task-1',
			response: { status: 'SUCCEEDED', videoUrl },
			fault: { stage: 'download', taskId: 'task-1', videoUrl },
		});
		expect(node.ledger().find(keyOf(0), START)?.taskId).toBe('task-1');
		expect((await node.run(items(1)))[0]).toMatchObject({ delivered: 'task-1.mp4' });
		expect(node.submits()).toHaveLength(1);
	});

	test('has to be done by the deadline of its item', async () => {
		const deadlines: number[] = [];
		const deliver: Deliver<string> = async (_job, _answer, deadline) => {
			deadlines.push(deadline - START);
			return ok('file');
		};
		await new SimulatedNode().run(items(1), {}, deliver);
		expect(deadlines).toEqual([30 * MINUTE]);
	});
});
