import { type Dialect, type EditFunction, findModel, formOf, type Making, mediaFor, type MediaName, mediaNames, mediaRule, models, modelsThatMake, type Region, regionName, type Rules, rulesOf, type WanModel } from '../catalogue';
import { dialectNames, openModel } from '../catalogue/customModel';
import { checkCombinations } from './combinations';
import { Checker } from './fieldValidator';
import { checkImages, checkReferences } from './lists';
import type { Medium } from './validateMedia';
import type { CheckedVideo } from './validatedVideo';
import { fieldNames, isSet, orList, type Problem, shown, type VideoValues } from './values';

export type { CheckedVideo } from './validatedVideo';
export type { Problem } from './values';

export interface Check {
	/** Only if there is no problem. */
	video?: CheckedVideo;
	problems: Problem[];
	/** What the service would do in silence: cut a prompt, ignore a field. */
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
export function checkVideo(values: VideoValues, region: Region): Check {
	const model = modelOf(values, region);
	if ('what' in model) return { problems: [model], hints: [] };
	if (!model.regions.includes(region)) return { problems: [otherRegion(model, region)], hints: [] };
	const making = values.making ?? model.makes[0];
	if (!making || !model.makes.includes(making)) return { problems: [otherMaking(model, making)], hints: [] };

	const check = new Checker(model, region);
	const editFunction = chooseFunction(check, values, model);
	if (model.functions && !editFunction) return { problems: check.problems, hints: check.hints };
	const rules = rulesOf(model, editFunction);
	const video: CheckedVideo = { model, region, making, ...(editFunction && { editFunction }) };
	checkInputs(check, values, rules, video);
	checkParameters(check, values, rules, video);
	checkCombinations(check, values, rules, video);
	for (const [name, value] of Object.entries(video)) {
		if (value === undefined) delete video[name as keyof CheckedVideo];
	}
	return { ...(check.problems.length === 0 && { video }), problems: check.problems, hints: check.hints };
}

function modelOf({ model: value, dialect, making }: VideoValues, region: Region): WanModel | Problem {
	const model = typeof value === 'string' ? findModel(value) : undefined;
	if (model) return model;
	if (isSet(dialect) && typeof value === 'string' && value.trim()) {
		const known = Object.keys(dialectNames).find((name) => name === dialect) as Dialect | undefined;
		if (known) return openModel(value.trim(), known, making ?? 'generateFromImage', region);
		return {
			field: fieldNames.dialect,
			what: `${fieldNames.dialect} is ${shown(dialect)}`,
			advice: `Choose one of ${orList(Object.keys(dialectNames))}.`,
		};
	}
	return unknownModel(value, making);
}

/** Every model with functions needs one; for others a function that is set means nothing. */
function chooseFunction(check: Checker, values: VideoValues, model: WanModel): EditFunction | undefined {
	if (!model.functions || (model.open && !isSet(values.editFunction))) {
		return model.functions && 'image_reference';
	}
	const options = Object.keys(model.functions) as EditFunction[];
	return check.choice('editFunction', values.editFunction, { options, required: true });
}

function checkInputs(check: Checker, values: VideoValues, rules: Rules, video: CheckedVideo): void {
	const { making } = video;
	if (rules.templates) {
		const { options, regions } = rules.templates;
		const onlyIn = Object.fromEntries(options.map((option) => [option, regions]));
		video.template = check.choice('template', values.template, { options, onlyIn });
	} else check.ignored('template', values.template);

	checkLists(check, values, rules, video);
	for (const name of mediaNames.filter((one) => one !== 'audioUrl')) {
		checkMediaInput(check, name, values, rules, video);
	}
	const hasVideo = video.references?.some(({ kind }) => kind === 'video') ?? false;
	video.duration = check.duration(values.duration, rules.duration, hasVideo);
	// A sound track is fitted to the video, so it comes after the duration.
	checkMediaInput(check, 'audioUrl', values, rules, video);
	const noFrame = !isSet(values.firstFrame) && !isSet(values.lastFrame);
	if (making === 'generateFromImage' && rules.framesOrReferences && rules.firstFrame && noFrame) {
		check.medium('firstFrame', undefined, { form: 'image', rule: rules.firstFrame }, { required: true });
	}

	const { prompt, negativePrompt } = rules;
	const alone = rules.promptOrMedia && making === 'generateFromText';
	if (prompt) {
		const needed = prompt.required || alone || false;
		video.prompt = check.text('prompt', values.prompt, { ...prompt, required: needed });
	} else check.ignored('prompt', values.prompt);
	if (negativePrompt)
		video.negativePrompt = check.text('negativePrompt', values.negativePrompt, negativePrompt);
	else check.ignored('negativePrompt', values.negativePrompt);
}

function checkMediaInput(
	check: Checker,
	name: MediaName,
	values: VideoValues,
	rules: Rules,
	video: CheckedVideo,
): void {
	const { making, template, duration = 0 } = video;
	// Whether media go together is told by the combinations, so none is left aside before.
	const rule = rules.combinations?.flat().includes(name) ? rules[name] : mediaRule(rules, making, name);
	if (!rule) {
		check.ignored(name, values[name]);
		return;
	}
	const noneNeeded = name === 'lastFrame' && template !== undefined;
	const required = rule.required && mediaFor[making].includes(name) && !noneNeeded;
	const seconds = name === 'audioUrl' && duration > 0 ? { seconds: duration } : {};
	const medium = { form: formOf[name], rule, ...seconds } as Medium;
	video[name] = check.medium(name, values[name], medium, { required });
}

function checkLists(check: Checker, values: VideoValues, rules: Rules, video: CheckedVideo): void {
	const { making } = video;
	if (rules.references && making === 'generateFromReferences') {
		video.references = checkReferences(check, values.references, rules.references);
	} else check.ignored('references', values.references);
	if (rules.referenceImages && making === 'edit') {
		video.referenceImages = checkImages(check, values.referenceImages, rules.referenceImages);
	} else check.ignored('referenceImages', values.referenceImages);
}

function checkParameters(check: Checker, values: VideoValues, rules: Rules, video: CheckedVideo): void {
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

export const makingNames: Record<Making, string> = {
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
