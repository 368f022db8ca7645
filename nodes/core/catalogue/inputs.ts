import type { MediaName } from './mediaInputs';
import type { ParameterKinds, ParameterRule } from './parameterRules';
import { type DerivedParameter, type ParameterName, type ParameterRules, parameterOf } from './parameters';
import type { Operation, ModelRules, WanModel } from './types';

/** The files that each kind of making may start from, in the order in which a user meets them. */
export const mediaFor: Record<Operation, readonly MediaName[]> = {
	generateFromImage: ['firstFrame', 'lastFrame', 'audioUrl'],
	generateFromText: ['audioUrl'],
	generateFromReferences: ['firstFrame'],
	continue: ['firstClip', 'lastFrame'],
	edit: ['video', 'maskImage', 'maskVideo', 'firstFrame', 'lastFrame', 'firstClip', 'lastClip'],
	animate: ['characterImage', 'motionVideo'],
	generateFromSpeech: ['portrait', 'speech'],
};

/** A model's rules, with those of the function that was chosen, for a model that has functions. */
export function rulesOf(model: WanModel, editFunction?: string): ModelRules {
	const [, own] = Object.entries(model.functions ?? {}).find(([name]) => name === editFunction) ?? [];
	return { ...model, ...own };
}

/** The rule for a file that this making takes from this model, if it takes one. */
export function mediaRule(rules: ModelRules, operation: Operation, name: MediaName): ModelRules[MediaName] {
	if (!mediaFor[operation].includes(name)) return undefined;
	if (operation === 'generateFromReferences' && rules.framesOrReferences) return undefined;
	return rules[name];
}

type DeriveRule = (model: Partial<ModelRules>) => ParameterRule['rule'] | undefined;

const derivedRules: Partial<Record<ParameterName, DeriveRule>> & Record<DerivedParameter, DeriveRule> = {
	editFunction: ({ functions, custom }) =>
		custom ? { options: [] } : functions && { options: Object.keys(functions), required: true },
	template: ({ templates }) =>
		templates && {
			options: templates.options,
			onlyIn: Object.fromEntries(templates.options.map((option) => [option, templates.regions])),
			// The pages of the other regions leave the field out.
			elsewhereOpen: true,
		},
	audio: ({ sound }) => sound === 'switch',
	checkPortrait: ({ portraitCheck }) => portraitCheck !== undefined,
	refuseEmptyPrompt: ({ prompt }) => prompt !== undefined,
	additionalInput: () => true,
	additionalParameters: () => true,
};

/** The rule that these rules have for a parameter, with its kind; nothing where the model does not have it. */
export function parameterRule(rules: Partial<ModelRules>, name: ParameterName): ParameterRule | undefined {
	const derived = derivedRules[name];
	const rule = derived ? derived(rules) : rules[name as keyof ParameterRules];
	const { kind } = parameterOf(name);
	return rule === undefined || rule === false ? undefined : ({ kind, rule } as ParameterRule);
}

/** What holds where nothing is set: at the service, or for the node where the service leaves it open. */
export function defaultOf(
	rules: ModelRules,
	name: ParameterName,
): ParameterKinds[keyof ParameterKinds]['value'] | undefined {
	const found = parameterRule(rules, name);
	return found && typeof found.rule === 'object' && 'default' in found.rule
		? found.rule.default
		: parameterOf(name).default;
}

/** Whether there is anything to choose; where there is only one value, there is no field, and none is sent. */
export function isOffered(found: ParameterRule | undefined): found is ParameterRule {
	if (found?.kind === 'choice') return found.rule.options.length > 1;
	if (found?.kind === 'duration') return found.rule.kind === 'range' || found.rule.kind === 'list';
	return found !== undefined;
}
