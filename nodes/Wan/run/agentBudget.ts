import type { Estimate } from '../../core/pricing/estimate';
import type { ValidatedVideo } from '../../core/request/validate';
import { costOfRequest } from '../../core/pricing/cost';
import { isOpenToAgent } from './agentTool';

/* A Spending Limit that an agent cannot lift. */

/** Options by which an agent could pass the limit, if it decided any of them. */
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

/** What the check of a portrait before the video costs, in the currency of the region's list. */
export function portraitCheckPrice({ checkPortrait, model, region }: ValidatedVideo): number {
	return (checkPortrait && model.portraitCheck?.price[region]) || 0;
}
