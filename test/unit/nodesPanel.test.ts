/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { runInNewContext } from 'node:vm';
import { sublimeSearch } from '@n8n/utils/search/sublime-search';
import type { INodePropertyOptions, INodeTypeDescription } from 'n8n-workflow';

import { ModelStudioApi } from '../../credentials/ModelStudioApi.credentials';
import { Wan } from '../../nodes/Wan/Wan.node';
import { WanEventTrigger } from '../../nodes/WanEventTrigger/WanEventTrigger.node';
import { WanTrigger } from '../../nodes/WanTrigger/WanTrigger.node';
import { credentialWords, nodeWords } from '../harness/searchWords';

interface Codex {
	categories: string[];
	subcategories?: { AI?: string[] };
	alias: string[];
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

describe("n8n's search, with the editor's own scoring", () => {
	/** The panel shows a trigger that has actions without the word, and one that has a node of its name as that node. */
	const panel = codexFiles.map((file) => {
		const codex = JSON.parse(readFileSync(path.join(nodesFolder, file), 'utf8')) as Codex;
		const Node = { Wan, WanTrigger, WanEventTrigger }[path.basename(file, '.node.json')] ?? Wan;
		const { displayName } = new Node().description;
		return { key: Node.name, properties: { displayName: displayName.replace(' Trigger', ''), codex } };
	});
	const found = (word: string) => sublimeSearch(word, panel).map(({ item }) => item.key);

	test.each(nodeWords)('%s finds Wan, and no other node of ours before it', (word) => {
		expect(['Wan', 'WanTrigger']).toContain(found(word)[0]);
		expect(found(word).indexOf('WanEventTrigger')).not.toBe(0);
		// An abbreviation scattered over a long name scores low; a name that begins with the word scores 100 and more.
		expect(sublimeSearch(word, panel)[0]?.score).toBeGreaterThan(100);
	});

	test.each(['eventbridge', 'wan event'])('%s finds Wan Event Trigger first', (word) => {
		expect(found(word)[0]).toBe('WanEventTrigger');
	});

	test.each(credentialWords)('%s finds the credential, by the name alone', (word) => {
		expect(new ModelStudioApi().displayName.toLowerCase()).toContain(word);
	});
});

test('what the triggers begin with reads as what one wants', () => {
	const events = new WanTrigger().description.properties.find(({ name }) => name === 'events');
	const actions = (events?.options as INodePropertyOptions[]).map(({ action }) => action);
	expect(actions).toEqual(['On video canceled', 'On video failed', 'On video ready']);
});

test('the three nodes have icons of their own', () => {
	const icons = [Wan, WanTrigger, WanEventTrigger].map((Node) => {
		const { icon } = new Node().description;
		const file = (icon as { light: string }).light.replace('file:', '');
		return readFileSync(path.join(nodesFolder, Node.name, file), 'utf8');
	});
	expect(new Set(icons).size).toBe(3);
});
