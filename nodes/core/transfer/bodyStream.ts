import { errorText } from '../base/redact';
import type { NetworkFailure } from '../studio/transport';

/** Reads the start of a stream and puts it back, so that whoever stores the stream gets all of it. */
export async function firstBytes(
	body: NodeJS.ReadableStream,
	count: number,
): Promise<{ kind: 'bytes'; bytes: Uint8Array } | NetworkFailure> {
	return await new Promise((resolve) => {
		const parts: Buffer[] = [];
		const finish = (result: { kind: 'bytes'; bytes: Uint8Array } | NetworkFailure) => {
			for (const [event, listener] of listeners) body.removeListener(event, listener);
			resolve(result);
		};
		const onReadable = () => {
			for (let part = body.read(); part !== null; part = body.read()) parts.push(Buffer.from(part));
			const bytes = Buffer.concat(parts);
			if (bytes.length < count) return;
			body.unshift(bytes);
			finish({ kind: 'bytes', bytes });
		};
		const onEnd = () => finish({ kind: 'bytes', bytes: Buffer.concat(parts) });
		const onError = (error: unknown) =>
			finish({ kind: 'network failure', requestSent: 'maybe', code: '', message: errorText(error) });
		const listeners = [
			['readable', onReadable],
			['end', onEnd],
			['close', onEnd],
			['error', onError],
		] as const;
		for (const [event, listener] of listeners) body.on(event, listener);
	});
}

/** The few lines in which a host says why it refuses. */
export async function readText(body: NodeJS.ReadableStream, most: number): Promise<string> {
	let text = '';
	try {
		for await (const part of body) {
			text += String(part);
			if (text.length >= most) break;
		}
	} catch {
		// What has come so far is all that can be shown.
	}
	return text.slice(0, most);
}

/** An unread body would hold its connection open. */
export function discard(body: NodeJS.ReadableStream): void {
	body.on('error', () => undefined);
	if ('destroy' in body && typeof body.destroy === 'function') body.destroy();
	else body.resume();
}
