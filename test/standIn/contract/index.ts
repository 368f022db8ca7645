import { HAPPY_HORSE } from './happyHorse';
import { IMAGE_TO_VIDEO } from './imageToVideo';
import { REFERENCES } from './references';
import { SPECIAL } from './special';
import { TEXT_TO_VIDEO } from './textToVideo';
import type { ModelContract } from './types';

/** Every published Wan video model, dated snapshots included. */
export const CONTRACTS: ReadonlyMap<string, ModelContract> = new Map(
	[...IMAGE_TO_VIDEO, ...TEXT_TO_VIDEO, ...REFERENCES, ...SPECIAL, ...HAPPY_HORSE].map((contract) => [
		contract.model,
		contract,
	]),
);

/** Megabytes of the largest medium the model takes; what a temporary upload for it may have. */
export function largestMedium(contract: ModelContract): number {
	const fields = [contract.input, ...Object.values(contract.byFunction ?? {}).map((more) => more.input)];
	const limits = JSON.stringify(fields).matchAll(/"maxMegabytes":(\d+)/g);
	return Math.max(100, ...[...limits].map((found) => Number(found[1])));
}
