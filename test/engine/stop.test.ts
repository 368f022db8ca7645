import type { INode } from 'n8n-workflow';

import { systemClock } from '../../nodes/core/base/clock';
import { CreateCalls } from '../harness/createCalls';
import { afterStop, readLog } from '../harness/nodeLog';
import { engine, standIn, startService, useEngine } from '../harness/suite';
import { imageToVideo, runWan } from '../harness/wan';
import type { RequestKind, StandInOptions } from '../standIn';

useEngine();

let log: string[];

beforeEach(() => {
	log = readLog();
});
afterEach(async () => {
	jest.restoreAllMocks();
});

const retry: Partial<INode> = { retryOnFail: true, maxTries: 3, waitBetweenTries: 1 };
const items = [{ json: {} }, { json: {} }, { json: {} }];

/** Runs the node with Retry On Fail on and presses Stop when the n-th request of a kind arrives at the service. */
async function stopAt(kind: RequestKind, n: number, options: StandInOptions, nodeOptions = {}) {
	await startService(options);
	const calls = new CreateCalls();
	let submitsAtStop = Number.NaN;
	const result = await runWan(engine, standIn, imageToVideo({ options: nodeOptions }), {
		items,
		node: retry,
		onStart: (stop) =>
			standIn.misbehave({
				on: kind,
				what: '500',
				which: (count) => {
					if (count === n) {
						submitsAtStop = calls.begun;
						stop();
					}
					return false;
				},
			}),
	});
	await afterStop();
	calls.end();
	return { ...result, submitsAtStop, submits: calls.begun };
}

describe('Stop, with Retry On Fail on', () => {
	it('lets the create call under way finish, calls its task off, and submits nothing more', async () => {
		const { run, submitsAtStop, submits, error } = await stopAt('submit', 1, {
			taskSeconds: 60,
			pendingSeconds: 60,
		});
		expect(run.status).toBe('canceled');
		expect(submits).toBe(submitsAtStop);
		expect(submits).toBeLessThan(items.length);
		expect(standIn.count('submit')).toBe(submits);
		expect(standIn.tasks.size).toBe(submits);
		for (const { taskId, status } of standIn.tasks.values()) {
			expect(status).toBe('CANCELED');
			expect(error?.description).toMatch(
				new RegExp(`${taskId} \\((PENDING, is being canceled|canceled, not charged)\\)`),
			);
			expect(log[0]).toContain(taskId);
			expect(log.at(-1)).toContain(`${taskId} (canceled, not charged)`);
		}
	});

	it('names running tasks, which cannot be stopped, and submits nothing more', async () => {
		const { run, submitsAtStop, error } = await stopAt('query', 5, { taskSeconds: 60 });
		expect(run.status).toBe('canceled');
		expect(submitsAtStop).toBe(3);
		expect(standIn.count('submit')).toBe(3);
		for (const taskId of standIn.tasks.keys()) expect(error?.description).toContain(`${taskId} (RUNNING)`);
	});

	it('names the finished task when a download is cut by it', async () => {
		const { run, error } = await stopAt('download', 1, { taskSeconds: (_model, n) => 10 * n });
		expect(run.status).toBe('canceled');
		expect(standIn.count('submit')).toBe(3);
		expect(error?.description).toContain(`${[...standIn.tasks.keys()][0]} (SUCCEEDED)`);
	});

	it('leaves waiting tasks alone if the user turned calling off off', async () => {
		await stopAt('submit', 3, { taskSeconds: 60, pendingSeconds: 60 }, { callOffAtStop: false });
		expect(standIn.count('cancel')).toBe(0);
		expect([...standIn.tasks.values()].map(({ status }) => status)).toEqual([
			'PENDING',
			'PENDING',
			'PENDING',
		]);
	});

	it("ends within n8n's 20 milliseconds though a create call is under way, whose task is told in the log", async () => {
		await startService({ taskSeconds: 600, pendingSeconds: 600 });
		let stoppedAt = Number.NaN;
		const { run, error } = await runWan(engine, standIn, imageToVideo(), {
			items,
			onStart: (stop) =>
				standIn.misbehave({
					on: 'submit',
					what: 'hang',
					accepted: true,
					which: (count) => {
						if (count !== 2) return false;
						stoppedAt = systemClock.now();
						stop();
						return true;
					},
				}),
		});
		expect(systemClock.now() - stoppedAt).toBeLessThan(20);
		expect(run.status).toBe('canceled');
		const [first = '', second = ''] = standIn.tasks.keys();
		expect(error?.description).toContain(`${first} (PENDING, is being canceled)`);
		expect(error?.description).toContain('Create calls under way: 1');
		expect(error?.description).not.toContain(second);
		expect(log).toHaveLength(1);

		await afterStop(300_000);
		expect(log).toHaveLength(2);
		expect(log[1]).toContain(`${first} (canceled, not charged)`);
		expect(log[1]).toMatch(new RegExp(`Create calls without a clear answer: 1\\..+${second}`));
		expect(standIn.count('submit')).toBe(2);
	});
});
