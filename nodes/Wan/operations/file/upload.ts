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
import { regionHint } from '../../../core/request/regionHint';
import { formatValue } from '../../../core/request/values';
import type { StudioAddress } from '../../../core/studio/address';
import { stopFault } from '../../../core/studio/errors';
import { TemporaryStorage, UPLOAD_LIFETIME_HOURS } from '../../../core/transfer/temporaryStorage';
import { binarySize, binarySource } from '../../../shared/binaryInput';
import { connectRun, readConnection } from '../../../shared/connection';
import { faultOfReading, refuse } from '../../../shared/nodeErrors';
import { inputBinaryField } from '../../fields/media';
import { modelField } from '../../fields/model';
import { failItem } from '../../run/failItem';
import { HintCollector } from '../../run/hints';
import type { NodeOperation } from '../../run/nodeOperation';
import { DEFAULT_MAXIMUM_WAIT_MS, readModel } from '../../run/settings';

const description: INodeProperties[] = [
	{
		...modelField(models, defaultModels.generateFromImage),
		description: 'The link works for this model only. One that is not in the list can be given by its ID.',
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
	const connection = await readConnection(context);
	const items = context.getInputData();
	if (!connection.ok) {
		const { fault } = connection;
		return [items.map((_item, itemIndex) => failItem(context, { itemIndex, fault }))];
	}
	const requests: Array<Result<UploadRequest>> = [];
	for (let itemIndex = 0; itemIndex < items.length; itemIndex++) {
		const request = await readUploadRequest(context, itemIndex, connection.value);
		if (!request.ok) failItem(context, { itemIndex, fault: request.fault });
		requests.push(request);
	}
	return [await uploadAll(context, requests, connection.value)];
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
				'Choose the model that the file is for, or enter its ID.',
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
): Promise<INodeExecutionData[]> {
	const { region } = address;
	const { halt, storage } = connectRun(context, address);
	const semaphore = new Semaphore(UPLOADS_AT_ONCE);
	const hints = new HintCollector();
	const uploadInTurn = async (request: UploadRequest, itemIndex: number): Promise<Result<object>> => {
		if (!hasTemporaryStorage(region)) {
			hints.add(itemIndex, [
				`Model Studio's temporary storage is not documented for ${regionName(region)}. If the upload is refused, pass files as URLs instead.`,
			]);
		}
		const known = findModel(request.model);
		if (known) hints.add(itemIndex, regionHint(known.id, known.regions, region));
		const release = await semaphore.acquire(halt.signal);
		const result = halt.signal.aborted ? err(stopFault('upload')) : await uploadOne(request, storage);
		release();
		return result;
	};
	try {
		return await Promise.all(
			requests.map(async (request, itemIndex) => {
				const result = request.ok ? await uploadInTurn(request.value, itemIndex) : request;
				return result.ok
					? { json: { ...result.value }, pairedItem: { item: itemIndex } }
					: failItem(context, { itemIndex, fault: result.fault });
			}),
		);
	} finally {
		// In "Stop Workflow" mode the first fault ends the others.
		halt.abort();
		hints.publish(context);
	}
}

async function uploadOne(
	{ model, source, bytes, mimeType: named }: UploadRequest,
	storage: TemporaryStorage,
): Promise<Result<object>> {
	try {
		const { format, mimeType = named } = await identifyFile(source);
		const { fileName } = source;
		const file = { ...source, bytes, mimeType, extension: extensionOf(format, fileName) };
		const begun = systemClock.now();
		const link = await storage.upload(file, model, begun + DEFAULT_MAXIMUM_WAIT_MS);
		if (!link.ok) return err({ ...link.fault, model });
		const expiresAt = new Date(begun + UPLOAD_LIFETIME_HOURS * HOUR_MS).toISOString();
		return ok({ url: link.value, model, expiresAt, ...(fileName && { fileName }), bytes, mimeType });
	} catch (error) {
		return err({ ...fileReadFault(error), model });
	}
}

export const upload: NodeOperation = { description, execute };
