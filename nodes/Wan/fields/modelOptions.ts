import type { INodeProperties } from 'n8n-workflow';

import {
	defaultOf,
	type ParameterName,
	parameterNames,
	parameterOf,
	parameterRule,
	type WanModel,
} from '../../core/catalogue';
import { dialectNames } from '../../core/catalogue/customModel';
import { parameterField } from './parameterField';
import { formatAmounts } from './formatPrice';
import { exceptFor, unlessLacking } from './visibility';

/** Options that models of this operation have, in the vocabulary of the API; each shows for those that have it. */
export function modelOptions(models: readonly WanModel[]): INodeProperties[] {
	const ofModels = parameterNames
		.filter((name) => parameterOf(name).from === 'options')
		.flatMap((name): INodeProperties[] => {
			const rule = models.map((model) => parameterRule(model, name)).find((one) => one !== undefined);
			if (!rule) return [];
			const displayOptions = unlessLacking(
				models,
				(model) => parameterRule(model, name) !== undefined,
				'/model',
			);
			const field = withOtherDefaults(parameterField(name, rule), name, models);
			return [Object.keys(displayOptions).length > 0 ? { ...field, displayOptions } : field];
		});
	return [...ofModels.map((field) => withPrice(field, models)), bodyDialect(models)];
}

/** Which models do the opposite of the others while the option is not added. */
function withOtherDefaults(
	field: INodeProperties,
	name: ParameterName,
	models: readonly WanModel[],
): INodeProperties {
	const others = models.filter((model) => parameterRule(model, name) && defaultOf(model, name) === true);
	if (parameterOf(name).default !== false || others.length === 0) return field;
	const ids = others.map(({ id }) => id).join(', ');
	return { ...field, description: `${field.description}. On unless you turn it off with ${ids}.` };
}

/** What a check of the portrait costs stands with the models. */
function withPrice(field: INodeProperties, models: readonly WanModel[]): INodeProperties {
	const price = models.find(({ portraitCheck }) => portraitCheck)?.portraitCheck?.price ?? {};
	const description = field.description?.replace('{price}', formatAmounts(price));
	return { ...field, description };
}

/** What makes tomorrow's model work today. */
function bodyDialect(models: readonly WanModel[]): INodeProperties {
	return {
		displayName: 'Body Dialect',
		name: 'bodyDialect',
		type: 'options',
		options: Object.entries(dialectNames).map(([value, name]) => ({ name, value })),
		default: 'media',
		description:
			'How to write the request of a model that this node does not know. Only what you set is sent, unchecked.',
		displayOptions: exceptFor(models, '/model'),
	};
}
