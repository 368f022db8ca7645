/* eslint-disable @n8n/community-nodes/no-restricted-imports */
import { runInNewContext } from 'node:vm';
import type { INodePropertyOptions, INodeTypeDescription } from 'n8n-workflow';

import wanCodex from '../../nodes/Wan/Wan.node.json';
import { Wan } from '../../nodes/Wan/Wan.node';
import wanTriggerCodex from '../../nodes/WanTrigger/WanTrigger.node.json';
import { WanTrigger } from '../../nodes/WanTrigger/WanTrigger.node';

/** A subtitle as the editor fills it in; it uses nothing but `$parameter` and JavaScript. */
function subtitleOf({ subtitle = '' }: INodeTypeDescription, $parameter: object): unknown {
	return runInNewContext(subtitle.replace(/^=\{\{(.+)\}\}$/, '$1'), { $parameter });
}

/*
 * n8n's search leaves out every node of the category AI whose subcategories of AI lack "Root Nodes" (filterOutAiNodes),
 * and lists no actions of one that has "Tools" without it. Seen in the editor of n8n 2.41: no word found the node.
 */
test.each([
	['Wan', wanCodex],
	['Wan Trigger', wanTriggerCodex],
])('%s is found in the nodes panel', (_name, { categories, subcategories }) => {
	expect(categories).toContain('AI');
	expect(subcategories.AI).toContain('Root Nodes');
});

const operations = new Wan().description.properties
	.filter(({ name }) => name === 'operation')
	.flatMap(({ options, displayOptions }) =>
		(options as INodePropertyOptions[]).map(({ value, action }) => ({
			resource: String(displayOptions?.show?.resource?.[0]),
			operation: String(value),
			action,
		})),
	);

test.each(operations)(
	'on the canvas $resource: $operation is "$action"',
	({ resource, operation, action }) => {
		expect(action).toMatch(/^[A-Z][a-z ]+$/);
		expect(subtitleOf(new Wan().description, { resource, operation })).toBe(action);
	},
);

test('no field adds actions of its own: n8n takes the options of the first one called "mode" for actions', () => {
	const mode = new Wan().description.properties.find(({ name }) => name === 'mode');
	expect(mode).toBeDefined();
	expect(mode?.options).toBeUndefined();
});

test('no two resources have an operation of one name, which would have one subtitle', () => {
	const names = operations.map(({ operation }) => operation);
	expect(new Set(names).size).toBe(names.length);
});

test('on the canvas the trigger says what it waits for', () => {
	const { description } = new WanTrigger();
	expect(subtitleOf(description, { events: ['SUCCEEDED'] })).toBe('Task succeeded');
	expect(subtitleOf(description, { events: ['CANCELED', 'FAILED'] })).toBe('Task canceled, failed');
});
