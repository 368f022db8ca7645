import { type ByteReader, latin1, viewOf } from './source';

/** A chunk of a RIFF file, of which only the header was read. */
export interface Chunk {
	type: string;
	length: number;
	/** Position behind its last byte. */
	end: number;
	/** Position of the next chunk: an odd length is made even by a byte that some programs leave out. */
	next: number;
}

/** The next chunk (Microsoft, "Resource Interchange File Format"); nothing at the end of the file. */
export async function nextChunk(reader: ByteReader): Promise<Chunk | undefined> {
	const header = await reader.take(8);
	if (header === undefined) return undefined;
	const length = viewOf(header).getUint32(4, true);
	const end = reader.position + length;
	return { type: latin1(header, 0, 4), length, end, next: end + (length % 2) };
}
