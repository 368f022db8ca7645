/* eslint-disable @n8n/community-nodes/no-restricted-imports */
import assert from 'node:assert/strict';
import type { INodeExecutionData } from 'n8n-workflow';

import { sha256 } from '../harness/hash';
import type { StandIn } from '../standIn';
import type { Execution, Rest } from './rest';

/** The error of an execution in the words that a user sees. */
export function troubleOf({ status, data }: Execution): string {
	const { error, lastNodeExecuted } = data.resultData;
	return `${status} at ${lastNodeExecuted}: ${error?.message ?? ''} ${error?.description ?? ''}`;
}

/** @throws with n8n's error when the execution has not succeeded. */
export function assertSuccess(execution: Execution): void {
	assert.equal(execution.status, 'success', troubleOf(execution));
}

/**
 * That each task which the service took came out once, with the bytes that the service made. Gives the task IDs.
 * @throws when one is lost, doubled, or not the video of its task.
 */
export async function assertDelivered(
	rest: Rest,
	standIn: StandIn,
	items: INodeExecutionData[],
	count: number,
): Promise<string[]> {
	const delivered: string[] = [];
	for (const item of items) {
		const taskId = String(item.json.taskId);
		assert.equal(item.binary?.data?.mimeType, 'video/mp4');
		assert.equal(
			sha256(await rest.binary(item)),
			await standIn.videoSha256(taskId),
			`video of task ${taskId}`,
		);
		delivered.push(taskId);
	}
	assert.equal(new Set(delivered).size, count, 'videos that came out');
	assert.deepEqual(
		[...delivered].sort(),
		[...standIn.tasks.keys()].sort(),
		'tasks that came out and tasks of the service',
	);
	assert.equal(standIn.count('submit'), count, 'create calls');
	return delivered;
}
