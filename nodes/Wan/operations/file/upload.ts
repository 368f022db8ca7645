import type { IExecuteFunctions, INodeExecutionData, INodeProperties } from 'n8n-workflow';

import { systemClock } from '../../../core/base/clock';
import { err, ok, type Result } from '../../../core/base/result';
import { Semaphore } from '../../../core/base/semaphore';
import { HOUR_MS } from '../../../core/base/units';
import {
	defaultModels,
	findModel,
	hasTemporaryStorage,
	models,
	nameInRegion,
	regionName,
} from '../../../core/catalogue';
import { extensionOf, fileReadFault, type FileSource, identifyFile } from '../../../core/media/file';
import { otherRegionHint } from '../../../core/request/validate';
import { formatValue } from '../../../core/request/values';
import type { StudioAddress } from '../../../core/studio/address';
import { stopFault } from '../../../core/studio/errors';
import { TemporaryStorage, UPLOAD_LIFETIME_HOURS } from '../../../core/transfer/temporaryStorage';
import { binarySize, binarySource } from '../../../shared/binaryInput';
import { connectRun, readConnection } from '../../../shared/connection';
import { failedItem, faultOfReading, nodeError, refuse } from '../../../shared/nodeErrors';
import { inputBinaryField } from '../../fields/media';
import { modelField } from '../../fields/model';
import { HintCollector } from '../../run/hints';
import type { NodeOperation } from '../../run/nodeOperation';
import { DEFAULT_MAXIMUM_WAIT_MS, readModel } from '../../run/settings';
import { stoppedError } from '../../run/stopped';

const description: INodeProperties[] = [
	{
		...modelField(models, defaultModels.generateFromImage),
		description:
			'The link works for this model only. A model that is not in the list can be given by its ID.',
	},
	inputBinaryField('The name of the input binary field containing the file to upload'),
];

/** A file that is wanted in the temporary storage. */
interface UploadRequest {
	model: string;
	source: FileSource;
	/** As the item says it. */
	mimeType: string;
	bytes: number;
}

/** Bandwidth is shared, so more at once would not be done sooner. */
const UPLOADS_AT_ONCE = 3;

/**
 * Puts each item's file into Model Studio's temporary storage and outputs its link. Free. All items are checked before the
 * first is sent.
 */
async function execute(context: IExecuteFunctions): Promise<INodeExecutionData[][]> {
	const signal = context.getExecutionCancelSignal?.();
	if (signal?.aborted) throw stoppedError(context, nothingLost);
	const connection = await readConnection(context);
	const requests: Array<Result<UploadRequest>> = [];
	for (let itemIndex = 0; itemIndex < context.getInputData().length; itemIndex++) {
		const request = connection.ok
			? await readUploadRequest(context, itemIndex, connection.value)
			: connection;
		throwIfFirst(context, itemIndex, request);
		requests.push(request);
	}
	const results = connection.ok ? await uploadAll(context, requests, connection.value) : [];
	if (signal?.aborted) throw stoppedError(context, nothingLost);
	results.forEach((result, itemIndex) => throwIfFirst(context, itemIndex, result));
	return [
		requests.map((request, itemIndex) => {
			const result = results[itemIndex] ?? request;
			if (!result.ok) return failedItem({ itemIndex, fault: result.fault });
			return { json: { ...result.value }, pairedItem: { item: itemIndex } };
		}),
	];
}

const nothingLost = 'Uploads cost nothing. Run the workflow again.';

/** In "Stop Workflow" mode the first fault ends the node; one that another's end has caused is no cause. */
function throwIfFirst(context: IExecuteFunctions, itemIndex: number, result: Result<unknown>): void {
	if (result.ok || context.continueOnFail() || result.fault.class === 'stopped') return;
	throw nodeError(context, { itemIndex, fault: result.fault });
}

async function readUploadRequest(
	context: IExecuteFunctions,
	itemIndex: number,
	{ region }: StudioAddress,
): Promise<Result<UploadRequest>> {
	try {
		const name = readModel(context, itemIndex);
		const known = typeof name === 'string' ? findModel(name) : undefined;
		// The storage serves models of other families, too, so an unknown name is left to the service to judge.
		if (typeof name !== 'string' || !/^[\w.-]{3,80}$/.test(name.trim())) {
			return refuse(
				name ? `Model is ${formatValue(name)}` : 'No Model is chosen',
				'Choose the model that the file is for, or enter its ID. The link works for no other model.',
			);
		}
		const field = context.getNodeParameter('inputBinaryField', itemIndex, 'data');
		const { binary, source } = binarySource(context, itemIndex, field);
		const bytes = await binarySize(context, binary);
		if (bytes === 0) {
			const description = 'Look at the output of the node that made it.';
			return refuse('Input Binary Field holds an empty file', description);
		}
		const model = known ? nameInRegion(known, region) : name.trim();
		return ok({ model, source, bytes, mimeType: binary.mimeType });
	} catch (error) {
		return err(faultOfReading(error));
	}
}

async function uploadAll(
	context: IExecuteFunctions,
	requests: ReadonlyArray<Result<UploadRequest>>,
	address: StudioAddress,
): Promise<Array<Result<object>>> {
	const { region } = address;
	const { halt, storage } = connectRun(context, address);
	const semaphore = new Semaphore(UPLOADS_AT_ONCE);
	const hints = new HintCollector();
	const results = await Promise.all(
		requests.map(async (request, itemIndex): Promise<Result<object>> => {
			if (!request.ok) return request;
			if (!hasTemporaryStorage(region)) {
				hints.add(itemIndex, [
					`Model Studio's temporary storage is not documented for ${regionName(region)}. If the upload is refused, pass files as URLs instead.`,
				]);
			}
			const known = findModel(request.value.model);
			if (known && !known.regions.includes(region)) hints.add(itemIndex, [otherRegionHint(known, region)]);
			const release = await semaphore.acquire(halt.signal);
			const result = halt.signal.aborted
				? err(stopFault('upload'))
				: await uploadOne(request.value, storage, systemClock.now() + DEFAULT_MAXIMUM_WAIT_MS);
			release();
			if (!result.ok && !context.continueOnFail()) halt.abort();
			return result;
		}),
	);
	hints.publish(context);
	return results;
}

async function uploadOne(
	request: UploadRequest,
	storage: TemporaryStorage,
	deadline: number,
): Promise<Result<object>> {
	const { model, source, bytes } = request;
	try {
		const { format, mimeType = request.mimeType } = await identifyFile(source);
		const extension = extensionOf(format, source.fileName);
		const open = async () => await source.open();
		const begun = systemClock.now();
		const link = await storage.upload({ bytes, mimeType, extension, open }, model, deadline);
		if (!link.ok) return err({ ...link.fault, model });
		const expiresAt = new Date(begun + UPLOAD_LIFETIME_HOURS * HOUR_MS).toISOString();
		const { fileName } = source;
		return ok({ url: link.value, model, expiresAt, ...(fileName && { fileName }), bytes, mimeType });
	} catch (error) {
		return err({ ...fileReadFault(error), model });
	}
}

export const upload: NodeOperation = { description, execute };
