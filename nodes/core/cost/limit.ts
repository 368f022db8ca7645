import { roundAmount, type Estimate } from './estimate';

/** What the videos of a run cost together; `atMost` where some lengths are not known before. */
export interface Sum {
	amount: number;
	currency: string;
	atMost: boolean;
}

/** @param extra what is charged beside the videos, in the same currency */
export function sumOf(costs: readonly Estimate[], extra = 0): Sum | undefined {
	const [first] = costs;
	if (!first) return undefined;
	return {
		amount: roundAmount(costs.reduce((sum, { amount }) => sum + amount, extra)),
		currency: first.currency,
		atMost: costs.some(({ atMost }) => atMost),
	};
}
