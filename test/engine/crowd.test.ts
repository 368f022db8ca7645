import { submitTasks, task } from '../harness/submitted';
import { engine, standIn, startService, useEngine } from '../harness/suite';
import { runWan } from '../harness/wan';
import type { BookEntry, StandInOptions } from '../standIn';

useEngine();

const CEILING = 15_000;
const models = [
	'wan2.6-i2v-flash',
	'wan2.6-i2v',
	'wan2.5-i2v-preview',
	'wan2.2-i2v-flash',
	'wan2.2-i2v-plus',
];

/** Submits so many tasks to all models, and waits for all of them in one node. */
async function waitForMany(count: number, options: StandInOptions, more: object = {}) {
	await startService({ strictRates: false, ...options });
	const taskIds: string[] = [];
	for (const model of models) taskIds.push(...(await submitTasks(standIn, count / models.length, model)));
	const parameters = task('wait', {
		taskId: '={{ $json.id }}',
		options: { downloadVideo: false, maximumWait: 120, ...more },
	});
	const items = taskIds.map((id) => ({ json: { id } }));
	const begun = standIn.now();
	const result = await runWan(engine, standIn, parameters, { items });
	return { ...result, taskIds, begun };
}

const looks = () => standIn.books.filter(({ kind }) => kind === 'query' || kind === 'list');

/** Entries a second in the busiest five seconds of service time. */
function busiestRate(entries: BookEntry[]): number {
	let most = 0;
	let first = 0;
	entries.forEach(({ at }, index) => {
		while ((entries[first]?.at ?? at) <= at - 5_000) first++;
		most = Math.max(most, index - first + 1);
	});
	return most / 5;
}

/** How long after its end each task was queried the first time, in service milliseconds; the slowest of all. */
function slowestNotice(begun: number): number {
	const delays = [...standIn.tasks.values()].map(({ taskId, endedAt = 0 }) => {
		const query = standIn.books.find(
			({ kind, taskId: asked, at }) => kind === 'query' && asked === taskId && at >= endedAt,
		);
		return (query?.at ?? Number.POSITIVE_INFINITY) - Math.max(endedAt, begun);
	});
	return Math.max(...delays);
}

it('waits for 200 tasks with at most 10 queries a second in all, and notices each end within the ceiling', async () => {
	const { items, error, taskIds, begun } = await waitForMany(200, {
		taskSeconds: (_model, n) => 2 + (n % 5),
	});
	expect(error).toBeUndefined();
	expect(items.map(({ json }) => [json.taskId, json.taskStatus])).toEqual(
		taskIds.map((id) => [id, 'SUCCEEDED']),
	);
	expect(items.every(({ json }) => String(json.videoUrl).startsWith('http'))).toBe(true);
	expect(busiestRate(looks())).toBeLessThanOrEqual(10);
	expect(slowestNotice(begun)).toBeLessThanOrEqual(CEILING);
	// One by one, each of them would be asked every 15 seconds.
	expect(standIn.count('query') + standIn.count('list')).toBeLessThan(2 * 200);
}, 300_000);

it('waits as well where the list allows ten tasks a page, and where it is refused', async () => {
	const small = await waitForMany(100, { taskSeconds: 5, listPageMax: 10 });
	expect(small.items.map(({ json }) => json.taskStatus)).toEqual(
		Array.from({ length: 100 }, () => 'SUCCEEDED'),
	);
	expect(busiestRate(looks())).toBeLessThanOrEqual(10);

	await startService({ strictRates: false, taskSeconds: 5 });
	const ids = await submitTasks(standIn, 100);
	standIn.misbehave({
		on: 'list',
		what: '500',
		status: 403,
		code: 'AccessDenied',
		message: 'No',
		which: 'all',
		times: 9,
	});
	const parameters = task('wait', { taskId: '={{ $json.id }}', options: { downloadVideo: false } });
	const refused = await runWan(engine, standIn, parameters, { items: ids.map((id) => ({ json: { id } })) });
	expect(refused.items.map(({ json }) => json.taskId)).toEqual(ids);
	expect(standIn.count('list')).toBe(1);
	expect(busiestRate(looks())).toBeLessThanOrEqual(10);
}, 300_000);

it('tells failed and unknown tasks of a crowd apart, each with its own reason', async () => {
	await startService({ strictRates: false, taskSeconds: 5 });
	standIn.script(
		...Array.from({ length: 20 }, (_, n) => ({
			status: 'FAILED' as const,
			code: 'InvalidParameter',
			message: `reason ${n}`,
			afterSeconds: 3,
		})),
	);
	const ids = await submitTasks(standIn, 100);
	const items = [...ids, ...Array.from({ length: 5 }, (_, n) => `never-was-${n}`)].map((id) => ({
		json: { id },
	}));
	const parameters = task('wait', { taskId: '={{ $json.id }}', options: { downloadVideo: false } });
	const run = await runWan(engine, standIn, parameters, {
		items,
		node: { onError: 'continueRegularOutput' },
	});
	const reasons = run.items.map(
		({ json }) => (json.details as { serviceMessage?: string } | undefined)?.serviceMessage,
	);
	expect(reasons.slice(0, 20)).toEqual(Array.from({ length: 20 }, (_, n) => `reason ${n}`));
	expect(run.items.slice(20, 100).map(({ json }) => json.taskStatus)).toEqual(
		Array.from({ length: 80 }, () => 'SUCCEEDED'),
	);
	expect(run.items.slice(100).map(({ json }) => json.error)).toEqual(
		Array.from({ length: 5 }, () => 'The service does not recognize this task (status UNKNOWN)'),
	);
}, 120_000);

it('ends on time when the wait is over before the tasks', async () => {
	const { items, begun } = await waitForMany(
		100,
		{ taskSeconds: 6000 },
		{ maximumWait: 1, atDeadline: 'returnTask' },
	);
	expect(items).toHaveLength(100);
	expect(new Set(items.map(({ json }) => json.taskStatus))).toEqual(new Set(['RUNNING', 'PENDING']));
	expect(standIn.now() - begun).toBeLessThan(60_000 + 5_000);
}, 120_000);
