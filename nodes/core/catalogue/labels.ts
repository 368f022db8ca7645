import { type Region, type WanModel, regionName } from './index';

export function modelName(model: WanModel): string {
	const where = model.regions.length === 1 ? ` – ${model.regions.map(shortRegionName).join()} only` : '';
	return `${model.label} (${model.id})${where}`;
}

/** `US (Virginia)` is `Virginia` where space is short. */
export function shortRegionName(region: Region): string {
	return /\((.+)\)/.exec(regionName(region))?.[1] ?? regionName(region);
}

/** `Virginia, Frankfurt and Tokyo`. */
export function joinRegions(all: readonly Region[]): string {
	const names = all.map(shortRegionName);
	return [names.slice(0, -1).join(', '), ...names.slice(-1)].filter(Boolean).join(' and ');
}

/** How long a task of one of these models runs: `1-5 minutes`. */
export function formatRunMinutes(all: readonly WanModel[]): string {
	const from = Math.min(...all.map(({ runMinutes }) => runMinutes.from));
	const to = Math.max(...all.map(({ runMinutes }) => runMinutes.to));
	return `${from}-${to} minutes`;
}
