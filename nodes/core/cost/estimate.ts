import type { Region } from '../catalogue';
import { priceList, prices } from './prices';

/** What a video costs by the price list; the bill of Alibaba Cloud is what counts. */
export interface Estimate {
	seconds: number;
	perSecond: number;
	amount: number;
	currency: string;
	/** Month of the price list. */
	priceListDate: string;
	estimate: true;
}

export interface Billed {
	model: string;
	region: Region;
	resolution: string | undefined;
	sound: boolean | undefined;
	seconds: number | undefined;
}

/** The price of so many seconds, or nothing where the list has no price for it. */
export function estimateCost({ model, region, resolution, sound, seconds }: Billed): Estimate | undefined {
	if (!seconds || !resolution) return undefined;
	const row = prices.find(
		(price) =>
			price.model === model &&
			price.regions.includes(region) &&
			(price.sound === undefined || price.sound === (sound ?? true)),
	);
	const perSecond = Object.entries(row?.perSecond ?? {}).find(([tier]) => tier === resolution)?.[1];
	if (perSecond === undefined) return undefined;
	return {
		seconds,
		perSecond,
		// Six digits, as in the price list; binary fractions would show 1.8349999999999997.
		amount: Number((perSecond * seconds).toFixed(6)),
		currency: priceList.currency,
		priceListDate: priceList.date,
		estimate: true,
	};
}
