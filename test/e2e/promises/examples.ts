/* eslint-disable @n8n/community-nodes/no-restricted-imports */
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import type { INode } from 'n8n-workflow';

import { sha256 } from '../../harness/hash';
import { startReceiver } from '../../harness/receiver';
import { submitTasks } from '../../harness/submitted';
import { imageFile } from '../../harness/wan';
import { openBucket } from '../bucket';
import { assertSuccess } from '../deliveries';
import { filesOf, importExample, videosOnDisk } from '../examples';
import type { Proof } from '../report';
import { itemsOf, waitFor } from '../rest';
import type { World } from '../world';

const idsOf = (tasks: Map<string, unknown>) => [...tasks.keys()].sort();

/** The examples that need no whole minute; 05, 06 and 08 are in restart.ts, 07, 11 and 12 in films.ts, 09 is in agent.ts. */
export const examples: Array<Proof<World>> = [
	{
		promise: 'Example 01: an image file becomes an MP4 on disk',
		async prove(world) {
			return await world.withStudio({ taskSeconds: 2 }, async (studio) => {
				const { folder, replacements } = filesOf(world, '01');
				writeFileSync(path.join(folder, 'first-frame.jpg'), imageFile);
				const change = (node: INode) => delete node.disabled;
				const workflow = await importExample(world, studio, '01-image-file-to-disk.json', {
					replacements,
					change,
				});
				assertSuccess(await world.rest.runWorkflow(workflow));
				assert.deepEqual(await videosOnDisk(folder, studio.standIn), idsOf(studio.standIn.tasks));
				const [task] = studio.standIn.tasks.values();
				assert.equal(task?.body.input.img_url, `data:image/jpeg;base64,${imageFile.toString('base64')}`);
				return undefined;
			});
		},
	},
	{
		promise: "Example 02: scenes go to S3 storage with n8n's S3 node",
		async prove(world) {
			const bucket = await openBucket(world, 'my-videos', 's3-02');
			return await world
				.withStudio({ taskSeconds: 2 }, async (studio) => {
					const credentials = { s3: bucket.credential };
					const workflow = await importExample(world, studio, '02-schedule-to-s3.json', { credentials });
					assertSuccess(await world.rest.runWorkflow(workflow, 'Every Morning'));
					const hashes = await bucket.hashes();
					const keys = [...hashes.keys()];
					assert.equal(keys.length, 2);
					for (const taskId of studio.standIn.tasks.keys()) {
						const key = keys.find((each) => each.endsWith(`-${taskId}.mp4`)) ?? '';
						assert.equal(hashes.get(key), await studio.standIn.videoSha256(taskId));
					}
					return keys.join(', ');
				})
				.finally(async () => await bucket.close());
		},
	},
	{
		promise:
			'Example 03: a webhook answers with the task ID at once, refuses strangers and wrong orders, and delivers later',
		async prove(world) {
			const receiver = await startReceiver();
			return await world
				.withStudio({ taskSeconds: 2 }, async (studio) => {
					const key = { name: 'X-Order-Key', value: 'for-tests-only' };
					const httpHeaderAuth = await world.rest.createCredential('httpHeaderAuth', 'Orders', key);
					const workflow = await importExample(world, studio, '03-webhook-answers-at-once.json', {
						replacements: { 'https://example.com/videos': `${receiver.url}/videos` },
						credentials: { httpHeaderAuth },
					});
					await world.rest.activate(workflow);
					const order = async (imageUrl: string, headers: Record<string, string>) =>
						await fetch(`${world.n8n.url}/webhook/make-video`, {
							method: 'POST',
							headers: { 'content-type': 'application/json', ...headers },
							body: JSON.stringify({ prompt: 'Rain begins', imageUrl }),
						});
					const url = 'https://example.com/images/bay.jpg';
					const known = { [key.name]: key.value };
					assert.equal((await order(url, {})).status, 403);
					assert.equal((await order('bay.jpg', known)).status, 422);
					const answer = await order(url, known);
					const [taskId = ''] = studio.standIn.tasks.keys();
					assert.equal(answer.status, 202);
					assert.deepEqual(await answer.json(), { taskId, status: 'PENDING' });
					const [delivery] = await waitFor('the delivery', 60, async () => {
						return await Promise.resolve(receiver.deliveries.length > 0 && receiver.deliveries);
					});
					assert.equal(`${delivery?.method} ${delivery?.path}`, `PUT /videos/${taskId}.mp4`);
					assert.equal(sha256(delivery?.body ?? Buffer.alloc(0)), await studio.standIn.videoSha256(taskId));
					(await world.rest.endedExecutions(workflow, 2)).forEach(assertSuccess);
					await world.rest.deactivate(workflow);
					return undefined;
				})
				.finally(async () => await receiver.close());
		},
	},
	{
		promise:
			'Example 04: of 20 scenes one fails and one answer is lost; 19 videos are on disk, none is paid twice',
		async prove(world) {
			return await world.withStudio({ taskSeconds: 2 }, async (studio) => {
				const { standIn } = studio;
				const fine = { status: 'SUCCEEDED' as const };
				standIn.script(fine, fine, {
					status: 'FAILED',
					code: 'DataInspectionFailed',
					message: 'not allowed',
				});
				standIn.misbehave({ on: 'submit', what: 'reset', which: 12, accepted: true });
				const { folder, replacements } = filesOf(world, '04');
				const workflow = await importExample(world, studio, '04-batch-with-error-branch.json', {
					replacements,
				});
				const execution = await world.rest.runWorkflow(workflow);
				assertSuccess(execution);
				// A call that the service throttles makes no task and costs nothing.
				assert.equal(standIn.tasks.size, 20);
				const made = [...standIn.tasks.values()].filter(({ status }) => status === 'SUCCEEDED');
				const onDisk = await videosOnDisk(folder, standIn);
				assert.deepEqual(onDisk, made.map(({ taskId }) => taskId).sort());
				assert.equal(onDisk.length, 19);
				assert.equal(itemsOf(execution, 'Scenes Without Video').length, 1);
				return undefined;
			});
		},
	},
	{
		promise:
			'Example 10: finished videos that no execution has fetched are found and written to disk, for free',
		async prove(world) {
			return await world.withStudio({ taskSeconds: 1 }, async (studio) => {
				const { standIn } = studio;
				const lost = await submitTasks(standIn, 3);
				const statuses = () => [...standIn.tasks.values()].map(({ status }) => status);
				await waitFor('the tasks to end', 30, async () => {
					return await Promise.resolve(statuses().every((status) => status === 'SUCCEEDED'));
				});
				const { folder, replacements } = filesOf(world, '10');
				const workflow = await importExample(world, studio, '10-lost-and-found.json', { replacements });
				assertSuccess(await world.rest.runWorkflow(workflow));
				assert.deepEqual(await videosOnDisk(folder, standIn), lost.sort());
				assert.equal(standIn.count('submit'), 3);
				return undefined;
			});
		},
	},
];
