import type { INodeProperties } from 'n8n-workflow';

import { isChoice, regionName, type Choice, type Duration, type WanModel } from '../../core/catalogue';
import { soundTrackFields } from './media';
import { exceptFor, onlyFor } from './visibility';

/**
 * The fields that depend on the model, made from the catalogue: one for each group of models with the same rule, under
 * the same name, so that a value survives a switch of model where it is still legal. Models without a choice get none.
 */
export function modelFields(models: readonly WanModel[]): INodeProperties[] {
	return [
		...groupBy(models, ({ resolution }) => (isChoice(resolution) ? resolution : undefined)).map(
			([rule, group]) => resolutionField(rule, group),
		),
		...groupBy(models, ({ duration }) => (duration.kind === 'fixed' ? undefined : duration)).map(
			([rule, group]) => durationField(rule, group),
		),
		...groupBy(models, ({ sound }) => (sound === 'switch' ? sound : undefined)).map(([, group]) =>
			audioField(group),
		),
		...groupBy(models, ({ audioUrl }) => audioUrl).flatMap(([rule, group]) =>
			soundTrackFields(
				onlyFor(group),
				`Link to the sound track, ${rule.formats.join(' or ').toUpperCase()}, ${rule.minSeconds}-${rule.maxSeconds} seconds. Without it the model makes its own sound. What is longer than the video is cut.`,
			),
		),
		...groupBy(models, ({ shotType }) => shotType).map(([rule, group]) => shotTypeField(rule, group)),
		...fieldsForAnyModel(models),
	];
}

/** Options that the models of this operation have, in the vocabulary of the API. */
export function modelOptions(models: readonly WanModel[]): INodeProperties[] {
	const longest = Math.max(...models.map(({ negativePrompt }) => negativePrompt.maxCharacters));
	return [
		{
			displayName: 'Negative Prompt',
			name: 'negativePrompt',
			type: 'string',
			typeOptions: { rows: 2 },
			default: '',
			placeholder: 'e.g. low resolution, extra fingers',
			description: `What must not be in the video, up to ${longest} characters`,
		},
		{
			displayName: 'Prompt Extend',
			name: 'promptExtend',
			type: 'boolean',
			default: true,
			description:
				'Whether a language model rewrites the prompt first, which helps short prompts and takes longer. On unless you turn it off.',
		},
		{
			displayName: 'Seed',
			name: 'seed',
			type: 'number',
			typeOptions: { minValue: 0, maxValue: 2147483647, numberPrecision: 0 },
			default: 0,
			description: 'The same seed makes similar videos. Without it the service draws one for each video.',
		},
		{
			displayName: 'Watermark',
			name: 'watermark',
			type: 'boolean',
			default: false,
			description: 'Whether to put "AI Generated" into the lower right corner',
		},
	];
}

function resolutionField(rule: Choice<string>, models: readonly WanModel[]): INodeProperties {
	const { default: preset } = rule;
	return {
		displayName: 'Resolution',
		name: 'resolution',
		type: 'options',
		options: rule.options.map((option) => {
			const regions = rule.onlyIn?.[option];
			return {
				name: option,
				value: option,
				...(regions && { description: `Only in ${regions.map(regionName).join(', ')}` }),
			};
		}),
		default: preset,
		description: 'Pixel count of the video; its shape follows the image. A higher resolution costs more.',
		displayOptions: onlyFor(models),
	};
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
	const limits = rule.kind === 'range' ? { minValue: rule.min, maxValue: rule.max } : {};
	return { ...common, type: 'number', typeOptions: { ...limits, numberPrecision: 0 } };
}

function audioField(models: readonly WanModel[]): INodeProperties {
	return {
		displayName: 'Audio',
		name: 'audio',
		type: 'boolean',
		default: true,
		description: 'Whether the video has sound. A silent video costs less, and a sound track is then ignored.',
		displayOptions: onlyFor(models),
	};
}

const shotTypes = [
	{ name: 'Single', value: 'single', description: 'One continuous shot, whatever the prompt says' },
	{ name: 'Multi', value: 'multi', description: 'Several shots that tell a story' },
];

const shotTypeDescription =
	'Only has an effect while Prompt Extend is on. Goes before what the prompt says about shots.';

function shotTypeField(rule: Choice<string>, models: readonly WanModel[]): INodeProperties {
	const { default: preset } = rule;
	return {
		displayName: 'Shot Type',
		name: 'shotType',
		type: 'options',
		options: shotTypes.filter(({ value }) => rule.options.includes(value)),
		default: preset,
		description: shotTypeDescription,
		displayOptions: onlyFor(models),
	};
}

/** For a model by expression all fields stand there once, empty: then the model's own default holds. */
function fieldsForAnyModel(models: readonly WanModel[]): INodeProperties[] {
	const displayOptions = exceptFor(models);
	return [
		{
			displayName: 'Resolution',
			name: 'resolution',
			displayOptions,
			default: '',
			type: 'string',
			placeholder: 'e.g. 720P',
			description:
				"Leave empty for the model's default. A value that the model does not take is refused before anything is paid.",
		},
		{
			displayName: 'Duration (Seconds)',
			name: 'duration',
			displayOptions,
			default: '',
			type: 'string',
			placeholder: 'e.g. 5',
			description: "Leave empty for the model's default. Every second is charged.",
		},
		{
			displayName: 'Audio',
			name: 'audio',
			displayOptions,
			default: '',
			type: 'options',
			options: [
				{ name: 'Model Default', value: '' },
				{ name: 'On', value: true },
				{ name: 'Off', value: false },
			],
			description: 'Sound of the video, for models where it can be switched',
		},
		...soundTrackFields(displayOptions, 'Link to the sound track, for models that take one'),
		{
			displayName: 'Shot Type',
			name: 'shotType',
			displayOptions,
			default: '',
			type: 'options',
			options: [{ name: 'Model Default', value: '' }, ...shotTypes],
			description: shotTypeDescription,
		},
	];
}

/** Groups models by a rule, compared by content. Models without the rule are left out. */
function groupBy<T>(
	models: readonly WanModel[],
	ruleOf: (model: WanModel) => T | undefined,
): Array<[T, WanModel[]]> {
	const groups = new Map<string, [T, WanModel[]]>();
	for (const model of models) {
		const rule = ruleOf(model);
		if (rule === undefined) continue;
		const key = JSON.stringify(rule);
		const group = groups.get(key) ?? [rule, []];
		group[1].push(model);
		groups.set(key, group);
	}
	return [...groups.values()];
}
