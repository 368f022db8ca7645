import { Engine } from '../harness/engine';
import { backToRealTime, startInSimulatedTime } from '../harness/fastTime';
import { afterStop } from '../harness/nodeLog';
import { imageToVideo, packageDirectory, runWan } from '../harness/wan';
import type { StandIn } from '../standIn';

let engine: Engine;
let standIn: StandIn;

beforeAll(async () => {
	engine = await Engine.start(packageDirectory);
});
afterEach(async () => {
	backToRealTime();
	await standIn.close();
});

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
	standIn = await startInSimulatedTime({ taskSeconds: (_model, n) => 45 + ((n * 37) % 31) });
	const { items } = await runWan(engine, standIn, imageToVideo(), { items: itemsOf(20) });
	expect(items).toHaveLength(20);
	const begins = tasks().map(({ scheduledAt = 0 }) => scheduledAt);
	expect(fewestRunning(begins[4] ?? 0, Math.max(...begins))).toBe(5);
	expect(standIn.books.filter(({ status }) => status === 429)).toEqual([]);
});

it('Stop calls off all of 40 that wait within 5 seconds, and submits nothing after', async () => {
	standIn = await startInSimulatedTime({ taskSeconds: 300 });
	let stoppedAt = Number.NaN;
	const { run } = await runWan(engine, standIn, imageToVideo({ options: { tasksAtOnce: 40 } }), {
		items: itemsOf(60),
		onStart: (stop) =>
			standIn.misbehave({
				on: 'query',
				what: '500',
				which: () => {
					if (standIn.tasks.size < 40 || !Number.isNaN(stoppedAt)) return false;
					stoppedAt = standIn.now();
					stop();
					return false;
				},
			}),
	});
	expect(run.status).toBe('canceled');
	// The node has ended already; what waits is canceled behind it.
	await afterStop(5_000);
	expect(tasks()).toHaveLength(40);
	expect([ended('RUNNING'), ended('CANCELED')]).toEqual([5, 35]);
	const last = Math.max(...tasks().map(({ endedAt = 0 }) => endedAt));
	expect(last - stoppedAt).toBeLessThanOrEqual(5_000);
	expect(standIn.books.some(({ kind, at }) => kind === 'submit' && at > stoppedAt)).toBe(false);
});

describe('When the first fault ends the run', () => {
	const fail = async (options: { callOffAtStop?: boolean }) => {
		standIn = await startInSimulatedTime({ taskSeconds: 60 });
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

it('Four executions on one account stay below its create limit after the first 429, and lose nothing', async () => {
	standIn = await startInSimulatedTime({ taskSeconds: 30 });
	const runs = await Promise.all(
		[1, 2, 3, 4].map(async () => await runWan(engine, standIn, imageToVideo(), { items: itemsOf(10) })),
	);
	expect(runs.map(({ items }) => items.length)).toEqual([10, 10, 10, 10]);
	expect(standIn.tasks.size).toBe(40);
	const submits = standIn.books.filter(({ kind }) => kind === 'submit');
	const first = submits.find(({ status }) => status === 429)?.at ?? 0;
	expect(first).toBeGreaterThan(0);
	// Each execution has to meet a 429 of its own, which all do within a second.
	const later = submits.filter(({ at }) => at > first + 1_000);
	expect(later.filter(({ status }) => status === 429).length).toBe(0);
	for (const { at } of later)
		expect(later.filter((other) => other.at >= at && other.at < at + 1_000).length).toBeLessThanOrEqual(5);
});
