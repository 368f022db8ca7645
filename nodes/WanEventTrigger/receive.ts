import type { IDataObject, INodeExecutionData, IWebhookFunctions, IWebhookResponseData } from 'n8n-workflow';

import { systemClock } from '../core/base/clock';
import type { Fault } from '../core/base/fault';
import { deliverVideo } from '../core/tasks/deliverVideo';
import { accountClient } from '../shared/account';
import { readConnection } from '../shared/connection';
import { nodeError } from '../shared/nodeErrors';
import type { OutputSettings } from '../shared/outputSettings';
import { itemOfTask } from '../shared/taskItem';
import { readTrigger, type TriggerSettings } from '../shared/triggerSettings';
import { storeVideo } from '../shared/videoStore';
import { readDelivery, type FinishedEvent } from './event';
import { EventMemory } from './memory';
import { resolveEvent, type EventResolution } from './resolveEvent';
import { isAllowed } from './token';

/** For a video, which is fetched when EventBridge has long had its answer. */
const DOWNLOAD_TIMEOUT_MS = 1_800_000;

type Finished = Extract<EventResolution, { kind: 'finished' }>;

/**
 * Answers a delivery of EventBridge and starts the workflow once for each of its tasks. The answer decides whether
 * EventBridge delivers again (its retry policy: 3 times by default, up to a day if the user chooses so), so it comes from
 * here and not from n8n: 2xx when there is nothing left to do, 5xx when the service could not say yet. It comes after the
 * queries, which are two, and before the download, which may take minutes: EventBridge would give up and
 * deliver again. If n8n dies during the download, Task: Get Many still finds the video.
 */
export async function receiveEvent(webhook: IWebhookFunctions): Promise<IWebhookResponseData> {
	if (!(await isAllowed(webhook))) return responseOnly(webhook, 401, 'Unauthorized');
	const { events, isForeign } = readDelivery(bodyOf(webhook));
	if (events.length === 0) {
		return isForeign
			? responseOnly(webhook, 200, 'Ignored: not the end of a Model Studio task')
			: responseOnly(webhook, 400, 'This is no event of EventBridge');
	}
	const settings = readTrigger(webhook);
	if (!settings.ok) throw nodeError(webhook, { itemIndex: 0, fault: settings.fault });
	const memory = new EventMemory(webhook);
	const resolutions = await Promise.all(
		events.map(async (event) => await resolveOnce(webhook, memory, event, settings.value)),
	);
	const finished = resolutions.filter((each) => each.kind === 'finished');
	const faults = resolutions.flatMap((each) => (each.kind === 'fault' ? [each.fault] : []));
	if (finished.length === 0 && faults.length > 0) return refuse(webhook, memory, faults);
	if (faults.length > 0 || resolutions.some(({ kind }) => kind === 'later')) {
		responseOnly(webhook, 503, 'Please deliver again');
	} else
		responseOnly(
			webhook,
			200,
			finished.length > 0 ? 'Taken' : 'Ignored: emitted before, or not one of the chosen events or models',
		);
	if (finished.length === 0) return { noWebhookResponse: true };
	const items: INodeExecutionData[] = [];
	for (const each of finished) items.push(await itemOf(webhook, each, settings.value.output));
	return { noWebhookResponse: true, workflowData: [items] };
}

async function resolveOnce(
	webhook: IWebhookFunctions,
	memory: EventMemory,
	event: FinishedEvent,
	{ filters, output }: TriggerSettings,
): Promise<EventResolution> {
	const { taskId } = event;
	const resolution = await memory.exclusively(taskId, async (): Promise<EventResolution> => {
		if (memory.isEmitted(taskId)) return { kind: 'unwanted' };
		const found = await resolveEvent(webhook, event, filters, output.download);
		// From here on the task counts as emitted, so that a delivery during the download is not news.
		if (found.kind === 'finished' || found.kind === 'unwanted') {
			memory.noteEmitted(taskId, systemClock.now());
		}
		return found.kind === 'fault' ? { ...found, fault: { ...found.fault, taskId } } : found;
	});
	return resolution ?? { kind: 'later' };
}

/**
 * A fault that does not pass by itself, such as a key of another account, fails an execution, which is where people
 * look (n8n answers with 500 then). Deliveries that follow are postponed without another one; if the credential has been
 * corrected by then, they are accepted.
 */
function refuse(webhook: IWebhookFunctions, memory: EventMemory, faults: Fault[]): IWebhookResponseData {
	const now = systemClock.now();
	const [fault] = faults.filter(({ taskId = '' }) => memory.isNewFault(taskId, now));
	if (!fault) return responseOnly(webhook, 503, 'Please deliver again');
	throw nodeError(webhook, { itemIndex: 0, fault });
}

async function itemOf(
	webhook: IWebhookFunctions,
	{ response, row, model, note }: Finished,
	output: OutputSettings,
): Promise<INodeExecutionData> {
	const result: Parameters<typeof itemOfTask>[0] = { response };
	const connection = await readConnection(webhook);
	if (output.download && response.videoUrl && connection.ok) {
		const client = await accountClient(webhook, connection.value);
		const deadline = systemClock.now() + DOWNLOAD_TIMEOUT_MS;
		const { delivered, response: last } = await deliverVideo(
			response,
			deadline,
			client,
			async (found) => await storeVideo(webhook, found, output.fileName, deadline),
		);
		result.response = last;
		if (delivered.ok) result.delivered = delivered.value;
		else result.fault = delivered.fault;
	}
	const item = itemOfTask(result, row, output, model);
	// A link that seems to be dead may only mean that this machine's clock is wrong.
	return note && !result.delivered ? { ...item, json: { ...item.json, note } } : item;
}

/** n8n leaves a body alone whose content type it does not know, such as `application/cloudevents-batch+json`. */
function bodyOf(webhook: IWebhookFunctions): unknown {
	const body: unknown = webhook.getBodyData();
	if (typeof body === 'object' && body !== null && Object.keys(body).length > 0) return body;
	const { rawBody }: { rawBody?: Buffer } = webhook.getRequestObject();
	try {
		return JSON.parse(typeof body === 'string' ? body : (rawBody?.toString() ?? ''));
	} catch {
		return undefined;
	}
}

interface Reply {
	status(code: number): Reply;
	json(body: IDataObject): unknown;
}

/** Answers EventBridge, and tells n8n that there is nothing to answer or to start. */
function responseOnly(webhook: IWebhookFunctions, code: number, message: string): IWebhookResponseData {
	const reply: Reply = webhook.getResponseObject();
	reply.status(code).json({ message });
	return { noWebhookResponse: true };
}
