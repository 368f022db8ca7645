/* eslint-disable @n8n/community-nodes/no-restricted-imports */
import assert from 'node:assert/strict';

import { imageToVideo } from '../../harness/wan';
import { submitTasks, task } from '../../harness/submitted';
import { assertDelivered, assertSuccess } from '../deliveries';
import type { Report } from '../report';
import { itemsOf, type Execution, type StoredWorkflow } from '../rest';
import { chain, node, to, wan } from '../workflow';
import type { Studio, World } from '../world';

const SUSPENDED = 3;

/**
 * What has to live on when n8n is killed: an execution that waits suspended, and a trigger that remembers. Both need
 * n8n's whole minutes, so they run side by side.
 */
export async function proveOverRestart(world: World, report: Report): Promise<void> {
	await world.withStudio({ taskSeconds: 90 }, async (waiting) => {
		await world.withStudio({ taskSeconds: 1 }, async (watched) => {
			const trigger = await activateTrigger(world, watched);
			const first = await submitTasks(watched.standIn, 2);
			const suspended = await startSuspended(world, waiting);

			await report.prove(
				'Wan Trigger starts a workflow when tasks have ended, with their videos',
				async () => {
					const [execution, ...more] = await world.rest.endedExecutions(trigger, 1, 100);
					assert.deepEqual(more, []);
					await assertTold(world, watched, [execution], first);
					return `${first.length} tasks`;
				},
			);
			await report.prove('n8n that is killed in the middle starts again with the package', async () => {
				await world.rest.waitForExecution(suspended, ['waiting'], 100);
				await world.n8n.kill();
				await world.startAgain();
				return undefined;
			});
			const second = await submitTasks(watched.standIn, 1);
			await Promise.all([
				report.prove(
					'A suspended wait holds no worker, outlives the kill, and delivers each video once',
					async () => {
						const execution = await world.rest.waitForExecution(suspended, undefined, 240);
						assertSuccess(execution);
						const runs = execution.data.resultData.runData.Finished ?? [];
						const items = runs.flatMap(({ data }) => data?.main?.[0] ?? []);
						await assertDelivered(world.rest, waiting.standIn, items, SUSPENDED);
						return `${SUSPENDED} videos`;
					},
				),
				report.prove('Wan Trigger remembers over the kill what it has told, and tells the next', async () => {
					const executions = await world.rest.endedExecutions(trigger, 2, 150);
					assert.equal(executions.length, 2);
					await assertTold(world, watched, executions, [...first, ...second]);
					await world.rest.deactivate(trigger);
					return undefined;
				}),
			]);
		});
	});
}

async function activateTrigger(world: World, { credential }: Studio): Promise<StoredWorkflow> {
	const parameters = {
		pollTimes: { item: [{ mode: 'everyMinute' }] },
		events: ['SUCCEEDED'],
		options: { downloadVideo: true },
	};
	const credentials = { modelStudioApi: credential };
	const nodes = [
		node('Wan Trigger', 'n8n-nodes-wan.wanTrigger', parameters, { credentials }),
		node('Told', 'noOp'),
	];
	const workflow = await world.rest.importWorkflow(chain('Trigger', nodes));
	await world.rest.activate(workflow);
	return workflow;
}

async function assertTold(
	world: World,
	{ standIn }: Studio,
	executions: Array<Execution | undefined>,
	taskIds: string[],
): Promise<void> {
	const items = executions.flatMap((execution) => (execution ? itemsOf(execution, 'Told') : []));
	const told = items.map(({ json }) => String(json.taskId));
	assert.deepEqual(told.sort(), [...taskIds].sort());
	await assertDelivered(world.rest, standIn, items, taskIds.length);
}

async function startSuspended(world: World, studio: Studio): Promise<string> {
	const jsCode = `return Array.from({ length: ${SUSPENDED} }, (_, n) => ({ json: { n } }));`;
	const nodes = [
		node('Start', 'manualTrigger'),
		node('Items', 'code', { jsCode }, { typeVersion: 2 }),
		wan('Make', studio, imageToVideo({ waitForVideo: false })),
		wan(
			'Wait',
			studio,
			task('wait', { taskId: '={{ $json.taskId }}', whileWaiting: 'suspend', resumeInterval: 1 }),
		),
		node('Finished', 'noOp'),
	];
	const back = { Wait: { main: [to('Wait'), to('Finished')] } };
	return await world.rest.startWorkflow(await world.rest.importWorkflow(chain('Suspended', nodes, back)));
}
