import { StudioClient } from '../../nodes/core/studio/client';
import { findEndedTasks, markEmitted, type EndedTasksMemory } from '../../nodes/core/tasks/endedTasks';
import { response, FakeClock, ScriptedTransport, START } from '../harness/fakes';
import { LeapingClock, SimulatedAccount } from '../harness/simulatedAccount';
import { documentedList, type TaskLife } from '../standIn/listBehaviour';

const HOUR = 3_600_000;
const wish = { statuses: ['SUCCEEDED'], models: [] as string[] };

interface Row {
	id: string;
	created: number;
	ended?: number;
	model?: string;
}

const row = ({ id, created, ended, model = 'wan2.6-i2v' }: Row) => ({
	task_id: id,
	model_name: model,
	status: ended === undefined ? 'RUNNING' : 'SUCCEEDED',
	gmt_create: created,
	...(ended !== undefined && { end_time: ended }),
});

/** One poll. @param now this machine's clock, which may be wrong */
async function poll(memory: EndedTasksMemory, rows: Row[], now = START, pages = 1, more = wish) {
	const clock = new FakeClock(now);
	const script = Array.from({ length: pages }, (_, index) =>
		response(200, {
			data: index === 0 ? rows.map(row) : [row({ id: `filler-${index}`, created: START })],
			total_page: pages,
		}),
	);
	const transport = new ScriptedTransport(clock, script);
	const client = new StudioClient('https://x.example/api/v1', transport, { clock, random: () => 0.5 });
	const found = await clock.run(findEndedTasks(client, memory, more, { clock, deadline: now + HOUR }));
	if (!found.ok) throw new Error(found.fault.message);
	markEmitted(memory, found.value.tasks, now);
	const first = new URL(transport.calls[0]?.url ?? '').searchParams;
	return { ids: found.value.tasks.map(({ taskId }) => taskId), from: first.get('start_time') };
}

const lifeOf = ({ id, created, ended, model = 'wan2.6-i2v' }: Row): TaskLife => ({
	taskId: id,
	model,
	path: 'video-generation:video-synthesis',
	requestId: `r-${id}`,
	createdAt: created,
	endedAt: ended,
	end: 'SUCCEEDED',
});

const restart = (memory: EndedTasksMemory) => JSON.parse(JSON.stringify(memory)) as EndedTasksMemory;

describe('Finished tasks', () => {
	test('that had ended before the first poll are not emitted, and those that end later are', async () => {
		const memory: EndedTasksMemory = {};
		const old = { id: 'old', created: START - HOUR, ended: START - 1 };
		expect((await poll(memory, [old, { id: 'new', created: START - 2 * HOUR }])).ids).toEqual([]);
		// It began before the one that was passed over.
		expect(
			(await poll(memory, [old, { id: 'new', created: START - 2 * HOUR, ended: START + 1 }])).ids,
		).toEqual(['new']);
	});

	test.each([-20 * HOUR, -HOUR, 0, HOUR, 20 * HOUR])(
		'are told once each although the clock of this machine is off by %i ms',
		async (off) => {
			let memory: EndedTasksMemory = {};
			const told: string[] = [];
			const rows: Row[] = [];
			for (let n = 0; n < 30; n++) {
				rows.unshift({ id: `t-${n}`, created: START + n * 60_000 });
				const ending = rows[(n * 7) % rows.length];
				if (ending) ending.ended ??= START + n * 60_000 + 30_000;
				told.push(...(await poll(memory, rows, START + off + n * 60_000)).ids);
				memory = restart(memory);
			}
			rows.forEach((each) => (each.ended ??= START + HOUR));
			told.push(...(await poll(memory, rows, START + off + HOUR)).ids);
			expect([...told].sort()).toEqual(
				rows
					.filter(({ id }) => id !== 't-0')
					.map(({ id }) => id)
					.sort(),
			);
		},
	);

	test('come in the order in which they ended', async () => {
		const memory: EndedTasksMemory = { told: {} };
		const rows = [
			{ id: 'c', created: START - 3, ended: START + 30 },
			{ id: 'a', created: START - 1, ended: START + 10 },
			{ id: 'b', created: START - 2, ended: START + 20 },
		];
		expect((await poll(memory, rows)).ids).toEqual(['a', 'b', 'c']);
	});

	test('of another model are passed over, also when the wish changes later; the names of regions are one model', async () => {
		const memory: EndedTasksMemory = { told: {} };
		const rows = [
			{ id: 'other', created: START, ended: START + 1 },
			{ id: 'beijing', created: START, ended: START + 1, model: 'wanx2.1-i2v-plus' },
		];
		expect((await poll(memory, rows, START, 1, { ...wish, models: ['wan2.1-i2v-plus'] })).ids).toEqual([
			'beijing',
		]);
		expect((await poll(memory, rows)).ids).toEqual([]);
	});
});

describe('The memory of a trigger', () => {
	test('forgets what the list has not had for a day and an hour, whatever the times of its ends are', async () => {
		const memory: EndedTasksMemory = { told: {} };
		const far = { id: 'far', created: START, ended: START + 80 * HOUR };
		await poll(memory, [{ id: 'first', created: START, ended: START }, far]);
		expect((await poll(memory, [far], START + 24 * HOUR)).ids).toEqual([]);
		expect(Object.keys(memory.told ?? {})).toEqual(['first', 'far']);
		expect((await poll(memory, [far], START + 26 * HOUR)).ids).toEqual([]);
		expect(Object.keys(memory.told ?? {})).toEqual(['far']);
	});

	test('goes on, at the next poll, with a list that is too long for one, and loses none of its tasks', async () => {
		const memory: EndedTasksMemory = { told: {} };
		const rows = Array.from({ length: 60 }, (_, n) => ({ id: `t-${n}`, created: START + n }));
		const ended = rows.map((each) => ({ ...each, ended: START + HOUR }));
		const told: string[] = [];
		for (let polls = 0; polls < 20 && told.length < 60; polls++) {
			const clock = new LeapingClock(START + HOUR + polls * 60_000);
			const account = new SimulatedAccount(() => clock.now(), { ...documentedList, clampedTo: 2 });
			account.add(...ended.map(lifeOf));
			const client = new StudioClient('https://x.example/api/v1', account, { clock, random: () => 0.5 });
			// A tenth of the time that the list takes.
			const found = await findEndedTasks(client, memory, wish, { clock, deadline: clock.now() + 360 });
			if (!found.ok) throw new Error(found.fault.message);
			markEmitted(memory, found.value.tasks, clock.now());
			told.push(...found.value.tasks.map(({ taskId }) => taskId));
		}
		expect([...told].sort()).toEqual(rows.map(({ id }) => id).sort());
	});

	test('does not begin with a part of the list: a page that fails is an error of the first poll', async () => {
		const memory: EndedTasksMemory = {};
		const clock = new LeapingClock(START + HOUR);
		const list = { ...documentedList, clampedTo: 2, brokenPage: 2 as number | undefined };
		const account = new SimulatedAccount(() => clock.now(), list);
		account.add(...[1, 2, 3].map((n) => lifeOf({ id: `t-${n}`, created: START, ended: START + n })));
		const client = new StudioClient('https://x.example/api/v1', account, { clock, random: () => 0.5 });
		const read = async () =>
			await findEndedTasks(client, memory, wish, { clock, deadline: clock.now() + 9_000 });
		expect(await read()).toMatchObject({ ok: false, fault: { stage: 'list' } });
		list.brokenPage = undefined;
		expect(await read()).toMatchObject({ ok: true, value: { tasks: [] } });
		expect(Object.keys(memory.told ?? {})).toHaveLength(3);
	});

	test('saves reading all pages of a busy account, down to the oldest task that is still open', async () => {
		const memory: EndedTasksMemory = { told: {} };
		const rows = [{ id: 'open', created: START - 2 * HOUR }];
		expect((await poll(memory, rows, START, 5)).from).toBeNull();
		// 2026-11-22 11:00 in UTC+8, less two hours, a quarter of one, and the eight of the other reading.
		expect((await poll(memory, rows, START + 60_000, 5)).from).toBe('20261122004400');
		expect((await poll(memory, rows, START + 2 * HOUR, 5)).from).toBeNull();
	});
});
