import type { StudioRequest } from '../../nodes/core/studio/transport';
import { DEFAULT_POLL_CEILING_MS } from '../../nodes/core/tasks/pollPolicy';
import { START } from '../harness/fakes';
import { seededRandom } from '../harness/random';
import { items, knownJob, MINUTE, SimulatedNode } from '../harness/simulatedNode';

/** Milliseconds after which the simulated service reads a query. */
const ON_ITS_WAY = 50;

type Call = StudioRequest & { at: number };

/** Waits for so many old tasks, whose ends are that many milliseconds apart, and gives what the wait looked like. */
async function waitFor(count: number, apart: number, seed: number) {
	const first = 3 * MINUTE;
	const running = (index: number) => first + ((index * 7919) % count) * apart;
	const node = new SimulatedNode({ pending: 0, running }, seededRandom(seed));
	await node.run(items(count, { goal: { query: 'no', download: false }, limit: 500 }));
	const before = node.service.calls.length;
	const jobs = Array.from({ length: count }, (_, index) => ({
		...knownJob(`task-${index + 1}`),
		itemIndex: index,
	}));
	const results = await node.run(jobs, { pollCeiling: DEFAULT_POLL_CEILING_MS });
	const calls = node.service.calls.slice(before);
	const ends = new Map(node.service.tasks.map((task) => [task.id, node.service.endOf(task) - START]));
	let slowest = 0;
	for (const { url, at } of calls) {
		const taskId = url.split('/').at(-1) ?? '';
		const end = ends.get(taskId);
		if (end === undefined || at + ON_ITS_WAY < end) continue;
		slowest = Math.max(slowest, at - end);
		ends.delete(taskId);
	}
	return { results, calls, slowest, unseen: ends.size };
}

/** The most calls in any second, of calls in the order of their times. */
function busiestSecond(calls: readonly Call[]): number {
	let [first, most] = [0, 0];
	calls.forEach(({ at }, index) => {
		while ((calls[first]?.at ?? at) <= at - 1_000) first++;
		most = Math.max(most, index - first + 1);
	});
	return most;
}

describe('Every end is noticed by a query within the ceiling, with at most 10 queries a second in all', () => {
	// All ends at once stand in line for at most 60 queries; more of them come as far apart as the pace lets through.
	const cases = [1, 2, 10, 30, 60].flatMap((count) =>
		[0, 170, 1_000].map((apart) => [count, apart] as const),
	);

	test.each([...cases, [99, 150], [100, 150], [101, 150], [200, 150], [200, 300], [500, 150]] as const)(
		'%i tasks that end %i ms apart',
		async (count, apart) => {
			for (const seed of count > 60 ? [1] : [1, 2, 3]) {
				const { results, calls, slowest, unseen } = await waitFor(count, apart, seed);
				expect(results.every(({ response }) => response?.status === 'SUCCEEDED')).toBe(true);
				expect(unseen).toBe(0);
				expect(slowest).toBeLessThanOrEqual(DEFAULT_POLL_CEILING_MS);
				expect(busiestSecond(calls)).toBeLessThanOrEqual(10);
			}
		},
	);
});
