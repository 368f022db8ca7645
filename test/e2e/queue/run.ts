/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals, no-console */
/*
 * npm run e2e:queue: n8n in queue mode, with two workers, Redis and PostgreSQL. Prints a line for each promise.
 *
 *   npm run e2e:queue -- --times 3        the killed workers three times in a row
 *   npm run e2e:queue -- --only killed    only some of the groups
 *   npm run e2e:queue -- --only memory    the table of docs/queue-mode.md
 *   npm run e2e:queue -- --mode filesystem  only one of n8n's stores for files
 */
import { parseArgs } from 'node:util';

import { currentN8n } from '../cache';
import { temporaryFolder } from '../ending';
import { packPackage } from '../registry';
import { Report } from '../report';
import { proveBatch } from './batch';
import { Cluster, type BinaryMode } from './cluster';
import { startServices } from './debianServices';
import { proveKeepsRunning, proveRecommended, proveSubmitting, SOON_NOTICED } from './killedWorker';
import { measureMemory } from './memory';
import { proveStopsInQueueMode } from './stops';

const groups = ['batch', 'stops', 'killed', 'losses', 'memory'];

async function main(): Promise<number> {
	const { values } = parseArgs({
		options: {
			n8n: { type: 'string', default: currentN8n },
			only: { type: 'string' },
			times: { type: 'string', default: '1' },
			mode: { type: 'string', default: 'database,filesystem' },
		},
	});
	// The memory takes minutes and is measured for the page, not proven.
	const wanted = values.only?.split(',') ?? groups.filter((name) => name !== 'memory');
	const unknown = wanted.filter((name) => !groups.includes(name));
	if (unknown.length > 0) throw new Error(`--only knows ${groups.join(', ')}, not ${unknown.join(', ')}`);
	const modes = values.mode.split(',') as BinaryMode[];
	const times = Number(values.times);
	if (!(times >= 1)) throw new Error('--times takes a number, such as 3');

	const report = new Report();
	const services = await startServices();
	const tarball = await packPackage(temporaryFolder('queue-package'));
	const { redisVersion, postgresVersion } = services;
	report.say('', `n8n ${values.n8n}, Redis ${redisVersion}, PostgreSQL ${postgresVersion}`);
	const common = { tarball, services, version: values.n8n };
	const withCluster = async (binaryMode: BinaryMode, prove: (cluster: Cluster) => Promise<void>) => {
		const cluster = await Cluster.start({ ...common, binaryMode, workers: 2, env: SOON_NOTICED });
		await prove(cluster).finally(async () => await cluster.stop());
	};
	const [mode = 'database'] = modes;
	try {
		for (const each of wanted.includes('batch') ? modes : []) {
			await withCluster(each, async (cluster) => await proveBatch(cluster, each, report));
		}
		if (wanted.includes('stops')) {
			await withCluster(mode, async (cluster) => await proveStopsInQueueMode(cluster, report));
		}
		if (wanted.includes('killed')) {
			await withCluster(mode, async (cluster) => {
				for (let time = 1; time <= times; time++) await proveRecommended(cluster, time, report);
			});
		}
		if (wanted.includes('losses')) {
			await withCluster(mode, async (cluster) => {
				await proveSubmitting(cluster, report);
				await proveKeepsRunning(cluster, report);
			});
		}
		for (const each of wanted.includes('memory') ? modes : []) await measureMemory(common, each, report);
	} finally {
		await services.stop();
	}
	console.log(`\n${report.proven} promises proven, ${report.broken.length} broken`);
	return report.broken.length === 0 ? 0 : 1;
}

main().then(
	(code) => process.exit(code),
	(error: unknown) => {
		console.error(error);
		process.exit(1);
	},
);
