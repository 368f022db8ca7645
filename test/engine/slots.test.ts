import { afterStop } from '../harness/nodeLog';
import { engine, standIn, startService, useEngine } from '../harness/suite';
import { imageToVideo, runWan } from '../harness/wan';

useEngine();

const itemsOf = (count: number) => Array.from({ length: count }, (_, index) => ({ json: { index } }));
const tasks = () => [...standIn.tasks.values()];
const statuses = () => tasks().map(({ status }) => status);
const ended = (status: string) => statuses().filter((each) => each === status).length;

/** The fewest tasks that ran at any time between two. */
function fewestRunning(from: number, to: number): number {
	const spans = tasks().map(({ scheduledAt = 0, endedAt = 0 }) => [scheduledAt, endedAt] as const);
	const times = spans.flatMap(([start, end]) => [start, end]).filter((at) => at >= from && at < to);
	return Math.min(...times.map((at) => spans.filter(([start, end]) => start <= at && at < end).length));
}

it('No slot of the service stands empty until the last task has begun', async () => {
	await startService({ taskSeconds: (_model, n) => 45 + ((n * 37) % 31) });
	const { items } = await runWan(engine, standIn, imageToVideo(), { items: itemsOf(20) });
	expect(items).toHaveLength(20);
	const begins = tasks().map(({ scheduledAt = 0 }) => scheduledAt);
	expect(fewestRunning(begins[4] ?? 0, Math.max(...begins))).toBe(5);
	expect(standIn.books.filter(({ status }) => status === 429)).toEqual([]);
});

it.each([
	['40 of 60', 60, 40, 40],
	['40 of 40', 40, 40, 40],
	['23 of 40, while more are submitted', 40, 40, 23],
	['8 of 20, with the usual lead', 20, undefined, 8],
	['6 of 7', 7, 7, 6],
])(
	'Stop calls off all that wait within 5 seconds, and submits nothing after: with %s at the service',
	async (_what, items, tasksAtOnce, atStop) => {
		await startService({ taskSeconds: (_model, n) => 120 + ((n * 37) % 31) });
		let stoppedAt = Number.NaN;
		const { run } = await runWan(engine, standIn, imageToVideo({ options: { tasksAtOnce } }), {
			items: itemsOf(items),
			onStart: (stop) =>
				// A request that comes when so many are there; it is answered as always.
				['query', 'submit'].forEach((on) =>
					standIn.misbehave({
						on: on as 'query',
						what: '500',
						which: () => {
							if (standIn.tasks.size < atStop || !Number.isNaN(stoppedAt)) return false;
							stoppedAt = standIn.now();
							stop();
							return false;
						},
					}),
				),
		});
		expect(run.status).toBe('canceled');
		// The node has ended already; what waits is canceled behind it.
		await afterStop(5_000);
		// One create call may be under way.
		expect([atStop, atStop + 1]).toContain(tasks().length);
		expect([ended('RUNNING'), ended('CANCELED')]).toEqual([5, tasks().length - 5]);
		const last = Math.max(...tasks().map(({ endedAt = 0 }) => endedAt));
		expect(last - stoppedAt).toBeLessThanOrEqual(5_000);
		expect(standIn.books.some(({ kind, at }) => kind === 'submit' && at > stoppedAt)).toBe(false);
	},
);

describe('When the first fault ends the run', () => {
	const fail = async (options: { callOffAtStop?: boolean }) => {
		await startService({ taskSeconds: 60 });
		standIn.script({ status: 'FAILED', code: 'InternalError', message: 'oops', afterSeconds: 2 });
		const result = await runWan(engine, standIn, imageToVideo({ options }), { items: itemsOf(20) });
		expect(result.error?.message).toContain('The task failed');
		return result;
	};

	it('what waits at the service is called off and not charged, and the error names what goes on', async () => {
		const { error } = await fail({});
		expect(tasks().length).toBeGreaterThan(6);
		expect(statuses().filter((status) => status === 'PENDING')).toEqual([]);
		expect(ended('CANCELED')).toBeGreaterThan(0);
		for (const { taskId, status } of tasks())
			expect(String(error?.description).includes(taskId)).toBe(status !== 'CANCELED');
	});

	it('it is left alone where the user turned calling off off', async () => {
		await fail({ callOffAtStop: false });
		expect(standIn.count('cancel')).toBe(0);
	});
});

it.each([
	[4, 10, 30],
	[4, 25, 7],
	[2, 20, 45],
	[3, 5, 90],
])(
	'%i executions of %i items on one account, tasks of about %i s, stay below its create limit after the first 429, and lose nothing',
	async (executions, count, seconds) => {
		await startService({ taskSeconds: (_model, n) => seconds + ((n * 37) % 11) });
		const runs = await Promise.all(
			Array.from(
				{ length: executions },
				async () => await runWan(engine, standIn, imageToVideo(), { items: itemsOf(count) }),
			),
		);
		expect(runs.map(({ items }) => items.length)).toEqual(Array(executions).fill(count));
		expect(standIn.tasks.size).toBe(executions * count);
		const submits = standIn.books.filter(({ kind }) => kind === 'submit');
		const first = submits.find(({ status }) => status === 429)?.at ?? 0;
		expect(first).toBeGreaterThan(0);
		// Each execution has to meet a 429 of its own, which all do within a second.
		const later = submits.filter(({ at }) => at > first + 1_000);
		expect(later.length).toBeGreaterThan(0);
		expect(later.filter(({ status }) => status === 429).length).toBe(0);
		for (const { at } of later)
			expect(later.filter((other) => other.at >= at && other.at < at + 1_000).length).toBeLessThanOrEqual(5);
	},
);
