import { balance } from '../harness/accounts';
import { engine, standIn, startService, useEngine } from '../harness/suite';
import { imageToVideo, runWan } from '../harness/wan';
import type { BookEntry } from '../standIn';

useEngine();

const itemsOf = (count: number) => Array.from({ length: count }, (_, index) => ({ json: { index } }));
const prompts = { prompt: '={{ "scene " + $json.index }}' };

/** The most entries in any window of a second of service time. */
function busiestSecond(entries: BookEntry[]): number {
	return Math.max(
		0,
		...entries.map(({ at }) => entries.filter((other) => other.at >= at && other.at < at + 1000).length),
	);
}

/** The shortest pause between two queries of one task, in service milliseconds. */
function closestQueries(books: BookEntry[]): number {
	const times = new Map<string, number[]>();
	for (const { kind, taskId, at } of books)
		if (kind === 'query' && taskId) times.set(taskId, [...(times.get(taskId) ?? []), at]);
	const gaps = [...times.values()].flatMap((all) => all.slice(1).map((at, index) => at - (all[index] ?? 0)));
	return Math.min(...gaps);
}

it('makes 20 videos with 5 slots in the time that the service needs for 20, in order and within its limits', async () => {
	await startService({ taskSeconds: 60 });
	const { items, error } = await runWan(engine, standIn, imageToVideo(prompts), { items: itemsOf(20) });
	expect(error).toBeUndefined();
	expect(items.map(({ json, pairedItem }) => [json.prompt, pairedItem])).toEqual(
		itemsOf(20).map((_, index) => [`scene ${index}`, { item: index }]),
	);
	const { lost, twice, delivered } = await balance(standIn, items);
	expect({ lost, twice, delivered: delivered.length }).toEqual({ lost: [], twice: [], delivered: 20 });

	const tasks = [...standIn.tasks.values()];
	const first = Math.min(...standIn.books.map(({ at }) => at));
	const last = Math.max(...standIn.books.map(({ at }) => at));
	const needed = 4 * 60_000;
	expect(last - first).toBeLessThanOrEqual(1.15 * needed);
	expect(tasks.every(({ downloads }) => downloads === 1)).toBe(true);
	expect(busiestSecond(standIn.books.filter(({ kind }) => kind === 'submit'))).toBeLessThanOrEqual(5);
	expect(busiestSecond(standIn.books.filter(({ kind }) => kind === 'query'))).toBeLessThanOrEqual(10);
	expect(closestQueries(standIn.books)).toBeGreaterThanOrEqual(1000);
	expect(standIn.books.filter(({ status }) => status === 429)).toEqual([]);
});

it('keeps to the slower pace of the older models', async () => {
	await startService({ taskSeconds: 10 });
	const { items } = await runWan(engine, standIn, imageToVideo(prompts, 'wan2.2-i2v-plus'), {
		items: itemsOf(6),
	});
	expect(items).toHaveLength(6);
	expect(busiestSecond(standIn.books.filter(({ kind }) => kind === 'submit'))).toBeLessThanOrEqual(2);
	expect(standIn.books.filter(({ status }) => status === 429)).toEqual([]);
});

it('never asks more than 10 times a second in all, also with many tasks in the queue of the service', async () => {
	await startService({ taskSeconds: 8 });
	const options = { tasksAtOnce: 25, downloadVideo: false };
	const { items } = await runWan(engine, standIn, imageToVideo({ ...prompts, options }), {
		items: itemsOf(25),
	});
	expect(items).toHaveLength(25);
	expect(busiestSecond(standIn.books.filter(({ kind }) => kind === 'query'))).toBeLessThanOrEqual(10);
	expect(standIn.books.filter(({ status }) => status === 429)).toEqual([]);
});

it('submits more at once if the user says so, since the service queues them', async () => {
	await startService({ taskSeconds: 30 });
	await runWan(engine, standIn, imageToVideo({ ...prompts, options: { tasksAtOnce: 8 } }), {
		items: itemsOf(8),
	});
	const lastSubmit = Math.max(...[...standIn.tasks.values()].map(({ submittedAt }) => submittedAt));
	const firstEnd = Math.min(...[...standIn.tasks.values()].map(({ endedAt }) => endedAt ?? 0));
	expect(lastSubmit).toBeLessThan(firstEnd);
});

it("delivers the other items when one item's task fails", async () => {
	await startService({ taskSeconds: 20 });
	standIn.script(
		{ status: 'SUCCEEDED' },
		{ status: 'FAILED', code: 'InternalError', message: 'oops' },
		{ status: 'SUCCEEDED' },
	);
	const { items } = await runWan(engine, standIn, imageToVideo(prompts), {
		items: itemsOf(3),
		node: { onError: 'continueRegularOutput' },
	});
	expect(items.map(({ binary, json }) => [Boolean(binary), json.error])).toEqual([
		[true, undefined],
		[false, 'The task failed. The service is busy, or something went wrong inside it'],
		[true, undefined],
	]);
});

it('tells how far it is while it works', async () => {
	await startService({ taskSeconds: 30 });
	const lines: string[] = [];
	await runWan(engine, standIn, imageToVideo(prompts), {
		items: itemsOf(3),
		onMessage: (line) => lines.push(line),
	});
	const counts = lines.map((line) => line.replace(/ after .+/, ''));
	expect(counts).toContain('Wan: 3 of 3 submitted, 3 running, 0 ready, 0 failed');
	expect(lines.at(-1)).toMatch(
		/^Wan: 3 of 3 submitted, 0 running, 3 ready, 0 failed after 0:3\d \(a video takes 1-5 minutes\)$/,
	);
	// What is running may be as many as before, when one has ended and another begun; the same line never comes twice in a row.
	expect(counts.filter((line, index) => line === counts[index - 1])).toEqual([]);
});

it.each([
	['wan2.6-i2v-flash', '1-5'],
	['wan3.0-video', '1-12'],
])(
	'tells every half minute how long it has been and how long %s takes: %s minutes',
	async (model, minutes) => {
		await startService({ taskSeconds: 200 });
		const lines: string[] = [];
		await runWan(engine, standIn, imageToVideo({}, model), { onMessage: (line) => lines.push(line) });
		const told = lines.filter((line) => line.includes('1 running'));
		const times = told.map((line) => / after (\d+):(\d\d) /.exec(line)?.slice(1).map(Number) ?? []);
		const seconds = times.map(([m = NaN, s = NaN]) => m * 60 + s);
		expect(seconds.length).toBeGreaterThanOrEqual(5);
		const pauses = seconds.slice(1).map((at, index) => at - (seconds[index] ?? 0));
		for (const pause of pauses) expect(pause).toBeGreaterThanOrEqual(30);
		for (const pause of pauses) expect(pause).toBeLessThanOrEqual(46);
		for (const line of told) expect(line).toContain(`(a video takes ${minutes} minutes)`);
	},
);

it('tells of tasks that are only known by their IDs how long it has been', async () => {
	await startService({ taskSeconds: 100 });
	const { items } = await runWan(engine, standIn, imageToVideo({ waitForVideo: false }));
	const lines: string[] = [];
	const wait = { resource: 'task', operation: 'wait' };
	await runWan(engine, standIn, wait, { items, onMessage: (line) => lines.push(line) });
	expect(lines.at(-1)).toMatch(/^Wan: 1 of 1 submitted, 0 running, 1 ready, 0 failed after \d:\d\d$/);
});
