/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';

import { troubleOf } from '../deliveries';
import type { Report } from '../report';
import { waitFor } from '../rest';
import type { BinaryMode, ClusterOptions } from './cluster';
import { Cluster } from './cluster';
import { assertPaidOnce, Stage } from './stage';
import { keepsRunning } from './workflows';

const MEGABYTE = 1024 * 1024;
const VIDEOS = 20;
const VIDEO_BYTES = 50 * MEGABYTE;
/** Seconds for all 20 videos. */
const PATIENCE = 400;
/** Milliseconds between two looks at a worker's memory. */
const LOOK = 20;
/** Milliseconds in which the memory of an idle worker does not change any more. */
const SETTLED = 25_000;

/** How much memory a worker takes while it brings 20 videos of 50 MB and writes them into a folder. */
export async function measureMemory(
	options: Omit<ClusterOptions, 'workers' | 'binaryMode'>,
	mode: BinaryMode,
	report: Report,
): Promise<void> {
	const cluster = await Cluster.start({ ...options, binaryMode: mode, workers: 1 });
	try {
		const [worker] = cluster.workers;
		assert(worker);
		// All code is loaded and has run once before the measurement.
		await deliver(cluster, `warm-${mode}`, 1, undefined);
		const idle = await idleMemory(worker.pid);
		let peak = idle;
		const look = () => (peak = Math.max(peak, residentMemory(worker.pid)));
		const looking = setInterval(look, LOOK);
		const began = Date.now();
		const outcome = await deliver(cluster, `memory-${mode}`, VIDEOS, VIDEO_BYTES).finally(() =>
			clearInterval(looking),
		);
		const seconds = Math.round((Date.now() - began) / 1000);
		const inMegabytes = (bytes: number) => Math.round(bytes / MEGABYTE);
		const database = inMegabytes(Number(await cluster.query('SELECT pg_database_size(current_database())')));
		const figures = `idle ${inMegabytes(idle)} MB, peak ${inMegabytes(peak)} MB, ${seconds} s, database ${database} MB`;
		report.say('', `${mode}: ${VIDEOS} videos of ${VIDEO_BYTES / MEGABYTE} MB: ${figures}: ${outcome}`);
	} finally {
		await cluster.stop();
	}
}

/** Gives in words what came of it. */
async function deliver(cluster: Cluster, name: string, count: number, videoBytes?: number): Promise<string> {
	const stage = await Stage.open(name, cluster, count, {
		taskSeconds: 2,
		...(videoBytes !== undefined && { videoBytes }),
	});
	try {
		const id = await stage.call(await stage.publish(keepsRunning(stage)));
		const execution = await cluster.rest.waitForExecution(id, undefined, PATIENCE).catch(() => undefined);
		if (!execution) return `did not end within ${PATIENCE} s. ${lastErrors(cluster)}`;
		if (execution.status !== 'success') return `${troubleOf(execution)} ${lastErrors(cluster)}`;
		assertPaidOnce(stage.tasks(), count);
		await stage.assertStored(stage.tasks());
		return 'all arrived byte for byte';
	} finally {
		await stage.close();
	}
}

function lastErrors({ workers }: Cluster): string {
	const lines = workers.flatMap((worker) => worker.log().split('\n'));
	return lines
		.filter((line) => /error|invalid|heap/i.test(line))
		.slice(-3)
		.join(' | ');
}

/** Bytes that a worker has in use when it has given back what its start took, which is after half a minute. */
async function idleMemory(pid: number): Promise<number> {
	let before = Number.POSITIVE_INFINITY;
	return await waitFor('the memory to settle', 180, async () => {
		await new Promise((resolve) => setTimeout(resolve, SETTLED));
		const now = residentMemory(pid);
		const isSettled = Math.abs(now - before) < before / 100;
		before = now;
		return isSettled && now;
	});
}

/** Bytes. */
function residentMemory(pid: number): number {
	const status = readFileSync(`/proc/${pid}/status`, 'utf8');
	return Number(/VmRSS:\s+(\d+) kB/.exec(status)?.[1] ?? 0) * 1024;
}
