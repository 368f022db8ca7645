import type { IExecuteFunctions } from 'n8n-workflow';

import { piecesOf, type FileBody } from '../core/media/file';
import type { FormPost } from '../core/transfer/temporaryStorage';
import type { MultipartEnvelope } from '../core/transfer/multipart';
import { describeNetworkError } from '../core/studio/networkError';
import type { NetworkFailure, StudioAnswer } from '../core/studio/transport';
import { lowerCaseHeaders } from './httpTransport';

/** Sends a form with a file to the storage host: with n8n's plain helper, which adds no key. */
export async function postMultipart(
	context: IExecuteFunctions,
	{ url, form, body, bytes, timeout, signal }: FormPost,
): Promise<StudioAnswer | NetworkFailure> {
	const streamed = streamAround(body, form);
	try {
		const answer = await context.helpers.httpRequest({
			method: 'POST',
			url,
			headers: {
				'Content-Type': form.contentType,
				'Content-Length': String(form.head.length + bytes + form.tail.length),
			},
			body: (streamed ?? (await inOnePiece(body, form))) as Buffer,
			encoding: 'text',
			returnFullResponse: true,
			ignoreHttpStatusErrors: true,
			// To be able to send a body again, a client that follows redirects keeps all of it in memory.
			disableFollowRedirect: true,
			timeout,
			...(signal && { abortSignal: signal }),
		});
		return {
			kind: 'answer',
			status: answer.statusCode,
			headers: lowerCaseHeaders(answer.headers),
			text: typeof answer.body === 'string' ? answer.body : String(answer.body ?? ''),
		};
	} catch (error) {
		return describeNetworkError(error, signal?.aborted === true);
	} finally {
		// The storage may have refused the form before all of the file was read, and an open stream is an open file.
		streamed?.destroy();
		if ('destroy' in body && typeof body.destroy === 'function') body.destroy();
	}
}

interface Stream extends NodeJS.ReadableStream {
	destroy(): void;
}

/**
 * A file's stream with the form's bytes before and after it. Node's streams can be wrapped by their own `compose`, so
 * that its stream module, which verified nodes must not import, is not needed. A Buffer is sent in one piece.
 */
function streamAround(body: FileBody, form: MultipartEnvelope): Stream | undefined {
	if (body instanceof Uint8Array || !('compose' in body) || typeof body.compose !== 'function')
		return undefined;
	const around = async function* (pieces: AsyncIterable<Uint8Array>) {
		yield form.head;
		yield* pieces;
		yield form.tail;
	};
	const stream = body.compose(around) as Stream;
	// What breaks the request shows in its error; without a listener it would end n8n.
	stream.on('error', () => undefined);
	return stream;
}

async function inOnePiece(body: FileBody, form: MultipartEnvelope): Promise<Buffer> {
	const pieces: Uint8Array[] = [form.head];
	for await (const piece of piecesOf(body)) pieces.push(piece);
	return Buffer.concat([...pieces, form.tail]);
}
