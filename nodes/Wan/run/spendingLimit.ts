import type { IExecuteFunctions } from 'n8n-workflow';

import type { Fault } from '../../core/base/fault';
import { asObject } from '../../core/base/json';
import { costOfRequest } from '../../core/pricing/cost';
import { roundAmount, sumOf } from '../../core/pricing/estimate';
import { problemToFault } from '../../shared/nodeErrors';
import { canLiftLimit, highestCost, portraitCheckPrice } from './agentBudget';
import { isAgentTool } from './agentTool';
import type { ItemPlan } from './plan';
import { spentElsewhere } from './spending';

/** What speaks against the limit that an agent has, before anything is sent. */
export function faultOfAgentLimit(context: IExecuteFunctions): Fault | undefined {
	const written = isAgentTool(context) ? asObject(context.getNode().parameters.options) : undefined;
	if (!written || !canLiftLimit(written)) return undefined;
	return problemToFault({
		message:
			'The agent can change Spending Limit, Price per Second or a JSON field, so the limit cannot be enforced',
		description:
			'Set these fields without $fromAI, $json or anything else that reads the input. Other nodes, $vars and $env are fine.',
	});
}

/**
 * Holds the sum of all videos against the limit, before anything is submitted. Over it, none of them is. What the
 * execution has spent before counts as well: earlier rounds of a loop, earlier tries, other calls of an agent.
 */
export function applySpendingLimit(context: IExecuteFunctions, plans: readonly ItemPlan[]): ItemPlan[] {
	const limits = plans.flatMap(({ settings }) => settings?.money.spendingLimit ?? []);
	if (limits.length === 0) return [...plans];
	const spendingLimit = Math.min(...limits);
	const agent = isAgentTool(context);
	const costOf = agent ? highestCost : costOfRequest;
	const checked = plans.map((plan) => {
		if (!plan.video || plan.fault || costOf(plan.video)) return plan;
		const fault = problemToFault({
			message: `The price of ${plan.video.model.id} is not known, and a Spending Limit is set`,
			description: 'Enter Options: Price per Second and a length in seconds, or remove the Spending Limit.',
		});
		return { ...plan, fault };
	});
	const paid = checked.flatMap(({ video, fault }) => (video && !fault ? [video] : []));
	const sum = sumOf(
		paid.flatMap((video) => costOf(video) ?? []),
		paid.reduce((all, video) => all + portraitCheckPrice(video), 0),
	);
	const spent = spentElsewhere(context, checked);
	const left = roundAmount(spendingLimit - spent);
	if (!sum || sum.amount <= left) return checked;
	const cost = `This run costs ${sum.atMost ? 'up to ' : ''}${sum.currency} ${sum.amount}`;
	const ofLimit = agent || spent > 0 ? `${Math.max(0, left)} left of the ` : '';
	const fault = problemToFault({
		message: `${cost}, more than the ${ofLimit}Spending Limit of ${spendingLimit}${agent ? ", which only the workflow's author can raise" : ''}`,
		description: agent
			? 'Nothing was submitted. Call the tool again only for a video that costs no more than what is left. Otherwise, tell the user.'
			: 'Nothing was submitted. The limit is for all videos of this node in one execution. Raise it, run fewer items, or make shorter videos in a lower resolution.',
	});
	return checked.map((plan) => (plan.video && !plan.fault ? { ...plan, fault } : plan));
}
