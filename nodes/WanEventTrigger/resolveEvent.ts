import type { IWebhookFunctions } from 'n8n-workflow';

import { systemClock } from '../core/base/clock';
import type { TaskAnswer } from '../core/studio/answers';
import { StudioClient } from '../core/studio/client';
import type { Fault } from '../core/base/fault';
import { listTasks, type ListedTask } from '../core/studio/taskList';
import { faultOfTask, isActive } from '../core/tasks/taskFaults';
import { isWanted, type TaskFilters } from '../core/tasks/endedTasks';
import { TASK_LIFETIME } from '../core/tasks/ledger';
import { linkExpiry } from '../core/tasks/output';
import { readConnection } from '../shared/connection';
import { n8nTransport } from '../shared/httpTransport';
import type { FinishedEvent } from './event';

/** What the service says of an event's task. */
export type EventResolution =
	| { kind: 'finished'; answer: TaskAnswer; row?: ListedTask; note?: string }
	| { kind: 'unwanted'; answer: TaskAnswer }
	/** It cannot say yet. */
	| { kind: 'later' }
	| { kind: 'fault'; fault: Fault };

/**
 * Milliseconds. EventBridge does not publish how long it waits for an answer; five seconds are usual for webhooks. What
 * cannot be found out by then is left to the next delivery.
 */
const PATIENCE = 4_000;
/** Milliseconds around the time of submission in which the list is searched for a task. */
const MINUTE = 60_000;

/** Asks for the task of an event with the node's own key. */
export async function resolveEvent(
	webhook: IWebhookFunctions,
	{ taskId, sentAt }: FinishedEvent,
	filters: TaskFilters,
): Promise<EventResolution> {
	const connection = await readConnection(webhook);
	if (!connection.ok) return { kind: 'fault', fault: connection.fault };
	const time = { clock: systemClock, random: Math.random };
	const client = new StudioClient(connection.value.apiBase, n8nTransport(webhook), time);
	const now = systemClock.now();
	const deadline = now + PATIENCE;
	const read = await client.query(taskId, deadline);
	if (!read.ok) return unknownFor(read.fault);
	const answer = { ...read.value, taskId };
	// The event may be ahead of what the service answers.
	if (isActive(answer)) return { kind: 'later' };
	if (answer.status === 'UNKNOWN') return forgotten(answer, now - sentAt > TASK_LIFETIME);

	if (!filters.statuses.includes(answer.status)) return { kind: 'unwanted', answer };
	const listing = await listTasks(client, spanOf(answer), {
		deadline,
		enough: (tasks) => tasks.some((task) => task.taskId === taskId),
	});
	const row = listing.ok ? listing.value.tasks.find((task) => task.taskId === taskId) : undefined;
	if (filters.models.length > 0) {
		if (!listing.ok) return unknownFor(listing.fault);
		// The list may lag behind, and nothing else of the service's says which model it was.
		if (!row) return { kind: 'later' };
		if (!isWanted({ status: answer.status, model: row.model }, filters)) return { kind: 'unwanted', answer };
	}
	return { kind: 'finished', answer, row, note: noteOfLink(answer, now) };
}

function unknownFor(fault: Fault): EventResolution {
	return fault.class === 'retry' ? { kind: 'later' } : { kind: 'fault', fault };
}

/** An event that came too late is told, since a video may be lost; a fresh one means that the key is not the task's. */
function forgotten(answer: TaskAnswer, late: boolean): EventResolution {
	const fault = faultOfTask(answer) as Fault;
	return late
		? { kind: 'finished', answer, note: `${fault.message}. The event came more than 24 hours late.` }
		: { kind: 'fault', fault };
}

function spanOf({ submittedAt }: TaskAnswer): { from?: number; to?: number } {
	const at = submittedAt === undefined ? Number.NaN : Date.parse(submittedAt);
	return Number.isNaN(at) ? {} : { from: at - MINUTE, to: at + MINUTE };
}

/** What is wrong with the link of a task that succeeded. */
function noteOfLink(answer: TaskAnswer, now: number): string | undefined {
	if (answer.status !== 'SUCCEEDED') return undefined;
	const fault = faultOfTask(answer);
	if (fault) return `${fault.message}. ${fault.description}`;
	const expiry = linkExpiry(answer);
	if (expiry === undefined || Date.parse(expiry) > now) return undefined;
	return `The link worked until ${expiry}: the event came more than 24 hours late, and the video is gone.`;
}
