import type { IDataObject, IExecuteFunctions, INodeExecutionData, INodeProperties } from 'n8n-workflow';

import type { Fault } from '../../../core/base/fault';
import { omitUndefined } from '../../../core/base/omitUndefined';
import { errorText } from '../../../core/base/redact';
import { err, ok } from '../../../core/base/result';
import { filmBytes } from '../../../core/film/film';
import { joinClips, type PlannedFilm } from '../../../core/film/joinClips';
import { fileReadFault } from '../../../core/media/file';
import { videoCodecName } from '../../../core/media/probe/codecs';
import { discard } from '../../../core/transfer/bodyStream';
import { problemToFault } from '../../../shared/nodeErrors';
import { fileOptions, optionsField } from '../../../shared/outputFields';
import { fileNameFor, readOutput } from '../../../shared/outputSettings';
import { SettingsReader, withoutBlanks } from '../../../shared/settingsReader';
import { streamLike } from '../../../shared/streamLike';
import { inputBinaryField } from '../../fields/media';
import { failItem } from '../../run/failItem';
import type { NodeOperation } from '../../run/nodeOperation';
import { readOptions } from '../../run/settings';
import { throwIfStopped } from '../../run/stopped';
import { type FilmGroup, type FilmResult, readFilmGroups, readFilmRequest, readItem } from './filmItems';

const description: INodeProperties[] = [
	inputBinaryField(
		'The name of the input binary field containing the clips. All items together become one film.',
	),
	{
		displayName: 'Sort By',
		name: 'sortBy',
		type: 'string',
		default: '',
		placeholder: 'e.g. scene',
		description:
			'The field that puts the clips in order: numbers by size, texts by alphabet. Without it the items keep their order.',
	},
	{
		displayName: 'Group By',
		name: 'groupBy',
		type: 'string',
		default: '',
		placeholder: 'e.g. film',
		description: 'Each value of this field makes a film of its own',
	},
	{
		displayName: 'Sound',
		name: 'sound',
		type: 'options',
		options: [
			{ name: 'Keep', value: 'keep', description: 'Clips without sound are silent' },
			{ name: 'Leave Out', value: 'none' },
			{ name: 'Replace', value: 'replace', description: 'An AAC or MP3 file becomes the sound track' },
		],
		default: 'keep',
	},
	{
		displayName: 'Sound Binary Field',
		name: 'soundBinaryField',
		type: 'string',
		required: true,
		default: 'sound',
		placeholder: 'e.g. sound',
		hint: "The binary field with the sound, in any of the film's items; or an expression for a file of another node, such as {{ $('Voice-Over').first().binary.data }}",
		displayOptions: { show: { sound: ['replace'] } },
	},
	{
		displayName: 'If Sound Is Shorter',
		name: 'shorterSound',
		type: 'options',
		options: [
			{ name: 'Add Silence', value: 'silence' },
			{ name: 'Repeat', value: 'repeat' },
		],
		default: 'silence',
		description: 'What follows where the sound ends before the film. A longer one ends with the film.',
		displayOptions: { show: { sound: ['replace'] } },
	},
	optionsField(
		fileOptions.map((option) =>
			option.name === 'fileName'
				? {
						...option,
						placeholder: 'e.g. my-film.mp4',
						description: 'Name of the video file. Without it the value of Group By is the name, or film.mp4.',
					}
				: option,
		),
	),
];

/** Makes one film of all clips, or one for each group. Nothing is sent to the service, nothing is paid. */
async function execute(context: IExecuteFunctions): Promise<INodeExecutionData[][]> {
	const films: Array<FilmResult<{ group: FilmGroup; film: PlannedFilm }>> = [];
	// All are checked before the first is written.
	for (const group of await readFilmGroups(context)) {
		throwIfStopped(context);
		const film = group.ok ? await plan(context, group.value) : group;
		if (!film.ok) failItem(context, film.fault);
		films.push(film);
	}
	const output: INodeExecutionData[] = [];
	for (const film of films) {
		const item = film.ok ? await write(context, film.value.group, film.value.film) : film;
		output.push(item.ok ? item.value : failItem(context, item.fault));
	}
	return [output];
}

async function plan(
	context: IExecuteFunctions,
	group: FilmGroup,
): Promise<FilmResult<{ group: FilmGroup; film: PlannedFilm }>> {
	const first = group.items[0] ?? 0;
	try {
		const request = await readFilmRequest(context, group);
		if (!request.ok) return request;
		const film = await joinClips(request.value);
		if (film.ok) return ok({ group, film: film.value });
		return err({ itemIndex: group.items[film.fault.clip ?? 0] ?? first, fault: problemToFault(film.fault) });
	} catch (error) {
		return err({ itemIndex: first, fault: fileReadFault(error) });
	}
}

async function write(
	context: IExecuteFunctions,
	{ name, items }: FilmGroup,
	film: PlannedFilm,
): Promise<FilmResult<INodeExecutionData>> {
	const first = items[0] ?? 0;
	const settings = await readItem(first, () => {
		const reader = new SettingsReader(withoutBlanks(readOptions(context, first)));
		return reader.result(readOutput(reader, true));
	});
	if (!settings.ok) return settings;
	const { fileName, binaryField } = settings.value;
	try {
		const opened = (await film.sources[0]?.open()) ?? new Uint8Array();
		const body = await streamLike(opened, untilStopped(context, filmBytes(film)));
		// It was wanted for its kind only.
		if (!(opened instanceof Uint8Array)) discard(opened);
		const named = fileNameFor((name ?? '').replace(/[\\/:*?"<>|]/g, '-') || 'film', fileName);
		const binary = await context.helpers.prepareBinaryData(body as Buffer, named, 'video/mp4');
		return ok({
			json: describeFilm(name, film),
			binary: { [binaryField]: binary },
			pairedItem: items.map((item) => ({ item })),
		});
	} catch (error) {
		return err({ itemIndex: first, fault: storeFault(error) });
	}
}

function describeFilm(group: string | undefined, film: PlannedFilm): IDataObject {
	const { seconds, framesPerSecond, clipStarts, hasSound, clips } = film;
	const { type, width, height } = clips[0]?.pictures.format ?? {};
	const rounded = (value: number) => Number(value.toFixed(3));
	return omitUndefined<IDataObject>({
		group,
		clipCount: clips.length,
		duration: rounded(seconds),
		width,
		height,
		framesPerSecond,
		codec: videoCodecName(type),
		hasSound,
		clipStarts: clipStarts.map(rounded),
	});
}

async function* untilStopped(
	context: IExecuteFunctions,
	pieces: AsyncIterable<Uint8Array>,
): AsyncGenerator<Uint8Array, void, undefined> {
	for await (const piece of pieces) {
		throwIfStopped(context);
		yield piece;
	}
}

function storeFault(error: unknown): Fault {
	return problemToFault({
		message: `n8n could not store the film (${errorText(error)})`,
		description: "Check the free space and the limits of n8n's binary data storage.",
	});
}

export const join: NodeOperation = { description, execute };
