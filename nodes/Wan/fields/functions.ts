import type { IDisplayOptions, INodeProperties } from 'n8n-workflow';

import {
	type EditFunction,
	type EditFunctionRule,
	isOffered,
	type MediaName,
	type ParameterName,
	parameterNames,
	parameterOf,
	parameterRule,
	type WanModel,
} from '../../core/catalogue';
import { groupBy } from './groups';
import { referenceImagesField } from './lists';
import { mediaFields } from './media';
import { promptField, type PromptText } from './prompt';
import { formerField, optionOf, parameterField } from './parameterField';
import { formatPrices } from './formatPrice';
import { exceptFor, onlyFor } from './visibility';

const aboutMask = 'White marks what changes. As large as the video.';

const media: Array<[name: MediaName, takes: string]> = [
	['maskImage', aboutMask],
	['maskVideo', aboutMask],
	['firstFrame', 'Link to the image with which the video begins'],
	['lastFrame', 'Link to the image with which the video ends'],
	['firstClip', 'Link to the clip with which the video begins, up to 3 seconds'],
	['lastClip', 'Link to the clip with which the video ends, up to 3 seconds'],
];

/** A prompt is worded after what the function does. */
const prompts: Record<EditFunction, PromptText> = {
	image_reference: {
		description: 'What the video shows. Name the objects and the background of the images.',
		example: 'A girl walks through the snowy street',
	},
	video_edit: { description: 'What the marked area shows instead', example: 'A straw hat' },
	video_extension: {
		description: 'What happens in the 5 seconds',
		example: 'The dog runs to the door',
	},
	video_outpainting: {
		description: 'What the larger frame shows',
		example: 'A violinist on a stage',
	},
	video_repainting: {
		description: 'What the video looks like, with the same motion',
		example: 'A steam car in an old town',
	},
};

/**
 * The fields and options of editing models that have functions, each for the functions that need it. The function takes
 * no expression, so that what depends on it shows once. The inputs end with the prompt.
 * @param models all models of the operation
 */
export function functionFields(models: readonly WanModel[]): {
	inputs: INodeProperties[];
	details: INodeProperties[];
	options: INodeProperties[];
} {
	const withFunctions = models.filter(({ functions }) => functions);
	const withoutFunctions = models.filter(({ functions }) => !functions);
	const rules = Object.assign({}, ...withFunctions.map(({ functions }) => functions)) as Record<
		EditFunction,
		EditFunctionRule
	>;
	const row = parameterOf('editFunction');
	const all = Object.keys(row.options ?? {}) as EditFunction[];
	const whose = (fits: (rule: EditFunctionRule) => unknown) => all.filter((one) => fits(rules[one]));
	const shownFor = (functions: EditFunction[]): IDisplayOptions => ({
		...exceptFor(withoutFunctions),
		show: { function: functions },
	});
	const variants = (name: ParameterName) => groupBy(all, (one) => fieldOf(rules[one], name));
	const functionField: INodeProperties = {
		displayName: row.label,
		name: 'function',
		type: 'options',
		noDataExpression: true,
		options: all.map((value) => optionOf(row, value)),
		default: 'video_edit',
		description: row.description,
		displayOptions: exceptFor(models),
	};
	const inputs: INodeProperties[] = [
		...groupBy(withFunctions, formatPrices).map(([hint, group]) => ({
			...functionField,
			hint,
			displayOptions: onlyFor(group),
		})),
		functionField,
		...videoFields(true, shownFor(whose(({ video }) => video?.required))),
		...videoFields(false, shownFor(whose(({ video }) => video && !video.required))),
		referenceImagesField(shownFor(whose(({ referenceImages }) => referenceImages?.roles)), true),
		referenceImagesField(
			shownFor(whose(({ referenceImages }) => referenceImages && !referenceImages.roles)),
			false,
		),
		...all.map((one) => promptField(prompts[one], shownFor([one]))),
	];
	const details: INodeProperties[] = [
		...media.flatMap(([name, takes]) =>
			mediaFields(name, {
				required: false,
				takes,
				field: name,
				displayOptions: shownFor(whose((rule) => rule[name])),
			}),
		),
		...parameterNames.flatMap((name) =>
			variants(name).map(([field, group]) => ({
				...(isOption(name) ? formerField(name) : field),
				displayOptions: shownFor(group),
			})),
		),
	];
	const options = parameterNames.filter(isOption).flatMap((name) =>
		variants(name).flatMap(([field, group]) =>
			withFiles(parameterOf(name).needs, {
				...exceptFor(withoutFunctions, '/model'),
				show: { '/function': group },
			}).map((displayOptions) => ({ ...field, displayOptions })),
		),
	);
	return { inputs, details, options };
}

function isOption(name: ParameterName): boolean {
	return parameterOf(name).from === 'options';
}

/**
 * What means nothing without a file shows with one only. Conditions of `show` hold together, so where one of several
 * files is enough there is a field for each: for the first, and for the next where there is no other before it.
 */
function withFiles(needs: readonly MediaName[] = [], displayOptions: IDisplayOptions): IDisplayOptions[] {
	if (needs.length === 0) return [displayOptions];
	const given = ['binary', 'url'];
	const chosen = (names: readonly MediaName[]) =>
		Object.fromEntries(names.map((name) => [`/${name}Source`, given]));
	return needs.map((name, index) => ({
		show: { ...displayOptions.show, ...chosen([name]) },
		hide: { ...displayOptions.hide, ...chosen(needs.slice(0, index)) },
	}));
}

/** The video that is edited, or, where it may be left out, the one whose motion guides. */
export function videoFields(required: boolean, displayOptions: IDisplayOptions): INodeProperties[] {
	return mediaFields('video', {
		required,
		takes: required ? 'Link to the video to edit' : 'Link to a video whose motion guides',
		displayOptions,
	});
}

function fieldOf(rules: EditFunctionRule, name: ParameterName): INodeProperties | undefined {
	// Without those that every model has, which are not the function's.
	const rule = name in rules ? parameterRule(rules, name) : undefined;
	return isOffered(rule) ? parameterField(name, rule) : undefined;
}
