import {
	currencyOf,
	findModel,
	priceList,
	type Currency,
	type PriceRow,
	type Region,
	type WanModel,
} from '../catalogue';

/** What a video costs by the price list; the bill of Alibaba Cloud is what counts. */
export interface Estimate {
	/** All that is charged, input included where the model charges it. */
	seconds: number;
	perSecond: number;
	amount: number;
	currency: Currency;
	/** Month of the price list, or `own price` where the user gave the price. */
	priceListDate: string;
	estimate: true;
	/** The length is not known before; this is the most that it can be. */
	atMost?: true;
}

/** What decides the price of a video; plain JSON. */
export interface Bill {
	model: string;
	region: Region;
	/** Resolution, or the mode of an animate model. */
	tier?: string;
	sound?: boolean;
	/** Where they are known. */
	seconds?: number;
	/** The user's own price of a second, in the currency of the region's list. */
	perSecond?: number;
}

/** The price of so many seconds, or nothing where the list has no price for it. */
export function estimateCost(bill: Bill): Estimate | undefined {
	const { model, region, tier, sound, seconds, perSecond: own } = bill;
	if (!seconds || seconds < 0) return undefined;
	const listed = tier ? priceOf(findModel(model), region, tier, sound) : undefined;
	const perSecond = own ?? listed;
	if (perSecond === undefined) return undefined;
	return {
		seconds,
		perSecond,
		amount: roundAmount(perSecond * seconds),
		currency: currencyOf(region),
		priceListDate: own === undefined ? priceList.date : 'own price',
		estimate: true,
	};
}

/** Six digits, the most that a price of the list has; binary fractions would show 1.8349999999999997. */
export function roundAmount(amount: number): number {
	return Number(amount.toFixed(6));
}

/** The price of a second by the list. */
function priceOf(
	model: WanModel | undefined,
	region: Region,
	tier: string,
	sound: boolean | undefined,
): number | undefined {
	const fits = (row: PriceRow) =>
		row.regions.includes(region) && (row.sound === undefined || row.sound === (sound ?? true));
	const row = model?.price.find(fits);
	return Object.entries(row?.perSecond ?? {}).find(([name]) => name === tier)?.[1];
}

/** What the videos of a run cost together; `atMost` where some lengths are not known before. */
interface Sum {
	amount: number;
	currency: Currency;
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
