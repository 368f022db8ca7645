import type { NetworkFailure } from '../studio/transport';

/** ISO base media files begin with a box; `ftyp` in all that the service makes (ISO/IEC 14496-12, 4.3). */
export function looksLikeMp4(start: Uint8Array): boolean {
	const name = String.fromCharCode(...start.slice(4, 8));
	return ['ftyp', 'moov', 'mdat', 'free', 'skip', 'wide', 'styp'].includes(name);
}

/** Looks at the start of a stream and puts it back, so that whoever stores the stream gets all of it. */
export async function firstBytes(
	body: NodeJS.ReadableStream,
	count: number,
): Promise<{ kind: 'bytes'; bytes: Uint8Array } | NetworkFailure> {
	return await new Promise((resolve) => {
		const parts: Buffer[] = [];
		const finish = (result: { kind: 'bytes'; bytes: Uint8Array } | NetworkFailure) => {
			body.removeListener('readable', look);
			body.removeListener('end', end);
			body.removeListener('close', end);
			body.removeListener('error', fail);
			resolve(result);
		};
		const look = () => {
			for (let part = body.read(); part !== null; part = body.read()) parts.push(Buffer.from(part));
			const bytes = Buffer.concat(parts);
			if (bytes.length < count) return;
			body.unshift(bytes);
			finish({ kind: 'bytes', bytes });
		};
		const end = () => finish({ kind: 'bytes', bytes: Buffer.concat(parts) });
		const fail = (error: unknown) =>
			finish({
				kind: 'network failure',
				requestSent: 'maybe',
				code: '',
				message: error instanceof Error ? error.message : 'cut',
			});
		body.on('readable', look);
		body.once('end', end);
		body.once('close', end);
		body.once('error', fail);
	});
}

/** The few lines in which a host says why it refuses. */
export async function readSome(body: NodeJS.ReadableStream, most: number): Promise<string> {
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
