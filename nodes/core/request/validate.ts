import { isBlank, trimBlanks } from '../base/coerce';
import {
	type BodyDialect,
	defaultOf,
	findModel,
	mediaFor,
	mediaInputs,
	type MediaName,
	mediaNames,
	mediaRule,
	models,
	modelsFor,
	type Operation,
	type ParameterName,
	parameterNames,
	parameterOf,
	parameterRule,
	type Region,
	regionName,
	type ModelRules,
	rulesOf,
	type WanModel,
} from '../catalogue';
import { dialectNames, customModel } from '../catalogue/customModel';
import { checkCombinations } from './combinations';
import { FieldValidator } from './fieldValidator';
import { readOption } from './readOption';
import { checkImages, checkReferences } from './validateLists';
import type { MediaRule } from './validateMedia';
import type { ValidatedVideo } from './validatedVideo';
import { fieldNames, joinOr, type Problem, formatValue, type VideoValues } from './values';

export type { ValidatedVideo } from './validatedVideo';
export type { Problem } from './values';

interface Validation {
	/** Only if there is no problem. */
	video?: ValidatedVideo;
	problems: Problem[];
	/** What the service would do in silence: cut a prompt, ignore a field. */
	hints: string[];
}

/** Checked before the others, since the rules for functions, files and sound tracks hang on them. */
const checkedFirst: readonly ParameterName[] = ['editFunction', 'template', 'duration'];

/**
 * Checks an item's values against the model's rules in this region. Pure; a problem for every wrong field.
 * @param now milliseconds since the epoch, for links that end
 */
export function validateVideo(values: VideoValues, region: Region, now = Date.now()): Validation {
	const model = modelOf(values, region);
	if ('message' in model) return { problems: [model], hints: [] };
	const operation = values.operation ?? model.operations[0];
	if (!operation || !model.operations.includes(operation))
		return { problems: [otherOperation(model, operation)], hints: [] };

	const check = new FieldValidator(model, region, now, values.expressions);
	if (!model.regions.includes(region)) check.hints.push(otherRegionHint(model, region));
	const offered = parameterRule(model, 'editFunction');
	const { options } = parameterOf('editFunction');
	const editFunction =
		offered?.kind === 'choice'
			? check.choice('editFunction', values.editFunction, offered.rule, options)
			: undefined;
	if (model.functions && !editFunction) return { problems: check.problems, hints: check.hints };
	const rules = withPrompt(rulesOf(model, editFunction), operation);
	const video: ValidatedVideo = { model, region, operation, editFunction };
	checkInputs(check, values, rules, video);
	checkParameters(check, values, rules, video);
	refuseEmptyPrompt(check, values, rules, video);
	checkCombinations(check, values, rules, video);
	for (const [name, value] of Object.entries(video)) {
		if (value === undefined) delete video[name as keyof ValidatedVideo];
	}
	return { ...(check.problems.length === 0 && { video }), problems: check.problems, hints: check.hints };
}

function modelOf({ model: value, dialect, operation }: VideoValues, region: Region): WanModel | Problem {
	const id = typeof value === 'string' ? trimBlanks(value) : '';
	const model = findModel(id);
	if (model) return model;
	if (!isBlank(dialect) && id) {
		const known = readOption(dialect, Object.keys(dialectNames) as BodyDialect[]);
		if (known.kind === 'value') return customModel(id, known.value, operation ?? 'generateFromImage', region);
		return {
			field: fieldNames.dialect,
			message: `${fieldNames.dialect} is ${formatValue(dialect)}`,
			description: `Choose one of ${joinOr(Object.keys(dialectNames))}.`,
		};
	}
	return unknownModel(value, operation);
}

function checkInputs(
	check: FieldValidator,
	values: VideoValues,
	rules: ModelRules,
	video: ValidatedVideo,
): void {
	const { operation } = video;
	Object.assign(video, { template: checkParameter(check, 'template', values, rules) });
	checkLists(check, values, rules, video);
	for (const name of mediaNames.filter((one) => one !== 'audioUrl')) {
		validateMediaInput(check, name, values, rules, video);
	}
	const hasVideo = video.references?.some(({ kind }) => kind === 'video') ?? false;
	video.duration = check.duration(values.duration, rules.duration, hasVideo);
	// A sound track is fitted to the video, so it comes after the duration.
	validateMediaInput(check, 'audioUrl', values, rules, video);
	const noFrame = isBlank(values.firstFrame) && isBlank(values.lastFrame);
	if (operation === 'generateFromImage' && rules.framesOrReferences && rules.firstFrame && noFrame) {
		check.media('firstFrame', undefined, { mediaKind: 'image', rule: rules.firstFrame }, { required: true });
	}
}

function validateMediaInput(
	check: FieldValidator,
	name: MediaName,
	values: VideoValues,
	rules: ModelRules,
	video: ValidatedVideo,
): void {
	const { operation, duration = 0 } = video;
	// Whether media go together is decided by the combinations, so none is left aside before.
	const rule = rules.combinations?.flat().includes(name) ? rules[name] : mediaRule(rules, operation, name);
	if (!rule) {
		check.ignored(name, values[name]);
		return;
	}
	const required = rule.required && mediaFor[operation].includes(name);
	const seconds = name === 'audioUrl' && duration > 0 ? { seconds: duration } : {};
	const media = { mediaKind: mediaInputs[name].kind, rule, ...seconds } as MediaRule;
	video[name] = check.media(name, values[name], media, { required });
}

function checkLists(
	check: FieldValidator,
	values: VideoValues,
	rules: ModelRules,
	video: ValidatedVideo,
): void {
	const { operation } = video;
	if (rules.references && operation === 'generateFromReferences') {
		video.references = checkReferences(check, values.references, rules.references);
	} else check.ignored('references', values.references);
	if (rules.referenceImages && operation === 'edit') {
		video.referenceImages = checkImages(check, values.referenceImages, rules.referenceImages);
	} else check.ignored('referenceImages', values.referenceImages);
}

/** Where neither a file nor a reference can stand in for it, the prompt is needed. */
function withPrompt(rules: ModelRules, operation: Operation): ModelRules {
	if (!rules.prompt || !rules.promptOrMedia || operation !== 'generateFromText') return rules;
	return { ...rules, prompt: { ...rules.prompt, required: true } };
}

function checkParameters(
	check: FieldValidator,
	values: VideoValues,
	rules: ModelRules,
	video: ValidatedVideo,
): void {
	for (const name of parameterNames.filter((one) => !checkedFirst.includes(one))) {
		Object.assign(video, { [name]: checkParameter(check, name, values, rules) });
	}
}

/** The value in the type of the table's row, or nothing. */
function checkParameter(
	check: FieldValidator,
	name: ParameterName,
	values: VideoValues,
	rules: ModelRules,
): unknown {
	const rule = parameterRule(rules, name);
	if (!rule) {
		// With a model by expression a function stands there with its fields and their defaults: nobody set those.
		const ofFunction = !isBlank(values.editFunction) && !rules.functions && isOfFunctions(name);
		return ofFunction ? undefined : check.ignored(name, values[name]);
	}
	const found = check.parameter(name, values[name], rule);
	// What decides the price is known even where it is not sent.
	return found ?? (parameterOf(name).body?.when === 'always' ? defaultOf(rules, name) : undefined);
}

/** Where the user asks for it, also if the model could do without; unless the prompt has a problem already. */
function refuseEmptyPrompt(
	check: FieldValidator,
	values: VideoValues,
	{ prompt }: ModelRules,
	video: ValidatedVideo,
): void {
	if (!video.refuseEmptyPrompt || prompt?.required || video.template) return;
	if (!check.isNoText('prompt', values.prompt)) return;
	check.refuse(
		'prompt',
		isBlank(values.prompt) ? 'is empty' : `is ${formatValue(values.prompt)}`,
		`${fieldNames.refuseEmptyPrompt} is on in Options.`,
	);
}

function isOfFunctions(name: ParameterName): boolean {
	return models.some(({ functions }) => functions && Object.values(functions).some((rule) => name in rule));
}

function unknownModel(value: unknown, operation?: Operation): Problem {
	const choices = operation ? modelsFor(operation) : models;
	return {
		field: fieldNames.model,
		message: isBlank(value) ? 'No Model is chosen' : `Model "${formatValue(value)}" is not known`,
		description: `Choose one from the list: ${choices.map(({ id }) => id).join(', ')}. For a model that is newer than this node, also set Options: Body Dialect.`,
	};
}

/** The published tables of regions disagree and are not complete, and a refusal of the service costs nothing. */
export function otherRegionHint(model: WanModel, region: Region): string {
	const elsewhere = joinOr(model.regions.map(regionName));
	return `${model.id} is not documented for ${regionName(region)}, so the service decides; a refusal costs nothing. It is documented for ${elsewhere}.`;
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
		message: `Model ${model.id} cannot be used for ${operation ? operationNames[operation] : 'this'}`,
		description: `Use it with ${joinOr(model.operations.map((one) => `Video: ${operationNames[one]}`))}${operation ? `, or choose one of ${joinOr(modelsFor(operation).map(({ id }) => id))}` : ''}.`,
	};
}
