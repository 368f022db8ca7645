import type { IExecuteFunctions } from 'n8n-workflow';

import { costOfTask } from '../../core/pricing/cost';
import { endedUnpaid } from '../../core/studio/taskStatus';
import type { JobResult } from '../../core/tasks/job';
import { highestCost, portraitCheckPrice } from './agentBudget';
import { isAgentTool } from './agentTool';
import { nodeMemory, runIndexOf } from './nodeContext';
import type { ItemPlan } from './plan';

/*
 * What the videos of an execution cost, over the rounds of a loop, the tries of a run and the calls of an agent. It is
 * kept in the node's context and counted before anything is sent.
 */

/** The amount of runs that are over and cannot come back. */
const EARLIER_RUNS = 'earlier';

/** What this execution has spent beside these items, in the currency of the region's list. */
export function spentElsewhere(context: IExecuteFunctions, plans: readonly ItemPlan[]): number {
	const own = plans.filter(({ video }) => video).map((plan) => keyOf(context, plan));
	const spent = Object.entries(nodeMemory(context).wanSpent ?? {});
	return spent.reduce((sum, [key, amount]) => (own.includes(key) ? sum : sum + amount), 0);
}

/** Another try of an item has its key, as in the ledger, and is not counted twice. */
function keyOf(context: IExecuteFunctions, { job }: ItemPlan): string {
	return job && job.start.kind !== 'known task' ? `${runIndexOf(context)} ${job.start.key}` : '';
}

/**
 * Notes what is about to be spent, and again with the results what is charged; what failed is refunded. The first has
 * to come in the same turn of the event loop as the check of the limit, or two calls at once would both pass.
 */
export function noteSpending(
	context: IExecuteFunctions,
	plans: readonly ItemPlan[],
	results: ReadonlyArray<JobResult<unknown>> = [],
): void {
	const spent = (nodeMemory(context).wanSpent ??= {});
	// Calls of an agent may be under way at once; the rounds of a loop come one after another, and may be thousands.
	if (!isAgentTool(context)) addUpEarlierRuns(spent, runIndexOf(context));
	for (const plan of plans) {
		const key = keyOf(context, plan);
		if (!key || plan.fault) continue;
		const result = results.find(({ job }) => job === plan.job);
		spent[key] = charged(plan, result) ?? spent[key] ?? 0;
	}
}

function addUpEarlierRuns(spent: Record<string, number>, runIndex: number): void {
	let earlier = 0;
	for (const [key, amount] of Object.entries(spent)) {
		if (key.startsWith(`${runIndex} `)) continue;
		earlier += amount;
		delete spent[key];
	}
	spent[EARLIER_RUNS] = earlier;
}

/**
 * A task that goes on is going to be charged, and a lost answer may have been a task's. Nothing where an earlier try has
 * noted it.
 */
function charged({ video, asked }: ItemPlan, result: Partial<JobResult<unknown>> = {}): number | undefined {
	const { taskId, response, fault } = result;
	const checked = video ? portraitCheckPrice(video) : 0;
	const isUnpaid = taskId ? response && endedUnpaid(response) : fault && fault.class !== 'unclear';
	if (isUnpaid) return checked;
	const highest = video && highestCost(video);
	if (response?.status === 'SUCCEEDED' && asked) {
		const { perSecond = asked.bill.perSecond } = highest ?? {};
		const billed = costOfTask({ ...asked.bill, perSecond }, response);
		if (billed) return checked + billed.amount;
	}
	return video && checked + (highest?.amount ?? 0);
}
