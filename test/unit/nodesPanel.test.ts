/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { runInNewContext } from 'node:vm';
import type { INodePropertyOptions, INodeTypeDescription } from 'n8n-workflow';

import { Wan } from '../../nodes/Wan/Wan.node';
import { WanEventTrigger } from '../../nodes/WanEventTrigger/WanEventTrigger.node';
import { WanTrigger } from '../../nodes/WanTrigger/WanTrigger.node';

interface Codex {
	categories: string[];
	subcategories?: { AI?: string[] };
}

const nodesFolder = path.resolve(__dirname, '../../nodes');
const codexFiles = readdirSync(nodesFolder, { recursive: true, encoding: 'utf8' }).filter((name) =>
	name.endsWith('.node.json'),
);

/** A subtitle as the editor fills it in; it uses nothing but `$parameter` and JavaScript. */
function subtitleOf({ subtitle = '' }: INodeTypeDescription, $parameter: object): unknown {
	return runInNewContext(subtitle.replace(/^=\{\{(.+)\}\}$/, '$1'), { $parameter });
}

/*
 * n8n's search leaves out every node of the category AI whose subcategories of AI lack "Root Nodes" (filterOutAiNodes),
 * and lists no actions of one that has "Tools" without it. Seen in the editor of n8n 2.41: no word found the node.
 */
test.each(codexFiles)('%s is found in the nodes panel', (file) => {
	const codex = JSON.parse(readFileSync(path.join(nodesFolder, file), 'utf8')) as Codex;
	expect(codex.categories).toContain('AI');
	expect(codex.subcategories?.AI).toContain('Root Nodes');
});

const operations = new Wan().description.properties
	// The list for an agent's tool has the same operations and begins with another one.
	.filter(({ name, displayOptions }) => name === 'operation' && !displayOptions?.show?.['@tool'])
	.flatMap(({ options, displayOptions }) =>
		(options as INodePropertyOptions[]).map(({ value, action }) => ({
			resource: String(displayOptions?.show?.resource?.[0]),
			operation: String(value),
			action,
		})),
	);

test.each(operations)(
	'on the canvas $resource: $operation is said in words',
	({ resource, operation, action }) => {
		expect(action).toMatch(/^[A-Z][a-z ]+$/);
		const subtitle = String(subtitleOf(new Wan().description, { resource, operation }));
		expect([action, action?.replace('Generate video', 'Video')]).toContain(subtitle);
		expect(subtitle.length).toBeLessThanOrEqual(24);
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

test.each([WanTrigger, WanEventTrigger])('on the canvas a trigger says what it waits for (%p)', (Trigger) => {
	const { description } = new Trigger();
	expect(subtitleOf(description, { events: ['SUCCEEDED'] })).toBe('Task succeeded');
	expect(subtitleOf(description, { events: ['CANCELED', 'FAILED'] })).toBe('Task canceled, failed');
});
