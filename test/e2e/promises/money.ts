/* eslint-disable @n8n/community-nodes/no-restricted-imports */
import assert from 'node:assert/strict';

import { imageToVideo } from '../../harness/wan';
import { assertDelivered, assertSuccess } from '../deliveries';
import type { Proof } from '../report';
import { itemsOf, waitFor } from '../rest';
import { chain, node, wan } from '../workflow';
import type { World } from '../world';

export const money: Array<Proof<World>> = [
	{
		promise: "n8n's retry of a failed execution takes up the task that was paid for, and pays nothing again",
		async prove(world) {
			return await world.withStudio({ taskSeconds: 1 }, async (studio) => {
				const { standIn } = studio;
				const nodes = [node('Start', 'manualTrigger'), wan('Wan', studio, imageToVideo())];
				const workflow = await world.rest.importWorkflow(chain('Retry', nodes));
				standIn.misbehave({ on: 'download', what: 'html', which: 'all' });
				const failed = await world.rest.runWorkflow(workflow);
				assert.equal(failed.status, 'error');
				assert.equal(standIn.count('submit'), 1);
				standIn.behave();
				const retried = await world.rest.retry(failed.id);
				assertSuccess(retried);
				await assertDelivered(world.rest, standIn, itemsOf(retried, 'Wan'), 1);
				return undefined;
			});
		},
	},
	{
		promise: 'Stop ends the execution, submits nothing more, and calls off what has not begun',
		async prove(world) {
			return await world.withStudio({ pendingSeconds: 600 }, async (studio) => {
				const { standIn } = studio;
				const jsCode = 'return [1, 2, 3].map((n) => ({ json: { n } }));';
				const nodes = [
					node('Start', 'manualTrigger'),
					node('Items', 'code', { jsCode }, { typeVersion: 2 }),
					wan('Wan', studio, imageToVideo(), { retryOnFail: true, maxTries: 3, waitBetweenTries: 100 }),
				];
				const id = await world.rest.startWorkflow(await world.rest.importWorkflow(chain('Stop', nodes)));
				await waitFor(
					'all tasks to be submitted',
					60,
					async () => await Promise.resolve(standIn.tasks.size === 3),
				);
				await world.rest.post(`/rest/executions/${id}/stop`, {});
				await world.rest.waitForExecution(id, ['canceled']);
				const statuses = () => [...standIn.tasks.values()].map(({ status }) => status);
				await waitFor('all tasks to be called off', 30, async () => {
					return await Promise.resolve(statuses().every((status) => status === 'CANCELED'));
				});
				assert.equal(standIn.count('submit'), 3);
				return undefined;
			});
		},
	},
	{
		promise:
			'A task that fails leaves through the error branch with what to do, and its neighbors are delivered',
		async prove(world) {
			return await world.withStudio({ taskSeconds: 1 }, async (studio) => {
				const { standIn } = studio;
				const message = 'Output data may contain inappropriate content.';
				standIn.script({ status: 'SUCCEEDED' }, { status: 'FAILED', code: 'DataInspectionFailed', message });
				const jsCode = 'return [1, 2, 3].map((n) => ({ json: { n } }));';
				const nodes = [
					node('Start', 'manualTrigger'),
					node('Items', 'code', { jsCode }, { typeVersion: 2 }),
					wan('Wan', studio, imageToVideo(), { onError: 'continueErrorOutput' }),
				];
				const execution = await world.rest.runWorkflow(
					await world.rest.importWorkflow(chain('Error branch', nodes)),
				);
				assertSuccess(execution);
				assert.equal(itemsOf(execution, 'Wan').length, 2);
				const [failed, ...more] = itemsOf(execution, 'Wan', 1);
				assert.deepEqual(more, []);
				const details = failed?.json.details as { code: string; taskId: string };
				assert.equal(details.code, 'DataInspectionFailed');
				assert.equal(standIn.tasks.get(details.taskId)?.status, 'FAILED');
				return String(failed?.json.error);
			});
		},
	},
];
