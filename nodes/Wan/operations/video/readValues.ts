import type { IExecuteFunctions } from 'n8n-workflow';

import { mediaFor, type Operation, parameterNames, parameterOf } from '../../../core/catalogue';
import type { VideoValues } from '../../../core/request/values';
import { readModel } from '../readModel';
import type { MediaFile } from '../../../core/media/file';
import { readMediaFile } from '../../../shared/binaryInput';
import { readOptions } from '../../run/settings';

/** An item's values for a video, as they stand. Throws n8n's own errors for a missing binary field. */
export async function readValues(
	context: IExecuteFunctions,
	itemIndex: number,
	operation: Operation,
): Promise<VideoValues> {
	// The engine takes away the fields that the chosen model does not have, hence the fallback; `undefined` would not
	// count as one.
	const field = (name: string) => context.getNodeParameter(name, itemIndex, null) as unknown;
	const file = async (name: unknown) => await readMediaFile(context, itemIndex, name);
	const options = readOptions(context, itemIndex);
	const values: VideoValues = {
		operation,
		model: readModel(context, itemIndex),
		dialect: options.bodyDialect,
	};
	for (const name of parameterNames) {
		const { from, storedAs = name } = parameterOf(name);
		values[name] = from === 'options' ? options[storedAs] : field(storedAs);
	}
	for (const name of mediaFor[operation]) {
		const base = name === 'audioUrl' ? 'audio' : name;
		const source = field(`${base}Source`);
		if (source === 'binary') values[name] = await file(field(`${base}Binary`));
		else if (source !== 'none') values[name] = field(`${base}Url`);
	}
	if (operation === 'generateFromReferences') {
		values.references = await readList(field('references'), 'reference', async (entry) => ({
			kind: entry.kind,
			url: entry.kind === 'link' ? entry.page : await fileOrLink(entry.source, entry.binary, entry.url, file),
			voice: await fileOrLink(entry.voiceSource ?? 'none', entry.voiceBinary, entry.voiceUrl, file),
		}));
	}
	if (operation === 'edit') {
		values.referenceImages = await readList(field('referenceImages'), 'image', async (entry) => ({
			url: await fileOrLink(entry.source, entry.binary, entry.url, file),
			role: entry.role,
		}));
	}
	return values;
}

type Entry = Record<string, unknown>;

/** The entries of a list field one after another; anything else, which an expression may give, is left to the check. */
async function readList(
	value: unknown,
	name: string,
	read: (entry: Entry) => Promise<Entry>,
): Promise<unknown> {
	const entries = typeof value === 'object' && value !== null ? (value as Entry)[name] : undefined;
	if (!Array.isArray(entries)) return entries ?? (Array.isArray(value) ? value : undefined);
	const found: Entry[] = [];
	for (const entry of entries as Entry[]) found.push(await read(entry));
	return found;
}

async function fileOrLink(
	source: unknown,
	binary: unknown,
	url: unknown,
	file: (name: unknown) => Promise<MediaFile>,
): Promise<unknown> {
	if (source === 'none') return undefined;
	return source === 'binary' ? await file(binary) : url;
}
