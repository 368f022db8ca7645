/* eslint-disable @n8n/community-nodes/no-restricted-imports */
import assert from 'node:assert/strict';

import type { Report } from '../report';
import { proveStops } from '../stops/proveStops';
import { LONG } from '../stops/unfinished';
import type { Cluster } from './cluster';
import { Stage } from './stage';

/** Where the task IDs are after Stop, a time-out and a killed worker. */
export async function proveStopsInQueueMode(cluster: Cluster, report: Report): Promise<void> {
	let stages = 0;
	await proveStops(
		{
			n8n: () => ({
				n8n: cluster.main,
				rest: cluster.rest,
				filesFolder: cluster.files,
				mode: 'queue',
				log: () => [cluster.main, ...cluster.workers].map((n8n) => n8n.log()).join('\n'),
			}),
			withStudio: async (use) => {
				const stage = await Stage.open(`stops-${++stages}`, cluster, 0, { taskSeconds: LONG });
				return await use(stage).finally(async () => await stage.close());
			},
			killAndStartAgain: async (id) => {
				const worker = cluster.workersOf(id).at(-1);
				assert(worker, `No worker has taken up execution ${id}`);
				await cluster.kill(worker);
				await cluster.addWorker();
			},
		},
		report,
	);
}
