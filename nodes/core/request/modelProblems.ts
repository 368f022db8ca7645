import { models, modelsThatMake, regionName, type Making, type Region, type WanModel } from '../catalogue';
import type { Problem } from './checker';
import { fieldNames, isSet, orList, shown } from './values';

export function unknownModel(value: unknown, making?: Making): Problem {
	const choices = making ? modelsThatMake(making) : models;
	return {
		field: fieldNames.model,
		what: isSet(value) ? `Model "${shown(value)}" is not known` : 'No Model is chosen',
		advice: `Choose one from the list: ${choices.map(({ id }) => id).join(', ')}. For a model that is newer than this node, also set Options: Body Dialect.`,
	};
}

export function otherRegion(model: WanModel, region: Region): Problem {
	return {
		field: fieldNames.model,
		what: `Model ${model.id} is not offered in ${regionName(region)}`,
		advice: `It is offered in ${orList(model.regions.map(regionName))}. Choose a model of your region, or a credential of another region.`,
	};
}

const makingNames: Record<Making, string> = {
	generateFromImage: 'Generate From Image',
	generateFromText: 'Generate From Text',
	generateFromReferences: 'Generate From References',
	continue: 'Continue',
	edit: 'Edit',
	animate: 'Animate Character',
	generateFromSpeech: 'Generate From Speech',
};

export function otherMaking(model: WanModel, making: Making | undefined): Problem {
	return {
		field: fieldNames.model,
		what: `Model ${model.id} is not one for ${making ? makingNames[making] : 'this'}`,
		advice: `Use it with ${orList(model.makes.map((one) => `Video: ${makingNames[one]}`))}${making ? `, or choose one of ${orList(modelsThatMake(making).map(({ id }) => id))}` : ''}.`,
	};
}
