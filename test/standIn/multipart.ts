/* eslint-disable @n8n/community-nodes/no-restricted-imports */
import { createHash, type Hash } from 'node:crypto';
import type { IncomingMessage } from 'node:http';

export interface Form {
	/** Field names in the order they came. */
	names: string[];
	fields: Record<string, string>;
	file?: { name: string; contentType?: string; bytes: number; sha256: string };
}

/** Fields are policies and names; more than this is no field. */
const FIELD_MAX_BYTES = 64 * 1024;
const HEAD_END = Buffer.from('\r\n\r\n');

interface Part {
	name: string;
	filename?: string;
	contentType?: string;
	bytes: number;
	hash: Hash;
	chunks: Buffer[];
}

/** Reads multipart/form-data as it streams by: fields are kept, a file is only measured and hashed. */
export async function readMultipart(request: IncomingMessage): Promise<Form> {
	const boundary = /^multipart\/form-data;.*boundary=(?:"([^"]+)"|([^;\s]+))/i.exec(
		request.headers['content-type'] ?? '',
	);
	const token = boundary?.[1] ?? boundary?.[2];
	if (!token) {
		request.resume();
		throw new Error('No multipart boundary');
	}
	const delimiter = Buffer.from(`\r\n--${token}`);
	const form: Form = { names: [], fields: {} };
	let part: Part | undefined;
	let ended = false;
	// A bad form is still read to its end: leaving the loop would break the connection before the refusal.
	let failure: unknown;
	// The first delimiter has no line break before it; with one put there all look the same.
	let rest = Buffer.from('\r\n');

	for await (const chunk of request as AsyncIterable<Buffer>) {
		if (ended || failure) continue;
		rest = Buffer.concat([rest, chunk]);
		try {
			work();
		} catch (error) {
			failure = error;
		}
	}
	if (failure || !ended) throw new Error('The form is not well-formed', { cause: failure });
	return form;

	/** Takes all that is certain out of `rest`. */
	function work(): void {
		for (;;) {
			const at = rest.indexOf(delimiter);
			if (at < 0) {
				// The tail may be the beginning of a delimiter.
				const sure = Math.max(0, rest.length - delimiter.length);
				if (part && sure > 0) {
					take(part, rest.subarray(0, sure));
					rest = rest.subarray(sure);
				}
				return;
			}
			const after = rest.subarray(at + delimiter.length);
			if (after.length >= 2 && after.toString('latin1', 0, 2) === '--') ended = true;
			const headEnd = after.indexOf(HEAD_END);
			if (!ended && headEnd < 0) return;
			if (part) {
				take(part, rest.subarray(0, at));
				finish(form, part);
			}
			part = undefined;
			if (ended) return;
			part = open(after.toString('utf8', 0, headEnd));
			form.names.push(part.name);
			rest = after.subarray(headEnd + HEAD_END.length);
		}
	}
}

function open(head: string): Part {
	const name = /content-disposition:[^\r\n]*[;\s]name="([^"]*)"/i.exec(head)?.[1];
	if (name === undefined) throw new Error('A part has no name');
	return {
		name,
		filename: /[;\s]filename="([^"]*)"/i.exec(head)?.[1],
		contentType: /content-type:\s*([^\r\n]+)/i.exec(head)?.[1],
		bytes: 0,
		hash: createHash('sha256'),
		chunks: [],
	};
}

function take(part: Part, content: Buffer): void {
	part.bytes += content.length;
	if (part.name === 'file') part.hash.update(content);
	else if (part.bytes > FIELD_MAX_BYTES) throw new Error('A field is too long');
	else part.chunks.push(Buffer.from(content));
}

function finish(form: Form, part: Part): void {
	if (part.name !== 'file') {
		form.fields[part.name] = Buffer.concat(part.chunks).toString('utf8');
		return;
	}
	form.file = {
		name: part.filename ?? '',
		contentType: part.contentType,
		bytes: part.bytes,
		sha256: part.hash.digest('hex'),
	};
}
