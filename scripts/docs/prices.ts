import { currencyOf, models } from '../../nodes/core/catalogue';
import { shortRegionName } from '../../nodes/core/catalogue/labels';
import { code, mergeRows, table } from './markdown';

/** Prices by model, region and sound; models with the same line share a row, snapshots cost what their model costs. */
export function priceTable(): string {
	const tiers = ['480P', '720P', '1080P', 'wan-std', 'wan-pro'] as const;
	const rows = models
		.filter(({ snapshotOf }) => !snapshotOf)
		.flatMap((model) =>
			model.price.map(({ regions, sound, perSecond }): [string, ...string[]] => [
				code(model.id),
				regions.map(shortRegionName).join(', '),
				[...new Set(regions.map(currencyOf))].join(', '),
				sound === undefined ? 'any' : sound ? 'with' : 'silent',
				...tiers.map((tier) => String(perSecond[tier] ?? '–')),
			]),
		);
	const head = ['Models', 'Regions', 'Currency', 'Sound', '480P', '720P', '1080P', 'Standard', 'Pro'];
	return table(head, mergeRows(rows));
}
