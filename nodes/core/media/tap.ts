import { BoxTracker } from './boxTracker';
import { probe, type MediaInfo } from './probe';

/** Reads along with whoever takes a stream. */
interface MediaTap {
	/**
	 * What the stream's bytes are. To be asked for when whoever takes them has got all of them; nothing where they could
	 * not be read.
	 */
	info(): Promise<MediaInfo | undefined>;
	/** Whether the bytes that have passed are all of a file of boxes, such as MP4. */
	isWhole(): boolean;
}

/**
 * Reads the info of a file while its bytes pass on to whoever stores it. To read it back would cost more than time: all
 * of n8n's stores but the filesystem give a file only whole, in memory.
 */
export function tapMediaInfo(body: NodeJS.ReadableStream): MediaTap {
	const pieces: Uint8Array[] = [];
	const boxes = new BoxTracker();
	let isOver = false;
	let hasSeenEnough = false;
	let wake = () => {};
	const onData = (piece: Uint8Array) => {
		boxes.add(piece);
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
	return {
		info: async () => {
			onEnd();
			return await read;
		},
		isWhole: () => boxes.isWhole(),
	};
}
