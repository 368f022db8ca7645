import { type ByteReader, latin1, viewOf } from './source';

const ID3_HEADER_BYTES = 10;

const ID3_FOOTER_FLAG = 0x10;

const APE_HEADER_BYTES = 32;

/**
 * Passes over ID3v2.4, 3.1, and APE tags: the length stands in the header. A file may have several tags of both kinds.
 * @returns whether there are any
 */
export async function skipTags(reader: ByteReader): Promise<boolean> {
	const start = reader.position;
	for (;;) {
		const length = lengthOfTag(await reader.peek(APE_HEADER_BYTES));
		if (length === undefined) return reader.position > start;
		await reader.pass(length);
	}
}

/** Bytes of the tag that begins here, its header included; nothing where none does. */
function lengthOfTag(header: Uint8Array): number | undefined {
	if (latin1(header, 0, 3) === 'ID3') {
		// Seven bits a byte.
		const length = header.subarray(6, 10).reduce((sum, byte) => sum * 128 + (byte & 0x7f), 0);
		const footer = ((header[5] ?? 0) & ID3_FOOTER_FLAG) === 0 ? 0 : ID3_HEADER_BYTES;
		return ID3_HEADER_BYTES + length + footer;
	}
	// The length of an APE tag does not count its header ("APE Tags Header").
	const isApe = latin1(header, 0, 8) === 'APETAGEX' && header.length === APE_HEADER_BYTES;
	return isApe ? APE_HEADER_BYTES + viewOf(header).getUint32(12, true) : undefined;
}

/** What may follow the last frame: ID3v1, APE and Lyrics3 tags. */
export function isTail(bytes: Uint8Array): boolean {
	const start = latin1(bytes, 0, 4);
	return start.startsWith('TAG') || start === 'APET' || start === 'LYRI';
}
