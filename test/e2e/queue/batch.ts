/* eslint-disable @n8n/community-nodes/no-restricted-imports */
import assert from 'node:assert/strict';

import { assertSuccess } from '../deliveries';
import type { Report } from '../report';
import { itemsOf, waitFor } from '../rest';
import type { BinaryMode, Cluster } from './cluster';
import { assertPaidOnce, Stage } from './stage';
import { keepsRunning, suspendedWait } from './workflows';

const VIDEOS = 20;

/** The main job in queue mode, waited for in both ways. */
export async function proveBatch(cluster: Cluster, mode: BinaryMode, report: Report): Promise<void> {
	const stage = await Stage.open(`batch-${mode}`, cluster, VIDEOS, { taskSeconds: 6 });
	const { rest } = cluster;
	try {
		await report.prove(`${mode}: 20 images become 20 videos on a worker, each paid once`, async () => {
			const id = await stage.call(await stage.publish(keepsRunning(stage)));
			const execution = await rest.waitForExecution(id);
			assertSuccess(execution);
			assert.equal(cluster.workersOf(id).length, 1, 'workers that ran it');
			const lengths = itemsOf(execution, 'Make').map(({ json }) => json.duration);
			assert.deepEqual(lengths, Array(VIDEOS).fill(5), 'seconds, as the service tells them');
			assertPaidOnce(stage.tasks(), VIDEOS);
			assert.equal(stage.storedVideos().length, VIDEOS);
			await stage.assertStored(stage.tasks());
			return undefined;
		});

		await report.prove(`${mode}: a suspended wait holds no worker, and brings its 20 videos`, async () => {
			const earlier = stage.tasks().length;
			const id = await stage.call(await stage.publish(suspendedWait(stage)));
			await rest.waitForExecution(id, ['waiting']);
			const busy = async () => await Promise.resolve(cluster.workerAtWork(id) === undefined);
			await waitFor('the worker to let go of the suspended execution', 20, busy);
			assertSuccess(await rest.waitForExecution(id, undefined, 300));
			const tasks = stage.tasks().slice(earlier);
			assertPaidOnce(tasks, VIDEOS);
			assert.equal(stage.storedVideos().length, stage.tasks().length);
			await stage.assertStored(tasks);
			return `${cluster.workersOf(id).length} turns of workers`;
		});

		await report.prove(`${mode}: that is where n8n kept the files`, async () => {
			const { inDatabase, inFolder } = await cluster.storedBinaries();
			// Two executions, each with its images and its videos.
			const files = 2 * 2 * VIDEOS;
			assert.deepEqual(
				{ inDatabase, inFolder },
				mode === 'database' ? { inDatabase: files, inFolder: 0 } : { inDatabase: 0, inFolder: files },
			);
			return `${files} files`;
		});
	} finally {
		await stage.close();
	}
}
