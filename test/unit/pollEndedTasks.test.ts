import { err, ok } from '../../nodes/core/base/result';
import { StudioClient } from '../../nodes/core/studio/client';
import type { EndedTasksMemory } from '../../nodes/core/tasks/endedTasks';
import { pollEndedTasks } from '../../nodes/core/tasks/pollEndedTasks';
import type { StudioRequest } from '../../nodes/core/studio/transport';
import { FakeClock, START } from '../harness/fakes';
import { SimulatedAccount } from '../harness/simulatedAccount';
import { documentedList } from '../standIn/listBehaviour';

const FILE = 5_000_000;

/** 500 tasks that end in one minute, each with a file that takes three seconds. */
function burst(held: number) {
	const clock = new FakeClock(START);
	const account = new SimulatedAccount(() => clock.now(), documentedList);
	for (let n = 0; n < 500; n++) {
		account.add({
			...{
				taskId: `t-${n}`,
				model: 'wan2.6-i2v',
				path: 'video-generation:video-synthesis',
				requestId: `r-${n}`,
			},
			...{
				createdAt: START - 600_000,
				startedAt: START - 500_000,
				endedAt: START - (n % 60) * 1000,
				end: 'SUCCEEDED',
			},
		});
	}
	const at: number[] = [];
	const transport = {
		send: async (request: StudioRequest) => {
			at.push(clock.now());
			return await account.send(request);
		},
	};
	let now = 0;
	let most = 0;
	const deliver = async ({ taskId }: { taskId: string }) => {
		most = Math.max(most, ++now);
		await clock.sleep(3_000);
		now--;
		return ok(taskId);
	};
	const client = new StudioClient('https://x.example/api/v1', transport, { clock, random: () => 0.5 });
	const memory: EndedTasksMemory = { told: {} };
	const poll = async () => {
		const wish = { statuses: ['SUCCEEDED'], models: [] };
		const tools = { client, clock, deliver, heldBytes: () => held };
		const begun = clock.now();
		const result = await clock.run(pollEndedTasks(memory, wish, tools, { budget: 300_000 }));
		if (!result.ok) throw new Error(result.fault.message);
		expect(clock.now() - begun).toBeLessThan(300_000);
		return result.value.emitted;
	};
	return { poll, at, most: () => most };
}

describe('500 tasks that end in one minute', () => {
	test('all come with their files over the next polls, in the order of their ends, at no more than 10 requests a second', async () => {
		const { poll, at, most } = burst(0);
		const told = [];
		for (let polls = 0; polls < 5; polls++) told.push(...(await poll()));
		expect(told.map(({ row }) => row.taskId).sort()).toEqual(
			Array.from({ length: 500 }, (_, n) => `t-${n}`).sort(),
		);
		expect(told.filter(({ delivered, row }) => delivered !== row.taskId)).toEqual([]);
		const ends = told.map(({ row }) => row.endedAt ?? 0);
		expect(ends).toEqual([...ends].sort((a, b) => a - b));
		expect(Math.max(...at.map((t) => at.filter((u) => u >= t && u < t + 1000).length))).toBeLessThanOrEqual(
			10,
		);
		expect(most()).toBe(3);
	});

	test('come in smaller portions where n8n holds the files in memory until the poll is over', async () => {
		const { poll } = burst(FILE);
		const sizes = [];
		for (let polls = 0; polls < 40; polls++) sizes.push((await poll()).length);
		expect(sizes.reduce((sum, size) => sum + size, 0)).toBe(500);
		expect(Math.max(...sizes) * FILE).toBeLessThan(100_000_000);
	});
});

test.each([-30, -3, 0, 3, 30, 400 * 24])(
	'A video that cannot be fetched is left to later polls while its link works, with a clock that is %i hours off',
	async (hours) => {
		const serviceNow = START;
		const clock = new FakeClock(START + hours * 3_600_000);
		const account = new SimulatedAccount(() => serviceNow, documentedList);
		const life = {
			taskId: 't-1',
			model: 'wan2.6-i2v',
			path: 'video-generation:video-synthesis',
			requestId: 'r-1',
		};
		const times = { createdAt: START - 600_000, startedAt: START - 500_000, endedAt: START - 1000 };
		account.add({ ...life, ...times, end: 'SUCCEEDED' });
		const transport = {
			send: async (request: StudioRequest) => {
				const response = await account.send(request);
				if (response.kind === 'response') response.headers.date = new Date(serviceNow).toUTCString();
				return response;
			},
		};
		const client = new StudioClient('https://x.example/api/v1', transport, { clock, random: () => 0.5 });
		const fault = { stage: 'download', class: 'retry', message: 'Bad', description: '' } as const;
		const tools = { client, clock, deliver: async () => await Promise.resolve(err(fault)) };
		const filters = { statuses: ['SUCCEEDED'], models: [] };
		const polled = await clock.run(pollEndedTasks({ told: {} }, filters, tools, { budget: 300_000 }));
		expect(polled).toMatchObject({ ok: true, value: { emitted: [] } });
	},
);
