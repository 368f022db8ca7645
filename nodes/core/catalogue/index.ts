import { imageToVideoModels } from './imageToVideo';
import type { Choice, Region, WanModel } from './types';

export type * from './types';
export { imageToVideoModels } from './imageToVideo';
export { hasTemporaryStorage, regionName, regions } from './regions';

export const models: readonly WanModel[] = [...imageToVideoModels];

/** Finds a model by the name of any region (`wan2.1-i2v-plus` and Beijing's `wanx2.1-i2v-plus` are one). */
export function findModel(name: string): WanModel | undefined {
	const wanted = name.trim();
	return models.find(
		(model) => model.id === wanted || Object.values(model.regionalIds ?? {}).includes(wanted),
	);
}

/** The name under which this region knows the model. */
export function nameInRegion(model: WanModel, region: Region): string {
	return model.regionalIds?.[region] ?? model.id;
}

/** The options that a region offers; some options exist in some regions only. */
export function optionsInRegion<T extends string>(choice: Choice<T>, region: Region): readonly T[] {
	return choice.options.filter((option) => {
		const regions = choice.onlyIn?.[option];
		return !regions || regions.includes(region);
	});
}

/** Whether there is anything to choose; a model with a single value gets no field and sends none. */
export function isChoice(choice: Choice<string>): boolean {
	return choice.options.length > 1;
}
