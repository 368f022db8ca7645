import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

import { systemClock } from '../../../../core/base/clock';
import type { Fault } from '../../../../core/base/fault';
import { omitUndefined } from '../../../../core/base/omitUndefined';
import type { Result } from '../../../../core/base/result';
import { DAY_MS } from '../../../../core/base/units';
import type { StudioAddress } from '../../../../core/studio/address';
import { isActive } from '../../../../core/studio/taskStatus';
import type { JobResult } from '../../../../core/tasks/job';
import { deadlineFault, faultOfTask } from '../../../../core/tasks/taskFaults';
import { readConnection } from '../../../../shared/connection';
import { failedItem, nodeError } from '../../../../shared/nodeErrors';
import type { StoredVideo } from '../../../../shared/videoStore';
import { ALL_TOGETHER } from '../../../fields/whileWaiting';
import type { ItemPlan } from '../../../run/plan';
import { planTask } from '../../../run/planTask';
import { executePlans, knownOf, noResult, outputOf } from '../../../run/run';
import { originOf, runAfterFollowers } from './loop';
import { suspend, wayBack } from './suspend';
import { forgetWait, noteWait, waitStateOf } from './waitState';

/** Items that were queried just now have come straight back around the loop. */
const JUST_NOW_MS = 20_000;

/** What one query made of an item: it is still running, or it failed, or it has finished. */
interface Queried {
	itemIndex: number;
	plan: ItemPlan;
	result?: JobResult<StoredVideo>;
	known?: Record<string, unknown>;
	isRunning: boolean;
	fault?: Fault;
}

/**
 * One round of the suspended wait: queries each task once. What has finished leaves through output 1, and the rest
 * comes in again; if nothing has, the execution is suspended. All together, everything comes in again until no task is
 * running any more. The deadline of a task counts from its first query.
 */
export async function waitSuspended(context: IExecuteFunctions): Promise<INodeExecutionData[][]> {
	const origin = originOf(context);
	const items = context.getInputData();
	const connection = await readConnection(context);
	const following = { query: 'once', downloadByDefault: true } as const;
	const plans = items.map((_item, itemIndex) => planTask(context, itemIndex, connection, following));
	const pause = Math.min(...plans.map(({ settings }) => settings?.resumeInterval ?? DAY_MS));
	const now = systemClock.now();
	const queriedAt = (plan: ItemPlan) => waitStateOf(context, taskIdOf(plan))?.queriedAt ?? 0;
	if (items.length > 0 && plans.every((plan) => now - queriedAt(plan) < JUST_NOW_MS)) {
		await suspend(context, items, origin, pause);
		return [items, []];
	}
	const together = context.getNodeParameter('passOn', 0, '') === ALL_TOGETHER;
	const stopAtFirstFault = !context.continueOnFail();
	const query = async (download: boolean) => await queryAll(context, plans, connection, download);
	// What has to wait for others is not downloaded before it can go on: its link works for 24 hours.
	let all = await query(!together);
	if (together && !all.some(({ isRunning }) => isRunning)) all = await query(true);
	const waitsForOthers = together && all.some(({ isRunning }) => isRunning);
	const hasFinished = ({ isRunning, fault }: Queried) => !isRunning && !fault;
	// A fault ends the node. What follows is to have all or nothing, or else what has finished goes out first; then the
	// failed task is met again in the next round.
	if (stopAtFirstFault && !waitsForOthers && (together || !all.some(hasFinished))) throwFirst(context, all);
	const comesBack = ({ isRunning, fault }: Queried) =>
		waitsForOthers || isRunning || (stopAtFirstFault && fault !== undefined);

	const still = all.filter(comesBack);
	const stillItems = still.map((each) => itemToComeBack(context, each));
	const placeOf = ({ itemIndex }: Queried) => origin.places[itemIndex] ?? itemIndex;
	const out = all
		.filter((each) => !comesBack(each))
		.map((each) => {
			const { itemIndex, plan, result, fault, known } = each;
			forgetWait(context, taskIdOf(plan));
			const item = fault ? failedItem({ itemIndex, fault, known }) : outputOf(plan, result ? [result] : []);
			return { ...item, pairedItem: { item: placeOf(each) } };
		});
	if (still.length === 0) return [[], out];
	const stillOrigin = { ...origin, places: still.map(placeOf) };
	if (out.length === 0) await suspend(context, stillItems, stillOrigin, pause);
	else if (wayBack(context) === 'direct' && runAfterFollowers(context, stillItems, stillOrigin))
		return [[], out];
	return [stillItems, out];
}

/** @param download whether to download the videos of what has finished, where the item wants its video at all */
async function queryAll(
	context: IExecuteFunctions,
	plans: readonly ItemPlan[],
	connection: Result<StudioAddress>,
	download: boolean,
): Promise<Queried[]> {
	const queries = plans.map((plan): ItemPlan => {
		const { job } = plan;
		if (!job) return plan;
		// The last query of a task is always its own: the list may lag behind.
		const batch = !isOver(context, plan);
		return {
			...plan,
			job: { ...job, goal: { ...job.goal, download: download && job.goal.download, batch } },
		};
	});
	// A fault of one item must not cut off the download of another.
	const results = await executePlans(context, queries, connection, false);
	return queries.map((plan) => {
		const result = results.find(({ job }) => job === plan.job);
		const known = result && knownOf(result);
		return { itemIndex: plan.itemIndex, plan, result, known, ...judge(context, plan, result) };
	});
}

function judge(
	context: IExecuteFunctions,
	plan: ItemPlan,
	result: JobResult<StoredVideo> | undefined,
): Pick<Queried, 'isRunning' | 'fault'> {
	const fault = plan.fault ?? result?.fault;
	const isInTime = !isOver(context, plan);
	// A passing fault, also of a download, is left to the next round while there is time.
	if (fault?.class === 'retry' && isInTime) return { isRunning: true };
	const response = result?.response;
	if (fault || !response) return { isRunning: false, fault: fault ?? noResult };
	if (!isActive(response)) return { isRunning: false, fault: faultOfTask(response) };
	if (isInTime || plan.settings?.waiting.atDeadline === 'return task') return { isRunning: isInTime };
	const waited = systemClock.now() - sinceOf(context, plan);
	return { isRunning: false, fault: deadlineFault(taskIdOf(plan), response.status, waited) };
}

/** Nothing for an item whose task is not known. */
function taskIdOf({ job, fault }: ItemPlan): string {
	return (job?.start.kind === 'known task' ? job.start.taskId : fault?.taskId) ?? '';
}

/** When the task was queried first, in milliseconds since the epoch. */
function sinceOf(context: IExecuteFunctions, plan: ItemPlan): number {
	return waitStateOf(context, taskIdOf(plan))?.since ?? systemClock.now();
}

function isOver(context: IExecuteFunctions, plan: ItemPlan): boolean {
	const maximumWait = plan.settings?.waiting.maximumWait ?? 0;
	return systemClock.now() >= sinceOf(context, plan) + maximumWait;
}

/** The item as it came, with the task's state. What has failed is queried anew in the next round. */
function itemToComeBack(
	context: IExecuteFunctions,
	{ itemIndex, plan, result, fault }: Queried,
): INodeExecutionData {
	const taskId = taskIdOf(plan);
	const queriedAt = fault ? 0 : systemClock.now();
	if (taskId) noteWait(context, taskId, { since: sinceOf(context, plan), queriedAt });
	const item = context.getInputData()[itemIndex] ?? { json: {} };
	const state = omitUndefined({
		taskId: taskId || undefined,
		taskStatus: result?.response?.status,
		submittedAt: result?.response?.submittedAt,
	});
	return { ...item, json: { ...item.json, ...state } };
}

function throwFirst(context: IExecuteFunctions, all: readonly Queried[]): void {
	for (const { itemIndex, fault, known, result } of all) {
		if (!fault) continue;
		const siblings = all.flatMap((other) => (other.result && other.result !== result ? [other.result] : []));
		throw nodeError(context, { itemIndex, fault, known }, siblings);
	}
}
