import { type IExecuteFunctions, isExpression, NodeOperationError } from 'n8n-workflow';

import { readChoice } from '../../../core/base/coerce';
import { asObject } from '../../../core/base/json';
import { mediaFor, mediaInputs, type Operation, parameterNames, parameterOf } from '../../../core/catalogue';
import { openDataUrls } from '../../../core/request/openDataUrls';
import { type FieldName, formatValue, type VideoValues } from '../../../core/request/values';
import { readMediaFile } from '../../../shared/binaryInput';
import { readModel, readOptions } from '../../run/settings';

/** An item's values for a video, as they stand. Throws n8n's own errors for a missing binary field. */
export async function readValues(
	context: IExecuteFunctions,
	itemIndex: number,
	operation: Operation,
): Promise<VideoValues> {
	// The engine takes away the fields that the chosen model does not have, hence the fallback; `undefined` would not
	// count as one.
	const field = (name: string) => context.getNodeParameter(name, itemIndex, null) as unknown;
	const input = async (label: string, get: (part: Part) => unknown) =>
		await readInput(context, itemIndex, label, get);
	const options = readOptions(context, itemIndex);
	const written = context.getNode().parameters;
	const expressions: FieldName[] = [];
	const values: VideoValues = {
		operation,
		model: readModel(context, itemIndex),
		dialect: options.bodyDialect,
		expressions,
	};
	for (const name of parameterNames) {
		const { from, wasField, storedAs = name } = parameterOf(name);
		const inOptions = from === 'options' && !(wasField && options[storedAs] === undefined);
		values[name] = inOptions ? options[storedAs] : field(storedAs);
		if (isExpression((inOptions ? asObject(written.options) : written)?.[storedAs])) expressions.push(name);
	}
	for (const name of mediaFor[operation]) {
		const base = name === 'audioUrl' ? 'audio' : name;
		const label = name === 'audioUrl' ? 'Audio' : mediaInputs[name].label;
		values[name] = await input(label, (part) => field(base + part));
		if (isExpression(written[`${base}Url`])) expressions.push(name);
	}
	if (operation === 'generateFromReferences') {
		values.references = await readList(field('references'), 'reference', async (entry) => {
			const isPage = readChoice(entry.kind, ['link']).kind === 'value';
			return {
				kind: entry.kind,
				url: isPage ? entry.page : await input('Reference', ofEntry(entry)),
				voice: await input(
					'Voice',
					(part) => entry[`voice${part}`] ?? (part === 'Source' ? 'none' : undefined),
				),
			};
		});
	}
	if (operation === 'edit') {
		values.referenceImages = await readList(field('referenceImages'), 'image', async (entry) => ({
			url: await input('Reference Image', ofEntry(entry)),
			role: entry.role,
		}));
	}
	return await openDataUrls(values);
}

type Entry = Record<string, unknown>;

/** The fields of a file, by the ends of their names: where it comes from, its binary field, its link. */
type Part = 'Source' | 'Binary' | 'Url';

const ofEntry = (entry: Entry) => (part: Part) => entry[part.toLowerCase()];

/** The entries of a list field one after another; anything else, which an expression may give, is left to the check. */
async function readList(
	value: unknown,
	name: string,
	read: (entry: Entry) => Promise<Entry>,
): Promise<unknown> {
	const entries = asObject(value)?.[name];
	if (!Array.isArray(entries)) return entries ?? (Array.isArray(value) ? value : undefined);
	const found: Entry[] = [];
	for (const entry of entries as Entry[]) found.push(await read(entry));
	return found;
}

/** A file or a link, from where the item has it. A source that cannot be read is not taken for another. */
async function readInput(
	context: IExecuteFunctions,
	itemIndex: number,
	label: string,
	get: (part: Part) => unknown,
): Promise<unknown> {
	const read = readChoice(get('Source'), ['binary', 'url', 'none']);
	if (read.kind === 'unreadable') {
		throw new NodeOperationError(context.getNode(), `${label} Source is ${formatValue(get('Source'))}`, {
			description: 'Choose Binary Field, URL or None; an expression gives binary, url or none',
		});
	}
	if (read.kind === 'empty' || read.value === 'url') return get('Url');
	if (read.value === 'none') return undefined;
	const name = get('Binary');
	if (typeof name === 'string' && !hasBinaryField(context, itemIndex, name)) {
		const there = Object.keys(context.getInputData()[itemIndex]?.binary ?? {});
		throw new NodeOperationError(context.getNode(), `${label}: the item has no binary field "${name}"`, {
			description: `${there.length > 0 ? `It has ${there.join(', ')}.` : 'It has no binary data.'} Add a node before this one that outputs the file, enter the name of its binary field, or choose URL under ${label} Source.`,
		});
	}
	return await readMediaFile(context, itemIndex, name);
}

/** By n8n's own rule, since a name may also be a path into the item. */
function hasBinaryField(context: IExecuteFunctions, itemIndex: number, name: string): boolean {
	try {
		context.helpers.assertBinaryData(itemIndex, name);
		return true;
	} catch {
		return false;
	}
}
