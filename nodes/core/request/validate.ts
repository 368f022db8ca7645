import {
	type Dialect,
	type EditFunction,
	findModel,
	mediaKindOf,
	type Operation,
	mediaFor,
	type MediaName,
	mediaNames,
	mediaRule,
	models,
	modelsFor,
	type Region,
	regionName,
	type Rules,
	rulesOf,
	type WanModel,
} from '../catalogue';
import { dialectNames, customModel } from '../catalogue/customModel';
import { checkCombinations } from './combinations';
import { FieldValidator } from './fieldValidator';
import { checkImages, checkReferences } from './lists';
import type { MediaRule } from './validateMedia';
import type { ValidatedVideo } from './validatedVideo';
import { fieldNames, isSet, joinOr, type Problem, formatValue, type VideoValues } from './values';

export type { ValidatedVideo } from './validatedVideo';
export type { Problem } from './values';

interface Validation {
	/** Only if there is no problem. */
	video?: ValidatedVideo;
	problems: Problem[];
	/** What the service would do in failure: cut a prompt, ignore a field. */
	hints: string[];
}

const seedRule = { min: 0, max: 2_147_483_647, default: 0, whole: true };

const choiceNames = [
	...(['size', 'ratio', 'shotType', 'audioSetting', 'mode'] as const),
	...(['controlCondition', 'maskType', 'expandMode'] as const),
];
const numberNames = [
	...(['maskFrame', 'strength', 'expandRatio'] as const),
	...(['topScale', 'bottomScale', 'leftScale', 'rightScale'] as const),
];

/** Checks an item's values against the model's rules in this region. Pure; a problem for every wrong field. */
export function validateVideo(values: VideoValues, region: Region): Validation {
	const model = modelOf(values, region);
	if ('message' in model) return { problems: [model], hints: [] };
	if (!model.regions.includes(region)) return { problems: [otherRegion(model, region)], hints: [] };
	const operation = values.operation ?? model.operations[0];
	if (!operation || !model.operations.includes(operation))
		return { problems: [otherOperation(model, operation)], hints: [] };

	const check = new FieldValidator(model, region);
	const editFunction = chooseFunction(check, values, model);
	if (model.functions && !editFunction) return { problems: check.problems, hints: check.hints };
	const rules = rulesOf(model, editFunction);
	const video: ValidatedVideo = { model, region, operation, ...(editFunction && { editFunction }) };
	checkInputs(check, values, rules, video);
	checkParameters(check, values, rules, video);
	checkCombinations(check, values, rules, video);
	for (const [name, value] of Object.entries(video)) {
		if (value === undefined) delete video[name as keyof ValidatedVideo];
	}
	return { ...(check.problems.length === 0 && { video }), problems: check.problems, hints: check.hints };
}

function modelOf({ model: value, dialect, operation }: VideoValues, region: Region): WanModel | Problem {
	const model = typeof value === 'string' ? findModel(value) : undefined;
	if (model) return model;
	if (isSet(dialect) && typeof value === 'string' && value.trim()) {
		const known = Object.keys(dialectNames).find((name) => name === dialect) as Dialect | undefined;
		if (known) return customModel(value.trim(), known, operation ?? 'generateFromImage', region);
		return {
			field: fieldNames.dialect,
			message: `${fieldNames.dialect} is ${formatValue(dialect)}`,
			description: `Choose one of ${joinOr(Object.keys(dialectNames))}.`,
		};
	}
	return unknownModel(value, operation);
}

/** Every model with functions needs one; for others a function that is set means nothing. */
function chooseFunction(
	check: FieldValidator,
	values: VideoValues,
	model: WanModel,
): EditFunction | undefined {
	if (!model.functions || (model.custom && !isSet(values.editFunction))) {
		return model.functions && 'image_reference';
	}
	const options = Object.keys(model.functions) as EditFunction[];
	return check.choice('editFunction', values.editFunction, { options, required: true });
}

function checkInputs(check: FieldValidator, values: VideoValues, rules: Rules, video: ValidatedVideo): void {
	const { operation } = video;
	if (rules.templates) {
		const { options, regions } = rules.templates;
		const onlyIn = Object.fromEntries(options.map((option) => [option, regions]));
		video.template = check.choice('template', values.template, { options, onlyIn });
	} else check.ignored('template', values.template);

	checkLists(check, values, rules, video);
	for (const name of mediaNames.filter((one) => one !== 'audioUrl')) {
		validateMediaInput(check, name, values, rules, video);
	}
	const hasVideo = video.references?.some(({ kind }) => kind === 'video') ?? false;
	video.duration = check.duration(values.duration, rules.duration, hasVideo);
	// A sound track is fitted to the video, so it comes after the duration.
	validateMediaInput(check, 'audioUrl', values, rules, video);
	const noFrame = !isSet(values.firstFrame) && !isSet(values.lastFrame);
	if (operation === 'generateFromImage' && rules.framesOrReferences && rules.firstFrame && noFrame) {
		check.media('firstFrame', undefined, { mediaKind: 'image', rule: rules.firstFrame }, { required: true });
	}

	const { prompt, negativePrompt } = rules;
	const alone = rules.promptOrMedia && operation === 'generateFromText';
	if (prompt) {
		const needed = prompt.required || alone || false;
		video.prompt = check.text('prompt', values.prompt, { ...prompt, required: needed });
	} else check.ignored('prompt', values.prompt);
	if (negativePrompt)
		video.negativePrompt = check.text('negativePrompt', values.negativePrompt, negativePrompt);
	else check.ignored('negativePrompt', values.negativePrompt);
}

function validateMediaInput(
	check: FieldValidator,
	name: MediaName,
	values: VideoValues,
	rules: Rules,
	video: ValidatedVideo,
): void {
	const { operation, template, duration = 0 } = video;
	// Whether media go together is told by the combinations, so none is left aside before.
	const rule = rules.combinations?.flat().includes(name) ? rules[name] : mediaRule(rules, operation, name);
	if (!rule) {
		check.ignored(name, values[name]);
		return;
	}
	const noneNeeded = name === 'lastFrame' && template !== undefined;
	const required = rule.required && mediaFor[operation].includes(name) && !noneNeeded;
	const seconds = name === 'audioUrl' && duration > 0 ? { seconds: duration } : {};
	const media = { mediaKind: mediaKindOf[name], rule, ...seconds } as MediaRule;
	video[name] = check.media(name, values[name], media, { required });
}

function checkLists(check: FieldValidator, values: VideoValues, rules: Rules, video: ValidatedVideo): void {
	const { operation } = video;
	if (rules.references && operation === 'generateFromReferences') {
		video.references = checkReferences(check, values.references, rules.references);
	} else check.ignored('references', values.references);
	if (rules.referenceImages && operation === 'edit') {
		video.referenceImages = checkImages(check, values.referenceImages, rules.referenceImages);
	} else check.ignored('referenceImages', values.referenceImages);
}

function checkParameters(
	check: FieldValidator,
	values: VideoValues,
	rules: Rules,
	video: ValidatedVideo,
): void {
	if (rules.resolution) {
		const chosen = check.choice('resolution', values.resolution, rules.resolution);
		video.resolution = chosen ?? rules.resolution.default;
	} else check.ignored('resolution', values.resolution);
	// With a model by expression a function stands there with its fields and their defaults: nobody set those.
	const ofFunction = !rules.functions && isSet(values.editFunction);
	for (const name of choiceNames) {
		const rule = rules[name];
		if (rule) video[name] = check.choice(name, values[name], rule) ?? presetOf(name, rule.default);
		else if (!(ofFunction && inFunctions(name))) check.ignored(name, values[name]);
	}
	for (const name of numberNames) {
		const rule = rules[name];
		if (rule) video[name] = check.number(name, values[name], rule);
		else if (!ofFunction) check.ignored(name, values[name]);
	}

	const flags = {
		audio: rules.sound === 'switch',
		checkImage: rules.checkImage === true,
		checkPortrait: rules.portraitCheck !== undefined,
		promptExtend: rules.promptExtend,
		watermark: rules.watermark,
	};
	for (const [field, has] of Object.entries(flags)) {
		const name = field as keyof typeof flags;
		video[name] = has ? check.flag(name, values[name]) : check.ignored(name, values[name]);
	}
	video.seed = rules.seed ? check.number('seed', values.seed, seedRule) : check.ignored('seed', values.seed);
	video.additionalInput = check.json('additionalInput', values.additionalInput);
	video.additionalParameters = check.json('additionalParameters', values.additionalParameters);
}

function inFunctions(name: (typeof choiceNames)[number]): boolean {
	return ['size', 'controlCondition', 'maskType', 'expandMode'].includes(name);
}

/** What decides the price is known even where it is not sent. */
function presetOf(name: (typeof choiceNames)[number], preset: string | undefined): string | undefined {
	return name === 'size' || name === 'mode' ? preset : undefined;
}

function unknownModel(value: unknown, operation?: Operation): Problem {
	const choices = operation ? modelsFor(operation) : models;
	return {
		field: fieldNames.model,
		message: isSet(value) ? `Model "${formatValue(value)}" is not known` : 'No Model is chosen',
		description: `Choose one from the list: ${choices.map(({ id }) => id).join(', ')}. For a model that is newer than this node, also set Options: Body Dialect.`,
	};
}

export function otherRegion(model: WanModel, region: Region): Problem {
	return {
		field: fieldNames.model,
		message: `Model ${model.id} is not offered in ${regionName(region)}`,
		description: `It is offered in ${joinOr(model.regions.map(regionName))}. Choose a model of your region, or a credential of another region.`,
	};
}

const operationNames: Record<Operation, string> = {
	generateFromImage: 'Generate From Image',
	generateFromText: 'Generate From Text',
	generateFromReferences: 'Generate From References',
	continue: 'Continue',
	edit: 'Edit',
	animate: 'Animate Character',
	generateFromSpeech: 'Generate From Speech',
};

function otherOperation(model: WanModel, operation: Operation | undefined): Problem {
	return {
		field: fieldNames.model,
		message: `Model ${model.id} is not one for ${operation ? operationNames[operation] : 'this'}`,
		description: `Use it with ${joinOr(model.operations.map((one) => `Video: ${operationNames[one]}`))}${operation ? `, or choose one of ${joinOr(modelsFor(operation).map(({ id }) => id))}` : ''}.`,
	};
}
