import { type WanModel, regions, models, regionName } from './index';

export function modelName(model: WanModel): string {
	const where = model.regions.length === 1 ? ` – ${model.regions.map(shortRegionName).join()} only` : '';
	// The day of a snapshot stands in its ID already, and the list is narrow.
	const label = models.find(({ id }) => id === model.snapshotOf)?.label ?? model.label;
	return `${label} (${model.id})${where}`;
}

/** `US (Virginia)` is `Virginia` where space is short. */
export function shortRegionName(region: (typeof regions)[number]['id']): string {
	return /\((.+)\)/.exec(regionName(region))?.[1] ?? regionName(region);
}
