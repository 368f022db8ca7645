import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';

import {
	type ChoiceRule,
	type DurationRule,
	type NumberRule,
	type Parameter,
	type ParameterName,
	parameterOf,
	regionName,
	type ParameterRule,
	tierOfSize,
	type WanModel,
} from '../../core/catalogue';
import { formatPrice, formatPrices } from './formatPrice';

/** A parameter as the editor's field, for a model's or a function's rule. @param model of which the prices are shown */
export function parameterField(
	name: ParameterName,
	{ kind, rule }: ParameterRule,
	model?: WanModel,
): INodeProperties {
	const row = parameterOf(name);
	const { label, description, example } = row;
	const common = { displayName: label, name: row.storedAs ?? name, description };
	const placeholder = example && `e.g. ${example}`;
	switch (kind) {
		case 'text':
			return { ...common, type: 'string', typeOptions: { rows: 2 }, default: '', placeholder };
		case 'json':
			return { ...common, displayName: `${label} (JSON)`, type: 'json', default: '', placeholder };
		case 'flag':
			return { ...common, type: 'boolean', default: row.default === true };
		case 'number':
			return { ...common, ...numberInput(rule) };
		case 'duration':
			return { ...common, displayName: `${label} (Seconds)`, ...durationInput(rule, description) };
		case 'choice':
			return { ...common, ...choiceInput(row, rule, model) };
	}
}

/** Keeps the value that workflows have at the place where an option stood as a field before. */
export function formerField(name: ParameterName): INodeProperties {
	const { label, storedAs = name } = parameterOf(name);
	return { displayName: label, name: storedAs, type: 'hidden', default: '' };
}

type FieldInput = Pick<INodeProperties, 'type' | 'default'> & Partial<INodeProperties>;

function numberInput({ min, max, whole, default: preset }: NumberRule): FieldInput {
	const maxValue = max < Number.MAX_SAFE_INTEGER ? { maxValue: max } : {};
	const typeOptions = { minValue: min, ...maxValue, numberPrecision: whole ? 0 : 2 };
	return { type: 'number', typeOptions, default: preset };
}

function durationInput(rule: DurationRule, description: string): FieldInput {
	const preset = rule.default ?? 0;
	if (rule.kind === 'list') {
		const options = rule.options.map((value) => ({ name: `${value}`, value }));
		return { type: 'options', options, default: preset };
	}
	if (rule.kind !== 'range') return { type: 'number', default: preset };
	const { min, max, also, maxWithVideo, maxTotal } = rule;
	const more = [
		maxWithVideo && `Up to ${maxWithVideo} with a reference video.`,
		maxTotal && `Reference videos and output together have ${maxTotal} seconds at most.`,
	];
	return {
		type: 'number',
		typeOptions: { minValue: Math.min(min, also?.value ?? min), maxValue: max, numberPrecision: 0 },
		default: preset,
		description: [description, ...more].filter(Boolean).join(' '),
		...(also && { hint: `${also.value}: ${also.meaning}` }),
	};
}

function choiceInput(row: Parameter, rule: ChoiceRule<string>, model?: WanModel): FieldInput {
	const none = rule.default === undefined && !rule.required;
	const [first = ''] = rule.options;
	const onlyIn = (value: string) => {
		const regions = rule.onlyIn?.[value];
		return regions && `Only in ${regions.map(regionName).join(', ')}`;
	};
	// Where all options are those of a region, the field says so once.
	const common = rule.options.every((value) => onlyIn(value) === onlyIn(first)) && onlyIn(first);
	const pricesOf = row.priced && model;
	const options = rule.options.map((value): INodePropertyOptions => {
		const option = optionOf(row, value);
		const price = pricesOf && formatPrice(model, tierOfSize(value) ?? value);
		const description = [!common && onlyIn(value), option.description, price].filter(Boolean).join('. ');
		return { ...option, ...(description && { description }) };
	});
	const hint = pricesOf && formatPrices(model);
	return {
		type: 'options',
		options: [...(none ? [{ name: row.none ?? 'None', value: '' }] : []), ...options],
		default: rule.default ?? (none ? '' : first),
		...(common && { description: `${row.description}. ${common}.` }),
		...(hint && { hint }),
	};
}

/** An option as the editor shows it: `dance1` is `Dance 1`, `hanfu-1` is `Hanfu 1`, `1280*720` is `1280 × 720 (720P)`. */
export function optionOf({ options }: Parameter, value: string): INodePropertyOptions {
	const tier = tierOfSize(value);
	const word = /^[a-z]/.test(value) ? value.replace(/-?(\d+)$/, ' $1') : value;
	const size = value.replace(/^(\d+)\*(\d+)$/, '$1 × $2');
	const name = tier ? `${size} (${tier})` : word.charAt(0).toUpperCase() + word.slice(1);
	return { name, value, ...options?.[value] };
}
