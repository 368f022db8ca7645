import type { INodeProperties } from 'n8n-workflow';

import { defaultOf, parameterNames, parameterOf, parameterRule, type WanModel } from '../../core/catalogue';
import { dialectNames } from '../../core/catalogue/customModel';
import { parameterField } from './parameterField';
import { exceptFor, unlessLacking } from './visibility';

/** Options that models of this operation have, in the vocabulary of the API; each shows for those that have it. */
export function modelOptions(models: readonly WanModel[]): INodeProperties[] {
	const ofModels = parameterNames
		.filter((name) => parameterOf(name).from === 'options')
		.flatMap((name): INodeProperties[] => {
			const has = (model: WanModel) => parameterRule(model, name);
			const rule = models.map(has).find(Boolean);
			if (!rule) return [];
			const field = parameterField(name, rule);
			// Which models do the opposite of the others while the option is not added.
			const others = models.filter((model) => has(model) && defaultOf(model, name) === true);
			if (parameterOf(name).default === false && others.length > 0) {
				const ids = others.map(({ id }) => id).join(', ');
				field.description += `. On unless you turn it off with ${ids}.`;
			}
			return [
				{ ...field, displayOptions: unlessLacking(models, (model) => has(model) !== undefined, '/model') },
			];
		});
	return [...ofModels, bodyDialect(models)];
}

/** What makes tomorrow's model work today. */
function bodyDialect(models: readonly WanModel[]): INodeProperties {
	return {
		displayName: 'Body Dialect',
		name: 'bodyDialect',
		type: 'options',
		options: Object.entries(dialectNames).map(([value, name]) => ({ name, value })),
		default: 'media',
		description:
			'How to write the request for a model that this node does not know. What you set is sent unchecked.',
		displayOptions: exceptFor(models, '/model'),
	};
}
