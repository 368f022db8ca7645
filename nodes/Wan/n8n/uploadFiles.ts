import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

import { systemClock } from '../../core/clock';
import { findModel, hasTemporaryStorage, nameInRegion, regionName } from '../../core/catalogue';
import { extensionOf, identifyFile, type FileSource } from '../../core/media/file';
import { unreadable } from '../../core/media/unreadable';
import { TemporaryStorage, UPLOAD_LIFE_HOURS } from '../../core/media/upload';
import { failed, succeeded, type Outcome } from '../../core/outcome';
import { otherRegion } from '../../core/request/modelProblems';
import { shown } from '../../core/request/values';
import type { StudioAddress } from '../../core/studio/address';
import { StudioClient, stopped } from '../../core/studio/client';
import { Slots } from '../../core/tasks/slots';
import { readModel } from '../fields/model';
import { readAccess } from './access';
import { failedItem, nodeError, problemToFault } from './errors';
import { HintBook } from './hints';
import { binarySource } from './mediaInput';
import { faultOfReading } from './reading';
import { sendForm } from './sendForm';
import { readRunSettings } from './settings';
import { stoppedError } from './stopped';
import { n8nTransport } from './transport';

/** A file that is wanted in the temporary storage. */
interface Wish {
	model: string;
	source: FileSource;
	/** As the item says it. */
	mimeType: string;
	bytes: number;
}

/** Bandwidth is shared, so more at once would not be done sooner. */
const UPLOADS_AT_ONCE = 3;
const HOUR = 3_600_000;

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

const nothingLost = 'Uploads cost nothing. Run the workflow again.';

/** In "Stop Workflow" mode the first fault ends the node; one that another's end has caused is no cause. */
function throwIfFirst(context: IExecuteFunctions, itemIndex: number, outcome: Outcome<unknown>): void {
	if (outcome.ok || context.continueOnFail() || outcome.fault.class === 'stopped') return;
	throw nodeError(context, { itemIndex, fault: outcome.fault });
}

function refuse(problem: { what: string; advice: string }): Outcome<Wish> {
	return failed(problemToFault(problem));
}

async function readWish(
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

async function sizeOf(
	context: IExecuteFunctions,
	binary: { id?: string; bytes?: number; data: string },
): Promise<number> {
	if (binary.bytes !== undefined) return binary.bytes;
	if (binary.id) return (await context.helpers.getBinaryMetadata(binary.id)).fileSize;
	return Buffer.from(binary.data, 'base64').length;
}

async function uploadAll(
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

async function uploadOne(wish: Wish, storage: TemporaryStorage, deadline: number): Promise<Outcome<object>> {
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
