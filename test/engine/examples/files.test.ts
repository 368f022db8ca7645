/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import {
	isINodePropertyCollectionList,
	isINodePropertiesList,
	isINodePropertyOptionsList,
	NodeHelpers,
	type INode,
	type INodeProperties,
	type INodePropertyCollection,
	type INodeTypeDescription,
} from 'n8n-workflow';

import { Wan } from '../../../nodes/Wan/Wan.node';
import { WanTrigger } from '../../../nodes/WanTrigger/WanTrigger.node';
import { findN8nNode } from '../../harness/coreNodes';
import { costTold, exampleFiles, loadExample } from '../../harness/exampleWorkflow';
import { packageDirectory } from '../../harness/wan';

/* What holds for every file in `examples/`, without running it. */

const index = readFileSync(path.join(packageDirectory, 'examples/README.md'), 'utf8');
const tests = readdirSync(__dirname).map((file) => readFileSync(path.join(__dirname, file), 'utf8'));

/** The nodes of n8n's own AI package that the examples use, with the newest versions that n8n 2.0 knows. */
const AI_NODES: Record<string, number> = {
	'@n8n/n8n-nodes-langchain.agent': 3,
	'@n8n/n8n-nodes-langchain.chatTrigger': 1.4,
	'@n8n/n8n-nodes-langchain.lmChatOpenAi': 1.3,
	'@n8n/n8n-nodes-langchain.memoryBufferWindow': 1.3,
};

/** Fields that n8n adds to nodes itself: to tools, and to triggers that poll. */
const ADDED_BY_N8N = ['descriptionType', 'toolDescription', 'pollTimes'];

function descriptionOf({ type, typeVersion }: INode): INodeTypeDescription | undefined {
	if (type === 'n8n-nodes-wan.wan' || type === 'n8n-nodes-wan.wanTool') return new Wan().description;
	if (type === 'n8n-nodes-wan.wanTrigger') return new WanTrigger().description;
	return findN8nNode(type, typeVersion)?.description;
}

/** Names of stored parameters that no field of the list has; fields within collections as `options.name`. */
function unknownNames(value: object, fields: INodeProperties[], prefix = ''): string[] {
	return Object.entries(value).flatMap(([name, inner]: [string, unknown]) => {
		const named = fields.filter((field) => field.name === name);
		if (named.length === 0) return [prefix + name];
		const within = named.flatMap((field) => innerFields(field));
		if (within.length === 0 || typeof inner !== 'object' || inner === null) return [];
		const entries = Array.isArray(inner) ? (inner as object[]) : [inner];
		return entries.flatMap((entry) => unknownNames(entry, within, `${prefix}${name}.`));
	});
}

/** Stored choices that none of the fields offers, as `name: value`. Expressions are looked at when they run. */
function unknownChoices(value: object, fields: INodeProperties[]): string[] {
	return Object.entries(value).flatMap(([name, inner]: [string, unknown]) => {
		const named = fields.filter((field) => field.name === name);
		const choices = named.flatMap(({ type, options }) =>
			type === 'options' && isINodePropertyOptionsList(options) ? options.map((option) => option.value) : [],
		);
		if (choices.length > 0 && !String(inner).startsWith('=')) {
			return choices.includes(inner as string) ? [] : [`${name}: ${String(inner)}`];
		}
		const within = named.flatMap((field) => innerFields(field));
		if (within.length === 0 || typeof inner !== 'object' || inner === null) return [];
		return [inner].flat().flatMap((entry) => unknownChoices(entry as object, within));
	});
}

/** A fixed collection counts as fields with fields. */
function innerFields({ type, options }: INodeProperties): INodeProperties[] {
	if (type === 'collection' && isINodePropertiesList(options)) return options;
	if (type === 'fixedCollection' && isINodePropertyCollectionList(options)) {
		return options.map(({ name, displayName, values }: INodePropertyCollection) => ({
			name,
			displayName,
			type: 'collection',
			default: {},
			options: values,
		}));
	}
	return [];
}

/** Left, top, right, bottom on the canvas. A node is 100 units wide and high, a note as it says. */
function boxOf({ type, position: [x, y], parameters }: INode): [number, number, number, number] {
	const note = type === 'n8n-nodes-base.stickyNote';
	return [x, y, x + (note ? Number(parameters.width) : 100), y + (note ? Number(parameters.height) : 100)];
}

function overlap(one: INode, other: INode): boolean {
	const [a, b] = [boxOf(one), boxOf(other)];
	return a[0] < b[2] && b[0] < a[2] && a[1] < b[3] && b[1] < a[3];
}

it('are numbered without gaps', () => {
	const numbers = exampleFiles.map((file) => file.slice(0, 3));
	expect(numbers.sort()).toEqual(
		exampleFiles.map((_file, place) => `${String(place + 1).padStart(2, '0')}-`),
	);
});

describe.each(exampleFiles)('%s', (file) => {
	const workflow = loadExample(file);
	const { name, nodes, connections } = workflow;
	const isNote = ({ type }: INode) => type === 'n8n-nodes-base.stickyNote';

	it('is in the index with its price, and a test runs it', () => {
		const row = index.split('\n').find((line) => line.includes(`](${file})`));
		const cost = costTold(workflow);
		expect(row).toMatch(cost > 0 ? new RegExp(`\\| USD ${cost.toFixed(2)} \\|$`) : /\| nothing \|$/);
		expect(tests.some((text) => text.includes(`loadExample('${file}'`))).toBe(true);
	});

	it('has names, places and connections as n8n imports them', () => {
		expect(name).toMatch(/^Wan: /);
		const names = nodes.map((node) => node.name);
		expect(new Set(names).size).toBe(names.length);
		expect(new Set(nodes.map(({ id }) => id)).size).toBe(nodes.length);
		for (const [from, outputs] of Object.entries(connections)) {
			expect(names).toContain(from);
			for (const to of Object.values(outputs).flat(2)) expect(names).toContain(to?.node);
		}
		const targets = Object.values(connections).flatMap((outputs) => Object.values(outputs).flat(2));
		const triggers = nodes.filter(({ type }) => type === 'n8n-nodes-base.webhook').map((node) => node.name);
		const reached = [nodes[0]?.name, ...triggers, ...targets.map((to) => to?.node)];
		const model = ({ type }: INode) => Object.values(connections).length > 0 && AI_NODES[type] !== undefined;
		for (const node of nodes.filter((one) => !isNote(one) && !one.type.endsWith('Tool') && !model(one))) {
			expect(reached).toContain(node.name);
		}
	});

	it('stands on the canvas without overlaps', () => {
		const pairs = nodes.flatMap((one, place) => nodes.slice(place + 1).map((other) => [one, other] as const));
		const overlapping = pairs.filter(([one, other]) => overlap(one, other));
		expect(overlapping.map((pair) => pair.map((node) => node.name).join(' and '))).toEqual([]);
	});

	it('says on a note what to set, and what a run costs', () => {
		const note = nodes.find((node) => node.name === 'What to Set');
		const text = String(note?.parameters.content);
		expect(text).toMatch(/\*\*Before you .+\*\*\n1\. /);
		expect(text).toMatch(/\*\*Cost\*\*: (about USD \d+\.\d\d |none\. )/);
		const needing = nodes.filter(({ credentials }) => credentials).map((node) => node.name);
		for (const one of needing) expect(text).toContain(`**${one}**`);
	});

	it('uses nodes that exist, in versions that they have', () => {
		for (const { type, typeVersion } of nodes) {
			const newest = AI_NODES[type];
			if (newest !== undefined) {
				expect(typeVersion).toBeLessThanOrEqual(newest);
				continue;
			}
			const { version } = descriptionOf({ type, typeVersion } as INode) ?? {};
			expect({ type, versions: [version].flat() }).toEqual({
				type,
				versions: expect.arrayContaining([typeVersion]),
			});
		}
	});

	it('sets only parameters that the nodes know, to values that they take', () => {
		for (const node of nodes.filter(({ type }) => AI_NODES[type] === undefined)) {
			const description = descriptionOf(node);
			const { properties = [] } = description ?? {};
			const unknown = unknownNames(node.parameters, properties).filter((one) => !ADDED_BY_N8N.includes(one));
			expect({ node: node.name, unknown }).toEqual({ node: node.name, unknown: [] });
			const filled = NodeHelpers.getNodeParameters(
				properties,
				node.parameters,
				true,
				false,
				node,
				description ?? null,
			);
			expect(Object.keys(filled ?? {})).toEqual(
				expect.arrayContaining(Object.keys(node.parameters).filter((one) => !ADDED_BY_N8N.includes(one))),
			);
			const shown = properties.filter((field) =>
				NodeHelpers.displayParameter(filled ?? {}, field, node, description ?? null),
			);
			expect(unknownChoices(node.parameters, shown)).toEqual([]);
			const whole = { ...node, parameters: filled ?? {} };
			expect(NodeHelpers.getNodeParametersIssues(properties, whole, description ?? null)).toBeNull();
		}
	});

	it('names its credentials without their contents', () => {
		for (const node of nodes) {
			const wanted = (descriptionOf(node)?.credentials ?? []).map((one) => one.name);
			for (const [type, credential] of Object.entries(node.credentials ?? {})) {
				if (AI_NODES[node.type] === undefined) expect(wanted).toContain(type);
				expect(credential).toEqual({ id: 'choose-yours', name: expect.stringMatching(/ account$/) });
			}
			const asksService = node.type.startsWith('n8n-nodes-wan.') && node.parameters.operation !== 'join';
			if (asksService) expect(node.credentials).toHaveProperty('modelStudioApi');
		}
		// Model Studio's, OpenAI's and AWS's keys, and whatever else looks like one.
		expect(JSON.stringify(workflow)).not.toMatch(/sk-\w{8}|AKIA\w{12}|LTAI\w{12}|Bearer |password/i);
	});
});
