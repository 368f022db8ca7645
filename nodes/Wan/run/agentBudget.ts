import type { IExecuteFunctions } from 'n8n-workflow';

import type { Estimate } from '../../core/pricing/estimate';
import type { ValidatedVideo } from '../../core/request/validate';
import { costOfRequest, costOfTask } from '../../core/pricing/cost';
import type { JobResult } from '../../core/tasks/job';
import { isAgentTool, isOpenToAgent } from './agentTool';
import { nodeMemory, runIndexOf } from './nodeContext';
import type { ItemPlan } from './plan';

/*
 * A Spending Limit that an agent cannot lift. Each call of a tool is a run of its own, so what the calls of an execution
 * cost is kept in the node's context, and counted before anything is sent.
 */

/** Options by which an agent could pass the limit, if it had a hand in them. */
const decisive = ['spendingLimit', 'pricePerSecond', 'additionalInput', 'additionalParameters'];

/** Whether an agent could lift the limit that it has. @param written the options as they stand in the workflow */
export function canLiftLimit(written: Record<string, unknown>): boolean {
	return written.spendingLimit !== undefined && decisive.some((name) => isOpenToAgent(written[name]));
}

/** An agent may choose model and resolution, for which the author's one price may be too low. */
export function highestCost(video: ValidatedVideo): Estimate | undefined {
	const own = costOfRequest(video);
	const listed = costOfRequest({ ...video, pricePerSecond: undefined });
	return own && listed && listed.amount > own.amount ? listed : own;
}

/** The look at a portrait before the video. */
export function priceOfLook({ checkPortrait, model, region }: ValidatedVideo): number {
	return (checkPortrait && model.portraitCheck?.price[region]) || 0;
}

/** What the other calls of an agent in this execution cost, in the currency of the region's list. */
export function spentByOthers(context: IExecuteFunctions, plans: readonly ItemPlan[]): number {
	const own = plans.map((plan) => keyOf(context, plan));
	const spent = Object.entries(nodeMemory(context).wanSpent ?? {});
	return spent.reduce((sum, [key, amount]) => (own.includes(key) ? sum : sum + amount), 0);
}

/** Another try of a call has its key, as in the ledger, and is not counted twice. */
function keyOf(context: IExecuteFunctions, { job }: ItemPlan): string {
	return job?.start.kind === 'submit' ? `${runIndexOf(context)} ${job.start.key}` : '';
}

/**
 * Notes what an agent's call is about to spend, and again with the results what it is charged. The first has to come in
 * the same turn of the event loop as the check of the limit, or two calls at once would both pass.
 */
export function noteSpending(
	context: IExecuteFunctions,
	plans: readonly ItemPlan[],
	results: ReadonlyArray<JobResult<unknown>> = [],
): void {
	if (!isAgentTool(context)) return;
	const spent = (nodeMemory(context).wanSpent ??= {});
	for (const plan of plans) {
		const { video, fault, job } = plan;
		if (!video || !job || fault) continue;
		const result = results.find((each) => each.job === job);
		spent[keyOf(context, plan)] = priceOfLook(video) + chargedFor(video, result);
	}
}

/** A task that goes on is going to be charged, and a lost answer may have been a task's. */
function chargedFor(
	video: ValidatedVideo,
	{ taskId, answer, fault }: Partial<JobResult<unknown>> = {},
): number {
	const status = answer?.status ?? '';
	if (taskId ? ['FAILED', 'CANCELED'].includes(status) : fault && fault.class !== 'unclear') return 0;
	const { perSecond: pricePerSecond, amount = 0 } = highestCost(video) ?? {};
	const billed = status === 'SUCCEEDED' && answer && costOfTask({ ...video, pricePerSecond }, answer);
	return billed ? billed.amount : amount;
}
