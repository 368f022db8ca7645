import { createHash } from 'crypto';

import type { Fault } from '../base/fault';
import { errorText } from '../base/redact';
import { type MediaInfo, type MediaFormat, probe } from './probe';
import { identify, type Signature, SIGNATURE_BYTES } from './probe/signature';
import { ByteReader } from './probe/source';

/** A file's bytes: a stream where the store can give one, else all of them. */
export type FileBody = Uint8Array | NodeJS.ReadableStream;

/** A file where it lies, before it is probed. */
export interface FileSource {
	/** As the user knows it. */
	fileName?: string;
	/** The file came as a data URL, in a field for links. */
	isDataUrl?: true;
	/** Opens the file anew, from its beginning. */
	open(): Promise<FileBody>;
}

/** A file that was probed. Its bytes stay where they are until they are sent. */
export class MediaFile {
	constructor(
		private readonly source: FileSource,
		readonly info: MediaInfo,
		readonly bytes: number,
		/** SHA-256 of the bytes, in hex. Tells the same file again in a later try. */
		readonly fingerprint: string,
	) {}

	get fileName(): string | undefined {
		return this.source.fileName;
	}

	get isDataUrl(): boolean {
		return this.source.isDataUrl === true;
	}

	/** The real one, whatever n8n calls the file. */
	get mimeType(): string {
		return ('mimeType' in this.info && this.info.mimeType) || 'application/octet-stream';
	}

	/** The file extension, without a dot. */
	get extension(): string {
		return extensionOf(this.info.format, this.fileName);
	}

	async open(): Promise<FileBody> {
		return await this.source.open();
	}
}

/** The file extension for a format; of an unknown format the one that the user gave it, if it is in ASCII. */
export function extensionOf(format: MediaFormat, fileName = ''): string {
	if (format === 'jpeg') return 'jpg';
	return format === 'unknown' ? (/\.([a-z0-9]{1,8})$/i.exec(fileName)?.[1] ?? '').toLowerCase() : format;
}

/** Reads a file once from its beginning to its end: what it is, how long it is, and its fingerprint. */
export async function probeFile(source: FileSource): Promise<MediaFile> {
	const hash = createHash('sha256');
	let bytes = 0;
	const pieces = piecesOf(await source.open());
	const next = async (): Promise<IteratorResult<Uint8Array>> => {
		const piece = await pieces.next();
		if (!piece.done) {
			hash.update(piece.value);
			bytes += piece.value.length;
		}
		return piece;
	};
	// Without a `return` of its own: a reader that has seen enough must not close the stream before all is hashed.
	const info = await probe({ [Symbol.asyncIterator]: () => ({ next }) });
	while (!(await next()).done);
	return new MediaFile(source, info, bytes, hash.digest('hex'));
}

/** What a file is by its first bytes; the rest is not read. */
export async function identifyFile(source: FileSource): Promise<Signature> {
	const reader = new ByteReader(piecesOf(await source.open()));
	const head = await reader.peek(SIGNATURE_BYTES);
	await reader.close();
	return identify(head);
}

/** The pieces of a body one after another; a stream is closed when nobody wants more of it. */
export async function* piecesOf(body: FileBody): AsyncGenerator<Uint8Array, void, undefined> {
	if (body instanceof Uint8Array) {
		yield body;
		return;
	}
	for await (const piece of body) yield typeof piece === 'string' ? Buffer.from(piece) : piece;
}

/** What n8n's binary storage threw when it was asked for a file. */
export function fileReadFault(error: unknown): Fault {
	const message = errorText(error);
	return {
		stage: 'upload',
		class: 'input',
		message: `The file could not be read from n8n's binary storage (${message})`,
		description:
			'Run the node that made the file again. Binary files are deleted together with their executions.',
	};
}
