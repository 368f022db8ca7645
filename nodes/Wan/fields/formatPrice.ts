import { currencyOf, parameterOf, type PriceRow, type Tier, type WanModel } from '../../core/catalogue';
import { joinRegions } from '../../core/catalogue/labels';

/** Prices of a second for an option's description: `USD 0.1 a second in Singapore, CNY 0.6 in Beijing`. */
export function formatPrice(model: WanModel, tier: string): string {
	const silent = priceOf(model, tier as Tier, true);
	const normal = priceOf(model, tier as Tier, false).replace(' in ', ' a second in ');
	return silent ? `${normal}; silent ${silent}` : normal;
}

/** Each price in the currency of its list. The shortest comes first, since the editor cuts what is too long. */
function priceOf(model: WanModel, tier: Tier, silent: boolean): string {
	return rowsOf(model, silent)
		.filter(({ perSecond }) => perSecond[tier] !== undefined)
		.map(({ currency, where, perSecond }) => `${currency} ${perSecond[tier]} in ${where}`)
		.sort((a, b) => a.length - b.length)
		.join(', ');
}

/**
 * What a second costs in each region, in a line: `A second in Singapore: USD 0.05 (720P), 0.075 (1080P). In Beijing: …`.
 * Nothing where no price is known.
 */
export function formatPrices(model: WanModel): string | undefined {
	const prices = allPrices(model, 'A second', false);
	return prices && formatSilentPrices(model) ? `${prices}. Less without sound.` : prices;
}

/** The silent prices alone, for the switch that brings them. */
export function formatSilentPrices(model: WanModel): string | undefined {
	return allPrices(model, 'A silent second', true);
}

function allPrices(model: WanModel, of: string, silent: boolean): string | undefined {
	const lines = rowsOf(model, silent).map(({ currency, where, perSecond }) => {
		// The animate models' modes by the names that the field gives them.
		const tierName = (tier: string) => parameterOf('mode').options?.[tier]?.name ?? tier;
		const amounts = Object.entries(perSecond).map(([tier, price]) => `${price} (${tierName(tier)})`);
		return `${where}: ${currency} ${amounts.join(', ')}`;
	});
	return lines.length > 0 ? `${of} in ${lines.join('. In ')}` : undefined;
}

interface FormattedRow {
	currency: string;
	/** The regions, all of one currency. */
	where: string;
	perSecond: PriceRow['perSecond'];
}

/** @param silent the prices of videos without sound, where those differ */
function rowsOf({ price }: WanModel, silent: boolean): FormattedRow[] {
	return price
		.filter(({ sound }) => (sound === false) === silent)
		.map(({ regions, perSecond }) => ({
			currency: regions.slice(0, 1).map(currencyOf).join(''),
			where: joinRegions(regions),
			perSecond,
		}));
}
