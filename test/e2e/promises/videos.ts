/* eslint-disable @n8n/community-nodes/no-restricted-imports */
import assert from 'node:assert/strict';

import { imageFile, imageToVideo } from '../../harness/wan';
import { assertDelivered, assertSuccess } from '../deliveries';
import type { Proof } from '../report';
import { itemsOf } from '../rest';
import { chain, node, wan } from '../workflow';
import type { World } from '../world';

const BATCH = 20;

export const videos: Array<Proof<World>> = [
	{
		promise: 'An image becomes an MP4 with the very bytes that the service made',
		async prove(world) {
			return await world.withStudio({ taskSeconds: 2 }, async (studio) => {
				const nodes = [node('Start', 'manualTrigger'), wan('Wan', studio, imageToVideo())];
				const execution = await world.rest.runWorkflow(
					await world.rest.importWorkflow(chain('Image to video', nodes)),
				);
				assertSuccess(execution);
				const items = itemsOf(execution, 'Wan');
				await assertDelivered(world.rest, studio.standIn, items, 1);
				return `SHA-256 ${(await studio.standIn.videoSha256()).slice(0, 16)}…`;
			});
		},
	},
	{
		promise: `${BATCH} items become ${BATCH} videos, each at its own item, submitted together and paid once`,
		async prove(world) {
			return await world.withStudio({ taskSeconds: 2 }, async (studio) => {
				const jsCode = `return Array.from({ length: ${BATCH} }, (_, n) => ({ json: { prompt: 'scene ' + n } }));`;
				const parameters = imageToVideo({ prompt: '={{ $json.prompt }}', options: { spendingLimit: 100 } });
				const nodes = [
					node('Start', 'manualTrigger'),
					node('Scenes', 'code', { jsCode }, { typeVersion: 2 }),
					wan('Wan', studio, parameters),
				];
				const execution = await world.rest.runWorkflow(
					await world.rest.importWorkflow(chain('Batch', nodes)),
				);
				assertSuccess(execution);
				const items = itemsOf(execution, 'Wan');
				await assertDelivered(world.rest, studio.standIn, items, BATCH);
				items.forEach(({ json, pairedItem }, index) => {
					assert.deepEqual(pairedItem, { item: index });
					const task = studio.standIn.tasks.get(String(json.taskId));
					assert.equal(task?.body.input.prompt, `scene ${index}`);
				});
				return undefined;
			});
		},
	},
	{
		promise: 'A file that a webhook brings becomes a video, for many callers at once, each with their own',
		async prove(world) {
			return await world.withStudio({ taskSeconds: 2 }, async (studio) => {
				const callers = 4;
				const route = 'wan-e2e';
				const fromBinary = {
					firstFrameSource: 'binary',
					firstFrameBinary: 'data',
					prompt: '={{ $json.headers["x-prompt"] }}',
				};
				const nodes = [
					node(
						'Webhook',
						'webhook',
						{
							httpMethod: 'POST',
							path: route,
							responseMode: 'responseNode',
							options: { binaryPropertyName: 'data' },
						},
						{ typeVersion: 2, webhookId: route },
					),
					node(
						'Respond',
						'respondToWebhook',
						{ respondWith: 'noData', options: { responseCode: 202 } },
						{ typeVersion: 1.1 },
					),
					wan('Wan', studio, imageToVideo(fromBinary)),
				];
				const workflow = await world.rest.importWorkflow(chain('Webhook', nodes));
				await world.rest.activate(workflow);
				const call = async (n: number) =>
					await fetch(`${world.n8n.url}/webhook/${route}`, {
						method: 'POST',
						headers: { 'content-type': 'image/jpeg', 'x-prompt': `caller ${n}` },
						body: new Uint8Array(imageFile),
					});
				const answers = await Promise.all(Array.from({ length: callers }, (_, n) => call(n)));
				assert.deepEqual(
					answers.map(({ status }) => status),
					Array.from({ length: callers }, () => 202),
				);
				const executions = await world.rest.endedExecutions(workflow, callers);
				executions.forEach(assertSuccess);
				const items = executions.flatMap((execution) => itemsOf(execution, 'Wan'));
				await assertDelivered(world.rest, studio.standIn, items, callers);
				assert.deepEqual(items.map(({ json }) => json.prompt).sort(), [
					'caller 0',
					'caller 1',
					'caller 2',
					'caller 3',
				]);
				await world.rest.deactivate(workflow);
				return `${callers} callers, answered before the videos were made`;
			});
		},
	},
];
