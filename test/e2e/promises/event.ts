/* eslint-disable @n8n/community-nodes/no-restricted-imports */
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';

import { submitTasks } from '../../harness/submitted';
import { deliverOnce, finishedEvent } from '../../standIn/events';
import { assertDelivered, assertSuccess } from '../deliveries';
import type { Proof } from '../report';
import { itemsOf, waitFor } from '../rest';
import { chain, node } from '../workflow';
import type { World } from '../world';

const type = 'modelStudioEventsApi';

export const event: Array<Proof<World>> = [
	{
		promise: "n8n's test of the events credential tells a good token from one that can be guessed",
		async prove({ rest }) {
			assert.equal((await rest.testCredential(type, { token: randomUUID() })).status, 'OK');
			const { status, message } = await rest.testCredential(type, { token: 'secret' });
			assert.equal(status, 'Error');
			return message;
		},
	},
	{
		promise:
			'Wan Event Trigger starts a workflow once for an event, with the video, and for nobody without the token',
		async prove(world) {
			return await world.withStudio({ taskSeconds: 1 }, async ({ standIn, credential }) => {
				const token = randomUUID();
				const webhookId = randomUUID();
				const events = await world.rest.createCredential(type, 'Events', { token });
				const more = { webhookId, credentials: { modelStudioApi: credential, [type]: events } };
				const parameters = { options: { downloadVideo: true } };
				const nodes = [
					node('Wan Event Trigger', 'n8n-nodes-wan.wanEventTrigger', parameters, more),
					node('Told', 'noOp'),
				];
				const workflow = await world.rest.importWorkflow(chain('Events', nodes));
				await world.rest.activate(workflow);
				const [taskId = ''] = await submitTasks(standIn, 1);
				await waitFor('the task to end', 30, async () => {
					return await Promise.resolve(standIn.tasks.get(taskId)?.status === 'SUCCEEDED');
				});

				const url = `${world.n8n.url}/webhook/${webhookId}/model-studio-task`;
				const told = finishedEvent(standIn, taskId);
				assert.ok((await deliverOnce({ url, token: 'guessed' }, told)) >= 400);
				assert.equal(await deliverOnce({ url, token }, told), 200);
				const [execution] = await world.rest.endedExecutions(workflow, 1);
				assert.ok(execution);
				assertSuccess(execution);
				assert.equal(await deliverOnce({ url, token }, told), 200);
				await assertDelivered(world.rest, standIn, itemsOf(execution, 'Told'), 1);
				assert.equal((await world.rest.executions(workflow)).length, 1);
				await world.rest.deactivate(workflow);
				return undefined;
			});
		},
	},
];
