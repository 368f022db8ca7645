import { systemClock } from '../../nodes/core/base/clock';
import { notesOfProcess } from '../../nodes/WanEventTrigger/memory';
import { EventReceiver, type ReceiverOptions } from '../harness/eventReceiver';
import { submitTasks } from '../harness/submitted';
import { engine, standIn, startAnotherService, useEngine } from '../harness/suite';
import type { StandIn } from '../standIn';
import { deliver, deliverOnce, finishedEvent } from '../standIn/events';

useEngine({ taskSeconds: 600, strictRates: false });

let receiver: EventReceiver;
/** The service as another account sees it. */
let other: StandIn;

beforeEach(async () => {
	notesOfProcess.clear();
	other = await startAnotherService();
});
afterEach(async () => {
	await receiver.close();
});

const listen = async (options?: ReceiverOptions) => {
	receiver = await EventReceiver.start(engine, standIn, options);
	return receiver;
};
const endedTask = async () => {
	const [taskId = ''] = await submitTasks(standIn, 1);
	standIn.advance(1200);
	return taskId;
};
const eventOf = (taskId: string) => finishedEvent(standIn, taskId);
const withoutModel = (taskId: string) => {
	const { data, ...event } = eventOf(taskId);
	return { ...event, data: { ...(data as object), user_api_unique_key: undefined } };
};
const toldItem = () => receiver.started[0]?.[0]?.json;

describe('what is no event of a task', () => {
	it('is answered with 200 if it is an event of something else, and starts nothing', async () => {
		await listen();
		const event = eventOf(await endedTask());
		const foreign = [
			{ ...event, source: 'acs.oss' },
			{ ...event, type: 'dashscope:System:Other' },
			{ ...event, source: 'acs.oss', type: 'oss:ObjectCreated:PutObject', data: { region: 'cn-beijing' } },
		];
		for (const body of foreign) expect(await deliver(receiver.target(), body)).toEqual([200]);
		expect(receiver.started).toEqual([]);
		expect(standIn.count('query')).toBe(0);
	});

	it('is answered with 400 if it is malformed, and nothing of it gets into an address of the service', async () => {
		await listen();
		const event = eventOf(await endedTask());
		const withId = (task_id: unknown) => ({ ...event, data: { task_id } });
		const malformed = [
			...[{}, [], 'null', '7', { ...event, source: 7 }, { ...event, type: undefined }],
			...[
				{ ...event, data: undefined },
				{ ...event, data: 'x' },
				{ ...event, data: [] },
			],
			...[undefined, 7, '', '../models', 'a/b/c/d', 'abcd?x=1', 'abcd\n', 'x'.repeat(129)].map(withId),
		];
		for (const body of malformed) expect(await deliverOnce(receiver.target(), body)).toBe(400);
		const text = receiver.target({ contentType: 'text/plain' });
		expect(await deliverOnce(text, 'neither JSON nor an event')).toBe(400);
		expect(receiver.started).toEqual([]);
		expect(receiver.failed).toEqual([]);
		expect(standIn.books.filter(({ kind }) => kind !== 'submit')).toEqual([]);
	});
});

it('reads an event under each content type with which a CloudEvent may come', async () => {
	await listen();
	const types = ['application/json', 'application/cloudevents+json', 'text/plain'];
	const taskIds = [];
	for (const contentType of types) {
		const taskId = await endedTask();
		taskIds.push(taskId);
		expect(await deliver(receiver.target({ contentType }), eventOf(taskId))).toEqual([200]);
	}
	expect(receiver.ids()).toEqual(taskIds);
});

describe('a service that does not answer', () => {
	it('makes EventBridge deliver again, and the workflow starts once it does', async () => {
		await listen();
		const taskId = await endedTask();
		standIn.misbehave({ on: 'query', what: '500', which: 'all' });
		const statuses = await deliver(receiver.target(), eventOf(taskId), () => {
			if (receiver.responses.length === 2) standIn.behave();
		});
		expect(statuses).toEqual([503, 503, 200]);
		expect(receiver.ids()).toEqual([taskId]);
		expect(receiver.failed).toEqual([]);
	});

	it.each(['429', 'hang', 'reset', '502-html'] as const)('is told by 503 after %s', async (what) => {
		await listen();
		const taskId = await endedTask();
		standIn.misbehave({ on: 'query', what, which: 'all' });
		expect(await deliverOnce(receiver.target(), eventOf(taskId))).toBe(503);
		expect(receiver.started).toEqual([]);
	});

	it('does without the list if that fails and the event names the model, by which it is filtered then', async () => {
		for (const [models, told] of [
			[['wan2.6-i2v-flash'], 1],
			[['wan2.6-i2v'], 0],
			[[], 1],
		] as const) {
			const taskId = await endedTask();
			standIn.misbehave({ on: 'list', what: '500', which: 'all' });
			await listen({ parameters: { models: [...models] } });
			expect(await deliver(receiver.target(), eventOf(taskId))).toEqual([200]);
			expect(receiver.started).toHaveLength(told);
			if (told > 0) expect(toldItem()).toMatchObject({ taskId, model: 'wan2.6-i2v-flash' });
			standIn.behave();
			await receiver.close();
		}
	});

	it('makes EventBridge deliver again if the list fails, models are chosen, and the event names none', async () => {
		const taskId = await endedTask();
		standIn.misbehave({ on: 'list', what: '500', which: 'all' });
		await listen({ parameters: { models: ['wan2.6-i2v-flash'] } });
		const statuses = await deliver(receiver.target(), withoutModel(taskId), () => standIn.behave());
		expect(statuses).toEqual([503, 200]);
		expect(toldItem()).toMatchObject({ taskId, model: 'wan2.6-i2v-flash' });
	});

	it.each([true, false])(
		'is asked again later while its list does not have the task yet, unless the event names the model (%s)',
		async (named) => {
			await listen({ parameters: { models: ['wan2.6-i2v-flash'] } });
			const taskId = await endedTask();
			standIn.list.lagSeconds = 7200;
			const event = named ? eventOf(taskId) : withoutModel(taskId);
			const statuses = await deliver(receiver.target(), event, () => {
				if (receiver.responses.length === 2) standIn.list.lagSeconds = 0;
				standIn.advance(60);
			});
			expect(statuses).toEqual(named ? [200] : [503, 503, 200]);
			expect(receiver.failed).toEqual([]);
			expect(receiver.started).toHaveLength(1);
		},
	);

	it('is asked again later while it says that the task still runs', async () => {
		await listen();
		const [taskId = ''] = await submitTasks(standIn, 1);
		const event = eventOf(taskId);
		expect(await deliver(receiver.target(), event, () => standIn.advance(1200))).toEqual([503, 200]);
		expect(toldItem()).toMatchObject({ taskId, taskStatus: 'SUCCEEDED' });
	});
});

describe('a key that is not the one of the task', () => {
	it('of another account fails one execution with the reason, and takes the event once it is mended', async () => {
		await listen();
		const taskId = await endedTask();
		receiver.standIn = other;
		const statuses = await deliver(receiver.target(), eventOf(taskId), () => {
			if (receiver.responses.length === 3) receiver.standIn = standIn;
		});
		expect(statuses).toEqual([500, 503, 503, 200]);
		expect(receiver.failed).toHaveLength(1);
		expect(receiver.failed[0]).toMatchObject({
			message: expect.stringContaining('The service does not recognize this task'),
			description: expect.stringMatching(/account and region.*the credential/),
		});
		expect(receiver.ids()).toEqual([taskId]);
	});

	it('that the service refuses fails one execution with the reason', async () => {
		await listen();
		const taskId = await endedTask();
		standIn.misbehave({
			on: 'query',
			what: '500',
			status: 401,
			code: 'InvalidApiKey',
			message: 'No',
			which: 'all',
		});
		expect(await deliver(receiver.target(), eventOf(taskId))).toEqual([500, 503, 503, 503]);
		expect(receiver.failed.map(({ message }) => message)).toEqual([
			expect.stringContaining('The service does not recognize this API key'),
		]);
		expect(receiver.started).toEqual([]);
	});
});

describe('a task whose video is gone', () => {
	it('gives an item that says so if the event comes after 24 hours', async () => {
		await listen();
		const taskId = await endedTask();
		const event = eventOf(taskId);
		standIn.advance(25 * 3600);
		const { now } = systemClock;
		systemClock.now = () => now() + 26 * 3_600_000;
		expect(await deliver(receiver.target(), event)).toEqual([200]);
		expect(toldItem()).toMatchObject({
			taskId,
			taskStatus: 'UNKNOWN',
			note: expect.stringContaining('more than 24 hours late'),
		});
		expect(await deliver(receiver.target(), event)).toEqual([200]);
		expect(receiver.started).toHaveLength(1);
	});

	it.each([
		['has expired', '/v.mp4?Expires=1700000000', 'The link worked until 2023-11-14T22:13:20.000Z'],
		['is missing', '', 'the answer has no link'],
	])(
		'gives an item that says so if the link %s, with the download and without',
		async (_what, path, words) => {
			const link = path && `${standIn.downloadHost}${path}`;
			for (const downloadVideo of [false, true]) {
				await listen({ parameters: { options: { downloadVideo } } });
				standIn.script({
					status: 'SUCCEEDED',
					response: (response) => ({ ...response, output: { ...response.output, video_url: link } }),
				});
				const taskId = await endedTask();
				expect(await deliver(receiver.target(), eventOf(taskId))).toEqual([200]);
				await receiver.settle();
				const note = expect.stringContaining(words) as string;
				expect(toldItem()).toMatchObject({ taskId, taskStatus: 'SUCCEEDED', note });
				expect(standIn.count('download') > 0).toBe(downloadVideo && link !== '');
				await receiver.close();
			}
		},
	);

	it('is tried all the same: where only the clock of this machine is wrong, the video comes without a word', async () => {
		await listen({ parameters: { options: { downloadVideo: true } } });
		const taskId = await endedTask();
		const { now } = systemClock;
		systemClock.now = () => now() + 26 * 3_600_000;
		expect(await deliver(receiver.target(), eventOf(taskId))).toEqual([200]);
		await receiver.settle();
		expect(receiver.started[0]?.[0]?.binary).toBeDefined();
		expect(toldItem()).not.toHaveProperty('note');
	});

	it('is told once if a delivery comes while the download hangs', async () => {
		await listen({ parameters: { options: { downloadVideo: true } } });
		const taskId = await endedTask();
		standIn.misbehave({ on: 'download', what: 'hang' });
		expect(await deliver(receiver.target(), eventOf(taskId))).toEqual([200]);
		expect(await deliver(receiver.target(), eventOf(taskId))).toEqual([200]);
		await receiver.settle();
		expect(receiver.ids()).toEqual([taskId]);
		expect(receiver.started[0]?.[0]?.binary).toBeDefined();
	});

	it('gives an item with the link and the reason if the download is refused', async () => {
		await listen({ parameters: { options: { downloadVideo: true } } });
		const taskId = await endedTask();
		standIn.misbehave({ on: 'download', what: '500', status: 403, code: 'AccessDenied', which: 'all' });
		expect(await deliver(receiver.target(), eventOf(taskId))).toEqual([200]);
		await receiver.settle();
		expect(receiver.started).toHaveLength(1);
		expect(toldItem()).toMatchObject({
			taskId,
			videoUrl: expect.stringContaining('http'),
			downloadError: expect.any(String),
		});
		expect(receiver.started[0]?.[0]?.binary).toBeUndefined();
	});
});
