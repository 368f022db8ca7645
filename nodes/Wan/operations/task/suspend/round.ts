import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

import { systemClock } from '../../../../core/base/clock';
import type { Fault } from '../../../../core/base/fault';
import { omitUndefined } from '../../../../core/base/omitUndefined';
import type { Result } from '../../../../core/base/result';
import { DAY_MS } from '../../../../core/base/units';
import { isActive } from '../../../../core/studio/taskStatus';
import type { Goal, JobResult } from '../../../../core/tasks/job';
import { deadlineFault, faultOfTask } from '../../../../core/tasks/taskFaults';
import { readConnection } from '../../../../shared/connection';
import { failedItem, nodeError } from '../../../../shared/nodeErrors';
import { readTaskId } from '../../../../shared/taskId';
import type { StoredVideo } from '../../../../shared/videoStore';
import { ALL_TOGETHER } from '../../../fields/whileWaiting';
import type { ItemPlan, ItemSettings } from '../../../run/plan';
import { executePlans, knownOf, outputOf } from '../../../run/run';
import { goalOf, readSettings } from '../../../run/settings';
import { originOf, runAfterFollowers } from './loop';
import { isWiredDirectly, suspend } from './suspend';
import { forgetWait, noteWait, waitStateOf } from './waitState';

/** Items that were queried just now have come straight back around the loop. */
const JUST_NOW_MS = 20_000;

/** What one query made of an item. */
type Verdict =
	| { kind: 'still running' }
	| { kind: 'finished' }
	| { kind: 'failed'; fault: Fault; known?: Record<string, unknown> };

/**
 * One round of the suspended wait: queries each task once. What has finished leaves through output 1, and the rest
 * comes in again; if nothing has, the execution is suspended. All together, everything comes in again until no task is
 * running any more. The deadline of a task counts from its first query.
 */
export async function waitSuspended(context: IExecuteFunctions): Promise<INodeExecutionData[][]> {
	const origin = originOf(context);
	const items = context.getInputData();
	const settings = items.map((_item, itemIndex) => readSettings(context, itemIndex, true));
	const pause = Math.min(...settings.map((each) => (each.ok ? each.value.resumeInterval : DAY_MS)));
	const taskIds = items.map((_item, itemIndex) => readTaskId(context, itemIndex));
	const queriedAt = (taskId: Result<string>) =>
		(taskId.ok ? waitStateOf(context, taskId.value)?.queriedAt : undefined) ?? 0;
	const now = systemClock.now();
	if (items.length > 0 && taskIds.every((taskId) => now - queriedAt(taskId) < JUST_NOW_MS)) {
		await suspend(context, items, origin, pause);
		return [items, []];
	}
	const round = new Round(context, taskIds, settings);
	const stopAtFirstFault = !context.continueOnFail();
	const together = context.getNodeParameter('passOn', 0, '') === ALL_TOGETHER;
	// What has to wait for others is not downloaded before it can go on: its link works for 24 hours.
	let verdicts = await round.query({ download: !together });
	const someRun = () => verdicts.some(({ kind }) => kind === 'still running');
	if (together && !someRun()) verdicts = await round.query({ download: true });
	if (together && someRun()) {
		const all = items.map((_item, index) => round.itemToComeBack(index, verdicts[index]));
		await suspend(context, all, origin, pause);
		return [all, []];
	}
	// A fault ends the node, and what follows is to have all or nothing.
	if (together && stopAtFirstFault) round.throwFirst(verdicts);
	const indexes = (...kinds: Array<Verdict['kind']>) =>
		verdicts.flatMap((verdict, index) => (kinds.includes(verdict.kind) ? [index] : []));
	if (stopAtFirstFault && indexes('finished').length === 0) round.throwFirst(verdicts);

	// What failed ends the node, so what has finished goes out first; the failed task is met again in the next round.
	const still = stopAtFirstFault ? indexes('still running', 'failed') : indexes('still running');
	const stillItems = still.map((index) => round.itemToComeBack(index, verdicts[index]));
	const out = verdicts.flatMap((verdict, index) => {
		if (still.includes(index)) return [];
		round.forget(index);
		const item =
			verdict.kind === 'failed' ? failedItem({ ...verdict, itemIndex: index }) : round.outputOf(index);
		return [{ ...item, pairedItem: { item: origin.places[index] ?? index } }];
	});
	if (stillItems.length === 0) return [[], out];
	const stillOrigin = { ...origin, places: still.map((index) => origin.places[index] ?? index) };
	if (out.length === 0) await suspend(context, stillItems, stillOrigin, pause);
	else if (isWiredDirectly(context) && runAfterFollowers(context, stillItems, stillOrigin)) return [[], out];
	return [stillItems, out];
}

class Round {
	private readonly items: INodeExecutionData[];
	private plans: ItemPlan[] = [];
	private results: Array<JobResult<StoredVideo> | undefined> = [];

	constructor(
		private readonly context: IExecuteFunctions,
		private readonly taskIds: ReadonlyArray<Result<string>>,
		private readonly settings: ReadonlyArray<Result<ItemSettings>>,
	) {
		this.items = context.getInputData();
	}

	/** @param download whether to download the videos of what has finished, where the item wants its video at all */
	async query({ download }: { download: boolean }): Promise<Verdict[]> {
		const connection = await readConnection(this.context);
		this.plans = this.items.map((_item, itemIndex): ItemPlan => {
			const settings = this.settings[itemIndex];
			const read = this.taskIds[itemIndex];
			const failed = (fault = notQueried): ItemPlan => {
				const named = read?.ok ? { ...fault, taskId: read.value } : fault;
				return { itemIndex, hints: [], fault: named };
			};
			if (!connection.ok) return failed(connection.fault);
			if (!settings?.ok) return failed(settings?.fault);
			if (!read?.ok) return failed(read?.fault);
			const plan: ItemPlan = { itemIndex, hints: [], settings: settings.value };
			// The last query of a task is always its own: the list may lag behind.
			const last = this.isOver(itemIndex, read.value);
			const wanted = goalOf(settings.value, 'once');
			const goal: Goal = { ...wanted, download: download && wanted.download, ...(!last && { batch: true }) };
			return { ...plan, job: { itemIndex, start: { kind: 'known task', taskId: read.value }, goal } };
		});
		const address = connection.ok ? connection.value : undefined;
		// A fault of one item must not cut off the download of another.
		const results = await executePlans(this.context, this.plans, address, { stopAtFirstFault: false });
		this.results = this.plans.map(({ job }) => results.find((result) => result.job === job));
		return this.plans.map((_plan, index) => this.judge(index));
	}

	private judge(index: number): Verdict {
		const plan = this.plans[index];
		const result = this.results[index];
		if (plan?.fault || !result) return { kind: 'failed', fault: plan?.fault ?? notQueried };
		const { answer, fault, taskId = '' } = result;
		const known = knownOf(result);
		const over = this.isOver(index, taskId);
		// A passing fault, also of a download, is left to the next round while there is time.
		if (fault)
			return fault.class === 'retry' && !over ? { kind: 'still running' } : { kind: 'failed', fault, known };
		if (!answer) return { kind: 'failed', fault: notQueried, known };
		if (isActive(answer)) {
			if (!over) return { kind: 'still running' };
			if (plan?.settings?.waiting.atDeadline === 'return task') return { kind: 'finished' };
			const waited = systemClock.now() - this.sinceOf(taskId);
			return { kind: 'failed', fault: deadlineFault(taskId, answer.status, waited), known };
		}
		const end = faultOfTask(answer);
		return end ? { kind: 'failed', fault: end, known } : { kind: 'finished' };
	}

	/** Milliseconds since the epoch. */
	private sinceOf(taskId: string): number {
		return waitStateOf(this.context, taskId)?.since ?? systemClock.now();
	}

	private isOver(index: number, taskId: string): boolean {
		const settings = this.settings[index];
		const maximumWait = settings?.ok ? settings.value.waiting.maximumWait : 0;
		return systemClock.now() >= this.sinceOf(taskId) + maximumWait;
	}

	/** The item as it came, with the task's state. What has failed is queried anew in the next round. */
	itemToComeBack(index: number, verdict: Verdict | undefined): INodeExecutionData {
		const { taskId = '', answer } = this.results[index] ?? {};
		const queriedAt = verdict?.kind === 'failed' ? 0 : systemClock.now();
		if (taskId) noteWait(this.context, taskId, { since: this.sinceOf(taskId), queriedAt: queriedAt });
		const item = this.items[index] ?? { json: {} };
		const state = omitUndefined({
			taskId: taskId || undefined,
			taskStatus: answer?.status,
			submittedAt: answer?.submittedAt,
		});
		return { ...item, json: { ...item.json, ...state } };
	}

	forget(index: number): void {
		const { taskId } = this.results[index] ?? {};
		if (taskId) forgetWait(this.context, taskId);
	}

	outputOf(index: number): INodeExecutionData {
		const results = this.results.filter((result) => result !== undefined);
		return outputOf(this.plans[index] as ItemPlan, results);
	}

	throwFirst(verdicts: readonly Verdict[]): void {
		verdicts.forEach((verdict, itemIndex) => {
			if (verdict.kind !== 'failed') return;
			const siblings = this.results.filter((result, index) => result !== undefined && index !== itemIndex);
			throw nodeError(this.context, { ...verdict, itemIndex }, siblings as Array<JobResult<StoredVideo>>);
		});
	}
}

const notQueried: Fault = {
	stage: 'wait',
	class: 'input',
	message: 'The task was not queried',
	description: 'Run the workflow again.',
};
