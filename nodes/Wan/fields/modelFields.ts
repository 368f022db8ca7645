import type { INodeProperties } from 'n8n-workflow';

import {
	isOffered,
	type ParameterName,
	parameterNames,
	parameterOf,
	parameterRule,
	type WanModel,
} from '../../core/catalogue';
import { fieldsForAnyModel } from './anyModel';
import { groupBy } from './groups';
import { formerField, parameterField } from './parameterField';
import { formatPrices, formatSilentPrices } from './formatPrice';
import { exceptFor, onlyFor, unlessLacking } from './visibility';

/** Those with a place of their own among the fields. */
const elsewhere: readonly ParameterName[] = ['editFunction', 'prompt'];

/**
 * The fields that depend on the model, made from the catalogue: one for each group of models with the same field, under
 * the same name, so that a value survives a switch of model where it is still legal. Models without a choice get none.
 */
export function modelFields(models: readonly WanModel[]): INodeProperties[] {
	// Switches last, as the sound track stands behind its switch.
	const rank = (name: ParameterName) => Number(parameterOf(name).kind === 'flag');
	const names = parameterNames
		.filter((name) => parameterOf(name).from !== 'options' && !elsewhere.includes(name))
		.sort((a, b) => rank(a) - rank(b));
	return [
		// First, so that the first field called `mode` has no options: n8n's nodes panel would list them as actions.
		...fieldsForAnyModel(models, names, exceptFor(models)),
		...names.flatMap((name) =>
			groupBy(models, (model) => fieldOf(model, name)).map(([field, group]) => ({
				...field,
				displayOptions: onlyFor(group),
			})),
		),
		...formerFields(models),
		...priceNotices(models),
	];
}

function formerFields(models: readonly WanModel[]): INodeProperties[] {
	const has = (name: ParameterName) => (model: WanModel) => parameterRule(model, name) !== undefined;
	return parameterNames
		.filter((name) => parameterOf(name).wasField && models.some(has(name)))
		.map((name) => ({ ...formerField(name), displayOptions: unlessLacking(models, has(name)) }));
}

/** What a second costs, where there is no field to say it: the model has one resolution. */
function priceNotices(models: readonly WanModel[]): INodeProperties[] {
	const isSaid = (model: WanModel) =>
		model.functions !== undefined ||
		parameterNames.some((name) => parameterOf(name).priced && isOffered(parameterRule(model, name)));
	const groups = groupBy(models, (model) => (isSaid(model) ? undefined : formatPrices(model)));
	return groups.map(([prices, group]) => ({
		displayName: prices,
		name: 'priceNotice',
		type: 'notice',
		default: '',
		displayOptions: onlyFor(group),
	}));
}

function fieldOf(model: WanModel, name: ParameterName): INodeProperties | undefined {
	const rule = parameterRule(model, name);
	if (!isOffered(rule)) return undefined;
	const field = parameterField(name, rule, model);
	if (name !== 'audio') return field;
	const silent = formatSilentPrices(model);
	const price = silent ? 'A silent video costs less.' : 'The price is the same without.';
	return { ...field, description: `${field.description}. ${price}`, ...(silent && { hint: silent }) };
}
