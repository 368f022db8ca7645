import {
	currencyOf,
	parameterOf,
	type PriceRow,
	type Region,
	type Tier,
	type WanModel,
} from '../../core/catalogue';
import { joinRegions } from '../../core/catalogue/labels';

/** Prices of a second for an option's description: `USD 0.1 a second in Singapore, CNY 0.6 in Beijing`. */
export function formatPrice(model: WanModel, tier: string): string {
	const normal = byRegion(model, tier as Tier, ({ sound }) => sound !== false);
	const silent = byRegion(model, tier as Tier, ({ sound }) => sound === false);
	return `${normal.replace(' in ', ' a second in ')}${silent && `; silent ${silent}`}`;
}

/**
 * What a second costs in each region, in a line: `A second in Singapore: USD 0.05 (720P), 0.075 (1080P). In Beijing: …`.
 * Nothing where no price is known.
 */
export function formatPrices(model: WanModel): string | undefined {
	const prices = pricesByRegion('A second', model, ({ sound }) => sound !== false);
	return prices && formatSilentPrices(model) ? `${prices}. Less without sound.` : prices;
}

/** The silent prices alone, for the switch that brings them. */
export function formatSilentPrices(model: WanModel): string | undefined {
	return pricesByRegion('A silent second', model, ({ sound }) => sound === false);
}

function pricesByRegion(of: string, model: WanModel, fits: (row: PriceRow) => boolean): string | undefined {
	const lines = model.price.filter(fits).map(({ regions, perSecond }) => {
		const amounts = Object.entries(perSecond).map(([tier, price]) => `${price} (${tierName(tier)})`);
		return `${joinRegions(regions)}: ${regions.slice(0, 1).map(currencyOf).join('')} ${amounts.join(', ')}`;
	});
	return lines.length > 0 ? `${of} in ${lines.join('. In ')}` : undefined;
}

/** The animate models' modes by the names that the field gives them. */
function tierName(tier: string): string {
	return parameterOf('mode').options?.[tier]?.name ?? tier;
}

/** `CNY 0.004`. @param prices amounts in the currency of their region */
export function formatAmounts(prices: Partial<Record<Region, number>>): string {
	const regions = Object.keys(prices) as Region[];
	return regions.map((region) => `${currencyOf(region)} ${prices[region]}`).join(' or ');
}

/** Each price in the currency of its list. The shortest comes first, since the editor cuts what is too long. */
function byRegion(model: WanModel, tier: Tier, fits: (row: PriceRow) => boolean): string {
	return model.price
		.filter((row) => fits(row) && row.perSecond[tier] !== undefined)
		.map(({ regions, perSecond }) => {
			const currency = regions.slice(0, 1).map(currencyOf).join('');
			return `${currency} ${perSecond[tier]} in ${joinRegions(regions)}`;
		})
		.sort((a, b) => a.length - b.length)
		.join(', ');
}
