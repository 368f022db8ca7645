import { readAvi } from './avi';
import { readBmp } from './bmp';
import type { MediaInfo, MediaFormat } from './mediaInfo';
import { type Brand, readIsoMedia } from './isoMedia';
import { readJpeg } from './jpeg';
import { readMp3 } from './mp3';
import { readPng } from './png';
import { identify, type Signature, SIGNATURE_BYTES } from './signature';
import { BrokenFileError, ByteReader, type Chunks } from './source';
import { readWav } from './wav';
import { readWebp } from './webp';

export type { AudioInfo, ImageInfo, MediaInfo, MediaFormat, VideoInfo } from './mediaInfo';

async function readAs({ format, mimeType }: Signature, reader: ByteReader): Promise<MediaInfo> {
	switch (format) {
		case 'jpeg':
			return await readJpeg(reader);
		case 'png':
			return await readPng(reader);
		case 'bmp':
			return await readBmp(reader);
		case 'webp':
			return await readWebp(reader);
		case 'wav':
			return await readWav(reader);
		case 'mp3':
			return await readMp3(reader);
		case 'avi':
			return await readAvi(reader);
		case 'mp4':
		case 'mov':
		case 'm4a': {
			const brand: Brand = { format, mimeType: mimeType ?? 'video/mp4' };
			return await readIsoMedia(reader, brand);
		}
		default:
			if (mimeType !== undefined) return { kind: 'other', format, mimeType };
			// An MP3 has no signature; its frames may begin anywhere.
			return await readMp3(reader);
	}
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
			if (error instanceof BrokenFileError) return { kind: 'broken', format, reason: error.message };
			return await Promise.reject(error);
		})
		.finally(async () => await reader.close());
}
