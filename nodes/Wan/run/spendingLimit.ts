import type { IExecuteFunctions } from 'n8n-workflow';

import { err, ok, type Result } from '../../core/base/result';
import { costOfRequest } from '../../core/pricing/cost';
import { roundAmount, sumOf } from '../../core/pricing/estimate';
import { formatValue, isSet } from '../../core/request/values';
import { problemToFault } from '../../shared/errors';
import { canLiftLimit, highestCost, priceOfLook, spentByOthers } from './agentBudget';
import { isAgentTool } from './agentTool';
import { type ItemPlan, MoneySettings } from './plan';
import { readOptions } from './settings';

const refuse = (problem: { message: string; description: string }) => err(problemToFault(problem));

/** A wrong limit must never count as none. */
export function readMoneySettings(context: IExecuteFunctions, itemIndex: number): Result<MoneySettings> {
	const options = readOptions(context, itemIndex);
	const written = isAgentTool(context) ? (context.getNode().parameters.options as typeof options) : {};
	if (canLiftLimit(written))
		return refuse({
			message:
				'The agent has a hand in Spending Limit, Price per Second or a JSON field, so the limit would not hold',
			description:
				"The workflow's author has to enter them without $fromAI, $json and whatever else reads the input; other nodes, $vars and $env are fine.",
		});
	const settings: MoneySettings = { dryRun: options.dryRun === true || options.dryRun === 'true' };
	for (const [name, field] of [
		['spendingLimit', 'Spending Limit'],
		['pricePerSecond', 'Price per Second'],
	] as const) {
		// An agent's limit that comes to nothing is not taken for none.
		const value = !isSet(options[name]) && isSet(written[name]) ? 'empty' : options[name];
		if (!isSet(value)) continue;
		const amount = typeof value === 'string' ? Number(value) : value;
		// A price of nothing would switch the limit off; the option begins with 0.
		const least = name === 'pricePerSecond' ? Number.MIN_VALUE : 0;
		if (typeof amount !== 'number' || !Number.isFinite(amount) || amount < least) {
			const description =
				"Enter an amount in the currency of the credential's region (CNY in Beijing, USD elsewhere), such as 12.5, or remove the option.";
			return refuse({ message: `${field} is ${formatValue(value)}`, description });
		}
		settings[name] = amount;
	}
	return ok(settings);
}

/**
 * Holds the sum of all videos against the limit, before anything is submitted. Over it, none of them is. As a tool of an
 * agent, what its other calls in this execution cost counts as well.
 */
export function applySpendingLimit(context: IExecuteFunctions, plans: readonly ItemPlan[]): ItemPlan[] {
	const limits = plans.map(({ money }) => money?.spendingLimit).filter((limit) => limit !== undefined);
	if (limits.length === 0) return [...plans];
	const spendingLimit = Math.min(...limits);
	const agent = isAgentTool(context);
	const costOf = agent ? highestCost : costOfRequest;
	const checked = plans.map((plan) => {
		if (!plan.video || plan.fault || costOf(plan.video)) return plan;
		return {
			...plan,
			fault: problemToFault({
				message: `The price of ${plan.video.model.id} is not known, and a Spending Limit is set`,
				description:
					'Enter the price under Options: Price per Second and a length in seconds, or remove the Spending Limit.',
			}),
		};
	});
	const paid = checked.flatMap(({ video, fault }) => (video && !fault ? [video] : []));
	const sum = sumOf(
		paid.map((video) => costOf(video)).filter((cost) => cost !== undefined),
		paid.reduce((all, video) => all + priceOfLook(video), 0),
	);
	const left = roundAmount(spendingLimit - (agent ? spentByOthers(context, checked) : 0));
	if (!sum || sum.amount <= left) return checked;
	const cost = `${paid.length === 1 ? 'The video costs' : `The ${paid.length} videos of this run cost`} ${sum.atMost ? 'up to ' : ''}${sum.currency} ${sum.amount}`;
	const limit = `the Spending Limit of ${spendingLimit}`;
	const fault = problemToFault({
		message: `${cost}, more than ${agent ? `the ${Math.max(0, left)} left of ${limit}, which only the workflow's author can raise` : limit}`,
		description: agent
			? 'Nothing was submitted. Call again only for a video that costs no more than what is left; else tell the user.'
			: 'Nothing was submitted. Raise the limit, run fewer items, or choose a lower resolution or shorter videos.',
	});
	return checked.map((plan) => (plan.video && !plan.fault ? { ...plan, fault } : plan));
}
