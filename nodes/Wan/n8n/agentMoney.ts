import type { IExecuteFunctions } from 'n8n-workflow';

import type { Estimate } from '../../core/cost/estimate';
import type { CheckedVideo } from '../../core/request/check';
import { isSet } from '../../core/request/values';
import type { Fault } from '../../core/studio/fault';
import { costOfRequest, costOfTask } from '../../core/tasks/cost';
import type { JobResult } from '../../core/tasks/job';
import { isAgentTool, isOpenToAgent } from './agentTool';
import { problemToFault } from './errors';
import { nodeMemory, runIndexOf } from './memory';
import type { ItemPlan } from './run';

/**
 * A Spending Limit that an agent cannot lift. Each call of a tool is a run of its own, so what the calls of an execution
 * cost is kept in the node's context, and counted before anything is sent.
 */

/** Fields of Options by which an agent could pass the limit, if it had a hand in them. */
const decisive = {
	spendingLimit: 'Spending Limit',
	pricePerSecond: 'Price per Second',
	additionalInput: 'Additional Input (JSON)',
	additionalParameters: 'Additional Parameters (JSON)',
};

/** What is wrong with the limit as the workflow has it, if there is one. @param limit as it was evaluated */
export function faultOfAgentsLimit(context: IExecuteFunctions, limit: unknown): Fault | undefined {
	const raw = (context.getNode().parameters.options ?? {}) as Record<string, unknown>;
	if (raw.spendingLimit === undefined) return undefined;
	if (!isSet(limit)) {
		return problemToFault({
			what: 'Spending Limit is empty',
			advice: 'Enter an amount, or remove the option.',
		});
	}
	const open = Object.entries(decisive).find(([name]) => isOpenToAgent(raw[name]));
	return open && inAgentsHand(open[1]);
}

function inAgentsHand(field: string): Fault {
	return problemToFault({
		what: `The agent could set ${field} and so pass the Spending Limit; the author of the workflow has to fix its value`,
		advice: 'Nothing was submitted. Enter it without $fromAI and $json; $vars and $("Node") may be used.',
	});
}

/** An agent may choose model and resolution, for which the author's one price may be too low. */
export function highestCost(video: CheckedVideo): Estimate | undefined {
	const own = costOfRequest(video);
	const listed = costOfRequest({ ...video, pricePerSecond: undefined });
	return own && listed && listed.amount > own.amount ? listed : own;
}

/** The look at a portrait before the video. */
export function priceOfLook({ checkPortrait, model }: CheckedVideo): number {
	return (checkPortrait && model.portraitCheck?.price) || 0;
}

/** What the other calls of this execution cost, in the currency of the price list. */
export function spentByOthers(context: IExecuteFunctions, plans: readonly ItemPlan[]): number {
	const own = new Set(plans.map((plan) => keyOf(context, plan)));
	const others = Object.entries(nodeMemory(context).wanSpent ?? {}).filter(([key]) => !own.has(key));
	return others.reduce((sum, [, amount]) => sum + amount, 0);
}

/** Another try of a call has its key, as in the ledger, and is not counted twice. */
function keyOf(context: IExecuteFunctions, { job }: ItemPlan): string | undefined {
	return job?.start.kind === 'submit' ? `${runIndexOf(context)} ${job.start.key}` : undefined;
}

/**
 * Sets aside what an agent's call is about to spend. To be called in the same turn of the event loop as the check of the
 * limit, or two calls at once would both pass.
 * @returns to be called with what came of it: corrects the sum to what is charged
 */
export function setAside(
	context: IExecuteFunctions,
	plans: readonly ItemPlan[],
): (results: ReadonlyArray<JobResult<unknown>>) => void {
	if (!isAgentTool(context)) return () => {};
	const spent = (nodeMemory(context).wanSpent ??= {});
	const calls = plans.flatMap((plan) => {
		const key = keyOf(context, plan);
		return key && plan.video && !plan.fault ? [{ key, video: plan.video, job: plan.job }] : [];
	});
	for (const { key, video } of calls) spent[key] = priceOfLook(video) + (highestCost(video)?.amount ?? 0);
	return (results) => {
		for (const { key, video, job } of calls) {
			const result = results.find((each) => each.job === job);
			if (result) spent[key] = priceOfLook(video) + chargedFor(video, result);
		}
	};
}

/** A task that goes on is going to be charged, and a lost answer may have been a task's. */
function chargedFor(video: CheckedVideo, { taskId, answer, fault }: JobResult<unknown>): number {
	const ended = answer?.status ?? '';
	if (taskId ? ['FAILED', 'CANCELED'].includes(ended) : fault?.class !== 'unclear') return 0;
	const planned = highestCost(video);
	const { perSecond: pricePerSecond, amount = 0 } = planned ?? {};
	const billed = ended === 'SUCCEEDED' && answer && costOfTask({ ...video, pricePerSecond }, answer);
	return billed ? billed.amount : amount;
}
