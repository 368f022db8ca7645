import type { IDisplayOptions, INodeProperties } from 'n8n-workflow';

import {
	isOffered,
	type ParameterName,
	parameterOf,
	parameterRule,
	type ParameterRule,
	type WanModel,
} from '../../core/catalogue';
import { optionOf } from './parameterField';

const modelDefault = { name: 'Model Default', value: '' };

const onAndOff = [
	{ name: 'On', value: true },
	{ name: 'Off', value: false },
];

/**
 * For a model by expression, and for one that the catalogue does not know: every field that a model of the operation
 * has stands there once, empty, and then the model's own default holds.
 */
export function fieldsForAnyModel(
	models: readonly WanModel[],
	names: readonly ParameterName[],
	displayOptions: IDisplayOptions,
): INodeProperties[] {
	return names.flatMap((name) => {
		const rules = models.map((model) => parameterRule(model, name)).filter(isOffered);
		return rules.length > 0 ? [{ ...emptyField(name, rules), displayOptions }] : [];
	});
}

function emptyField(name: ParameterName, rules: readonly ParameterRule[]): INodeProperties {
	const row = parameterOf(name);
	const { label, kind, description, example, storedAs = name } = row;
	const common = {
		displayName: kind === 'duration' ? `${label} (Seconds)` : label,
		name: storedAs,
		default: '',
	};
	if (example) {
		const sentence = description.replace(/\.?$/, '.');
		return {
			...common,
			type: 'string',
			placeholder: `e.g. ${example}`,
			description: `${sentence} Leave empty for the model's default.`,
		};
	}
	const values = rules.flatMap((found) => (found.kind === 'choice' ? found.rule.options : []));
	const options = kind === 'flag' ? onAndOff : [...new Set(values)].map((value) => optionOf(row, value));
	return { ...common, type: 'options', options: [modelDefault, ...options], description };
}
