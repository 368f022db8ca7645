import { type IExecuteFunctions, type INodeExecutionData, type INodeProperties, updateDisplayOptions } from 'n8n-workflow';

import { systemClock } from '../../../core/base/clock';
import { failed, type Outcome, succeeded } from '../../../core/base/result';
import { Slots } from '../../../core/base/semaphore';
import { findModel, hasTemporaryStorage, models, nameInRegion, presets, regionName } from '../../../core/catalogue';
import { extensionOf, type FileSource, identifyFile, unreadable } from '../../../core/media/file';
import { otherRegion } from '../../../core/request/validate';
import { shown } from '../../../core/request/values';
import type { StudioAddress } from '../../../core/studio/address';
import { stopped, StudioClient } from '../../../core/studio/client';
import { TemporaryStorage, UPLOAD_LIFE_HOURS } from '../../../core/transfer/upload';
import { binarySource } from '../../../shared/binaryInput';
import { readAccess } from '../../../shared/connection';
import { failedItem, faultOfReading, nodeError, problemToFault } from '../../../shared/errors';
import { n8nTransport } from '../../../shared/httpTransport';
import { sendForm } from '../../../shared/postMultipart';
import { modelField } from '../../fields/model';
import { HintBook } from '../../run/hints';
import { readRunSettings } from '../../run/settings';
import { stoppedError } from '../../run/stopped';
import { readModel } from '../readModel';

const properties: INodeProperties[] = [
	{
		...modelField(models, presets.generateFromImage),
		description:
			'The link works for this model only. A model that is not in the list can be given by its ID.',
	},
	{
		displayName: 'Input Binary Field',
		name: 'inputBinaryField',
		type: 'string',
		typeOptions: { binaryDataProperty: true },
		required: true,
		default: 'data',
		placeholder: 'e.g. data',
		hint: 'The name of the input binary field containing the file to upload',
	},
];

export const description = updateDisplayOptions(
	{ show: { resource: ['file'], operation: ['upload'] } },
	properties,
);

/** Puts each item's file into Model Studio's temporary storage and outputs its link. Free. */
export async function execute(context: IExecuteFunctions): Promise<INodeExecutionData[][]> {
	return await uploadFiles(context);
}

/** A file that is wanted in the temporary storage. */
export interface Wish {
	model: string;
	source: FileSource;
	/** As the item says it. */
	mimeType: string;
	bytes: number;
}

/** Bandwidth is shared, so more at once would not be done sooner. */
export const UPLOADS_AT_ONCE = 3;

export const HOUR = 3_600_000;

/** Uploads the files of all items. All items are checked before the first is sent. */
export async function uploadFiles(context: IExecuteFunctions): Promise<INodeExecutionData[][]> {
	const stop = context.getExecutionCancelSignal?.();
	if (stop?.aborted) throw stoppedError(context, nothingLost);
	const access = await readAccess(context);
	const wishes: Array<Outcome<Wish>> = [];
	for (let itemIndex = 0; itemIndex < context.getInputData().length; itemIndex++) {
		const wish = 'apiBase' in access ? await readWish(context, itemIndex, access) : refuse(access);
		throwIfFirst(context, itemIndex, wish);
		wishes.push(wish);
	}
	const outcomes = 'apiBase' in access ? await uploadAll(context, wishes, access) : [];
	if (stop?.aborted) throw stoppedError(context, nothingLost);
	outcomes.forEach((outcome, itemIndex) => throwIfFirst(context, itemIndex, outcome));
	return [
		wishes.map((wish, itemIndex) => {
			const outcome = outcomes[itemIndex] ?? wish;
			if (!outcome.ok) return failedItem({ itemIndex, fault: outcome.fault });
			return { json: { ...outcome.value }, pairedItem: { item: itemIndex } };
		}),
	];
}

export const nothingLost = 'Uploads cost nothing. Run the workflow again.';

/** In "Stop Workflow" mode the first fault ends the node; one that another's end has caused is no cause. */
export function throwIfFirst(context: IExecuteFunctions, itemIndex: number, outcome: Outcome<unknown>): void {
	if (outcome.ok || context.continueOnFail() || outcome.fault.class === 'stopped') return;
	throw nodeError(context, { itemIndex, fault: outcome.fault });
}

export function refuse(problem: { what: string; advice: string }): Outcome<Wish> {
	return failed(problemToFault(problem));
}

export async function readWish(
	context: IExecuteFunctions,
	itemIndex: number,
	{ region }: StudioAddress,
): Promise<Outcome<Wish>> {
	try {
		const name = readModel(context, itemIndex);
		const known = typeof name === 'string' ? findModel(name) : undefined;
		if (known && !known.regions.includes(region)) return refuse(otherRegion(known, region));
		// The storage serves models of other families, too, so an unknown name is left to the service to judge.
		if (typeof name !== 'string' || !/^[\w.-]{3,80}$/.test(name.trim())) {
			return refuse({
				what: name ? `Model is ${shown(name)}` : 'No Model is chosen',
				advice: 'Choose the model that the file is for, or enter its ID. The link works for no other model.',
			});
		}
		const field = context.getNodeParameter('inputBinaryField', itemIndex, 'data');
		const { binary, source } = binarySource(context, itemIndex, field);
		const bytes = await sizeOf(context, binary);
		if (bytes === 0) {
			const advice = 'Look at the output of the node that made it.';
			return refuse({ what: 'Input Binary Field holds an empty file', advice });
		}
		const model = known ? nameInRegion(known, region) : name.trim();
		return succeeded({ model, source, bytes, mimeType: binary.mimeType });
	} catch (error) {
		return failed(faultOfReading(error));
	}
}

export async function sizeOf(
	context: IExecuteFunctions,
	binary: { id?: string; bytes?: number; data: string },
): Promise<number> {
	if (binary.bytes !== undefined) return binary.bytes;
	if (binary.id) return (await context.helpers.getBinaryMetadata(binary.id)).fileSize;
	return Buffer.from(binary.data, 'base64').length;
}

export async function uploadAll(
	context: IExecuteFunctions,
	wishes: ReadonlyArray<Outcome<Wish>>,
	{ apiBase, region }: StudioAddress,
): Promise<Array<Outcome<object>>> {
	const stop = context.getExecutionCancelSignal?.();
	const halt = new AbortController();
	stop?.addEventListener('abort', () => halt.abort(), { once: true });
	const patience = { clock: systemClock, random: Math.random, stop: halt.signal };
	const client = new StudioClient(apiBase, n8nTransport(context), patience);
	const storage = new TemporaryStorage({
		...patience,
		client,
		post: async (form) => await sendForm(context, form),
	});
	const { maximumWait, stopAtFirstFault } = readRunSettings(context);
	const slots = new Slots(UPLOADS_AT_ONCE);
	const hints = new HintBook();
	const outcomes = await Promise.all(
		wishes.map(async (wish, itemIndex): Promise<Outcome<object>> => {
			if (!wish.ok) return wish;
			if (!hasTemporaryStorage(region)) {
				hints.add(itemIndex, [
					`Model Studio's temporary storage is not documented for ${regionName(region)}. If the upload is refused, pass files as URLs instead.`,
				]);
			}
			const leave = await slots.take(halt.signal);
			const outcome = halt.signal.aborted
				? failed(stopped('upload'))
				: await uploadOne(wish.value, storage, systemClock.now() + maximumWait);
			leave();
			if (!outcome.ok && stopAtFirstFault) halt.abort();
			return outcome;
		}),
	);
	hints.publish(context);
	return outcomes;
}

export async function uploadOne(wish: Wish, storage: TemporaryStorage, deadline: number): Promise<Outcome<object>> {
	const { model, source, bytes } = wish;
	try {
		const { format, mimeType = wish.mimeType } = await identifyFile(source);
		const extension = extensionOf(format, source.fileName);
		const open = async () => await source.open();
		const begun = systemClock.now();
		const link = await storage.upload({ bytes, mimeType, extension, open }, model, deadline);
		if (!link.ok) return failed({ ...link.fault, model });
		const expiresAt = new Date(begun + UPLOAD_LIFE_HOURS * HOUR).toISOString();
		const { fileName } = source;
		return succeeded({ url: link.value, model, expiresAt, ...(fileName && { fileName }), bytes, mimeType });
	} catch (error) {
		return failed({ ...unreadable(error), model });
	}
}
