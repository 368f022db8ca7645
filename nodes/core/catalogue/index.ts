import { animateModels } from './animation';
import { pixelsOfTier, tierOfSize } from './common';
import { firstLastFrameModels } from './firstLastFrame';
import { happyHorseModels } from './happyHorse';
import { imageToVideoModels } from './imageToVideo';
import { imageToVideo27Models } from './imageToVideo27';
import { referenceToVideoModels } from './referenceToVideo';
import { speechModels } from './speech';
import { textToVideoModels } from './textToVideo';
import type { ChoiceRule, Operation, Region, WanModel } from './types';
import { videoEditingModels } from './videoEditing';
import { wan30Models } from './wan30';

export type * from './types';
export { imageToVideoModels } from './imageToVideo';
export { defaultOf, isOffered, mediaFor, mediaRule, parameterRule, rulesOf } from './inputs';
export { mediaInputs, mediaNames } from './mediaInputs';
export { parameterNames, parameterOf } from './parameters';
export { priceList } from './prices';
export { currencyOf, hasTemporaryStorage, regionName, regions } from './regions';
export { pixelsOfTier, tierOfSize };

/** Newest first, as the lists show them. */
export const models: readonly WanModel[] = [
	...wan30Models,
	...happyHorseModels,
	...imageToVideo27Models,
	...imageToVideoModels,
	...firstLastFrameModels,
	...textToVideoModels,
	...referenceToVideoModels,
	...videoEditingModels,
	...animateModels,
	...speechModels,
];

/** The model that each operation begins with: the newest of its line, and for images the cheaper one. */
export const defaultModels: Readonly<Record<Operation, string>> = {
	generateFromImage: 'wan2.6-i2v-flash',
	generateFromText: 'wan2.7-t2v',
	generateFromReferences: 'wan2.7-r2v',
	continue: 'wan2.7-i2v',
	edit: 'wan2.7-videoedit',
	animate: 'wan2.2-animate-move',
	generateFromSpeech: 'wan2.2-s2v',
};

/** Finds a model by the name of any region, in any case (`wan2.1-i2v-plus` and Beijing's `wanx2.1-i2v-plus` are one). */
export function findModel(name: string): WanModel | undefined {
	const wanted = name.trim().toLowerCase();
	return models.find(({ id, regionalIds }) => [id, ...Object.values(regionalIds ?? {})].includes(wanted));
}

export function modelsFor(operation: Operation): readonly WanModel[] {
	return models.filter(({ operations }) => operations.includes(operation));
}

/** The name under which this region knows the model. */
export function nameInRegion(model: WanModel, region: Region): string {
	return model.regionalIds?.[region] ?? model.id;
}

export function limitsInRegion(model: WanModel, region: Region): WanModel['limits'] {
	return model.regionalLimits?.[region] ?? model.limits;
}

/** The options that a region offers; some options exist in some regions only. */
export function optionsInRegion<T extends string>(choice: ChoiceRule<T>, region: Region): readonly T[] {
	return choice.options.filter((option) => {
		const regions = choice.onlyIn?.[option];
		return !regions || regions.includes(region);
	});
}
