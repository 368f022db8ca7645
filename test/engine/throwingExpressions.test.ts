import {
	type INodeExecutionData,
	type INodeParameters,
	type INodeProperties,
	type INodePropertyCollection,
	type INodePropertyOptions,
	NodeHelpers,
} from 'n8n-workflow';

import { Wan } from '../../nodes/Wan/Wan.node';
import { binaryItem } from '../harness/engine';
import { filmFixture } from '../harness/films';
import { engine, standIn, useEngine } from '../harness/suite';
import { runWan } from '../harness/wan';

/*
 * An expression that throws, in whichever field of whichever operation. Thrown on by the node, it would send all items
 * through the success output, which is what n8n's engine does with a node that throws in the continue modes.
 */

const THROWS = "={{ $('Nowhere').item.json.x }}";
const { description } = new Wan();
const { properties } = description;

/** Each place of a field in which an expression may stand, as parameters. */
function placesOf(field: INodeProperties): INodeParameters[] {
	const { name, type, options = [] } = field;
	if (field.noDataExpression || type === 'notice') return [];
	switch (type) {
		case 'collection':
			return (options as INodeProperties[]).map((option) => ({ [name]: { [option.name]: THROWS } }));
		case 'fixedCollection':
			return (options as INodePropertyCollection[]).flatMap((group) =>
				group.values.map((value) => ({ [name]: { [group.name]: [{ [value.name]: THROWS }] } })),
			);
		case 'resourceLocator':
			return [{ [name]: { __rl: true, mode: 'id', value: THROWS } }];
		default:
			return [{ [name]: THROWS }];
	}
}

const chosen = properties
	.filter(({ name }) => name === 'operation')
	.flatMap(({ displayOptions, options = [] }) =>
		(options as INodePropertyOptions[]).map(({ value }) => ({
			resource: String(displayOptions?.show?.resource?.[0]),
			operation: String(value),
		})),
	);
// Tools of an agent have a list of their own.
const operations = [...new Map(chosen.map((each) => [JSON.stringify(each), each])).values()];

useEngine({ taskSeconds: 2, strictRates: false });

let items: INodeExecutionData[];

beforeAll(async () => {
	items = [await binaryItem(filmFixture('wan-1.mp4'), 'clip.mp4', 'video/mp4')];
});

it.each(operations)('is not thrown on by $resource: $operation', async (operation) => {
	const ofOperation = properties.filter(
		(field) =>
			field.displayOptions?.show?.operation?.includes(operation.operation) ||
			NodeHelpers.displayParameter(operation, field, { typeVersion: 1 }, description),
	);
	// A field stands there several times, for models that have it in several forms.
	const places = new Map(ofOperation.flatMap(placesOf).map((place) => [JSON.stringify(place), place]));
	expect(places.size).toBeGreaterThan(0);
	const thrown: unknown[] = [];
	for (const place of places.values()) {
		const parameters = { ...operation, ...place, options: { dryRun: true, ...(place.options as object) } };
		try {
			const { error } = await runWan(engine, standIn, parameters, {
				items,
				node: { onError: 'continueErrorOutput' },
			});
			if (error) thrown.push([place, error.message]);
		} catch (issue) {
			// What n8n itself finds wrong with the parameters never gets as far as the node.
			expect((issue as Error).name).toBe('WorkflowHasIssuesError');
		}
	}
	expect(thrown).toEqual([]);
});
