import type { INodeExecutionData } from 'n8n-workflow';

import { balance } from '../harness/accounts';
import { Poller } from '../harness/poller';
import { seededRandom } from '../harness/random';
import { submitTasks } from '../harness/submitted';
import { engine, standIn, startService, useEngine } from '../harness/suite';

useEngine();

const ids = (items: INodeExecutionData[]) => items.map(({ json }) => String(json.taskId));
const succeeded = () =>
	[...standIn.tasks.values()].filter(({ status }) => status === 'SUCCEEDED').map(({ taskId }) => taskId);

it.each([100, 10])(
	'tells 200 tasks that end in random order over 5 polls once each, with a restart in between (%i a page)',
	async (listPageMax) => {
		const random = seededRandom(7);
		// Nothing but the leaps below makes the tasks end, and the service's clock runs away from the machine's by them.
		await startService({
			taskSeconds: () => 100 + random() * 400,
			strictRates: false,
			listPageMax,
		});
		const earlier = await submitTasks(standIn, 5);
		standIn.advance(3600);
		expect(succeeded()).toHaveLength(5);
		let poller = new Poller(engine, standIn);
		expect(await poller.poll()).toEqual([]);

		const models = [
			'wan2.6-i2v-flash',
			'wan2.6-i2v',
			'wan2.5-i2v-preview',
			'wan2.6-t2v',
			'wan2.5-t2v-preview',
		];
		const submitted: string[] = [];
		for (const model of models.slice(0, 3))
			submitted.push(...(await submitTasks(standIn, model === 'wan2.6-i2v' ? 66 : 67, model)));
		expect(submitted).toHaveLength(200);

		const told: string[] = [];
		const perPoll: number[] = [];
		for (let poll = 1; poll <= 5; poll++) {
			standIn.advance(poll === 5 ? 3000 : 800);
			if (poll === 3) poller = new Poller(engine, standIn, {}, poller.saved());
			const items = await poller.poll();
			told.push(...ids(items));
			perPoll.push(items.length);
		}
		expect(perPoll.every((count) => count > 0)).toBe(true);
		expect([...told].sort()).toEqual([...submitted].sort());
		expect(told.some((id) => earlier.includes(id))).toBe(false);
		// The order in which they ended is another one than that in which they began.
		expect(told).not.toEqual(submitted);
		expect(await poller.poll()).toEqual([]);
	},
	120_000,
);

it('leaves out what ended more than 24 hours ago, and says that it does', async () => {
	await startService({ taskSeconds: 60, strictRates: false });
	const poller = new Poller(engine, standIn);
	await poller.poll();
	await submitTasks(standIn, 3);
	standIn.advance(25 * 3600);
	const [recent] = await submitTasks(standIn, 1);
	standIn.advance(600);
	expect(ids(await poller.poll())).toEqual([recent]);
	const { properties } = engine.nodeTypes().getByNameAndVersion('n8n-nodes-wan.wanTrigger').description;
	expect(properties.find(({ type }) => type === 'notice')?.displayName).toContain(
		'what ended longer ago is left out',
	);
});

it('tells only the chosen events and models, with the reason of a failed task', async () => {
	await startService({ taskSeconds: 60, strictRates: false });
	const poller = new Poller(engine, standIn, { events: ['FAILED', 'CANCELED'], models: ['wan2.6-i2v'] });
	await poller.poll();
	const failed = {
		status: 'FAILED' as const,
		code: 'DataInspectionFailed',
		message: 'Output data may contain inappropriate content.',
	};
	standIn.script(failed, { status: 'CANCELED' }, { status: 'SUCCEEDED' }, failed);
	const [first, second] = await submitTasks(standIn, 3, 'wan2.6-i2v');
	await submitTasks(standIn, 1, 'wan2.5-i2v-preview');
	standIn.advance(600);
	const items = await poller.poll();
	expect(ids(items).sort()).toEqual([first, second].sort());
	expect(items.find(({ json }) => json.taskId === first)?.json).toMatchObject({
		taskStatus: 'FAILED',
		model: 'wan2.6-i2v',
		errorCode: 'DataInspectionFailed',
	});
});

it('brings the videos as binary if it is told to', async () => {
	await startService({ taskSeconds: 60, strictRates: false });
	const poller = new Poller(engine, standIn, { options: { downloadVideo: true } });
	await poller.poll();
	await submitTasks(standIn, 4);
	standIn.advance(600);
	const items = await poller.poll();
	expect((await balance(standIn, items)).delivered).toHaveLength(4);
	expect(items[0]?.json).toMatchObject({
		taskStatus: 'SUCCEEDED',
		videoUrl: expect.stringContaining('http'),
		model: 'wan2.6-i2v-flash',
	});
});

it('tells a task with the next poll when it could not be looked up, and names the fault of the list', async () => {
	await startService({ taskSeconds: 60, strictRates: false });
	const poller = new Poller(engine, standIn);
	await poller.poll();
	const submitted = await submitTasks(standIn, 3);
	standIn.advance(600);
	standIn.misbehave({
		on: 'query',
		what: '500',
		status: 400,
		code: 'InvalidParameter',
		message: 'odd',
		which: 2,
	});
	const first = ids(await poller.poll());
	const second = ids(await poller.poll());
	expect([first.length, second.length]).toEqual([2, 1]);
	expect([...first, ...second].sort()).toEqual([...submitted].sort());
	standIn.misbehave({
		on: 'list',
		what: '500',
		status: 401,
		code: 'InvalidApiKey',
		message: 'No',
		which: 'all',
		times: 2,
	});
	await expect(poller.poll()).rejects.toThrow('The service does not recognize this API key');
});

describe('Fetch Test Event', () => {
	it('shows the newest task that fits, and remembers nothing', async () => {
		await startService({ taskSeconds: 60, strictRates: false });
		const submitted = await submitTasks(standIn, 2);
		standIn.advance(600);
		const poller = new Poller(engine, standIn);
		for (let time = 0; time < 2; time++) expect(ids(await poller.poll('manual'))).toEqual([submitted[1]]);
		expect(poller.saved()).toEqual({});
	});

	it('shows an example that looks real while there is none, and says that it is one', async () => {
		await startService();
		const [item] = await new Poller(engine, standIn).poll('manual');
		expect(item?.json).toMatchObject({
			taskStatus: 'SUCCEEDED',
			taskId: expect.any(String),
			videoUrl: expect.any(String),
		});
		expect(item?.json.note).toContain('An example');
	});
});
