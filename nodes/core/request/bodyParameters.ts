import {
	defaultOf,
	isOffered,
	parameterNames,
	parameterOf,
	parameterRule,
	rulesOf,
	type Parameter,
	type ParameterName,
	type ModelRules,
} from '../catalogue';
import type { ValidatedVideo } from './validatedVideo';

/** The parameters of a video that stand in this part of the body, by the rules of the table. */
export function bodyParameters<Medium>(
	video: ValidatedVideo<Medium>,
	part: 'input' | 'parameters',
): Record<string, unknown> {
	const { dialect } = video.model;
	const rules = rulesOf(video.model, video.editFunction);
	const written = parameterNames.flatMap((name): Array<[string, unknown]> => {
		const { body } = parameterOf(name);
		if (!body || (body.inputOf === dialect ? 'input' : (body.in ?? 'parameters')) !== part) return [];
		if (body.only && body.only !== dialect) return [];
		return isToBeSent(body.when, name, video[name], rules) ? [[body.name, video[name]]] : [];
	});
	return Object.fromEntries(written);
}

function isToBeSent(
	when: NonNullable<Parameter['body']>['when'],
	name: ParameterName,
	value: unknown,
	rules: ModelRules,
): boolean {
	if (value === undefined) return false;
	switch (when) {
		case 'always':
			return rules.custom === true || isOffered(parameterRule(rules, name));
		case 'set':
			return true;
		case undefined:
			return value !== defaultOf(rules, name);
	}
}
