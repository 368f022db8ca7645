import type { IExecuteFunctions } from 'n8n-workflow';

import { isBlank, readNumber, readText } from '../../../core/base/coerce';
import type { Fault } from '../../../core/base/fault';
import { err, ok, type Result } from '../../../core/base/result';
import type { FilmSource } from '../../../core/film/clip';
import type { FilmRequest } from '../../../core/film/joinClips';
import { formatValue } from '../../../core/request/values';
import { binarySize, binarySource } from '../../../shared/binaryInput';
import { faultOfReading, problemToFault } from '../../../shared/nodeErrors';
import { SettingsReader, withoutBlanks } from '../../../shared/settingsReader';

/** The items of one film, in the order of their clips. */
export interface FilmGroup {
	/** The value of Group By. */
	name?: string;
	items: number[];
}

/** What became of a film; a fault names its item. */
export type FilmResult<T> = Result<T, { itemIndex: number; fault: Fault }>;

/** Tells films apart by Group By and puts their clips in order by Sort By. */
export function readFilmGroups(context: IExecuteFunctions): Array<FilmResult<FilmGroup>> {
	const groups = new Map<string, FilmGroup>();
	const keys = new Map<number, string>();
	const faults = new Map<string, FilmResult<FilmGroup>>();
	const results: Array<() => FilmResult<FilmGroup>> = [];
	for (let item = 0; item < context.getInputData().length; item++) {
		const name = readKey(context, 'groupBy', 'Group By', item);
		if (!name.ok) {
			results.push(() => name);
			continue;
		}
		const id = name.value ?? '';
		const key = readKey(context, 'sortBy', 'Sort By', item);
		const group = groups.get(id) ?? { items: [], ...(name.value !== undefined && { name: name.value }) };
		if (group.items.length === 0) results.push(() => faults.get(id) ?? ok(group));
		groups.set(id, group);
		group.items.push(item);
		// A film without one of its clips would be another film.
		if (!key.ok && !faults.has(id)) faults.set(id, key);
		if (key.ok && key.value !== undefined) keys.set(item, key.value);
	}
	if (keys.size > 0) for (const { items } of groups.values()) items.sort(byValue(items, keys));
	return results.map((result) => result());
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

/** The item's value in the field that is named, or what an expression gives for the item; nothing where neither is set. */
function readKey(
	context: IExecuteFunctions,
	parameter: string,
	label: string,
	itemIndex: number,
): FilmResult<string | undefined> {
	try {
		const written = context.getNodeParameter(parameter, itemIndex, '', { rawExpressions: true });
		if (isBlank(written)) return ok(undefined);
		const isExpression = typeof written === 'string' && written.startsWith('=');
		const value = isExpression
			? context.getNodeParameter(parameter, itemIndex, '')
			: fieldOf(context.getInputData()[itemIndex]?.json, String(written).trim());
		const read = readText(value);
		if (read.kind === 'value') return ok(read.value);
		const field = isExpression ? 'its expression' : `the field ${formatValue(written)}`;
		const message = `${label} finds no text or number in ${field}`;
		return err({
			itemIndex,
			fault: problemToFault({ message, description: 'Give each item a value, or leave the field empty.' }),
		});
	} catch (error) {
		return err({ itemIndex, fault: faultOfReading(error) });
	}
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
	for (const itemIndex of items) {
		try {
			clips.push(
				await filmSource(context, itemIndex, context.getNodeParameter('inputBinaryField', itemIndex, 'data')),
			);
		} catch (error) {
			return err({ itemIndex, fault: faultOfReading(error) });
		}
	}
	const [itemIndex = 0] = items;
	try {
		const sound = await readSound(context, items);
		return sound.ok ? ok({ clips, sound: sound.value }) : err({ itemIndex, fault: sound.fault });
	} catch (error) {
		return err({ itemIndex, fault: faultOfReading(error) });
	}
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
