import type { INodeListSearchItems, INodeProperties } from 'n8n-workflow';

import {
	currencyOf,
	type Operation,
	mediaFor,
	mediaRule,
	models,
	type Region,
	type WanModel,
} from '../../core/catalogue';
import { modelName, shortRegionName } from '../../core/catalogue/labels';

export function modelField(choices: readonly WanModel[], defaultId: string): INodeProperties {
	const preset = choices.find(({ id }) => id === defaultId);
	return {
		displayName: 'Model',
		name: 'model',
		type: 'resourceLocator',
		required: true,
		default: { mode: 'list', value: defaultId, cachedResultName: preset ? modelName(preset) : defaultId },
		description:
			'The fields below depend on it. <a href="https://github.com/n8n-nodes-wan/n8n-nodes-wan#models" target="_blank">Compare models</a>.',
		modes: [
			{
				displayName: 'From List',
				name: 'list',
				type: 'list',
				typeOptions: { searchListMethod: 'searchModels', searchable: true },
			},
			{ displayName: 'By ID', name: 'id', type: 'string', placeholder: `e.g. ${defaultId}` },
		],
	};
}

/**
 * The catalogue's models for the operation, newest first, each with what the choice is about. Those that the region does
 * not document come last and say so, directly behind the name: the editor cuts off what is longer than about 60 characters.
 */
export function cataloguedModels(
	operation: Operation | undefined,
	region: Region | undefined,
): INodeListSearchItems[] {
	// File: Upload is for all of them.
	const making = operation !== undefined && operation in mediaFor ? operation : undefined;
	const choices = models.filter(({ operations }) => !making || operations.includes(making));
	const isElsewhere = ({ regions }: WanModel) => region !== undefined && !regions.includes(region);
	const elsewhere = region && `not documented for ${shortRegionName(region)}`;
	return [...choices]
		.sort((a, b) => Number(isElsewhere(a)) - Number(isElsewhere(b)))
		.map((model) => ({
			name: [modelName(model), isElsewhere(model) && elsewhere, ...traitsOf(model, choices, making)]
				.filter(Boolean)
				.join(' – '),
			value: model.id,
			description: model.summary,
		}));
}

/** What sets a model apart from the others of its operation, in a few words, since the list is narrow. */
function traitsOf(
	model: WanModel,
	choices: readonly WanModel[],
	operation?: Operation,
): Array<string | false | undefined> {
	const { recommended, snapshotOf, duration, sound } = model;
	if (snapshotOf) return [];
	const lowest = Math.min(...choices.map(lowestPrice));
	const others = choices.filter((one) => one !== model && one.snapshotOf !== model.id);
	return [
		recommended && 'recommended',
		model === models[0] && 'newest',
		others.length > 0 && lowestPrice(model) === lowest && 'cheapest',
		duration.kind === 'range' && duration.max > 15 && `up to ${duration.max} s`,
		sound === 'never' && 'silent',
		sound === 'switch' && 'sound on or off',
		operation !== undefined && mediaRule(model, operation, 'audioUrl') !== undefined && 'takes your sound',
	];
}

/** The least that a second costs, in yuan, in which every model has a price. */
function lowestPrice({ price }: WanModel): number {
	const inYuan = price.filter(({ regions }) => regions.map(currencyOf).includes('CNY'));
	return Math.min(...inYuan.flatMap(({ perSecond }) => Object.values(perSecond)));
}
