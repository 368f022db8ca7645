/* eslint-disable @n8n/community-nodes/no-restricted-imports */
import assert from 'node:assert/strict';

import { submitTasks } from '../../harness/submitted';
import type { StandIn } from '../../standIn';
import { openBucket, type Bucket } from '../bucket';
import { assertSuccess } from '../deliveries';
import { filesOf, importExample, videosOnDisk } from '../examples';
import type { Report } from '../report';
import type { StoredWorkflow } from '../rest';
import type { Studio, World } from '../world';

/** Service seconds of the tasks that executions wait for: longer than n8n needs to be killed and started again. */
const LONG = 45;

interface Waiting {
	id: string;
	folder: string;
}

/**
 * What has to live on when n8n is killed: executions that wait suspended, and a trigger that remembers. They need
 * n8n's whole minutes, so they run side by side.
 */
export async function proveOverRestart(world: World, report: Report): Promise<void> {
	const bucket = await openBucket(world, 'my-videos', 's3-08');
	await world
		.withStudio({ taskSeconds: 1 }, async (watched) => {
			await world.withStudio({ taskSeconds: LONG }, async (ours) => {
				await world.withStudio({ taskSeconds: LONG }, async (loops) => {
					await proveSideBySide(world, report, bucket, { watched, ours, loops });
				});
			});
		})
		.finally(async () => await bucket.close());
}

async function proveSideBySide(
	world: World,
	report: Report,
	bucket: Bucket,
	{ watched, ours, loops }: Record<'watched' | 'ours' | 'loops', Studio>,
): Promise<void> {
	const trigger = await activateTrigger(world, watched, bucket);
	await submitTasks(watched.standIn, 2);
	await report.prove(
		'Example 08: Wan Trigger sees tasks that have ended, and their videos go to S3 storage',
		async () => {
			assert.equal(await storedBy(world, trigger, 1, bucket, watched.standIn), 2);
			return undefined;
		},
	);

	const suspended = await start(world, ours, '05-suspended-wait.json');
	const looping = await start(world, loops, '06-loop-with-wait-node.json');
	await report.prove('n8n that is killed while executions wait starts again with the package', async () => {
		for (const { id } of [suspended, looping]) await world.rest.waitForExecution(id, ['waiting']);
		await world.n8n.kill();
		await world.startAgain();
		return undefined;
	});
	await submitTasks(watched.standIn, 1);
	await Promise.all([
		report.prove(
			'Example 05: a suspended wait outlives the kill, and each video is on disk, paid once',
			async () => {
				return await endsWithVideos(world, suspended, ours.standIn);
			},
		),
		report.prove("Example 06: so does a loop with n8n's Wait node", async () => {
			return await endsWithVideos(world, looping, loops.standIn);
		}),
		report.prove('Wan Trigger remembers over the kill what it has told, and tells the next', async () => {
			assert.equal(await storedBy(world, trigger, 2, bucket, watched.standIn), 3);
			// Each object was written by one execution: the second told the third task alone.
			assert.equal(watched.standIn.count('download'), 3);
			await world.rest.deactivate(trigger);
			return undefined;
		}),
	]);
}

async function activateTrigger(
	world: World,
	studio: Studio,
	{ credential }: Bucket,
): Promise<StoredWorkflow> {
	const workflow = await importExample(world, studio, '08-trigger-to-s3.json', {
		credentials: { s3: credential },
		// As often as n8n allows.
		change: (node) => {
			if (node.parameters.pollTimes) node.parameters.pollTimes = { item: [{ mode: 'everyMinute' }] };
		},
	});
	await world.rest.activate(workflow);
	return workflow;
}

/** How many tasks have their videos in the bucket, after so many executions of the trigger's workflow. */
async function storedBy(
	world: World,
	trigger: StoredWorkflow,
	executions: number,
	bucket: Bucket,
	standIn: StandIn,
): Promise<number> {
	const ended = await world.rest.endedExecutions(trigger, executions, 150);
	assert.equal(ended.length, executions);
	ended.forEach(assertSuccess);
	const stored = [...(await bucket.hashes()).values()];
	const made = await Promise.all(
		[...standIn.tasks.keys()].map(async (taskId) => await standIn.videoSha256(taskId)),
	);
	assert.deepEqual(stored.sort(), made.sort());
	return stored.length;
}

async function start(world: World, studio: Studio, file: string): Promise<Waiting> {
	const { folder, replacements } = filesOf(world, file.slice(0, 2));
	const workflow = await importExample(world, studio, file, { replacements });
	return { id: await world.rest.startWorkflow(workflow), folder };
}

async function endsWithVideos(world: World, { id, folder }: Waiting, standIn: StandIn): Promise<string> {
	// For a moment n8n's recovery calls each execution crashed, until it sees that this one waits.
	assertSuccess(await world.rest.waitForExecution(id, ['success', 'error', 'canceled'], 300));
	const onDisk = await videosOnDisk(folder, standIn);
	assert.deepEqual(onDisk, [...standIn.tasks.keys()].sort());
	assert.equal(standIn.count('submit'), onDisk.length);
	return `${onDisk.length} videos`;
}
