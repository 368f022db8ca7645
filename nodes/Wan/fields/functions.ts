import type { IDisplayOptions, INodeProperties } from 'n8n-workflow';

import type { EditFunction, EditFunctionRule, MediaName, NumberRule, WanModel } from '../../core/catalogue';
import { referenceImagesField } from './lists';
import { mediaFields } from './media';
import { exceptFor } from './visibility';
import { expandModeLabels, maskTypeLabels, optionOf, sizeLabels, type OptionLabels } from './words';

const functionNames: Record<EditFunction, { name: string; description: string }> = {
	image_reference: {
		name: 'From Image References',
		description: 'A new video with the objects and the background of 1-3 images',
	},
	video_edit: { name: 'Edit an Area', description: 'Replace what a mask marks' },
	video_extension: { name: 'Extend', description: 'Fill up frames or short clips to 5 seconds' },
	video_outpainting: { name: 'Outpaint', description: 'Make the frame larger on any side' },
	video_repainting: { name: 'Repaint', description: 'Keep motion or depth, and paint the rest anew' },
};

const conditionNames: Record<string, string> = {
	posebodyface: 'Pose and Face',
	posebody: 'Pose',
	depth: 'Depth',
	scribble: 'Outlines',
};

const numbers: Array<[name: keyof EditFunctionRule, displayName: string, description: string]> = [
	['maskFrame', 'Mask Frame', 'The frame of the video to which the mask image belongs, counted from 1'],
	['strength', 'Strength', 'How closely the motion is kept, 0 to 1'],
	['expandRatio', 'Expand Ratio', 'How far the mask grows, 0 to 1'],
	['topScale', 'Top Scale', 'How much larger the frame becomes at the top, 1 to 2'],
	['bottomScale', 'Bottom Scale', 'How much larger the frame becomes at the bottom, 1 to 2'],
	['leftScale', 'Left Scale', 'How much larger the frame becomes on the left, 1 to 2'],
	['rightScale', 'Right Scale', 'How much larger the frame becomes on the right, 1 to 2'],
];

const media: Array<[name: MediaName & keyof EditFunctionRule, displayName: string, takes: string]> = [
	['maskImage', 'Mask Image', 'White marks what changes. Of the same size as the video.'],
	['maskVideo', 'Mask Video', 'White marks what changes. Of the same size as the video.'],
	['firstFrame', 'First Frame', 'Link to the image with which the video begins'],
	['lastFrame', 'Last Frame', 'Link to the image with which the video ends'],
	['firstClip', 'First Clip', 'Link to the clip with which the video begins, up to 3 seconds'],
	['lastClip', 'Last Clip', 'Link to the clip with which the video ends, up to 3 seconds'],
];

/**
 * The fields of editing models that have functions. The function takes no expression, so that what depends on it shows
 * once. The prompt goes between inputs and details. @param models all models of the operation
 */
export function functionFields(models: readonly WanModel[]): {
	inputs: INodeProperties[];
	details: INodeProperties[];
} {
	const withFunctions = models.filter(({ functions }) => functions);
	const elsewhere = exceptFor(models.filter(({ functions }) => !functions));
	const rules = Object.assign({}, ...withFunctions.map(({ functions }) => functions)) as Record<
		EditFunction,
		EditFunctionRule
	>;
	const all = Object.keys(functionNames) as EditFunction[];
	const having = (name: keyof EditFunctionRule) => all.filter((one) => rules[one][name] !== undefined);
	const shownFor = (functions: EditFunction[]): IDisplayOptions => ({
		...elsewhere,
		show: { function: functions },
	});
	const imagesWithRoles = all.filter((one) => rules[one].referenceImages?.roles);
	const otherImages = having('referenceImages').filter((one) => !imagesWithRoles.includes(one));
	const videoNeeded = having('video').filter((one) => rules[one].video?.required);
	const inputs: INodeProperties[] = [
		{
			displayName: 'Function',
			name: 'function',
			type: 'options',
			noDataExpression: true,
			options: all.map((value) => ({ value, ...functionNames[value] })),
			default: 'video_edit',
			description: 'What to do, for a model that can do several things',
			displayOptions: elsewhere,
		},
		...videoFields(true, shownFor(videoNeeded)),
		...videoFields(false, shownFor(having('video').filter((one) => !videoNeeded.includes(one)))),
		referenceImagesField(shownFor(imagesWithRoles), true),
		referenceImagesField(shownFor(otherImages), false),
	];
	const details: INodeProperties[] = [
		...media.flatMap(([name, displayName, takes]) =>
			mediaFields(name, displayName, {
				required: false,
				takes,
				placeholder: `e.g. https://example.com/${/clip|video/i.test(name) ? 'clip.mp4' : 'image.png'}`,
				displayOptions: shownFor(having(name)),
			}),
		),
		...having('controlCondition').map((one) => conditionField(rules[one], shownFor([one]))),
		...optionFields('maskType', maskTypeLabels, rules, having('maskType'), shownFor),
		...optionFields('expandMode', expandModeLabels, rules, having('expandMode'), shownFor),
		...optionFields('size', sizeLabels, rules, having('size'), shownFor),
		...numbers.flatMap(([name, displayName, description]) =>
			numberField(name, displayName, description, rules, having(name), shownFor),
		),
	];
	return { inputs, details };
}

/** The video that is edited, or, where it may be left out, the one whose motion guides. */
export function videoFields(required: boolean, displayOptions: IDisplayOptions): INodeProperties[] {
	return mediaFields('video', 'Video', {
		required,
		takes: required ? 'Link to the video to edit' : 'Link to a video whose motion guides',
		placeholder: 'e.g. https://example.com/clip.mp4',
		displayOptions,
	});
}

function conditionField(
	{ controlCondition: rule }: EditFunctionRule,
	displayOptions: IDisplayOptions,
): INodeProperties {
	const none = rule?.required ? [] : [{ name: 'None', value: '' }];
	const options = [
		...none,
		...(rule?.options ?? []).map((value) => ({ name: conditionNames[value] ?? value, value })),
	];
	const preset = options[0]?.value ?? '';
	return {
		displayName: 'Control Condition',
		name: 'controlCondition',
		type: 'options',
		options,
		default: preset,
		description: 'What of the motion in the video is kept',
		displayOptions,
	};
}

type ShownFor = (functions: EditFunction[]) => IDisplayOptions;

function optionFields(
	name: 'maskType' | 'expandMode' | 'size',
	words: OptionLabels,
	rules: Record<EditFunction, EditFunctionRule>,
	functions: EditFunction[],
	shownFor: ShownFor,
): INodeProperties[] {
	const rule = functions[0] && rules[functions[0]][name];
	if (!rule) return [];
	const preset = rule.default ?? '';
	return [
		{
			displayName: words.displayName,
			name,
			type: 'options',
			options: rule.options.map((value) => optionOf(value, words)),
			default: preset,
			description: words.description,
			displayOptions: shownFor(functions),
		},
	];
}

function numberField(
	name: keyof EditFunctionRule,
	displayName: string,
	description: string,
	rules: Record<EditFunction, EditFunctionRule>,
	functions: EditFunction[],
	shownFor: ShownFor,
): INodeProperties[] {
	const rule = functions[0] && (rules[functions[0]][name] as NumberRule | undefined);
	if (!rule) return [];
	const { min, max, whole, default: preset } = rule;
	return [
		{
			displayName,
			name,
			type: 'number',
			typeOptions: {
				minValue: min,
				...(max < Number.MAX_SAFE_INTEGER && { maxValue: max }),
				numberPrecision: whole ? 0 : 2,
			},
			default: preset,
			description,
			displayOptions: shownFor(functions),
		},
	];
}
