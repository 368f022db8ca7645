import type { INodeProperties } from 'n8n-workflow';

import {
	isOffered,
	type ParameterName,
	parameterNames,
	parameterOf,
	parameterRule,
	priceList,
	type WanModel,
} from '../../core/catalogue';
import { fieldsForAnyModel } from './anyModel';
import { groupBy } from './groups';
import { parameterField } from './parameterField';
import { formatSilentPrices } from './prices';
import { exceptFor, onlyFor } from './visibility';

/** Those with a place of their own among the fields. */
const elsewhere: readonly ParameterName[] = ['editFunction', 'prompt'];

/**
 * The fields that depend on the model, made from the catalogue: one for each group of models with the same field, under
 * the same name, so that a value survives a switch of model where it is still legal. Models without a choice get none.
 */
export function modelFields(models: readonly WanModel[]): INodeProperties[] {
	const ofFields = parameterNames.filter(
		(name) => parameterOf(name).from === 'field' && !elsewhere.includes(name),
	);
	// Switches last, as the sound track stands behind its switch.
	const isFlag = (name: ParameterName) => parameterOf(name).kind === 'flag';
	const names = [...ofFields.filter((name) => !isFlag(name)), ...ofFields.filter(isFlag)];
	return [
		// First, so that the first field called `mode` has no options: n8n's nodes panel would list them as actions.
		...fieldsForAnyModel(models, names, exceptFor(models)),
		...names.flatMap((name) =>
			groupBy(models, (model) => fieldOf(model, name)).map(([field, group]) => ({
				...field,
				displayOptions: onlyFor(group),
			})),
		),
	];
}

<<<<<<< HEAD
function fieldOf(model: WanModel, name: ParameterName): INodeProperties | undefined {
	const rule = parameterRule(model, name);
	if (!isOffered(rule)) return undefined;
	const field = parameterField(name, rule, model);
	if (name !== 'audio') return field;
	const silent = formatSilentPrices(model);
	const price = silent
		? `A silent video costs less (${priceList.currency} a second: ${silent}), and a sound track is then ignored.`
		: 'The price is the same without.';
	return { ...field, description: `${field.description}. ${price}` };
=======
function choiceFields(
	models: readonly WanModel[],
	name: 'ratio' | 'shotType' | 'audioSetting',
	words: OptionLabels,
): INodeProperties[] {
	const groups = groupBy<Choice<string>>(models, (model) => model[name]);
	return groups.map(([rule, group]) => {
		const preset = rule.default ?? '';
		const none = rule.default === undefined ? [{ name: words.none ?? 'None', value: '' }] : [];
		return {
			displayName: words.displayName,
			name,
			type: 'options',
			options: [...none, ...rule.options.map((value) => optionOf(value, words))],
			default: preset,
			description: words.description,
			displayOptions: onlyFor(group),
		};
	});
}

/** A choice that decides the price; the price stands with each option. */
function pricedFields(
	models: readonly WanModel[],
	name: 'resolution' | 'size' | 'mode',
	words: OptionLabels,
): INodeProperties[] {
	const groups = groupBy(models, (model) => {
		const rule: Choice<string> | undefined = model[name];
		if (!rule || !isChoice(rule)) return undefined;
		return { rule, words: rule.options.map((option) => formatOption(model, rule, option)) };
	});
	return groups.map(([{ rule, words: options }, group]) => {
		const preset = rule.default ?? '';
		return {
			displayName: words.displayName,
			name,
			type: 'options',
			options,
			default: preset,
			description: words.description,
			displayOptions: onlyFor(group),
		};
	});
}

const modeNames: Record<string, string> = { 'wan-std': 'Standard', 'wan-pro': 'Pro' };

function formatOption(model: WanModel, rule: Choice<string>, option: string): INodePropertyOptions {
	const regions = rule.onlyIn?.[option];
	const where = regions && `Only in ${regions.map(regionName).join(', ')}`;
	const tier = tierOfSize(option) ?? option;
	const description = [where, formatPrice(model, tier)].filter(Boolean).join('. ');
	const name = modeNames[option] ?? (tier === option ? option : `${option} (${tier})`);
	return { name, value: option, description };
}

function durationField(rule: Duration, models: readonly WanModel[]): INodeProperties {
	const common = {
		displayName: 'Duration (Seconds)',
		name: 'duration',
		default: rule.default,
		description: 'Length of the video. Every second is charged.',
		displayOptions: onlyFor(models),
	};
	if (rule.kind === 'list') {
		return {
			...common,
			type: 'options',
			options: rule.options.map((value) => ({ name: `${value}`, value })),
		};
	}
	if (rule.kind !== 'range') return { ...common, type: 'number' };
	const { min, max, also, maxWithVideo, maxTotal } = rule;
	const more = [
		also && `${also.value}: ${also.meaning}.`,
		maxWithVideo && `Up to ${maxWithVideo} with a reference video.`,
		maxTotal && `Reference videos and output together have ${maxTotal} seconds at most.`,
	];
	return {
		...common,
		type: 'number',
		typeOptions: { minValue: Math.min(min, also?.value ?? min), maxValue: max, numberPrecision: 0 },
		description: [common.description, ...more].filter(Boolean).join(' '),
	};
}

function audioField(silent: string, models: readonly WanModel[]): INodeProperties {
	return {
		displayName: 'Audio',
		name: 'audio',
		type: 'boolean',
		default: true,
		description: silent
			? `Whether the video has sound. A silent video costs less (a second: ${silent}), and a sound track is then ignored.`
			: 'Whether the video has sound. The price is the same without.',
		displayOptions: onlyFor(models),
	};
}

function effectFields(models: readonly WanModel[]): INodeProperties[] {
	return groupBy(models, ({ templates }) => templates).map(([{ options, regions }, group]) => ({
		displayName: 'Effect',
		name: 'template',
		type: 'options',
		options: [{ name: 'None', value: '' }, ...options.map((value) => ({ name: effectName(value), value }))],
		default: '',
		description: `A ready-made effect on the first frame, in place of the prompt. Only in ${regions.map(regionName).join(', ')}.`,
		displayOptions: onlyFor(group),
	}));
>>>>>>> 3e13a5d (Prices in the currency of the region's list: USD outside mainland China, CNY in Beijing; r2v bills 5 s of input at most; kf2v-plus runs two in Singapore)
}
