import type { IWebhookFunctions } from 'n8n-workflow';

import { systemClock } from '../core/base/clock';
import type { Fault } from '../core/base/fault';
import { ok } from '../core/base/result';
import { MINUTE_MS } from '../core/base/units';
import { findModel } from '../core/catalogue';
import type { TaskResponse } from '../core/studio/responses';
import { QUERY_INTERVAL_MS, type StudioClient } from '../core/studio/client';
import { type ListedTask, makesVideo } from '../core/studio/taskList';
import { isWanted, judgeTask, type TaskFilters } from '../core/tasks/endedTasks';
import { TASK_LIFETIME_MS } from '../core/tasks/ledger';
import { linkExpiry } from '../core/tasks/output';
import { faultOfTask } from '../core/tasks/taskFaults';
import { accountClient, accountQueue } from '../shared/account';
import type { ListedRows } from '../shared/listedRows';
import { readConnection } from '../shared/connection';
import type { FinishedEvent } from './event';

/** What the service says of an event's task. */
export type EventResolution =
	| { kind: 'finished'; response: TaskResponse; row?: ListedTask; model?: string; note?: string }
	| { kind: 'unwanted' }
	/** It cannot say yet. */
	| { kind: 'later' }
	| { kind: 'fault'; fault: Fault };

/**
 * For an answer of the service. EventBridge does not publish how long it waits; five seconds are usual for
 * webhooks. What cannot be found out by then is left to the next delivery.
 */
const ANSWER_TIMEOUT_MS = 4_000;
/**
 * How long an event may queue behind others. A burst takes longer than EventBridge may wait, but what is
 * turned away comes again at most three times by default, so it is better to answer late than not to ask.
 */
const MAX_QUEUE_MS = MINUTE_MS;
/** Around the time of submission, in which the list is searched for a task. */
const SEARCH_MARGIN_MS = MINUTE_MS;

const LATE = 'The event came more than 24 hours late.';

/** Asks for the task of an event with the node's own key. @param download whether its video is wanted */
export async function resolveEvent(
	webhook: IWebhookFunctions,
	event: FinishedEvent,
	filters: TaskFilters,
	download: boolean,
): Promise<EventResolution> {
	const connection = await readConnection(webhook);
	if (!connection.ok) return { kind: 'fault', fault: connection.fault };
	const queue = await accountQueue(webhook, connection.value);
	const client = await accountClient(webhook, connection.value);
	// Each of those before makes a query, and some of them a reading of the list.
	const queueMs = 2 * queue.waiting * QUERY_INTERVAL_MS;
	if (queueMs > MAX_QUEUE_MS) return { kind: 'later' };
	queue.waiting++;
	try {
		const deadline = systemClock.now() + ANSWER_TIMEOUT_MS + queueMs;
		return await resolve(client, queue.rows, event, { filters, download, deadline });
	} finally {
		queue.waiting--;
	}
}

interface ResolveOptions {
	filters: TaskFilters;
	download: boolean;
	deadline: number;
}

async function resolve(
	client: StudioClient,
	rows: ListedRows,
	event: FinishedEvent,
	{ filters, download, deadline }: ResolveOptions,
): Promise<EventResolution> {
	const { taskId, sentAt } = event;
	const now = systemClock.now();
	const video = event.model !== undefined && findModel(event.model) ? true : event.video;
	const fromEvent = download ? undefined : responseOfEvent(event, video, filters);
	const read = fromEvent ? ok(fromEvent) : await client.query(taskId, deadline);
	if (!read.ok) return resolutionOfFault(read.fault);
	const response = { ...read.value, taskId };
	if (response.status === 'UNKNOWN') return unknownTask(response, now - sentAt > TASK_LIFETIME_MS);
	const verdict = judgeTask(response, video, filters);
	// The event may be ahead of what the service answers.
	if (verdict === 'query again') return { kind: 'later' };
	if (verdict === 'skip') return { kind: 'unwanted' };
	const listing = fromEvent ? undefined : await rows.find(client, taskId, spanOf(response), deadline);
	const row = listing?.ok ? listing.value : undefined;
	if (row && makesVideo(row) === false) return { kind: 'unwanted' };
	const model = row?.model || event.model;
	if (filters.models.length > 0) {
		// The list may fail or lag behind, and then the event's own word has to do, if it has one.
		if (!model) return listing && !listing.ok ? resolutionOfFault(listing.fault) : { kind: 'later' };
		if (!isWanted({ status: response.status, model }, filters)) return { kind: 'unwanted' };
	}
	return { kind: 'finished', response, row, model, note: noteOfLink(response, now) };
}

/**
 * The whole answer that an event may have, if the task starts the workflow by it. Whoever has the token may write what it
 * likes into an event, so only a link from the service is downloaded, and only an answer from the service leaves a task out.
 */
function responseOfEvent(
	{ response, model }: FinishedEvent,
	video: boolean | undefined,
	filters: TaskFilters,
): TaskResponse | undefined {
	if (!response || judgeTask(response, video, filters) !== 'emit') return undefined;
	return isWanted({ status: response.status, model: model ?? '' }, filters) ? response : undefined;
}

function resolutionOfFault(fault: Fault): EventResolution {
	return fault.class === 'retry' ? { kind: 'later' } : { kind: 'fault', fault };
}

/** An event that came too late is emitted, since a video may be lost; a fresh one means that the key is not the task's. */
function unknownTask(response: TaskResponse, late: boolean): EventResolution {
	const fault = faultOfTask(response) as Fault;
	return late ? { kind: 'finished', response, note: `${fault.message}. ${LATE}` } : { kind: 'fault', fault };
}

function spanOf({ submittedAt }: TaskResponse): { from?: number; to?: number } {
	const at = Date.parse(submittedAt ?? '');
	return Number.isNaN(at) ? {} : { from: at - SEARCH_MARGIN_MS, to: at + SEARCH_MARGIN_MS };
}

/** What is wrong with the link of a task that succeeded. */
function noteOfLink(response: TaskResponse, now: number): string | undefined {
	if (response.status !== 'SUCCEEDED') return undefined;
	const fault = faultOfTask(response);
	if (fault) return `${fault.message}. ${fault.description}`;
	const expiry = linkExpiry(response);
	if (expiry === undefined || Date.parse(expiry) > now) return undefined;
	return `The link worked until ${expiry}. ${LATE}`;
}
