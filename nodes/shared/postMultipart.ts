import type { IExecuteFunctions } from 'n8n-workflow';

import { piecesOf } from '../core/media/file';
import { describeNetworkError } from '../core/studio/networkError';
import type { NetworkFailure, StudioResponse } from '../core/studio/transport';
import { discard } from '../core/transfer/bodyStream';
import type { FormPost } from '../core/transfer/temporaryStorage';
import { readResponse, wholeResponse } from './httpTransport';
import { streamLike } from './streamLike';

/** Sends a form with a file to the storage host: with n8n's plain helper, which adds no key. */
export async function postMultipart(
	context: IExecuteFunctions,
	{ url, form, body, bytes, timeout, signal }: FormPost,
): Promise<StudioResponse | NetworkFailure> {
	const around = async function* () {
		yield form.head;
		yield* piecesOf(body);
		yield form.tail;
	};
	const sent = await streamLike(body, around());
	try {
		const response = await context.helpers.httpRequest({
			...wholeResponse,
			method: 'POST',
			url,
			headers: {
				'Content-Type': form.contentType,
				'Content-Length': String(form.head.length + bytes + form.tail.length),
			},
			body: sent as Buffer,
			encoding: 'text',
			// To be able to send a body again, a client that follows redirects keeps all of it in memory.
			disableFollowRedirect: true,
			timeout,
			...(signal && { abortSignal: signal }),
		});
		return readResponse(response);
	} catch (error) {
		return describeNetworkError(error, signal?.aborted === true);
	} finally {
		// The storage may have refused the form before all of the file was read, and an open stream is an open file.
		for (const each of [sent, body]) if (!(each instanceof Uint8Array)) discard(each);
	}
}
