import { failed, succeeded } from '../../nodes/core/outcome';
import { StudioClient } from '../../nodes/core/studio/client';
import type { Job } from '../../nodes/core/tasks/job';
import { Ledger } from '../../nodes/core/tasks/ledger';
import { runJobs, type RunSettings, type RunTools } from '../../nodes/core/tasks/run';
import { answer, FakeClock, SimulatedService, START, throttled, type Behaviour } from '../fixtures/seed/fakes';

const MINUTE = 60_000;
const settings: RunSettings = {
	maximumWait: 30 * MINUTE,
	pollCeiling: 15_000,
	atDeadline: 'fail',
	stopAtFirstFault: false,
};

function submitJob(itemIndex: number, more: { model?: string; limit?: number; until?: Job['until'] } = {}): Job {
	const { model = 'wan2.6-i2v', limit = 5, until = 'delivered' } = more;
	const path = '/services/aigc/video-generation/video-synthesis';
	return {
		itemIndex,
		start: {
			kind: 'submit',
			request: { path, headers: {}, body: { model, input: { prompt: `item ${itemIndex}` } } },
			key: `key-${model}-${itemIndex}`,
			model,
			limits: { submitsPerSecond: limit, runningTasks: limit },
		},
		until,
	};
}

const knownJob = (taskId: string, until: Job['until'] = 'ended'): Job => ({
	itemIndex: 0,
	start: { kind: 'known task', taskId },
	until,
});

interface Options {
	behaviour?: Behaviour;
	settings?: Partial<RunSettings>;
	tools?: Partial<RunTools<string>>;
	service?: SimulatedService;
	clock?: FakeClock;
}

async function run(jobs: Job[], options: Options = {}) {
	const clock = options.clock ?? new FakeClock();
	const service = options.service ?? new SimulatedService(clock, options.behaviour);
	const halt = new AbortController();
	const random = () => 0.5;
	const client = new StudioClient('https://x.example/api/v1', service, { clock, random, stop: halt.signal });
	const ledger = Ledger.open({}, 0);
	const deliver: RunTools<string>['deliver'] = async (_job, { videoUrl }) => succeeded(`file of ${videoUrl}`);
	const tools = { client, clock, random, ledger, halt, deliver, ...options.tools };
	const results = await clock.run(runJobs<string>(jobs, { ...settings, ...options.settings }, tools));
	return { results, service, clock, ledger };
}

const times = (count: number) => Array.from({ length: count }, (_, index) => index);

describe('Many videos', () => {
	test('come back in the order of their items, each with its own', async () => {
		const { results } = await run(times(12).map((index) => submitJob(index)));
		expect(results.map(({ job }) => job.itemIndex)).toEqual(times(12));
		for (const { taskId, answer: last, delivered, fault } of results) {
			expect(fault).toBeUndefined();
			expect(last).toMatchObject({ taskId, status: 'SUCCEEDED' });
			expect(delivered).toBe(`file of https://result.example.com/${taskId}.mp4`);
		}
		expect(new Set(results.map(({ taskId }) => taskId)).size).toBe(12);
	});

	test("take as long as the service needs for them, and no task is above the model's limit", async () => {
		const { service, clock } = await run(times(20).map((index) => submitJob(index)));
		expect(service.mostAtOnce('wan2.6-i2v')).toBe(5);
		// Four rounds of 61 seconds; twenty times one would be 1220.
		expect(clock.elapsed()).toBeLessThan(4 * 61_000 * 1.25);
	});

	test.each([1, 2, 8])('are at most %i at once when the user says so', async (runningTasks) => {
		const { service } = await run(times(10).map((index) => submitJob(index)), { settings: { runningTasks } });
		expect(service.mostAtOnce('wan2.6-i2v')).toBe(runningTasks);
	});

	test('of two models do not wait for each other', async () => {
		const jobs = times(8).map((index) =>
			index % 2 ? submitJob(index) : submitJob(index, { model: 'wan2.2-i2v-plus', limit: 2 }),
		);
		const { service } = await run(jobs);
		expect(service.mostAtOnce('wan2.2-i2v-plus')).toBe(2);
		expect(service.mostAtOnce('wan2.6-i2v')).toBe(4);
	});

	test('are submitted no faster than the model allows, and looked at no faster than ten times a second', async () => {
		const { service } = await run(times(20).map((index) => submitJob(index, { limit: 2 })), {
			settings: { runningTasks: 20 },
		});
		const most = (at: number[]) =>
			Math.max(...at.map((from) => at.filter((t) => t >= from && t < from + 1_000).length));
		expect(most(service.submits().map(({ at }) => at))).toBeLessThanOrEqual(2);
		const queries = service.calls.filter(({ method }) => method === 'GET');
		expect(most(queries.map(({ at }) => at))).toBeLessThanOrEqual(10);
	});

	test('are brought home at most three at a time, and a download holds no slot of the service', async () => {
		const clock = new FakeClock();
		let now = 0;
		let most = 0;
		const deliver: RunTools<string>['deliver'] = async () => {
			most = Math.max(most, ++now);
			await clock.sleep(10 * MINUTE);
			now--;
			return succeeded('file');
		};
		const { service } = await run(times(10).map((index) => submitJob(index)), { clock, tools: { deliver } });
		expect(most).toBe(3);
		// The second five began while the first were still being downloaded.
		expect(service.submits().at(-1)?.at).toBeLessThan(2 * MINUTE);
	});
});

describe('One task', () => {
	test('is looked at first after 5 seconds, then ever more rarely', async () => {
		const { service } = await run([submitJob(0)], { behaviour: { pending: 1_000, running: 300_000 } });
		const looks = service.calls.filter(({ method }) => method === 'GET').map(({ at }) => at);
		expect(looks[0]).toBeGreaterThanOrEqual(5_000);
		expect(looks[0]).toBeLessThan(6_000);
		const gaps = looks.slice(1).map((at, index) => at - (looks[index] ?? 0));
		expect(Math.max(...gaps)).toBeLessThanOrEqual(15_050);
		for (let index = 1; index < gaps.length; index++) expect(gaps[index]).toBeGreaterThanOrEqual((gaps[index - 1] ?? 0) - 1);
	});

	test.each([
		['submitted', 0, undefined],
		['looked', 1, 'RUNNING'],
		['looked and delivered', 1, 'RUNNING'],
	] as const)('until "%s": %i looks', async (until, looks, status) => {
		const clock = new FakeClock();
		const service = new SimulatedService(clock, { pending: 0, running: MINUTE });
		const job = until === 'submitted' ? submitJob(0, { until }) : knownJob('task-1', until);
		if (until !== 'submitted') await run([submitJob(0, { until: 'submitted' })], { clock, service });
		const before = service.calls.length;
		const { results } = await run([job], { clock, service });
		expect(service.calls.slice(before).filter(({ method }) => method === 'GET')).toHaveLength(looks);
		expect(results[0]).toMatchObject({ taskId: 'task-1' });
		expect(results[0]?.answer?.status).toBe(status);
		expect(results[0]?.fault).toBeUndefined();
		expect(results[0]?.delivered).toBeUndefined();
	});

	test('that is known already is looked at at once', async () => {
		const clock = new FakeClock();
		const service = new SimulatedService(clock, { pending: 0, running: 0 });
		await run([submitJob(0, { until: 'submitted' })], { clock, service });
		const { results } = await run([knownJob('task-1', 'delivered')], { clock, service });
		expect(results[0]).toMatchObject({ delivered: 'file of https://result.example.com/task-1.mp4' });
		expect(clock.elapsed()).toBeLessThan(1_000);
		expect(service.submits()).toHaveLength(1);
	});

	test('is not downloaded when only its end was wanted', async () => {
		const deliver = jest.fn();
		const { results } = await run([submitJob(0, { until: 'ended' })], { tools: { deliver } });
		expect(results[0]?.answer?.status).toBe('SUCCEEDED');
		expect(deliver).not.toHaveBeenCalled();
	});

	test.each([
		['FAILED', { code: 'DataInspectionFailed', message: 'Output data may contain…' }, 'blocked'],
		['FAILED', { code: 'InternalError', message: 'Oops' }, 'retry'],
		['FAILED', {}, 'retry'],
		['CANCELED', {}, 'ended'],
		['UNKNOWN', {}, 'expired'],
	] as const)('that ends as %s %j is a fault of class %s that names it', async (status, words, kind) => {
		const behaviour = { pending: 0, running: 10_000, ending: () => ({ status, ...words }) };
		const { results } = await run([submitJob(0)], { behaviour });
		expect(results[0]).toMatchObject({
			taskId: 'task-1',
			answer: { status },
			fault: { class: kind, stage: 'wait', taskId: 'task-1' },
		});
		expect(`${results[0]?.fault?.what} ${results[0]?.fault?.advice}`).not.toContain('canceled');
	});

	test('that succeeded without a link is a fault, not an empty video', async () => {
		const behaviour = { pending: 0, running: 10_000, ending: () => ({ status: 'SUCCEEDED' }) };
		const { results } = await run([submitJob(0)], { behaviour });
		expect(results[0]?.fault?.what).toContain('no link');
	});

	test.each(['SUSPENDED', 'QUEUEING'])('in the status %s goes on', async (odd) => {
		const clock = new FakeClock();
		const query = (id: string) =>
			clock.elapsed() < 20_000
				? answer(200, { output: { task_id: id, task_status: odd } })
				: undefined;
		const service = new SimulatedService(clock, { pending: 0, running: 10_000, query });
		const { results } = await run([submitJob(0)], { clock, service });
		expect(results[0]).toMatchObject({ answer: { status: 'SUCCEEDED' } });
	});

	test('that cannot be looked up is a fault that says that it goes on', async () => {
		const query = () => answer(401, { code: 'InvalidApiKey', message: 'No', request_id: 'r' });
		const { results } = await run([submitJob(0)], { behaviour: { pending: 0, running: 1, query } });
		expect(results[0]).toMatchObject({ taskId: 'task-1', fault: { class: 'key or region', taskId: 'task-1' } });
		expect(results[0]?.fault?.advice).toMatch(/Task\W+Wait/);
	});

	test('that fails is only its own misfortune where the run goes on', async () => {
		const ending = ({ id }: { id: string }) =>
			id === 'task-2' ? { status: 'FAILED' } : { status: 'SUCCEEDED', video_url: `https://x.example/${id}` };
		const { results } = await run(times(4).map((index) => submitJob(index)), {
			behaviour: { pending: 0, running: 10_000, ending },
		});
		expect(results.map(({ fault }) => fault?.class)).toEqual([undefined, 'retry', undefined, undefined]);
	});
});

describe('When Maximum Wait is over', () => {
	const behaviour = { pending: 1_000, running: 10 * MINUTE };
	const short = { maximumWait: 2 * MINUTE };

	test('the item fails, with the id and how to fetch the video', async () => {
		const { results, clock, ledger } = await run([submitJob(0)], { behaviour, settings: short });
		expect(results[0]).toMatchObject({ taskId: 'task-1', fault: { class: 'deadline', taskId: 'task-1' } });
		expect(results[0]?.fault?.what).toBe('The task was still RUNNING after 2 minutes');
		expect(results[0]?.fault?.advice).toMatch(/Task\W+Wait/);
		expect(clock.elapsed()).toBeGreaterThanOrEqual(2 * MINUTE);
		expect(clock.elapsed()).toBeLessThan(2 * MINUTE + 1_000);
		expect(ledger.taskIds()).toEqual(new Set(['task-1']));
	});

	test('or the task is given as it is, if the user wants that', async () => {
		const { results } = await run([submitJob(0)], { behaviour, settings: { ...short, atDeadline: 'return task' } });
		expect(results[0]).toMatchObject({ taskId: 'task-1', stillRunning: true, answer: { status: 'RUNNING' } });
		expect(results[0]?.fault).toBeUndefined();
		expect(results[0]?.delivered).toBeUndefined();
	});

	test('each item has had its full time, also those that waited for a slot', async () => {
		const jobs = times(3).map((index) => submitJob(index, { limit: 1 }));
		const { results } = await run(jobs, {
			behaviour: { pending: 0, running: 100_000 },
			settings: short,
		});
		expect(results.map(({ fault }) => fault)).toEqual([undefined, undefined, undefined]);
	});

	test('a throttled service is not waited for any longer', async () => {
		const { results, clock } = await run([submitJob(0)], {
			behaviour: { pending: 0, running: 1, create: () => throttled() },
			settings: short,
		});
		expect(results[0]?.fault).toMatchObject({ stage: 'submit', class: 'retry', model: 'wan2.6-i2v' });
		expect(results[0]?.taskId).toBeUndefined();
		expect(clock.elapsed()).toBeLessThanOrEqual(2 * MINUTE + 100);
	});
});

test('A failed download keeps the link, the id and the finished state', async () => {
	const deliver: RunTools<string>['deliver'] = async () =>
		failed({ stage: 'download', class: 'retry', what: 'The download broke', advice: 'Try again.' });
	const { results, ledger } = await run([submitJob(0)], { tools: { deliver } });
	expect(results[0]).toMatchObject({
		taskId: 'task-1',
		answer: { status: 'SUCCEEDED', videoUrl: 'https://result.example.com/task-1.mp4' },
		fault: { stage: 'download', taskId: 'task-1', videoUrl: 'https://result.example.com/task-1.mp4' },
	});
	// Paid for, so a retry takes it up.
	expect(ledger.find('key-wan2.6-i2v-0', START)?.taskId).toBe('task-1');
});

test('The video is delivered before the deadline of its item', async () => {
	const deadlines: number[] = [];
	const deliver: RunTools<string>['deliver'] = async (_job, _answer, deadline) => {
		deadlines.push(deadline - START);
		return succeeded('file');
	};
	await run([submitJob(0)], { tools: { deliver } });
	expect(deadlines).toEqual([30 * MINUTE]);
});
