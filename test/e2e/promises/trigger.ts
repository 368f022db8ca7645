/* eslint-disable @n8n/community-nodes/no-restricted-imports */
import assert from 'node:assert/strict';

import { submitTasks } from '../../harness/submitted';
import { credentialFor } from '../../harness/wan';
import type { StandIn } from '../../standIn';
import { assertSuccess } from '../deliveries';
import type { Proof } from '../report';
import { itemsOf, waitFor, type StoredWorkflow } from '../rest';
import { chain, node } from '../workflow';
import type { World } from '../world';

const TYPE = 'modelStudioApi';

/** n8n polls once a minute at most, and lets go of a change of credential by then. */
const NEXT_POLL = 150;

async function activate(world: World, credential: { id: string; name: string }): Promise<StoredWorkflow> {
	const pollTimes = { item: [{ mode: 'everyMinute' }] };
	const nodes = [
		node('Wan Trigger', 'n8n-nodes-wan.wanTrigger', { pollTimes }, { credentials: { [TYPE]: credential } }),
		node('Told', 'noOp'),
	];
	const workflow = await world.rest.importWorkflow(chain('Trigger', nodes));
	await world.rest.activate(workflow);
	return workflow;
}

async function ended(standIn: StandIn, count: number): Promise<string[]> {
	const taskIds = await submitTasks(standIn, count);
	await waitFor('the tasks to end', 30, async () => {
		return await Promise.resolve(taskIds.every((id) => standIn.tasks.get(id)?.status === 'SUCCEEDED'));
	});
	return taskIds.sort();
}

/** The tasks of all executions so far, in the order of the executions. */
async function told(world: World, workflow: StoredWorkflow, executions: number): Promise<string[][]> {
	const done = await world.rest.endedExecutions(workflow, executions, NEXT_POLL);
	done.forEach(assertSuccess);
	return done.map((execution) =>
		itemsOf(execution, 'Told')
			.map(({ json }) => String(json.taskId))
			.sort(),
	);
}

export const trigger: Array<Proof<World>> = [
	{
		promise:
			'Wan Trigger tells each task once: not what had ended before, over a kill, and not the old tasks of an account that its credential leads to later',
		async prove(world) {
			return await world.withStudio({ taskSeconds: 1 }, async ({ standIn: ours, credential }) => {
				return await world.withStudio({ taskSeconds: 1 }, async ({ standIn: others }) => {
					await ended(ours, 2);
					const old = await ended(others, 2);
					const workflow = await activate(world, credential);
					const first = await ended(ours, 2);
					assert.deepEqual(await told(world, workflow, 1), [first]);

					await world.n8n.kill();
					const whileDown = await ended(ours, 1);
					await world.startAgain();
					assert.deepEqual(await told(world, workflow, 2), [first, whileDown]);

					const data = credentialFor(others);
					await world.rest.changeCredential({ ...credential, type: TYPE, data });
					// n8n reads the credential at each poll, so the first one with it has asked the other account.
					await waitFor('a poll with the changed credential', NEXT_POLL, async () => {
						return await Promise.resolve(others.count('list') > 0);
					});
					const fresh = await ended(others, 1);
					const all = await told(world, workflow, 3);
					assert.deepEqual(all, [first, whileDown, fresh]);
					assert.ok(!all.flat().some((id) => old.includes(id)));
					await world.rest.deactivate(workflow);
					return `${all.flat().length} tasks in ${all.length} executions`;
				});
			});
		},
	},
];
