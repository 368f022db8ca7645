import { balance } from '../harness/accounts';
import { submitTasks, task } from '../harness/submitted';
import { engine, standIn, startService, useEngine } from '../harness/suite';
import { imageToVideo, runWan } from '../harness/wan';

useEngine();

const ids = (items: Array<{ json: { taskId?: unknown } }>) => items.map(({ json }) => json.taskId);

describe('Task: Get Many', () => {
	it('returns the newest first, in the words of Task: Get', async () => {
		await startService({ taskSeconds: 5, strictRates: false });
		const [older = '', newer = ''] = await submitTasks(standIn, 2);
		standIn.advance(60);
		const { items, error } = await runWan(engine, standIn, task('getMany'));
		expect(error).toBeUndefined();
		expect(ids(items)).toEqual([newer, older]);
		const [got] = (await runWan(engine, standIn, task('get', { taskId: newer }))).items;
		const { taskId, taskStatus, submittedAt, finishedAt } = got?.json ?? {};
		expect(items[0]?.json).toMatchObject({
			taskId,
			taskStatus,
			submittedAt,
			finishedAt,
			model: 'wan2.6-i2v-flash',
		});
		expect(items[0]?.json.requestId).toBe(standIn.tasks.get(newer)?.requestId);
		expect(items[0]?.pairedItem).toEqual({ item: 0 });
		const raw = task('getMany', { simple: '={{ "FALSE" }}' });
		expect((await runWan(engine, standIn, raw)).items[0]?.json).toMatchObject({
			task_id: newer,
			status: 'SUCCEEDED',
		});
	});

	it('has Limit and Return All as every n8n node, and reads more pages only where they are needed', async () => {
		await startService({ taskSeconds: 1, strictRates: false });
		const all = await submitTasks(standIn, 230);
		expect((await runWan(engine, standIn, task('getMany'))).items).toHaveLength(50);
		expect(standIn.count('list')).toBe(1);
		expect(ids((await runWan(engine, standIn, task('getMany', { limit: 3 }))).items)).toEqual(
			all.slice(-3).reverse(),
		);
		expect(ids((await runWan(engine, standIn, task('getMany', { returnAll: true }))).items)).toEqual(
			[...all].reverse(),
		);
		expect(standIn.count('list')).toBe(5);
	});

	it('is as complete at a service that allows ten tasks a page', async () => {
		await startService({ taskSeconds: 1, strictRates: false, listPageMax: 10 });
		const all = await submitTasks(standIn, 35);
		expect(ids((await runWan(engine, standIn, task('getMany', { returnAll: true }))).items)).toEqual(
			[...all].reverse(),
		);
	});

	it('filters by model, status and time', async () => {
		await startService({ taskSeconds: 600, strictRates: false });
		standIn.script({ status: 'FAILED', afterSeconds: 1 });
		const [failed] = await submitTasks(standIn, 1);
		standIn.advance(600);
		const between = new Date(Date.now() + 5 * 60_000).toISOString();
		const others = await submitTasks(standIn, 2, 'wan2.5-i2v-preview');
		standIn.advance(1);
		const by = async (filters: object) =>
			ids((await runWan(engine, standIn, task('getMany', { filters: filters as never }))).items);
		expect(await by({ model: 'wan2.5-i2v-preview' })).toEqual([...others].reverse());
		expect(await by({ status: 'FAILED' })).toEqual([failed]);
		expect(await by({ status: 'RUNNING' })).toEqual([...others].reverse());
		expect(await by({ submittedAfter: between })).toEqual([...others].reverse());
		expect(await by({ submittedBefore: between })).toEqual([failed]);
		const wrong = await runWan(
			engine,
			standIn,
			task('getMany', { filters: { submittedAfter: 'yesterday' } }),
		);
		expect(wrong.error?.message).toBe('Submitted After is yesterday [item 0]');
	});
});

describe('Task: Get Many at a list that behaves otherwise', () => {
	it.each([
		['oldest first', 'all'],
		['shuffled', 'all'],
		['newest first', 'no total_page'],
		['oldest first', 'none'],
	] as const)('gives the newest and all of them: %s, counts: %s', async (order, counts) => {
		await startService({ taskSeconds: 1, strictRates: false, list: { order, counts } });
		const all: string[] = [];
		for (let n = 0; n < 24; n++) {
			all.push(...(await submitTasks(standIn, 10)));
			standIn.advance(5);
		}
		const newest = ids((await runWan(engine, standIn, task('getMany', { limit: 10 }))).items);
		expect([...newest].sort()).toEqual(all.slice(-10).sort());
		expect((await runWan(engine, standIn, task('getMany', { returnAll: true }))).items).toHaveLength(240);
	});

	it.each([
		[{ limit: 0 }, 'Limit is 0'],
		[{ limit: 2.5 }, 'Limit is 2.5'],
		[{ limit: 'many' }, 'Limit is many'],
		[{ limit: 0, filters: '={{ ({ limit: 5, returnAll: true }) }}' }, 'Limit is 0'],
		[{ limit: '={{ [] }}' }, 'Limit is []'],
		[{ filters: { model: '={{ [] }}' } }, 'Model is []'],
		[{ filters: { submittedAfter: '={{ [] }}' } }, 'Submitted After is []'],
		[{ filters: { status: 'SUCEEDED' } }, 'Status is SUCEEDED'],
		[{ filters: { model: 'wan2.6-i2v-flsh' } }, 'Model is wan2.6-i2v-flsh'],
		[{ onlyLostTasks: 'perhaps' }, 'Only Lost Tasks is perhaps'],
		[{ simple: 'perhaps' }, 'Simplify is perhaps'],
		[{ returnAll: 'perhaps' }, 'Return All is perhaps'],
		[{ returnAll: '={{ "" }}' }, 'Return All is empty'],
	])('refuses %j', async (parameters, words) => {
		await startService({ taskSeconds: 1, strictRates: false });
		await submitTasks(standIn, 1);
		const { error, items } = await runWan(engine, standIn, task('getMany', parameters as never));
		expect(error?.message).toContain(words);
		expect(items).toEqual([]);
	});
});

describe('Only Lost Tasks', () => {
	it('counts videos only, and says how many its limit has left out', async () => {
		await startService({ taskSeconds: 1, strictRates: false });
		const taskIds = await submitTasks(standIn, 5);
		standIn.addOtherTasks(4);
		standIn.advance(60);
		for (const withoutKeys of [false, true]) {
			standIn.list.withoutKeys = withoutKeys;
			const lost = { onlyLostTasks: true, returnAll: true };
			const { items, hints } = await runWan(engine, standIn, task('getMany', lost));
			expect(ids(items).sort()).toEqual([...taskIds].sort());
			expect(hints.filter((hint) => hint.includes('lost tasks'))).toEqual([]);
		}
		standIn.list.withoutKeys = false;
		const cut = await runWan(engine, standIn, task('getMany', { onlyLostTasks: true, limit: 2 }));
		expect(cut.items).toHaveLength(2);
		expect(cut.hints).toEqual([expect.stringContaining('3 more lost tasks are not in the output')]);
	});

	it('brings the finished videos that are not among the known IDs of all items, each by one query', async () => {
		const taskSeconds = (model: string) => (model === 'wan2.5-i2v-preview' ? 6000 : 5);
		await startService({ taskSeconds, strictRates: false });
		standIn.script({ status: 'FAILED', code: 'InternalError', message: 'oops' });
		const [, ...finished] = await submitTasks(standIn, 5);
		standIn.advance(60);
		await submitTasks(standIn, 1, 'wan2.5-i2v-preview');
		const known = [{ json: { id: finished[0] ?? '' } }, { json: { id: finished[1] ?? '' } }];
		const parameters = { onlyLostTasks: true, knownTaskIds: '={{ $json.id }}', returnAll: true };
		const { items, error } = await runWan(engine, standIn, task('getMany', parameters), { items: known });
		expect(error).toBeUndefined();
		expect(ids(items)).toEqual([finished[3], finished[2]]);
		expect(items[0]?.json).toMatchObject({
			taskStatus: 'SUCCEEDED',
			model: 'wan2.6-i2v-flash',
			videoUrl: expect.stringContaining('http'),
		});
		expect(items[0]?.binary).toBeUndefined();
		expect(standIn.count('query')).toBe(2);
	});

	it('finds and downloads what a run left that lost the answer to its create call', async () => {
		await startService({ taskSeconds: 5 });
		standIn.misbehave({ on: 'submit', what: 'reset' });
		expect((await runWan(engine, standIn, imageToVideo())).error).toBeDefined();
		standIn.advance(60);
		const { items } = await runWan(
			engine,
			standIn,
			task('getMany', { onlyLostTasks: true, options: { downloadVideo: true } }),
		);
		expect((await balance(standIn, items)).delivered).toEqual([...standIn.tasks.keys()]);
	});
});

describe('Task: Cancel', () => {
	it('calls off a task that has not begun, also a second time', async () => {
		await startService({ taskSeconds: 60, pendingSeconds: 600 });
		const [taskId = ''] = await submitTasks(standIn, 1);
		for (let time = 0; time < 2; time++) {
			const { items, error } = await runWan(engine, standIn, task('cancel', { taskId }));
			expect(error).toBeUndefined();
			expect(items).toEqual([{ json: { taskId, canceled: true }, pairedItem: { item: 0 } }]);
		}
		expect(standIn.tasks.get(taskId)?.status).toBe('CANCELED');
	});

	it('says plainly that a running task cannot be called off, and what becomes of it', async () => {
		await startService({ taskSeconds: 600 });
		const [taskId = ''] = await submitTasks(standIn, 1);
		standIn.advance(10);
		const thrown = await runWan(engine, standIn, task('cancel', { taskId }));
		expect(thrown.error?.message).toBe('The task is RUNNING. Only a PENDING task can be cancelled [item 0]');
		expect(thrown.error?.description).toContain('Fetch its video with Task: Wait');
		expect(thrown.run.status).toBe('error');

		const node = { onError: 'continueErrorOutput' as const };
		const { items, errorItems } = await runWan(
			engine,
			standIn,
			task('cancel', { taskId: '={{ $json.id }}' }),
			{
				node,
				items: [{ json: { id: taskId } }, { json: { id: 'never-was-one' } }, { json: {} }],
			},
		);
		expect(items).toEqual([]);
		expect(errorItems.map(({ json }) => json.error)).toEqual([
			'The task is RUNNING. Only a PENDING task can be cancelled',
			'The service does not recognize this task (status UNKNOWN)',
			'Task ID is empty',
		]);
	});
});

it('an image of another task is fetched by no operation as if it were a video', async () => {
	await startService();
	const [taskId = ''] = standIn.addOtherTasks(1);
	standIn.advance(600);
	const got = await runWan(engine, standIn, task('get', { taskId, options: { downloadVideo: true } }));
	expect(got.items[0]?.json).toMatchObject({ taskId, taskStatus: 'SUCCEEDED' });
	expect(got.items[0]?.json.videoUrl).toBeUndefined();
	const { error } = await runWan(engine, standIn, task('wait', { taskId }));
	expect(error?.message).toBe('The task has made a file that is not a video [item 0]');
	expect([standIn.count('query'), standIn.count('download')]).toEqual([2, 0]);
});
