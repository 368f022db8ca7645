import { type IExecuteFunctions, isExpression } from 'n8n-workflow';

import { isBlank, readNumber, readText } from '../../../core/base/coerce';
import { err, ok, type Result } from '../../../core/base/result';
import type { FilmSource } from '../../../core/film/clip';
import type { FilmRequest } from '../../../core/film/joinClips';
import { formatValue } from '../../../core/request/values';
import { binarySize, binarySource } from '../../../shared/binaryInput';
import { faultOfReading, type ItemFault, refuse } from '../../../shared/nodeErrors';
import { SettingsReader, withoutBlanks } from '../../../shared/settingsReader';

/** The items of one film, in the order of their clips. */
export interface FilmGroup {
	/** The value of Group By. */
	name?: string;
	items: number[];
}

/** A group that is being read. */
interface Draft extends FilmGroup {
	/** The values of Sort By, by items. */
	keys: Map<number, string>;
	fault?: ItemFault;
}

/** What became of a film; a fault names its item. */
export type FilmResult<T> = Result<T, ItemFault>;

/** Tells films apart by Group By and puts their clips in order by Sort By. */
export async function readFilmGroups(context: IExecuteFunctions): Promise<Array<FilmResult<FilmGroup>>> {
	const groups = new Map<string | number, Draft>();
	for (let item = 0; item < context.getInputData().length; item++) {
		const name = await readKey(context, 'groupBy', 'Group By', item);
		const key = await readKey(context, 'sortBy', 'Sort By', item);
		// An item of which nobody knows the film fails by itself.
		const id = name.ok ? (name.value ?? '') : item;
		const group: Draft = groups.get(id) ?? { items: [], keys: new Map() };
		if (name.ok) group.name = name.value;
		groups.set(id, group);
		group.items.push(item);
		if (key.ok) group.keys.set(item, key.value ?? '');
		// A film without one of its clips would be another film.
		for (const read of [name, key]) if (!read.ok) group.fault ??= read.fault;
	}
	return [...groups.values()].map(({ name, items, keys, fault }) =>
		fault ? err(fault) : ok({ name, items: items.sort(byValue(items, keys)) }),
	);
}

/** By size where all values of a film are numbers, else as texts in which numbers count as numbers: 2 before 10. */
function byValue(
	items: readonly number[],
	keys: ReadonlyMap<number, string>,
): (one: number, other: number) => number {
	const numberOf = (item: number) => {
		const read = readNumber(keys.get(item));
		return read.kind === 'value' ? read.value : NaN;
	};
	if (items.every((item) => !Number.isNaN(numberOf(item))))
		return (one, other) => numberOf(one) - numberOf(other);
	const { compare } = new Intl.Collator('en', { numeric: true });
	return (one, other) => compare(keys.get(one) ?? '', keys.get(other) ?? '');
}

/** What is read of an item. Whatever goes wrong is its fault. */
export async function readItem<T>(
	itemIndex: number,
	read: () => Result<T> | Promise<Result<T>>,
): Promise<FilmResult<T>> {
	try {
		const result = await read();
		return result.ok ? result : err({ itemIndex, fault: result.fault });
	} catch (error) {
		return err({ itemIndex, fault: faultOfReading(error) });
	}
}

/** The item's value in the field that is named, or what an expression gives for the item; nothing where neither is set. */
async function readKey(
	context: IExecuteFunctions,
	parameter: string,
	label: string,
	itemIndex: number,
): Promise<FilmResult<string | undefined>> {
	return await readItem(itemIndex, () => {
		const written = context.getNodeParameter(parameter, itemIndex, '', { rawExpressions: true });
		if (isBlank(written)) return ok(undefined);
		const value = isExpression(written)
			? context.getNodeParameter(parameter, itemIndex, '')
			: fieldOf(context.getInputData()[itemIndex]?.json, String(written).trim());
		const read = readText(value);
		if (read.kind === 'value') return ok(read.value);
		const message = `${label} finds no text or number in ${formatValue(written)}`;
		return refuse(message, 'Give each item a value, or leave the field empty.');
	});
}

/** A field by its name, or by names with dots between them. */
function fieldOf(json: unknown, name: string): unknown {
	const inside = (value: unknown, key: string) =>
		typeof value === 'object' && value !== null
			? Object.entries(value).find(([own]) => own === key)?.[1]
			: undefined;
	return inside(json, name) ?? name.split('.').reduce(inside, json);
}

/** What is to become of a group: its clips and its sound track. */
export async function readFilmRequest(
	context: IExecuteFunctions,
	{ items }: FilmGroup,
): Promise<FilmResult<FilmRequest>> {
	const clips: FilmSource[] = [];
	for (const item of items) {
		const clip = await readItem(item, async () => {
			const field = context.getNodeParameter('inputBinaryField', item, 'data');
			return ok(await filmSource(context, item, field));
		});
		if (!clip.ok) return clip;
		clips.push(clip.value);
	}
	const sound = await readItem(items[0] ?? 0, async () => await readSound(context, items));
	return sound.ok ? ok({ clips, sound: sound.value }) : sound;
}

async function readSound(
	context: IExecuteFunctions,
	items: readonly number[],
): Promise<Result<FilmRequest['sound']>> {
	const [first = 0] = items;
	const field = (name: string) => context.getNodeParameter(name, first, '') as unknown;
	const reader = new SettingsReader(
		withoutBlanks({ sound: field('sound'), shorterSound: field('shorterSound') }),
	);
	const sound = reader.choice('sound', 'Sound', ['keep', 'none', 'replace']) ?? 'keep';
	const shorter = reader.choice('shorterSound', 'If Sound Is Shorter', ['silence', 'repeat']);
	const read = reader.result(sound);
	if (!read.ok) return read;
	if (read.value !== 'replace') return ok(read.value);
	return ok({ source: await findSound(context, items), repeat: shorter === 'repeat' });
}

/** The first of the items that has the field; the field may also be a file itself, by expression. */
async function findSound(context: IExecuteFunctions, items: readonly number[]): Promise<FilmSource> {
	const inputs = context.getInputData();
	const [first = 0] = items;
	const field = context.getNodeParameter('soundBinaryField', first, 'sound') as unknown;
	const holder = items.find(
		(item) => typeof field === 'string' && inputs[item]?.binary?.[field] !== undefined,
	);
	return await filmSource(context, holder ?? first, field);
}

async function filmSource(
	context: IExecuteFunctions,
	itemIndex: number,
	field: unknown,
): Promise<FilmSource> {
	const { binary, source } = binarySource(context, itemIndex, field);
	return { ...source, bytes: await binarySize(context, binary) };
}
