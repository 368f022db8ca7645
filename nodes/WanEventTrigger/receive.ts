import type { IDataObject, INodeExecutionData, IWebhookFunctions, IWebhookResponseData } from 'n8n-workflow';

import { systemClock } from '../core/base/clock';
import { parseObject } from '../core/base/json';
import { videoLinkOf } from '../core/tasks/output';
import { nodeError } from '../shared/errors';
import { itemOfTask } from '../shared/taskItem';
import { readTrigger } from '../shared/triggerSettings';
import { fileNameFor, type OutputSettings } from '../shared/outputSettings';
import { storeVideo } from '../shared/videoStore';
import { readEvent, type FinishedEvent } from './event';
import { resolveEvent, type EventResolution } from './resolveEvent';
import { EventMemory } from './memory';
import { isAllowed } from './token';

/** Milliseconds for a video, which is fetched when EventBridge has long had its answer. */
const DOWNLOAD_PATIENCE = 1_800_000;

/**
 * Answers a delivery of EventBridge and starts the workflow once for its task. The answer decides whether EventBridge
 * delivers again (its retry policy: 3 times by default, up to a day if the user chooses so), so it comes from here and
 * not from n8n: 2xx when there is nothing left to do, 5xx when the service could not say yet. It comes after the look
 * at the task, which takes two calls, and before the download, which may take minutes: EventBridge would give up and
 * deliver again. If n8n dies during the download, Task: Get Many still finds the video.
 */
export async function receiveEvent(webhook: IWebhookFunctions): Promise<IWebhookResponseData> {
	if (!(await isAllowed(webhook))) return answerOnly(webhook, 401, 'Unauthorized');
	const event = readEvent(bodyOf(webhook));
	if (event === 'malformed') return answerOnly(webhook, 400, 'This is no event of EventBridge');
	if (event === 'foreign') return answerOnly(webhook, 200, 'Ignored: not the end of a Model Studio task');
	const memory = new EventMemory(webhook);
	const settings = readTrigger(webhook);
	if (!settings.ok) throw nodeError(webhook, { itemIndex: 0, fault: settings.fault });
	const { filters, output } = settings.value;
	const look = await memory.alone(event.taskId, async () => {
		if (memory.isTold(event.taskId)) return 'told';
		const found = await resolveEvent(webhook, event, filters);
		// From here on the task counts as told, so that a delivery during the download is not news.
		if (found.kind === 'finished' || found.kind === 'unwanted')
			memory.noteTold(event.taskId, systemClock.now());
		return found;
	});
	if (look === 'told') return answerOnly(webhook, 200, 'Ignored: the task has been told before');
	if (look === 'under way' || look.kind === 'later') return answerOnly(webhook, 503, 'Please deliver again');
	if (look.kind === 'unwanted') return answerOnly(webhook, 200, 'Ignored: not a task that was asked for');
	if (look.kind === 'fault') return refuse(webhook, memory, event, look);
	answerOnly(webhook, 200, 'Taken');
	return { noWebhookResponse: true, workflowData: [[await itemOf(webhook, look, output)]] };
}

/**
 * A fault that does not pass by itself, such as a key of another account, fails an execution, which is where people
 * look (n8n answers with 500 then). Deliveries that follow are put off without another one; if the credential has been
 * mended by then, they are taken.
 */
function refuse(
	webhook: IWebhookFunctions,
	memory: EventMemory,
	{ taskId }: FinishedEvent,
	{ fault }: Extract<EventResolution, { kind: 'fault' }>,
): IWebhookResponseData {
	if (!memory.isNewFault(taskId, systemClock.now())) return answerOnly(webhook, 503, 'Please deliver again');
	throw nodeError(webhook, { itemIndex: 0, fault: { ...fault, taskId } });
}

async function itemOf(
	webhook: IWebhookFunctions,
	{ answer, row, note }: Extract<EventResolution, { kind: 'finished' }>,
	output: OutputSettings,
): Promise<INodeExecutionData> {
	const { taskId, videoUrl } = answer;
	const result: Parameters<typeof itemOfTask>[0] = { answer };
	if (output.download && videoUrl) {
		const stored = await storeVideo(
			webhook,
			{ ...videoLinkOf(answer), fileName: fileNameFor(taskId, output.fileName) },
			systemClock.now() + DOWNLOAD_PATIENCE,
			{ clock: systemClock, signal: new AbortController().signal },
		);
		if (stored.ok) result.delivered = stored.value;
		else result.fault = stored.fault;
	}
	const item = itemOfTask(result, row, output);
	// A link that seems to be dead may only mean that this machine's clock is wrong.
	return note && !result.delivered ? { ...item, json: { ...item.json, note } } : item;
}

/** n8n leaves a body alone whose content type it does not know, such as `application/cloudevents+json`. */
function bodyOf(webhook: IWebhookFunctions): unknown {
	const body: unknown = webhook.getBodyData();
	if (typeof body === 'object' && body !== null && Object.keys(body).length > 0) return body;
	const { rawBody }: { rawBody?: Buffer } = webhook.getRequestObject();
	return parseObject(typeof body === 'string' ? body : (rawBody?.toString() ?? ''));
}

interface Reply {
	status(code: number): Reply;
	json(body: IDataObject): unknown;
}

/** Answers EventBridge, and tells n8n that there is nothing to answer or to start. */
function answerOnly(webhook: IWebhookFunctions, code: number, message: string): IWebhookResponseData {
	const reply: Reply = webhook.getResponseObject();
	reply.status(code).json({ message });
	return { noWebhookResponse: true };
}
