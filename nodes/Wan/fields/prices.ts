import { priceList, type PriceRow, type Tier, type WanModel } from '../../core/catalogue';
import { shortRegionName } from '../../core/catalogue/labels';

/** Prices of a second for an option's description: `CNY 0.6 a second in Beijing, 0.734 in Singapore`. */
export function formatPrice(model: WanModel, tier: string): string {
	const normal = byRegion(model, tier as Tier, ({ sound }) => sound !== false);
	const silent = byRegion(model, tier as Tier, ({ sound }) => sound === false);
	if (!normal) return '';
	return `${priceList.currency} ${normal.replace(' in ', ' a second in ')}${silent && `; silent ${silent}`}`;
}

/** The silent prices alone, for the switch that brings them. */
export function formatSilentPrices(model: WanModel): string {
	const tiers = [...new Set(model.price.flatMap(({ perSecond }) => Object.keys(perSecond)))];
	return tiers
		.map((tier) => [tier, byRegion(model, tier as Tier, ({ sound }) => sound === false)])
		.filter(([, price]) => price)
		.map(([tier, price]) => `${tier} ${price}`)
		.join('; ');
}

/** `0.6 in Beijing and Virginia, 0.734 in Singapore`; the page's six digits are too many to read. */
function byRegion(model: WanModel, tier: Tier, fits: (row: PriceRow) => boolean): string {
	return model.price
		.filter(fits)
		.map(({ regions, perSecond }) => {
			const where = regions.filter((region) => model.regions.includes(region)).map(shortRegionName);
			const price = perSecond[tier];
			if (price === undefined || where.length === 0) return '';
			return `${Number(price.toFixed(3))} in ${where.length > 3 ? 'other regions' : where.join(' and ')}`;
		})
		.filter(Boolean)
		.join(', ');
}
