import { randomUUID } from 'crypto';

/** What stands in a form before and after its file. The file itself goes between them, piece by piece. */
export interface MultipartEnvelope {
	contentType: string;
	head: Uint8Array;
	tail: Uint8Array;
}

/**
 * Writes multipart/form-data (RFC 7578) around a file, which is the last field, as the storage wants it.
 * @param file its name in ASCII, its type
 */
export function multipartEnvelope(
	fields: ReadonlyArray<readonly [name: string, value: string]>,
	file: { name: string; mimeType: string },
): MultipartEnvelope {
	const boundary = `wan-${randomUUID()}`;
	const part = (disposition: string) => `--${boundary}\r\nContent-Disposition: form-data; ${disposition}\r\n`;
	const plain = fields.map(([name, value]) => `${part(`name="${name}"`)}\r\n${value}\r\n`);
	const opening = `${part(`name="file"; filename="${file.name}"`)}Content-Type: ${file.mimeType}\r\n\r\n`;
	return {
		contentType: `multipart/form-data; boundary=${boundary}`,
		head: Buffer.from([...plain, opening].join('')),
		tail: Buffer.from(`\r\n--${boundary}--\r\n`),
	};
}
