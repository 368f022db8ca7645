import type { INodeExecutionData } from 'n8n-workflow';

import { systemClock } from '../../nodes/core/base/clock';
import { notesOfProcess } from '../../nodes/WanEventTrigger/memory';
import { balance } from '../harness/accounts';
import { lastRun } from '../harness/engine';
import { EventReceiver, type ReceiverOptions } from '../harness/eventReceiver';
import { Poller } from '../harness/poller';
import { submitTasks } from '../harness/submitted';
import { engine, standIn, startService, useEngine } from '../harness/suite';
import { credentialFor } from '../harness/wan';
import { deliver, deliverOnce, finishedEvent } from '../standIn/events';

useEngine({ taskSeconds: 60, strictRates: false });

let receiver: EventReceiver;

beforeEach(async () => {
	notesOfProcess.clear();
});
afterEach(async () => {
	await receiver.close();
});

const listen = async (options?: ReceiverOptions) => {
	receiver = await EventReceiver.start(engine, standIn, options);
	return receiver;
};
/** Tasks that have ended. */
const endedTasks = async (count: number, model?: string) => {
	const taskIds = await submitTasks(standIn, count, model);
	standIn.advance(600);
	return taskIds as [string, ...string[]];
};
const eventOf = (taskId: string) => finishedEvent(standIn, taskId);
/** Tells the tasks and gives the last answer for each. */
const tell = async (...taskIds: string[]) => {
	const statuses = [];
	for (const taskId of taskIds) statuses.push((await deliver(receiver.target(), eventOf(taskId))).at(-1));
	await receiver.settle();
	return statuses;
};

it('starts the workflow with the very item that Wan Trigger gives, simplified and raw', async () => {
	for (const simple of [true, false]) {
		const poller = new Poller(engine, standIn, { simple });
		await poller.poll();
		await listen({ parameters: { simple } });
		const [taskId] = await endedTasks(1);
		expect(await tell(taskId)).toEqual([200]);
		const [item] = await poller.poll();
		// Every query has a request ID of its own, and only the raw answer shows it.
		const comparable = ({ json }: INodeExecutionData) => (simple ? json : { ...json, request_id: '' });
		expect(receiver.started.map(([told]) => told && comparable(told))).toEqual([item && comparable(item)]);
		expect(JSON.stringify(item)).toContain(taskId);
		await receiver.close();
	}
});

it('brings the video as binary, to the last byte, into the node that follows', async () => {
	await listen({ parameters: { options: { downloadVideo: true, fileName: 'cat' } } });
	const [taskId] = await endedTasks(1);
	expect(await tell(taskId)).toEqual([200]);
	const run = await engine.run({
		nodes: [
			{
				id: 't',
				name: 'Wan Event Trigger',
				type: 'n8n-nodes-wan.wanEventTrigger',
				typeVersion: 1,
				position: [0, 0],
				parameters: {},
			},
		],
		connections: {},
		credential: credentialFor(standIn),
		items: receiver.started[0],
	});
	const items = lastRun(run, 'Wan Event Trigger')?.data?.main?.[0] ?? [];
	expect((await balance(standIn, items)).delivered).toEqual([taskId]);
	expect(items[0]?.binary?.data?.fileName).toBe('cat.mp4');
});

it('answers after its look at the task and before the download', async () => {
	const counts: Array<[number, number]> = [];
	const onResponse = () => counts.push([standIn.count('query'), standIn.count('download')]);
	await listen({ parameters: { options: { downloadVideo: true } }, onResponse });
	const [taskId] = await endedTasks(1);
	await tell(taskId);
	expect(counts).toEqual([[1, 0]]);
	expect(standIn.count('download')).toBe(1);
});

it.each(['SUCCEEDED', 'FAILED', 'CANCELED'] as const)(
	'tells %s and no other event if it is chosen',
	async (kind) => {
		await listen({ parameters: { events: [kind] } });
		const kinds = ['SUCCEEDED', 'FAILED', 'CANCELED'] as const;
		standIn.script(...kinds.map((status) => ({ status })));
		const taskIds = await endedTasks(3);
		expect(await tell(...taskIds)).toEqual([200, 200, 200]);
		expect(receiver.ids()).toEqual([taskIds[kinds.indexOf(kind)]]);
		expect(receiver.started[0]?.[0]?.json.taskStatus).toBe(kind);
	},
);

it('tells only the chosen events and models, with the reason of a failed task', async () => {
	await listen({ parameters: { events: ['FAILED', 'CANCELED'], models: ['wan2.6-i2v'] } });
	const failed = {
		status: 'FAILED' as const,
		code: 'DataInspectionFailed',
		message: 'Output data may contain inappropriate content.',
	};
	standIn.script(failed, { status: 'CANCELED' }, { status: 'SUCCEEDED' }, failed);
	const [first, second, third] = await submitTasks(standIn, 3, 'wan2.6-i2v');
	const [other] = await endedTasks(1, 'wan2.5-i2v-preview');
	expect(await tell(first ?? '', second ?? '', third ?? '', other)).toEqual([200, 200, 200, 200]);
	expect(receiver.ids()).toEqual([first, second]);
	expect(receiver.started[0]?.[0]?.json).toMatchObject({
		taskStatus: 'FAILED',
		model: 'wan2.6-i2v',
		errorCode: 'DataInspectionFailed',
	});
});

it('believes nothing of an event but the ID: status and model are what the service says', async () => {
	await listen({ parameters: { models: ['wan2.6-i2v'] } });
	standIn.script({ status: 'FAILED', code: 'InternalError' }, { status: 'SUCCEEDED' });
	const [failed = '', good = ''] = await submitTasks(standIn, 2, 'wan2.6-i2v');
	const [other] = await endedTasks(1);
	for (const taskId of [failed, good, other]) {
		const event = eventOf(taskId);
		Object.assign(event.data as object, {
			task_status: 'SUCCEEDED',
			user_api_unique_key: 'apikey:v1:aigc:image2video:video-synthesis:wan2.6-i2v',
		});
		expect(await deliver(receiver.target(), event)).toEqual([200]);
	}
	expect(receiver.ids()).toEqual([good]);
});

describe('a delivery', () => {
	it('of a batch is taken apart: all its tasks start one execution, and what is no event of a task is passed over', async () => {
		await listen();
		const taskIds = await endedTasks(3);
		const foreign = { ...eventOf(taskIds[0]), source: 'acs.oss' };
		const batch = [...taskIds.map(eventOf), foreign, { odd: true }, eventOf(taskIds[0])];
		const target = receiver.target({ contentType: 'application/cloudevents-batch+json' });
		expect(await deliver(target, batch)).toEqual([200]);
		expect(await deliver(receiver.target(), batch)).toEqual([200]);
		await receiver.settle();
		expect(receiver.started.map((items) => items.map(({ json }) => json.taskId))).toEqual([taskIds]);
		for (const [body, status] of [
			[[], 400],
			[[{ odd: true }], 400],
			[[foreign], 200],
		] as const) {
			expect(await deliverOnce(receiver.target(), body)).toBe(status);
		}
	});

	it('of a batch comes again for those that the service could not tell of yet, and each task is told once', async () => {
		await listen();
		const taskIds = await endedTasks(3);
		standIn.misbehave({ on: 'query', what: '500', which: (n) => n >= 2 });
		const statuses = await deliver(receiver.target(), taskIds.map(eventOf), () => standIn.behave());
		await receiver.settle();
		expect(statuses).toEqual([503, 200]);
		expect(receiver.ids().sort()).toEqual([...taskIds].sort());
	});

	it('of a task that makes no video starts nothing', async () => {
		await listen();
		const [taskId = ''] = standIn.addOtherTasks(1);
		standIn.advance(600);
		for (const key of ['apikey:v1:aigc:text2image:image-synthesis:wan2.2-t2i-flash', undefined]) {
			const { data, ...event } = eventOf(taskId);
			const body = { ...event, data: { ...(data as object), user_api_unique_key: key } };
			expect(await deliver(receiver.target(), body)).toEqual([200]);
		}
		expect(receiver.started).toEqual([]);
	});

	it('of 200 at once keeps the pace of the account, starts the workflow for each task, and all have their model', async () => {
		await startService({ taskSeconds: 60, strictRates: false });
		await listen();
		const taskIds: string[] = [];
		const models = ['wan2.6-i2v-flash', 'wan2.6-i2v', 'wan2.5-i2v-preview', 'wan2.2-i2v-plus'];
		for (const model of models) taskIds.push(...(await submitTasks(standIn, 50, model)));
		standIn.advance(6000);
		const responses = await Promise.all(
			taskIds.map(async (taskId) => await deliver(receiver.target(), eventOf(taskId))),
		);
		await receiver.settle();
		expect(responses.map((statuses) => statuses.at(-1))).toEqual(taskIds.map(() => 200));
		expect(receiver.ids().sort()).toEqual([...taskIds].sort());
		const told = receiver.started.flat();
		expect(told.filter(({ json }) => json.model !== standIn.tasks.get(String(json.taskId))?.model)).toEqual(
			[],
		);
		const asked = standIn.books.filter(({ kind }) => kind === 'query' || kind === 'list');
		for (const { at } of asked) {
			expect(asked.filter((other) => other.at >= at && other.at < at + 1000).length).toBeLessThanOrEqual(10);
		}
		expect(asked.filter(({ kind }) => kind === 'list').length).toBeLessThan(20);
	});
});

describe('an event with the whole answer', () => {
	const wholeEvent = async (taskId: string, change: object = {}, asText = false) => {
		const response = await fetch(`${standIn.baseUrl}/tasks/${taskId}`, {
			headers: { authorization: `Bearer ${standIn.apiKey}` },
		});
		const result = (await response.json()) as { output: object };
		const output_result = { ...result, output: { ...result.output, ...change } };
		const { data, ...event } = eventOf(taskId);
		const whole = {
			contain_result: true,
			output_result: asText ? JSON.stringify(output_result) : output_result,
		};
		return { ...event, data: { ...(data as object), ...whole } };
	};

	it.each([false, true])('needs no query for its item (as text: %s)', async (asText) => {
		await listen();
		const [taskId] = await endedTasks(1);
		const event = await wholeEvent(taskId, {}, asText);
		const queries = standIn.count('query');
		expect(await deliver(receiver.target(), event)).toEqual([200]);
		expect(standIn.count('query')).toBe(queries);
		expect(receiver.started[0]?.[0]?.json).toMatchObject({
			taskId,
			taskStatus: 'SUCCEEDED',
			model: 'wan2.6-i2v-flash',
			videoUrl: expect.stringContaining(taskId),
		});
	});

	it('is not believed where a video would be lost or a foreign link be read', async () => {
		const [failed, other, link] = await endedTasks(3);
		const failedEvent = await wholeEvent(failed, { task_status: 'FAILED', video_url: undefined });
		const foreignTask = await wholeEvent(other ?? '', { task_id: failed });
		await listen();
		expect(await deliver(receiver.target(), failedEvent)).toEqual([200]);
		expect(await deliver(receiver.target(), foreignTask)).toEqual([200]);
		expect(receiver.ids()).toEqual([failed, other]);
		expect(receiver.started[0]?.[0]?.json.taskStatus).toBe('SUCCEEDED');
		await receiver.close();

		await listen({ parameters: { options: { downloadVideo: true } } });
		const foreignLink = await wholeEvent(link ?? '', { video_url: `${standIn.downloadHost}/other.mp4` });
		expect(await deliver(receiver.target(), foreignLink)).toEqual([200]);
		await receiver.settle();
		expect(receiver.started[0]?.[0]?.json.videoUrl).toContain(link);
		expect(receiver.started[0]?.[0]?.binary).toBeDefined();
	});
});

describe('an event that is delivered twice', () => {
	it('starts the workflow once, with a restart of n8n in between, too', async () => {
		await listen();
		const taskIds = await endedTasks(3);
		expect(await tell(...taskIds, ...taskIds)).toEqual([200, 200, 200, 200, 200, 200]);
		notesOfProcess.clear();
		expect(await tell(...taskIds)).toEqual([200, 200, 200]);
		expect(receiver.ids()).toEqual(taskIds);
		expect(standIn.count('query')).toBe(3);
	});

	it('starts it once when all come at the same time, and forgets none of them over a restart', async () => {
		await listen({ parameters: { options: { downloadVideo: true } } });
		const taskIds = await endedTasks(8);
		const all = [...taskIds, ...taskIds].map(
			async (taskId) => await deliver(receiver.target(), eventOf(taskId)),
		);
		await Promise.all(all);
		await receiver.settle();
		notesOfProcess.clear();
		await tell(...taskIds);
		expect(receiver.ids().sort()).toEqual([...taskIds].sort());
	});

	it('is none when it is sent anew a day later, and is forgotten after three days', async () => {
		await listen();
		const [old] = await endedTasks(1);
		await tell(old);
		const event = eventOf(old);
		standIn.advance(26 * 3600);
		const { now } = systemClock;
		try {
			systemClock.now = () => now() + 26 * 3_600_000;
			expect(await deliver(receiver.target(), event)).toEqual([200]);
			notesOfProcess.clear();
			expect(await deliver(receiver.target(), event)).toEqual([200]);
			expect(receiver.ids()).toEqual([old]);

			systemClock.now = () => now() + 73 * 3_600_000;
			const [recent] = await endedTasks(1);
			await tell(recent);
			const { told } = receiver.staticData()['node:Wan Event Trigger'] as { told: object };
			expect(Object.keys(told)).toEqual([recent]);
		} finally {
			systemClock.now = now;
		}
	});

	it('is news each time in the editor, and nothing is remembered', async () => {
		await listen({ mode: 'manual' });
		const [taskId] = await endedTasks(1);
		expect(await tell(taskId, taskId)).toEqual([200, 200]);
		expect(receiver.ids()).toEqual([taskId, taskId]);
		expect(receiver.staticData()).toEqual({});
	});
});
