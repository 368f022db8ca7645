import type { IExecuteFunctions, INodePropertyOptions } from 'n8n-workflow';

import { findOperation, operationFields } from '../../nodes/Wan/operations';
import { resourceFields } from '../../nodes/Wan/operations/resources';

/** What the editor offers, as `[resource, operation]`. */
const offered = resourceFields
	.filter(({ name }) => name === 'operation')
	.flatMap(({ displayOptions, options = [] }) =>
		options.map((option): [string, string] => [
			String(displayOptions?.show?.resource?.[0]),
			String((option as INodePropertyOptions).value),
		]),
	);

function nodeSetTo(resource: string, operation: string): IExecuteFunctions {
	const values: Record<string, string> = { resource, operation };
	return { getNodeParameter: (name: string) => values[name] } as unknown as IExecuteFunctions;
}

it.each(offered)('%s: %s can be run', (resource, operation) => {
	expect(findOperation(nodeSetTo(resource, operation))?.execute).toBeInstanceOf(Function);
});

it('every field belongs to an operation that the editor offers', () => {
	const withFields = operationFields.flatMap(({ displayOptions: { show } = {} }) =>
		(show?.operation ?? []).map((operation) => `${String(show?.resource?.[0])}: ${String(operation)}`),
	);
	expect(withFields.length).toBe(operationFields.length);
	expect(new Set(withFields)).toEqual(new Set(offered.map((pair) => pair.join(': '))));
});
