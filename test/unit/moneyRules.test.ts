import { succeeded } from '../../nodes/core/outcome';
import { StudioClient } from '../../nodes/core/studio/client';
import { addCandidates, callOffPending } from '../../nodes/core/tasks/aftermath';
import type { Job, JobResult } from '../../nodes/core/tasks/job';
import { Ledger } from '../../nodes/core/tasks/ledger';
import { runJobs, type RunSettings } from '../../nodes/core/tasks/run';
import { answer, FakeClock, HTML, SimulatedService, silence, START, throttled, type Behaviour } from '../fixtures/seed/fakes';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
const MODEL = 'wan2.6-i2v';
const settings: RunSettings = {
	maximumWait: 30 * MINUTE,
	pollCeiling: 15_000,
	atDeadline: 'fail',
	stopAtFirstFault: false,
};

const keyOf = (itemIndex: number) => `key-${itemIndex}`;
const job = (itemIndex: number, until: Job['until'] = 'delivered'): Job => ({
	itemIndex,
	start: {
		kind: 'submit',
		request: {
			path: '/services/aigc/video-generation/video-synthesis',
			headers: {},
			body: { model: MODEL, input: { prompt: `item ${itemIndex}` } },
		},
		key: keyOf(itemIndex),
		model: MODEL,
		limits: { submitsPerSecond: 5, runningTasks: 5 },
	},
	until,
});

/** A node in one execution: its context lives on from try to try, as does the service. */
class Node {
	readonly clock = new FakeClock();
	readonly context: Record<string, unknown> = {};
	readonly service: SimulatedService;
	halt = new AbortController();

	constructor(behaviour?: Behaviour) {
		this.service = new SimulatedService(this.clock, behaviour);
	}

	ledger(): Ledger {
		return Ledger.open(this.context, 0);
	}

	client(stop?: AbortSignal): StudioClient {
		const patience = { clock: this.clock, random: () => 0.5, ...(stop && { stop }) };
		return new StudioClient('https://x.example/api/v1', this.service, patience);
	}

	/** One try of the node for these items. */
	async run(jobs: Job[], change: Partial<RunSettings> = {}): Promise<Array<JobResult<string>>> {
		this.halt = new AbortController();
		return await this.clock.run(
			runJobs<string>(
				jobs,
				{ ...settings, ...change },
				{
					client: this.client(this.halt.signal),
					clock: this.clock,
					random: () => 0.5,
					ledger: this.ledger(),
					halt: this.halt,
					deliver: async (_job, { taskId }) => succeeded(`${taskId}.mp4`),
				},
			),
		);
	}

	async addCandidates(results: Array<JobResult<string>>): Promise<void> {
		const now = this.clock.now();
		const tools = { client: this.client(), ledger: this.ledger(), now, deadline: now + 30_000 };
		await this.clock.run(addCandidates(results, tools));
	}

	async callOffPending(results: Array<JobResult<string>>): Promise<void> {
		await this.clock.run(callOffPending(results, { client: this.client(), ledger: this.ledger() }));
	}
}

const items = (count: number, until?: Job['until']) => Array.from({ length: count }, (_, index) => job(index, until));
const classes = (results: Array<JobResult<string>>) => results.map(({ fault }) => fault?.class);

describe('When the node is run again with the same items', () => {
	test('what was submitted is taken up, and not paid again', async () => {
		const node = new Node({ pending: 0, running: 10 * MINUTE });
		const first = await node.run(items(3), { maximumWait: MINUTE });
		expect(classes(first)).toEqual(['deadline', 'deadline', 'deadline']);
		const second = await node.run(items(3));
		expect(node.service.submits()).toHaveLength(3);
		expect(second.map(({ taskId, delivered }) => [taskId, delivered])).toEqual(
			first.map(({ taskId }) => [taskId, `${taskId}.mp4`]),
		);
		expect(second[0]?.hints).toEqual([expect.stringContaining('task-1')]);
		expect(second[0]).toMatchObject({ requestId: 'create-task-1', submittedAt: first[0]?.submittedAt });
	});

	test('what was finished already comes back at once', async () => {
		const node = new Node();
		await node.run(items(2));
		const before = node.clock.elapsed();
		const again = await node.run(items(2));
		expect(again.map(({ delivered }) => delivered)).toEqual(['task-1.mp4', 'task-2.mp4']);
		expect(node.clock.elapsed() - before).toBeLessThan(1_000);
		expect(node.service.submits()).toHaveLength(2);
	});

	test.each(['FAILED', 'CANCELED'])('a task that ended as %s is forgotten and its item submitted anew', async (status) => {
		const ending = ({ id }: { id: string }) =>
			id === 'task-1' ? { status } : { status: 'SUCCEEDED', video_url: 'https://x.example/v.mp4' };
		const node = new Node({ pending: 0, running: 10_000, ending });
		expect((await node.run(items(1)))[0]?.fault).toBeDefined();
		expect(node.ledger().find(keyOf(0), node.clock.now())).toBeUndefined();
		expect((await node.run(items(1)))[0]).toMatchObject({ taskId: 'task-2', delivered: 'task-2.mp4' });
	});

	test('a create call that was refused is made again', async () => {
		const create = (nth: number) => (nth === 1 ? answer(400, { code: 'Arrearage', message: 'No' }) : undefined);
		const node = new Node({ pending: 0, running: 10_000, create });
		expect((await node.run(items(1)))[0]?.fault).toMatchObject({ class: 'quota', model: MODEL });
		expect((await node.run(items(1)))[0]).toMatchObject({ delivered: 'task-1.mp4' });
	});

	test('a create call whose answer was lost is not made again', async () => {
		const create = (nth: number, make: () => unknown) => {
			if (nth > 1) return undefined;
			make();
			return silence('ECONNRESET');
		};
		const node = new Node({ pending: 0, running: 10_000, create });
		expect(classes(await node.run(items(1)))).toEqual(['unclear']);
		expect(node.ledger().find(keyOf(0), START)).toMatchObject({ state: 'unclear', submittedAt: START });
		const second = await node.run(items(1));
		expect(second[0]).toMatchObject({ submittedAt: START, fault: { class: 'unclear', stage: 'submit', model: MODEL } });
		expect(second[0]?.fault?.what).toContain('earlier try');
		expect(node.service.submits()).toHaveLength(1);
	});

	test('a create call during which the process died is not made again', async () => {
		const node = new Node();
		node.ledger().note(keyOf(0), { state: 'submitting', model: MODEL, submittedAt: START });
		expect(classes(await node.run(items(1)))).toEqual(['unclear']);
		expect(node.service.submits()).toHaveLength(0);
	});

	test('a task that the service has forgotten after 24 hours is made anew', async () => {
		const node = new Node();
		await node.run(items(1));
		await node.clock.run(node.clock.sleep(DAY));
		expect((await node.run(items(1)))[0]).toMatchObject({ taskId: 'task-2', delivered: 'task-2.mp4' });
	});

	test('the ledger has the call before it is made', async () => {
		let saved = '';
		const node: Node = new Node({
			pending: 0,
			running: 10_000,
			create: () => {
				saved = JSON.stringify(node.context);
				return undefined;
			},
		});
		await node.run(items(1));
		expect(saved).toContain('submitting');
		expect(node.ledger().find(keyOf(0), START)).toMatchObject({ state: 'accepted', taskId: 'task-1' });
	});
});

describe('When the first fault ends the run', () => {
	const refuseThird = (nth: number) => (nth === 3 ? answer(400, { code: 'InvalidParameter', message: 'No' }) : undefined);
	const node = new Node({ pending: 1_000, running: MINUTE, create: refuseThird });
	let results: Array<JobResult<string>>;
	beforeAll(async () => {
		results = await node.run(items(12), { stopAtFirstFault: true });
	});

	test('nothing more is submitted', () => {
		expect(node.service.submits()).toHaveLength(3);
	});

	test('the siblings stop where they are: with a task or without', () => {
		expect(classes(results)).toEqual(['stopped', 'stopped', 'input', ...Array.from({ length: 9 }, () => 'stopped')]);
		expect(results.map(({ taskId }) => taskId).filter(Boolean)).toEqual(['task-1', 'task-2']);
		expect(results[0]?.fault).toMatchObject({ taskId: 'task-1', what: expect.stringContaining('task-1') });
	});

	test('they do not wait for their videos', () => {
		expect(node.clock.elapsed()).toBeLessThan(5_000);
	});

	test('and what they had submitted is remembered for the next try', () => {
		expect(node.ledger().taskIds()).toEqual(new Set(['task-1', 'task-2']));
	});

	test('whereas in a continue mode all others go on', async () => {
		const other = new Node({ pending: 1_000, running: MINUTE, create: refuseThird });
		const all = await other.run(items(12));
		expect(all.filter(({ delivered }) => delivered)).toHaveLength(11);
	});
});

describe('After Stop', () => {
	test('a create call that is under way is finished, so that its id is known', async () => {
		const node: Node = new Node();
		node.clock.at(25, () => node.halt.abort());
		const results = await node.run(items(8));
		expect(node.service.submits()).toHaveLength(1);
		expect(results[0]).toMatchObject({ taskId: 'task-1', fault: { class: 'stopped', taskId: 'task-1' } });
		expect(classes(results)).toEqual(Array.from({ length: 8 }, () => 'stopped'));
		expect(node.clock.elapsed()).toBeLessThan(1_000);
	});

	test('only tasks that are still PENDING are called off, and forgotten', async () => {
		const node: Node = new Node({ pending: 6_000, running: 10 * MINUTE });
		// By then the first three run, and the last two, a minute younger, have not begun.
		const begun = node.run([job(0), job(1), job(2)], { maximumWait: 20_000 });
		await begun;
		const second = node.run([job(3), job(4)]);
		node.clock.at(node.clock.elapsed() + 2_000, () => node.halt.abort());
		const results = await second;
		await node.callOffPending(results);
		const cancels = node.service.calls.filter(({ url }) => url.endsWith('/cancel'));
		expect(cancels.map(({ url }) => url.split('/').at(-2))).toEqual(['task-4', 'task-5']);
		expect(node.service.tasks.filter(({ canceledAt }) => canceledAt).map(({ id }) => id)).toEqual(['task-4', 'task-5']);
		expect(results[0]?.fault).toMatchObject({ stage: 'cancel', class: 'stopped', taskId: 'task-4' });
		expect(results[0]?.fault?.what).toContain('called off');
		expect(results[0]?.fault?.what).not.toContain('canceled');
		expect(node.ledger().taskIds()).toEqual(new Set(['task-1', 'task-2', 'task-3']));
	});

	test('a task that was seen RUNNING is not called off, and stays remembered', async () => {
		const node: Node = new Node({ pending: 1_000, running: 10 * MINUTE });
		node.clock.at(30_000, () => node.halt.abort());
		const results = await node.run(items(1));
		await node.callOffPending(results);
		expect(node.service.calls.filter(({ url }) => url.endsWith('/cancel'))).toEqual([]);
		expect(results[0]?.fault).toMatchObject({ stage: 'wait', class: 'stopped', taskId: 'task-1' });
		expect(results[0]?.fault?.what).toContain('RUNNING');
		expect(node.ledger().taskIds()).toEqual(new Set(['task-1']));
	});

	test('a task that began in the meantime is named as it was, and stays remembered', async () => {
		const node: Node = new Node({ pending: 1_000, running: 10 * MINUTE });
		node.clock.at(3_000, () => node.halt.abort());
		const results = await node.run(items(1));
		await node.callOffPending(results);
		expect(node.service.calls.filter(({ url }) => url.endsWith('/cancel'))).toHaveLength(1);
		expect(results[0]?.fault).toMatchObject({ stage: 'wait', class: 'stopped', taskId: 'task-1' });
		expect(node.ledger().taskIds()).toEqual(new Set(['task-1']));
	});

	test("a task of another run that was only waited for is not this run's to call off", async () => {
		const node: Node = new Node({ pending: 10 * MINUTE, running: MINUTE });
		await node.run(items(1, 'submitted'));
		node.clock.at(node.clock.elapsed() + 10_000, () => node.halt.abort());
		const waiting: Job = { itemIndex: 0, start: { kind: 'known task', taskId: 'task-1' }, until: 'ended' };
		const results = await node.run([waiting]);
		expect(classes(results)).toEqual(['stopped']);
		await node.callOffPending(results);
		expect(node.service.calls.filter(({ url }) => url.endsWith('/cancel'))).toEqual([]);
	});
});

describe('For a create call whose answer was lost', () => {
	const loseSecond = (nth: number, make: () => unknown) => {
		if (nth !== 2) return undefined;
		make();
		return answer(502, HTML);
	};

	test('the task list names the task that it may have made, and no task of its siblings', async () => {
		const node = new Node({ pending: 1_000, running: MINUTE, create: loseSecond });
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
		const node = new Node({ pending: 1_000, running: MINUTE, create: loseSecond, ending });
		const results = await node.run(items(3));
		await node.addCandidates(results);
		expect(classes(results)).toEqual(['retry', 'unclear', undefined]);
		expect(results[1]?.fault?.candidates?.map(({ taskId }) => taskId)).toEqual([node.service.tasks[1]?.id]);
	});

	test('the task is found also when the call was throttled for ten minutes before it was lost', async () => {
		const node: Node = new Node({
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
		const node = new Node({ pending: 0, running: MINUTE, create: (nth) => (nth === 1 ? silence('ECONNRESET') : undefined) });
		const results = await node.run(items(2));
		await node.addCandidates(results);
		expect(results[0]?.fault?.candidates).toEqual([]);
	});

	test('tasks of long before or long after are none of its candidates', async () => {
		const node = new Node({
			pending: 0,
			running: MINUTE,
			create: (nth) => (nth === 2 ? silence('ETIMEDOUT') : undefined),
		});
		await node.run([job(7)]);
		node.ledger().forget(keyOf(7));
		await node.clock.run(node.clock.sleep(30 * MINUTE));
		const results = await node.run([job(0)]);
		await node.clock.run(node.clock.sleep(30 * MINUTE));
		await node.run([job(8)]);
		node.ledger().forget(keyOf(8));
		await node.addCandidates(results);
		expect(node.service.tasks).toHaveLength(2);
		expect(results[0]?.fault?.candidates).toEqual([]);
	});

	test('no list is asked for where no answer was lost', async () => {
		const node = new Node();
		const results = await node.run(items(2));
		const before = node.service.calls.length;
		await node.addCandidates(results);
		expect(node.service.calls).toHaveLength(before);
	});
});
