import { readAvi } from './avi';
import { readBmp } from './bmp';
import type { MediaInfo, MediaFormat } from './mediaInfo';
import { readIsoMedia } from './isoMedia';
import { readJpeg } from './jpeg';
import { readMp3 } from './mp3';
import { readPng } from './png';
import { identify, type Signature, SIGNATURE_BYTES } from './signature';
import { ByteReader, type Chunks, reasonOf } from './source';
import { readWav } from './wav';
import { readWebp } from './webp';

export type { MediaInfo, MediaFormat } from './mediaInfo';

const readers: Partial<Record<MediaFormat, (reader: ByteReader) => Promise<MediaInfo>>> = {
	jpeg: readJpeg,
	png: readPng,
	bmp: readBmp,
	webp: readWebp,
	wav: readWav,
	mp3: readMp3,
	avi: readAvi,
};

async function readAs({ format, mimeType }: Signature, reader: ByteReader): Promise<MediaInfo> {
	if (format === 'mp4' || format === 'mov' || format === 'm4a') {
		return await readIsoMedia(reader, { format, mimeType: mimeType ?? 'video/mp4' });
	}
	// An MP3 has no signature; its frames may begin anywhere.
	const read = readers[format] ?? (mimeType === undefined ? readMp3 : undefined);
	return read ? await read(reader) : { kind: 'other', format, mimeType };
}

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
	const read = async (): Promise<MediaInfo> => {
		const head = await reader.peek(SIGNATURE_BYTES);
		if (head.length === 0) return { kind: 'broken', format, reason: 'is empty' };
		const found = identify(head);
		format = found.format;
		return await readAs(found, reader);
	};
	return await read()
		.catch(async (error: unknown): Promise<MediaInfo> => {
			const reason = reasonOf(error);
			return reason ? { kind: 'broken', format, reason } : await Promise.reject(error);
		})
		.finally(async () => await reader.close());
}
