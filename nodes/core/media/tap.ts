import { probe, type MediaInfo } from './probe';

/**
 * Reads the info of a file while its bytes pass on to whoever stores it. To read it back would cost more than time: all
 * of n8n's stores but the filesystem give a file only whole, in memory.
 * @returns what the stream's bytes are, to be asked for when whoever takes them has got all of them; nothing where they
 * could not be read
 */
export function tapMediaInfo(body: NodeJS.ReadableStream): () => Promise<MediaInfo | undefined> {
	const pieces: Uint8Array[] = [];
	let isOver = false;
	let hasSeenEnough = false;
	let wake = () => {};
	const onData = (piece: Uint8Array) => {
		if (!hasSeenEnough) pieces.push(piece);
		wake();
	};
	const onEnd = () => {
		isOver = true;
		wake();
	};
	// A stream begins to flow with its first listener, so this one must not come before that of whoever takes the bytes.
	const startTapping = (event: string | symbol) => {
		if (event !== 'data' && event !== 'readable') return;
		body.removeListener('newListener', startTapping);
		body.on('data', onData);
	};
	body.on('newListener', startTapping);
	body.on('end', onEnd);
	body.on('close', onEnd);

	async function* passing(): AsyncGenerator<Uint8Array> {
		try {
			for (;;) {
				const piece = pieces.shift();
				if (piece) yield piece;
				else if (isOver) return;
				else await new Promise<void>((resolve) => (wake = resolve));
			}
		} finally {
			hasSeenEnough = true;
			pieces.length = 0;
		}
	}
	const read = probe(passing()).catch(() => undefined);
	return async () => {
		onEnd();
		return await read;
	};
}
