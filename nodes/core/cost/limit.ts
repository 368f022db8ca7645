import { roundAmount, type Estimate } from './estimate';

/** What the videos of a run cost together; `atMost` where some lengths are not known before. */
export interface Sum {
	amount: number;
	currency: string;
	atMost: boolean;
}

export function sumOf(costs: readonly Estimate[]): Sum | undefined {
	const [first] = costs;
	if (!first) return undefined;
	return {
		amount: roundAmount(costs.reduce((sum, { amount }) => sum + amount, 0)),
		currency: first.currency,
		atMost: costs.some(({ atMost }) => atMost),
	};
}
