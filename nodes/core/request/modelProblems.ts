import { models, regionName, type Region, type WanModel } from '../catalogue';
import type { Problem } from './check';
import { fieldNames, isSet, orList, shown } from './values';

export function unknownModel(value: unknown): Problem {
	return {
		field: fieldNames.model,
		what: isSet(value) ? `Model "${shown(value)}" is not known` : 'No Model is chosen',
		advice: `Choose one from the list: ${models.map(({ id }) => id).join(', ')}.`,
	};
}

export function otherRegion(model: WanModel, region: Region): Problem {
	return {
		field: fieldNames.model,
		what: `Model ${model.id} is not offered in ${regionName(region)}`,
		advice: `It is offered in ${orList(model.regions.map(regionName))}. Choose a model of your region, or a credential of another region.`,
	};
}
