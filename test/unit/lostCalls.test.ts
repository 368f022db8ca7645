import { response, HTML, silence, throttled } from '../harness/fakes';
import { describeCandidates } from '../../nodes/core/tasks/reconcile';
import { classes, items, keyOf, MINUTE, SimulatedNode, submitJob } from '../harness/simulatedNode';

describe('For a create call whose answer was lost', () => {
	const loseSecond = (nth: number, make: () => unknown) => {
		if (nth !== 2) return undefined;
		make();
		return response(502, HTML);
	};

	test('the task list names the task that it may have made, and no task of its siblings', async () => {
		const node = new SimulatedNode({ pending: 1_000, running: MINUTE, create: loseSecond });
		const results = await node.run(items(3));
		await node.addCandidates(results);
		expect(classes(results)).toEqual([undefined, 'unclear', undefined]);
		const lost = node.service.tasks[1];
		expect(lost?.body).toMatchObject({ input: { prompt: 'item 1' } });
		expect(results[1]?.fault?.candidates).toEqual([
			{
				taskId: lost?.id,
				status: 'SUCCEEDED',
				createdAt: new Date(lost?.createdAt ?? 0).toISOString(),
			},
		]);
	});

	test('a task of a sibling that failed is none of its candidates', async () => {
		const ending = ({ id }: { id: string }) =>
			id === 'task-1' ? { status: 'FAILED' } : { status: 'SUCCEEDED', video_url: 'https://x.example/v.mp4' };
		const node = new SimulatedNode({ pending: 1_000, running: MINUTE, create: loseSecond, ending });
		const results = await node.run(items(3));
		await node.addCandidates(results);
		expect(classes(results)).toEqual(['retry', 'unclear', undefined]);
		expect(results[1]?.fault?.candidates?.map(({ taskId }) => taskId)).toEqual([node.service.tasks[1]?.id]);
	});

	test('the task is found also when the call was throttled for ten minutes before it was lost', async () => {
		const node: SimulatedNode = new SimulatedNode({
			pending: 0,
			running: MINUTE,
			create: (_nth, make) => {
				if (node.clock.elapsed() < 10 * MINUTE) return throttled();
				make();
				return silence('ECONNRESET');
			},
		});
		const results = await node.run(items(1));
		await node.addCandidates(results);
		expect(classes(results)).toEqual(['unclear']);
		expect(results[0]?.fault?.candidates?.map(({ taskId }) => taskId)).toEqual(['task-1']);
	});

	test('it says so when there is none', async () => {
		const node = new SimulatedNode({
			pending: 0,
			running: MINUTE,
			create: (nth) => (nth === 1 ? silence('ECONNRESET') : undefined),
		});
		const results = await node.run(items(2));
		await node.addCandidates(results);
		expect(results[0]?.fault?.candidates).toEqual([]);
	});

	test('tasks of long before or long after are none of its candidates', async () => {
		const node = new SimulatedNode({
			pending: 0,
			running: MINUTE,
			create: (nth) => (nth === 2 ? silence('ETIMEDOUT') : undefined),
		});
		await node.run([submitJob(7)]);
		node.ledger().forget(keyOf(7));
		await node.clock.run(node.clock.sleep(30 * MINUTE));
		const results = await node.run([submitJob(0)]);
		await node.clock.run(node.clock.sleep(30 * MINUTE));
		await node.run([submitJob(8)]);
		node.ledger().forget(keyOf(8));
		await node.addCandidates(results);
		expect(node.service.tasks).toHaveLength(2);
		expect(results[0]?.fault?.candidates).toEqual([]);
	});

	test('a task that two lost calls may have made is named once, though it began between the readings', () => {
		const of = (status: string) => ({
			stage: 'submit' as const,
			class: 'unclear' as const,
			message: '',
			description: '',
			candidates: [{ taskId: 'task-1', status, createdAt: '2026-11-22T03:00:00.000Z' }],
		});
		expect(describeCandidates([of('PENDING'), of('RUNNING')]).match(/task-1/g)).toHaveLength(1);
	});

	test('no list is asked for where no answer was lost', async () => {
		const node = new SimulatedNode();
		const results = await node.run(items(2));
		const before = node.service.calls.length;
		await node.addCandidates(results);
		expect(node.service.calls).toHaveLength(before);
	});
});
