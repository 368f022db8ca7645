import { isBlank, trimBlanks } from '../base/coerce';
import { omitUndefined } from '../base/omitUndefined';
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
	type ModelRules,
	rulesOf,
	type WanModel,
} from '../catalogue';
import { dialectNames, customModel } from '../catalogue/customModel';
import { checkCombinations } from './combinations';
import { FieldValidator } from './fieldValidator';
import { readOption } from './readOption';
import { regionHint } from './regionHint';
import { checkImages, checkReferences } from './validateLists';
import type { MediaRule } from './validateMedia';
import type { MediaInput, ValidatedVideo } from './validatedVideo';
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

/** Checked before the others, since the rules for functions, files and prompts hang on them. */
const checkedFirst: readonly ParameterName[] = ['editFunction', 'template', 'refuseEmptyPrompt', 'duration'];

/**
 * Checks an item's values against the model's rules in this region. Pure; a problem for every wrong field.
 * @param now milliseconds since the epoch, for links that end
 */
export function validateVideo(values: VideoValues, region: Region, now = Date.now()): Validation {
	const model = modelOf(values, region);
	if ('message' in model) return { problems: [model], hints: [] };
	const { operation = model.operations[0] } = values;
	if (!model.operations.includes(operation))
		return { problems: [otherOperation(model, operation)], hints: [] };

	const check = new FieldValidator(model, region, now, values.expressions);
	const { problems, hints } = check;
	hints.push(...regionHint(model.id, model.regions, region));
	const video: ValidatedVideo = { model, region, operation };
	const checkParameters = (names: readonly ParameterName[], rules: ModelRules) => {
		for (const name of names) Object.assign(video, { [name]: checkParameter(check, name, values, rules) });
	};
	checkParameters(['editFunction'], model);
	if (model.functions && !video.editFunction) return { problems, hints };
	const ofFunction = rulesOf(model, video.editFunction);
	checkParameters(['template', 'refuseEmptyPrompt'], ofFunction);
	const rules = withPrompt(ofFunction, video);
	checkLists(check, values, rules, video);
	const hasVideo = video.references?.some(({ kind }) => kind === 'video') ?? false;
	video.duration = check.duration(values.duration, rules.duration, hasVideo);
	// A sound track is fitted to the video, so files come after the duration.
	for (const name of mediaNames) video[name] = checkMedia(check, name, values, rules, video);
	checkParameters(
		parameterNames.filter((name) => !checkedFirst.includes(name)),
		rules,
	);
	checkCombinations(check, values, rules, video);
	return { ...(problems.length === 0 && { video: omitUndefined(video) }), problems, hints };
}

function modelOf({ model: value, dialect, operation }: VideoValues, region: Region): WanModel | Problem {
	const id = typeof value === 'string' ? trimBlanks(value) : '';
	const model = findModel(id);
	if (model) return model;
	if (!isBlank(dialect) && id) {
		const known = readOption(dialect, Object.keys(dialectNames) as BodyDialect[]);
		if (known) return customModel(id, known, operation ?? 'generateFromImage', region);
		return {
			field: fieldNames.dialect,
			message: `${fieldNames.dialect} is ${formatValue(dialect)}`,
			description: `Choose one of ${joinOr(Object.keys(dialectNames))}.`,
		};
	}
	return unknownModel(value, operation);
}

function checkMedia(
	check: FieldValidator,
	name: MediaName,
	values: VideoValues,
	rules: ModelRules,
	{ operation, duration = 0 }: ValidatedVideo,
): MediaInput | undefined {
	// Whether media go together is decided by the combinations, so none is left aside before.
	const rule = rules.combinations?.flat().includes(name) ? rules[name] : mediaRule(rules, operation, name);
	if (!rule) return check.ignored(name, values[name]);
	const isOneOfFrames = rules.framesOrReferences && name === 'firstFrame' && isBlank(values.lastFrame);
	const required = (rule.required || isOneOfFrames) && mediaFor[operation].includes(name);
	const media = {
		mediaKind: mediaInputs[name].kind,
		rule,
		...(name === 'audioUrl' && duration > 0 && { seconds: duration }),
	} as MediaRule;
	return check.media(name, values[name], media, { required });
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

/** The prompt is needed where neither a file nor a reference can stand in for it, and where the user says so. */
function withPrompt(
	rules: ModelRules,
	{ operation, refuseEmptyPrompt, template }: ValidatedVideo,
): ModelRules {
	if (!rules.prompt || rules.prompt.required) return rules;
	if (rules.promptOrMedia && operation === 'generateFromText') {
		return { ...rules, prompt: { ...rules.prompt, required: true } };
	}
	if (!refuseEmptyPrompt || template) return rules;
	const why = `${fieldNames.refuseEmptyPrompt} is on in Options.`;
	return { ...rules, prompt: { ...rules.prompt, required: true, why } };
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

function isOfFunctions(name: ParameterName): boolean {
	const rules = models.flatMap(({ functions }) => Object.values(functions ?? {}));
	return name === 'editFunction' || rules.some((rule) => name in rule);
}

function unknownModel(value: unknown, operation?: Operation): Problem {
	const choices = operation ? modelsFor(operation) : models;
	return {
		field: fieldNames.model,
		message: isBlank(value) ? 'No Model is chosen' : `Model "${formatValue(value)}" is not known`,
		description: `Choose one of ${joinOr(choices.map(({ id }) => id))}. For a newer model, also set Options: ${fieldNames.dialect}.`,
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

function otherOperation(model: WanModel, operation: Operation): Problem {
	const others = joinOr(model.operations.map((one) => `Video: ${operationNames[one]}`));
	return {
		field: fieldNames.model,
		message: `Model ${model.id} cannot be used for ${operationNames[operation]}`,
		description: `Use it with ${others}, or choose one of ${joinOr(modelsFor(operation).map(({ id }) => id))}.`,
	};
}
