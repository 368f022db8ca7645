import { NodeHelpers, type INode, type INodeProperties } from 'n8n-workflow';

import { models } from '../../nodes/core/catalogue';
import { operationFields } from '../../nodes/Wan/operations';
import { resourceFields } from '../../nodes/Wan/operations/resources';
import { choices, defaultOf, entries, nameOf, sentence, unique, valuesOf } from './fieldWords';
import { code, table } from './markdown';

interface Operation {
	resource: string;
	operation: string;
	/** `Video: Generate From Image` */
	title: string;
	description: string;
	fields: INodeProperties[];
}

/** Every operation with its fields, in the order in which the editor lists them. */
const JOIN = 'Video: Join';

function operations(): Operation[] {
	const [resources, ...all] = resourceFields;
	// The list for an agent's tool has the same operations and begins with another one.
	const lists = all.filter(({ displayOptions }) => !displayOptions?.show?.['@tool']);
	return lists.flatMap((list) => {
		const resource = String(list.displayOptions?.show?.resource?.[0]);
		const name = choices(resources).find(({ value }) => value === resource)?.name ?? resource;
		return choices(list).map((choice) => ({
			resource,
			operation: String(choice.value),
			title: `${name}: ${choice.name}`,
			description: choice.description ?? '',
			fields: operationFields.filter(
				({ displayOptions }) =>
					displayOptions?.show?.resource?.includes(resource) &&
					displayOptions.show.operation?.includes(choice.value),
			),
		}));
	});
}

/** `Video: Generate From Image` and so on. */
export function operationTitles(): string[] {
	return operations().map(({ title }) => title);
}

/** A heading and a table for each operation. The entries of Options stand in a table of their own. */
export function fieldTables(): string {
	return operations()
		.map(({ title, description, fields, operation }) => {
			const own = fields.filter(isShown);
			const nested = fields.filter(({ name, type }) => name === 'filters' || type === 'fixedCollection');
			const of = modelsFor(operation);
			const within = nested.flatMap((parent) => entries(parent).map((field) => inside(parent, field)));
			const rows = [...byName([...own, ...within])].map(([name, variants]) =>
				rowOf(name, variants, [...nested.flatMap(entries), ...fields], of),
			);
			return `### ${title}\n\n${sentence(description)}\n\n${fieldTable(rows)}`;
		})
		.join('\n\n');
}

/** The entries of Options, with the operations that have them. */
export function optionTable(): string {
	const byOption = new Map<string, { option: INodeProperties; titles: string[] }>();
	const all = operations();
	for (const { title: operation, fields } of all) {
		for (const option of fields.filter(({ name }) => name === 'options').flatMap(entries)) {
			const title = operation + functionsOf(option, fields);
			const key = [option.displayName, option.description, defaultOf(option)].join('\n');
			const row = byOption.get(key) ?? { option, titles: [] };
			if (!row.titles.includes(title)) row.titles.push(title);
			byOption.set(key, row);
		}
	}
	// Join makes no video at the service, so it has next to none of their options.
	const videos = all
		.filter(({ resource, title }) => resource === 'video' && title !== JOIN)
		.map(({ title }) => title);
	const rows = [...byOption.values()]
		.sort((a, b) => a.option.displayName.localeCompare(b.option.displayName, 'en'))
		.map(({ option, titles }) => {
			const everyVideo = videos.every((title) => titles.includes(title));
			const andJoin = titles.includes(JOIN);
			const named = titles.filter((title) => !everyVideo || ![...videos, JOIN].includes(title));
			return [
				`**${option.displayName}**`,
				valuesOf(option),
				defaultOf(option),
				sentence(option.description ?? option.hint ?? ''),
				[...(everyVideo ? [`every Video operation${andJoin ? '' : ' but Join'}`] : []), ...named].join(', '),
			];
		});
	return table(['Option', 'Values', 'Default', 'What it does', 'Operations'], rows);
}

/** ` (Edit an Area)`, where an option is for some functions of an operation only. */
function functionsOf({ displayOptions }: INodeProperties, fields: readonly INodeProperties[]): string {
	const values = displayOptions?.show?.['/function'] ?? [];
	const field = fields.find(({ name }) => name === 'function');
	return values.length > 0 ? ` (${values.map((value) => nameOf(field, value)).join(', ')})` : '';
}

/** The fields of a trigger or a credential, which hang on no model. */
export function tableOfFields(fields: readonly INodeProperties[]): string {
	const own = fields.filter(isShown);
	const collections = fields.filter(({ type }) => type === 'collection');
	const within = collections.flatMap((parent) => entries(parent).map((field) => inside(parent, field)));
	return fieldTable(
		[...byName([...own, ...within])].map(([name, variants]) => rowOf(name, variants, fields, [])),
	);
}

/** Neither words nor the places where options stood before. */
function isShown({ type }: INodeProperties): boolean {
	return !['notice', 'collection', 'hidden'].includes(type);
}

/** Variants of a field that belong to different models have one name and one row. */
function byName(fields: readonly INodeProperties[]): Map<string, INodeProperties[]> {
	const named = new Map<string, INodeProperties[]>();
	for (const field of fields) named.set(field.displayName, [...(named.get(field.displayName) ?? []), field]);
	return named;
}

/** A field of a collection, under the collection's name and conditions. */
function inside(parent: INodeProperties, field: INodeProperties): INodeProperties {
	const [outer, own] = [parent.displayOptions, field.displayOptions];
	return {
		...field,
		displayName: `${parent.displayName} > ${field.displayName}`,
		displayOptions: { show: { ...outer?.show, ...own?.show }, hide: { ...outer?.hide, ...own?.hide } },
	};
}

function fieldTable(rows: readonly string[][]): string {
	const shown = rows.some(([, , , , where]) => where);
	const head = ['Field', 'Values', 'Default', 'What it does', 'Shown'];
	return shown
		? table(head, rows)
		: table(
				head.slice(0, 4),
				rows.map((row) => row.slice(0, 4)),
			);
}

function rowOf(
	name: string,
	variants: readonly INodeProperties[],
	siblings: readonly INodeProperties[],
	of: readonly string[],
): string[] {
	// A variant for models that the node does not know has no default of its own.
	const known = variants.filter((field) => of.length === 0 || showsFor(field, of).length > 0);
	const told = known.length > 0 ? known : variants;
	const [first] = told;
	const words = first?.description ?? first?.hint ?? '';
	const shownFor = [...new Set(told.flatMap((field) => showsFor(field, of)))];
	return [
		`**${name}**`,
		unique(told.map(valuesOf)),
		unique(told.map(defaultOf)),
		sentence(words),
		[...conditionsOf(first, siblings), modelsInWords(shownFor, of, known.length > 0)]
			.filter(Boolean)
			.join('; '),
	];
}

function modelsFor(operation: string): string[] {
	return models
		.filter(({ operations: makes }) => makes.some((making) => making === operation))
		.map(({ id }) => id);
}

/** The models for which the editor shows the field, whatever else it hangs on. */
function showsFor(field: INodeProperties, of: readonly string[]): string[] {
	const { show = {}, hide = {} } = field.displayOptions ?? {};
	const onModel = (conditions: typeof show) => {
		const model = conditions.model ?? conditions['/model'];
		return model ? { model } : {};
	};
	const displayOptions = { show: onModel(show), hide: onModel(hide) };
	return of.filter((model) =>
		NodeHelpers.displayParameter({ model }, { ...field, displayOptions }, { typeVersion: 1 } as INode, null),
	);
}

function modelsInWords(shown: readonly string[], of: readonly string[], known: boolean): string {
	if (!known) return 'models that the node does not know';
	if (shown.length === of.length) return '';
	const others = of.filter((model) => !shown.includes(model));
	const list = (ids: readonly string[]) => ids.map(code).join(', ');
	return others.length < shown.length ? `not for ${list(others)}` : `for ${list(shown)}`;
}

/** `if First Frame Source is URL` */
function conditionsOf(field: INodeProperties | undefined, siblings: readonly INodeProperties[]): string[] {
	return Object.entries(field?.displayOptions?.show ?? {})
		.filter(([name]) => !['resource', 'operation', 'model', '/model', '@version'].includes(name))
		.map(([name, values = []]) => {
			const other = siblings.find((sibling) => sibling.name === name);
			const named = values.map((value) => nameOf(other, value)).join(' or ');
			return `if ${other?.displayName ?? name} is ${named}`;
		});
}
