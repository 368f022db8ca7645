/* eslint-disable @n8n/community-nodes/no-restricted-imports */
import assert from 'node:assert/strict';

import { assertSuccess } from '../deliveries';
import type { Report } from '../report';
import { itemsOf, waitFor, type StoredWorkflow } from '../rest';
import type { Cluster } from './cluster';
import { assertPaidOnce, Stage } from './stage';
import { fetchLost, keepsRunning, suspendedWait } from './workflows';

const VIDEOS = 20;
/** Seconds; with less than 65 n8n's Wait node would hold a worker meanwhile. */
const PAUSE = 66;
/** Seconds until n8n has noticed a dead worker, given the settings below, and the net has fetched what was lost. */
const RECOVERY = 400;

/** n8n looks for the jobs of dead workers; sooner than by default (60, 10 and 30 s), so that nobody waits for minutes. */
export const SOON_NOTICED = {
	QUEUE_WORKER_LOCK_DURATION: '10000',
	QUEUE_WORKER_LOCK_RENEW_TIME: '2000',
	QUEUE_WORKER_STALLED_INTERVAL: '5000',
};

/** The set-up that docs/queue-mode.md recommends, with a worker killed at two moments. */
export async function proveRecommended(cluster: Cluster, time: number, report: Report): Promise<void> {
	const stage = await Stage.open(`killed-${time}`, cluster, VIDEOS, { taskSeconds: 6 });
	const { rest } = cluster;
	try {
		const net = await stage.publish(fetchLost(stage, PAUSE));
		const workflow = await stage.publish(suspendedWait(stage, net.id));

		await report.prove(
			`${time}: a worker killed while 20 videos wait: all arrive, each paid once`,
			async () => {
				const id = await stage.call(workflow);
				await rest.waitForExecution(id, ['waiting']);
				const unfinished = stage.tasks().filter(({ status }) => status !== 'SUCCEEDED').length;
				assert(unfinished > 0, 'The videos were ready before the worker was killed');
				await killWorkerOf(cluster, id);
				assertSuccess(await rest.waitForExecution(id, undefined, 300));
				assert.equal(cluster.workersOf(id).length, 1, 'turns of the worker that is left');
				assertPaidOnce(stage.tasks(), VIDEOS);
				await stage.assertStored(stage.tasks());
				assert.deepEqual(await rest.executions(net), [], 'the net was not needed');
				await cluster.addWorker();
				return `${unfinished} videos were still being made`;
			},
		);

		const before = stage.tasks();
		await report.prove(`${time}: a worker killed while it downloads: n8n ends the execution`, async () => {
			const isKilled = killAt('download', 5, { cluster, stage });
			const id = await stage.call(workflow);
			assert.equal((await rest.waitForExecution(id, undefined, RECOVERY)).status, 'error');
			assert(isKilled(), 'The execution failed before the worker was killed');
			await cluster.addWorker();
			return 'it is not run again';
		});
		await report.prove(`${time}: and the error workflow fetches all 20, each paid once`, async () => {
			const fetched = await netHasRun(cluster, net);
			const tasks = stage.tasks().slice(before.length);
			assertPaidOnce(tasks, VIDEOS);
			assert.equal(fetched, VIDEOS, 'videos that the net fetched');
			await stage.assertStored(stage.tasks());
			const again = before.filter(({ downloads }) => downloads !== 1);
			assert.deepEqual(again, [], 'what was stored is not fetched again');
			return undefined;
		});
	} finally {
		await stage.close();
	}
}

/** What the plain operation loses with its worker, and how much of it comes back. */
export async function proveKeepsRunning(cluster: Cluster, report: Report): Promise<void> {
	const stage = await Stage.open('killed-keeps-running', cluster, VIDEOS, { taskSeconds: 6 });
	const { rest } = cluster;
	let id = '';
	try {
		const net = await stage.publish(fetchLost(stage, PAUSE));
		// n8n has a setting that sounds like help here. It is none.
		const file = keepsRunning(stage, net.id);
		const settings = { ...file.settings, saveExecutionProgress: true };
		const workflow = await stage.publish({ ...file, settings });

		await report.prove(
			'keeps running, worker killed: n8n ends the execution and pays nothing again',
			async () => {
				id = await stage.call(workflow);
				await waitFor(
					'some videos to be made',
					60,
					async () => await Promise.resolve(stage.tasks().length >= 10),
				);
				await killWorkerOf(cluster, id);
				const submitted = stage.tasks().length;
				const { status } = await rest.waitForExecution(id, undefined, RECOVERY);
				assert.equal(
					stage.tasks().length,
					submitted,
					`tasks that are paid for; the execution ended as ${status}`,
				);
				assert.equal(status, 'error');
				await cluster.addWorker();
				return `${submitted} of ${VIDEOS} had been submitted`;
			},
		);
		await report.prove('keeps running: the error workflow fetches what was submitted', async () => {
			const fetched = await netHasRun(cluster, net);
			assertPaidOnce(stage.tasks(), fetched);
			assert(fetched < VIDEOS, 'Everything had been submitted, which proves nothing');
			await stage.assertStored(stage.tasks());
			return `the other ${VIDEOS - fetched} were not made and cost nothing`;
		});
		await report.prove("keeps running: n8n's Retry has nothing left to run", async () => {
			const submitted = stage.tasks().length;
			assert.equal((await rest.retry(id)).status, 'error');
			assert.equal(stage.tasks().length, submitted);
			return undefined;
		});
	} finally {
		await stage.close();
	}
}

/** A worker that dies in the middle of a create call: the service has taken the task, and nobody here knows its ID. */
export async function proveSubmitting(cluster: Cluster, report: Report): Promise<void> {
	const stage = await Stage.open('killed-submitting', cluster, VIDEOS, { taskSeconds: 6 });
	try {
		const net = await stage.publish(fetchLost(stage, PAUSE));
		const workflow = await stage.publish(suspendedWait(stage, net.id));
		await report.prove('a worker killed during a create call: nothing is submitted again', async () => {
			const isKilled = killAt('submit', 7, { cluster, stage });
			const id = await stage.call(workflow);
			assert.equal((await cluster.rest.waitForExecution(id, undefined, RECOVERY)).status, 'error');
			assert(isKilled(), 'The execution failed before the worker was killed');
			await cluster.addWorker();
			return `${stage.tasks().length} of ${VIDEOS} had been submitted`;
		});
		await report.prove(
			'a worker killed during a create call: the error workflow fetches that video, too',
			async () => {
				const unanswered = stage.standIn.books.find(({ kind, fault }) => kind === 'submit' && fault);
				assert(stage.tasks().some(({ taskId }) => taskId === unanswered?.taskId));
				assertPaidOnce(stage.tasks(), await netHasRun(cluster, net));
				await stage.assertStored(stage.tasks());
				return undefined;
			},
		);
	} finally {
		await stage.close();
	}
}

/** The worker that took it up last, whether it is at work on it or has let go. */
async function killWorkerOf(cluster: Cluster, executionId: string): Promise<void> {
	const worker = cluster.workersOf(executionId).at(-1);
	assert(worker, `No worker has taken up execution ${executionId}`);
	await cluster.kill(worker);
}

/**
 * Lets the worker that is at work on the workflow die when its nth request of this kind arrives, which the service
 * carries out. Gives how to ask whether it has.
 */
function killAt(
	on: 'submit' | 'download',
	nth: number,
	{ cluster, stage }: { cluster: Cluster; stage: Stage },
): () => boolean {
	let killed = false;
	stage.standIn.misbehave({
		on,
		what: 'hang',
		which: (n) => {
			const worker = cluster.workerAtWork();
			if (n !== nth || !worker) return false;
			killed = true;
			void cluster.kill(worker);
			return true;
		},
		times: 1,
	});
	return () => killed;
}

/** Waits for the one execution of the net, and gives how many videos it stored. */
async function netHasRun(cluster: Cluster, net: StoredWorkflow): Promise<number> {
	const [execution, ...more] = await cluster.rest.endedExecutions(net, 1, RECOVERY);
	assert(execution);
	assert.equal(more.length, 0, 'the net ran more than once');
	assertSuccess(execution);
	return itemsOf(execution, 'Note').length;
}
