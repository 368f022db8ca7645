import { type Region, regionName } from '../catalogue';
import { joinOr } from './values';

/**
 * A hint where no document has a model or an option for this region. The published tables of regions disagree and are not
 * complete, and a refusal of the service costs nothing.
 */
export function regionHint(name: string, documented: readonly Region[], region: Region): string[] {
	if (documented.includes(region)) return [];
	const elsewhere = joinOr(documented.map(regionName));
	return [
		`${name} is not documented for ${regionName(region)}, so the service decides; a refusal costs nothing. It is documented for ${elsewhere}.`,
	];
}
