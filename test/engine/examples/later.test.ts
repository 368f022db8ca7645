/* eslint-disable @n8n/community-nodes/no-restricted-imports */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { IRun, IRunExecutionData } from 'n8n-workflow';

import {
	costOf,
	costTold,
	FILES,
	itemsFrom,
	loadExample,
	nodeOf,
	runExample,
	type WorkflowFile,
} from '../../harness/exampleWorkflow';
import { sha256 } from '../../harness/hash';
import { startReceiver, type Receiver } from '../../harness/receiver';
import { engine, standIn, startService, useEngine } from '../../harness/suite';
import { itemsOf, runThroughWaits } from '../../harness/suspended';

/* The examples whose videos come later: by a webhook's second half, a suspended wait, or a loop. */

useEngine();

const folder = mkdtempSync(path.join(tmpdir(), 'n8n-nodes-wan-examples-'));

afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** The files that a node wrote, over all its runs, are the videos of their tasks. Gives the tasks' IDs. */
async function writtenVideos(data: IRunExecutionData, nodeName: string): Promise<string[]> {
	const taskIds: string[] = [];
	for (const { json } of itemsOf(data, nodeName)) {
		const taskId = String(json.taskId);
		expect(json.fileName).toBe(path.join(folder, `${taskId}.mp4`));
		expect(sha256(readFileSync(String(json.fileName)))).toBe(await standIn.videoSha256(taskId));
		taskIds.push(taskId);
	}
	return taskIds;
}

describe('03: a webhook that answers at once and delivers later', () => {
	let receiver: Receiver;
	let example: WorkflowFile;
	const order = { prompt: 'Rain begins', imageUrl: 'https://example.com/images/bay.jpg' };

	beforeEach(async () => {
		receiver = await startReceiver();
		example = loadExample('03-webhook-answers-at-once.json', {
			'https://example.com/videos': `${receiver.url}/videos`,
		});
		await startService({ taskSeconds: 60 });
	});
	afterEach(async () => await receiver.close());

	/** Calls the webhook: its node hands on the call as n8n's server gives it. */
	async function call(
		body: object,
	): Promise<{ run: IRun; responses: Array<{ response: unknown; requests: string[] }> }> {
		const responses: Array<{ response: unknown; requests: string[] }> = [];
		const run = await runExample(engine, standIn, example, {
			items: [{ json: { headers: {}, params: {}, query: {}, body } as never }],
			mode: 'webhook',
			onResponse: (response) => responses.push({ response, requests: standIn.books.map(({ kind }) => kind) }),
		});
		return { run, responses };
	}

	it('answers with the task ID when the task is submitted, and delivers its video when it is ready', async () => {
		const { run, responses } = await call(order);
		expect(run.data.resultData.error).toBeUndefined();
		const [taskId = ''] = [...standIn.tasks.keys()];
		expect(responses).toEqual([
			{
				response: expect.objectContaining({ statusCode: 202, body: { taskId, status: 'PENDING' } }),
				requests: ['submit'],
			},
		]);
		const [delivery, ...more] = receiver.deliveries;
		expect(more).toEqual([]);
		expect(delivery).toMatchObject({
			method: 'PUT',
			path: `/videos/${taskId}.mp4`,
			contentType: 'video/mp4',
		});
		expect(sha256(delivery?.body ?? Buffer.alloc(0))).toBe(await standIn.videoSha256(taskId));
		expect(costOf(itemsFrom(run, 'Submit Video'))).toBe(costTold(example));
	});

	it('answers 422 to an order that the model does not take, and sends nothing', async () => {
		const { run, responses } = await call({ ...order, imageUrl: 'bay.jpg' });
		expect(run.data.resultData.error).toBeUndefined();
		expect(responses).toEqual([
			{
				response: expect.objectContaining({
					statusCode: 422,
					body: { error: expect.stringContaining('First Frame'), message: expect.any(String) },
				}),
				requests: [],
			},
		]);
	});

	it('answers 502 when the service does not answer, and does not pay twice', async () => {
		standIn.misbehave({ on: 'submit', what: '500' });
		const { responses } = await call(order);
		expect(responses).toMatchObject([{ response: { statusCode: 502 } }]);
		expect(standIn.count('submit')).toBe(1);
		expect(receiver.deliveries).toEqual([]);
	});

	it('is not open to everybody', () => {
		expect(nodeOf(example, 'Order Comes In').parameters.authentication).toBe('headerAuth');
	});
});

describe('05: wait without a worker', () => {
	const example = loadExample('05-suspended-wait.json', { [FILES]: folder });

	it('writes each video once over saves and loads of the execution, for one create call each', async () => {
		await startService({ taskSeconds: (_model, n) => 60 * n });
		const { run, saved } = await runThroughWaits(engine, standIn, example);
		expect(run.status).toBe('success');
		expect(saved.length).toBeGreaterThanOrEqual(2);
		expect((await writtenVideos(run.data, 'Write Videos')).sort()).toEqual([...standIn.tasks.keys()].sort());
		expect(standIn.count('submit')).toBe(3);
		expect(costOf(itemsOf(run.data, 'Submit Videos'))).toBe(costTold(example));
	});

	it('lets a failed task out of the error branch, and goes on with the others', async () => {
		await startService({ taskSeconds: 90 });
		standIn.script({ status: 'FAILED', code: 'InternalError', message: 'odd', afterSeconds: 20 });
		const { run } = await runThroughWaits(engine, standIn, example);
		const [failed, ...others] = [...standIn.tasks.keys()];
		expect(run.status).toBe('success');
		expect((await writtenVideos(run.data, 'Write Videos')).sort()).toEqual(others.sort());
		expect(itemsOf(run.data, 'Failed Tasks')).toMatchObject([{ json: { details: { taskId: failed } } }]);
	});
});

describe("06: a loop of its own with n8n's Wait node", () => {
	const example = loadExample('06-loop-with-wait-node.json', { [FILES]: folder });

	/**
	 * Runs over all suspensions, each with a save and a load.
	 * @param leap seconds by which the service's time leaps at each, as n8n resumes the execution then
	 */
	async function runOverWaits(
		leap = 90,
	): Promise<{ run: IRun; saved: IRunExecutionData[]; pauses: number[] }> {
		const saved: IRunExecutionData[] = [];
		const pauses: number[] = [];
		for (;;) {
			const workflow = JSON.parse(JSON.stringify(example)) as WorkflowFile;
			const before = Date.now();
			const resume = saved.at(-1);
			const run = await runExample(engine, standIn, workflow, {
				...(resume && { resume: JSON.parse(JSON.stringify(resume)) as IRunExecutionData }),
			});
			if (!run.waitTill) return { run, saved, pauses };
			pauses.push(new Date(run.waitTill).getTime() - before);
			saved.push(JSON.parse(JSON.stringify(run.data)) as IRunExecutionData);
			standIn.advance(leap);
		}
	}

	it('suspends 90 seconds at a time, and writes what is ready before it suspends again', async () => {
		await startService({ taskSeconds: (_model, n) => (n === 2 ? 265 : 30) });
		const { run, saved, pauses } = await runOverWaits();
		expect(run.data.resultData.error).toBeUndefined();
		expect(pauses).toHaveLength(3);
		// Shorter than 65 seconds, and n8n would keep the execution running.
		expect(Math.min(...pauses)).toBeGreaterThanOrEqual(90_000);
		const [first, second, third] = [...standIn.tasks.keys()];
		expect(await writtenVideos(saved[0] as IRunExecutionData, 'Write Videos')).toEqual([]);
		expect(await writtenVideos(saved[1] as IRunExecutionData, 'Write Videos')).toEqual([first, third]);
		expect(await writtenVideos(run.data, 'Write Videos')).toEqual([first, third, second]);
		expect(standIn.count('submit')).toBe(3);
		expect(costOf(itemsOf(run.data, 'Submit Videos'))).toBe(costTold(example));
	});

	it('ends with tasks that failed', async () => {
		await startService({ taskSeconds: 30 });
		standIn.script({ status: 'FAILED', code: 'InternalError', message: 'odd', afterSeconds: 20 });
		const { run } = await runOverWaits();
		const [failed, ...others] = [...standIn.tasks.keys()];
		expect(await writtenVideos(run.data, 'Write Videos')).toEqual(others);
		expect(itemsOf(run.data, 'Failed Tasks')).toMatchObject([
			{ json: { taskId: failed, taskStatus: 'FAILED' } },
		]);
	});

	it('ends when the service has forgotten the tasks, because n8n slept for more than a day', async () => {
		await startService({ taskSeconds: 30 });
		const { run, saved } = await runOverWaits(26 * 3600);
		expect(saved).toHaveLength(1);
		expect(itemsOf(run.data, 'Failed Tasks').map(({ json }) => json.taskStatus)).toEqual(
			Array(3).fill('UNKNOWN'),
		);
		expect(standIn.count('submit')).toBe(3);
	});
});
