import { readAvi } from './avi';
import { readBmp } from './bmp';
import type { MediaInfo, MediaFormat } from './mediaInfo';
import { readIsoMedia } from './isoMedia';
import { readJpeg } from './jpeg';
import { readMp3 } from './mp3';
import { readPng } from './png';
import { identify, type Signature, SIGNATURE_BYTES } from './signature';
import { BrokenFileError, ByteReader, type Chunks, reasonOf } from './source';
import { readWav } from './wav';
import { readWebp } from './webp';

export type { MediaInfo, MediaFormat } from './mediaInfo';

const readers: Partial<Record<MediaFormat, (reader: ByteReader, found: Signature) => Promise<MediaInfo>>> = {
	jpeg: readJpeg,
	png: readPng,
	bmp: readBmp,
	webp: readWebp,
	wav: readWav,
	mp3: readMp3,
	avi: readAvi,
	mp4: readIsoMedia,
	mov: readIsoMedia,
	m4a: readIsoMedia,
};

/**
 * Finds the info of a media file from its bytes. Never throws for any bytes; a stream that fails makes it reject
 * with the stream's own error.
 *
 * All are read to their end, because only the end tells whether a file is whole. Nothing of pixels and sound is held. A
 * stream is closed as soon as enough is known.
 */
export async function probe(chunks: Chunks): Promise<MediaInfo> {
	const reader = new ByteReader(chunks);
	let format: MediaFormat = 'unknown';
	try {
		const head = await reader.peek(SIGNATURE_BYTES);
		if (head.length === 0) throw new BrokenFileError('is empty');
		const found = identify(head);
		format = found.format;
		// An MP3 has no signature; its frames may begin anywhere.
		const read = readers[format] ?? (found.mimeType === undefined ? readMp3 : undefined);
		return read ? await read(reader, found) : { kind: 'other', ...found };
	} catch (error) {
		const reason = reasonOf(error);
		if (!reason) return await Promise.reject(error);
		const endsEarly = error instanceof BrokenFileError && error.endsEarly;
		return { kind: 'broken', format, reason, ...(endsEarly && { endsEarly }) };
	} finally {
		await reader.close();
	}
}
