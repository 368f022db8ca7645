import type { IDataObject, INodeExecutionData, IPollFunctions } from 'n8n-workflow';

import { systemClock } from '../core/base/clock';
import type { Fault } from '../core/base/fault';
import { ok, type Result } from '../core/base/result';
import { HOUR_MS } from '../core/base/units';
import type { StudioAddress } from '../core/studio/address';
import type { EndedTasksMemory } from '../core/tasks/endedTasks';
import { TASK_LIFETIME_MS } from '../core/tasks/ledger';
import { newestEndedTask } from '../core/tasks/newestTask';
import { pollEndedTasks, type PollTools } from '../core/tasks/pollEndedTasks';
import { accountClient, accountKey } from '../shared/account';
import { readConnection } from '../shared/connection';
import { nodeError } from '../shared/nodeErrors';
import { itemOfTask } from '../shared/taskItem';
import { readTrigger, type TriggerSettings } from '../shared/triggerSettings';
import { type StoredVideo, storeVideo } from '../shared/videoStore';
import { memoryOf } from './accountMemory';
import { exampleTask } from './example';
import { isFirstPoll, isNewFault, notesOf, type PollNotes } from './pollNotes';

/** n8n gives a poll five minutes; older versions do not tell. */
const DEFAULT_BUDGET_MS = 300_000;

type Items = INodeExecutionData[];

/** Emits every task once when it has ended. In the editor it shows the newest one instead, and remembers nothing. */
export async function pollForTasks(poll: IPollFunctions): Promise<INodeExecutionData[][] | null> {
	const settings = readTrigger(poll);
	if (!settings.ok) throw nodeError(poll, { itemIndex: 0, fault: settings.fault });
	if (poll.getMode() === 'manual') {
		const shown = await showNewest(poll, settings.value);
		if (!shown.ok) throw nodeError(poll, { itemIndex: 0, fault: shown.fault });
		return [shown.value];
	}
	const notes = notesOf(poll);
	if (notes.polling) return null;
	notes.polling = true;
	try {
		const isFirst = isFirstPoll(poll);
		const polled = await readEndedTasks(poll, settings.value, isFirst);
		if (polled.ok) return emit(poll, notes, polled.value);
		// At the activation the user waits for the result.
		if (isNewFault(notes, polled.fault, systemClock.now()) || isFirst) {
			throw nodeError(poll, { itemIndex: 0, fault: polled.fault });
		}
		poll.logger.warn(`Wan Trigger: the task list still cannot be read. ${polled.fault.message}.`);
		return null;
	} finally {
		notes.polling = false;
	}
}

async function readEndedTasks(
	poll: IPollFunctions,
	settings: TriggerSettings,
	isFirst: boolean,
): Promise<Result<{ items: Items; faults: Fault[] }>> {
	const connection = await readConnection(poll);
	if (!connection.ok) return connection;
	const now = systemClock.now();
	const account = await accountKey(poll, connection.value);
	const { memory, others } = memoryOf(poll.getWorkflowStaticData('node'), account, now);
	warnOfGap(poll, memory, now);
	const tools = await toolsOf(poll, connection.value, settings);
	const polled = await pollEndedTasks(memory, settings.filters, tools, {
		budget: poll.getPollBudgetMs?.() ?? DEFAULT_BUDGET_MS,
		// n8n starts again with `init` and saves with `update`; only the user switches on with `activate`.
		skipAll: isFirst && settings.leaveOutWhileOff && poll.getActivationMode() === 'activate',
		others,
	});
	if (!polled.ok) return polled;
	const items = polled.value.emitted.map(({ row, ...result }) => itemOfTask(result, row, settings.output));
	return ok({ items, faults: polled.value.faults });
}

async function toolsOf(
	poll: IPollFunctions,
	address: StudioAddress,
	{ output }: TriggerSettings,
): Promise<PollTools<StoredVideo>> {
	const clock = systemClock;
	const client = await accountClient(poll, address);
	if (!output.download) return { client, clock };
	return {
		client,
		clock,
		deliver: async (response, deadline) => await storeVideo(poll, response, output.fileName, deadline),
		// Without an ID the video stands in the item itself.
		heldBytes: ({ binary }) => (binary.id ? 0 : binary.data.length),
	};
}

/** Items start the workflow; faults beside them make a failed execution of their own, as n8n does for a poll that fails. */
function emit(
	poll: IPollFunctions,
	notes: PollNotes,
	{ items, faults }: { items: Items; faults: Fault[] },
): INodeExecutionData[][] | null {
	const now = systemClock.now();
	if (!faults.some(isOfList)) delete notes.fault;
	const news = faults.filter((fault) => !isOfList(fault) || isNewFault(notes, fault, now));
	const error = news.length > 0 && nodeError(poll, { itemIndex: 0, fault: combine(news) });
	if (error && !canShow(poll, error)) {
		if (items.length === 0) throw error;
		poll.logger.error(`Wan Trigger: ${error.message}. ${error.description}`);
	}
	return items.length > 0 ? [items] : null;
}

function canShow(poll: IPollFunctions, error: Error): boolean {
	try {
		poll.__emitError(error);
		return true;
	} catch {
		return false;
	}
}

function isOfList({ stage }: Fault): boolean {
	return stage === 'list';
}

function combine(faults: Fault[]): Fault {
	const [first, ...more] = faults as [Fault, ...Fault[]];
	if (more.length === 0) return first;
	const ids = faults.map((fault) => fault.taskId).filter((id) => id !== undefined);
	return {
		...first,
		taskId: undefined,
		message: `${first.message} (and ${more.length} more)`,
		description: `${first.description} Tasks: ${ids.join(', ')}.`,
	};
}

async function showNewest(poll: IPollFunctions, settings: TriggerSettings): Promise<Result<Items>> {
	const connection = await readConnection(poll);
	if (!connection.ok) return connection;
	const now = systemClock.now();
	const deadline = now + DEFAULT_BUDGET_MS / 2;
	const tools = await toolsOf(poll, connection.value, settings);
	const newest = await newestEndedTask(tools.client, settings.filters, deadline);
	if (!newest.ok) return newest;
	if (!newest.value) return ok([{ json: exampleTask(now) as IDataObject }]);
	const { row, response } = newest.value;
	const stored = response.videoUrl ? await tools.deliver?.(response, deadline) : undefined;
	const delivery = stored?.ok ? { delivered: stored.value } : { fault: stored?.fault };
	return ok([itemOfTask({ response, ...delivery }, row, settings.output)]);
}

/** The service forgets what n8n did not ask for within a day. */
function warnOfGap(poll: IPollFunctions, { polledAt }: EndedTasksMemory, now: number): void {
	if (polledAt === undefined || now - polledAt < TASK_LIFETIME_MS) return;
	const hours = Math.round((now - polledAt) / HOUR_MS);
	poll.logger.warn(
		`Wan Trigger: the last poll was ${hours} hours ago. The service keeps tasks for 24 hours; what ended longer ago is left out.`,
	);
}
