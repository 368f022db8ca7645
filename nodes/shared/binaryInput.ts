import { type IBinaryData, type IExecuteFunctions, NodeOperationError } from 'n8n-workflow';

import { type FileSource, probeFile, type MediaFile, fileReadFault } from '../core/media/file';
import { withOwnWords } from './nodeErrors';

/** Reads a file of an item's binary field and what it is. Throws n8n's error if there is none. */
export async function readMediaFile(
	context: IExecuteFunctions,
	itemIndex: number,
	field: unknown,
): Promise<MediaFile> {
	const { source } = binarySource(context, itemIndex, field);
	try {
		return await probeFile(source);
	} catch (error) {
		const { message, description } = fileReadFault(error);
		throw withOwnWords(new NodeOperationError(context.getNode(), message, { description }), message);
	}
}

/** @param field the name of a binary field, or by expression the binary object itself */
export function binarySource(
	context: IExecuteFunctions,
	itemIndex: number,
	field: unknown,
): { binary: IBinaryData; source: FileSource } {
	const name = typeof field === 'object' && field !== null ? (field as IBinaryData) : String(field ?? '');
	const binary = context.helpers.assertBinaryData(itemIndex, name);
	const open = async () => {
		// Only what n8n keeps outside the item has an id and can be streamed.
		if (binary.id) return await context.helpers.getBinaryStream(binary.id);
		return await context.helpers.getBinaryDataBuffer(itemIndex, name);
	};
	return { binary, source: { open, ...(binary.fileName && { fileName: binary.fileName }) } };
}

/** Bytes of a file in n8n's storage. */
export async function binarySize(
	context: IExecuteFunctions,
	binary: Pick<IBinaryData, 'id' | 'bytes' | 'data'>,
): Promise<number> {
	if (binary.bytes !== undefined) return binary.bytes;
	if (binary.id) return (await context.helpers.getBinaryMetadata(binary.id)).fileSize;
	return Buffer.from(binary.data, 'base64').length;
}
