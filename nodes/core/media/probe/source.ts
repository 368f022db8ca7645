import { MEGABYTE_BYTES } from '../../base/units';

/** Bytes that come one after another: a Buffer in one piece or a stream's chunks. */
export type Chunks = Uint8Array | AsyncIterable<Uint8Array> | Iterable<Uint8Array>;

/** The most bytes that are ever held at once. */
const MAX_HELD_BYTES = MEGABYTE_BYTES;

/** No service takes files near this size; without an end here, an endless stream would be read for ever. */
const MAX_FILE_BYTES = 4096 * MEGABYTE_BYTES;

const MAX_EMPTY_CHUNKS = 10_000;

/** Thrown by the readers inside this folder, caught in `probe`. `message` follows "The file". */
export class BrokenFileError extends Error {}

/** Reads forward through bytes and holds only those that were asked for. */
export class ByteReader {
	/** How many bytes were taken or skipped so far. */
	position = 0;

	private readonly iterator: AsyncIterator<Uint8Array> | Iterator<Uint8Array>;

	private readonly queue: Uint8Array[] = [];

	private queued = 0;

	private received = 0;

	private ended = false;

	constructor(chunks: Chunks) {
		// A Uint8Array is an iterable of numbers, so it has to be wrapped.
		const source = chunks instanceof Uint8Array ? [chunks] : chunks;
		this.iterator =
			Symbol.asyncIterator in source ? source[Symbol.asyncIterator]() : source[Symbol.iterator]();
	}

	/** The next `count` bytes, or undefined (and nothing taken) when fewer are left. */
	async take(count: number): Promise<Uint8Array | undefined> {
		if (!(await this.fill(count))) return undefined;
		const bytes = this.front(count);
		this.drop(count);
		return bytes;
	}

	/** As `take`, for bytes that must be there. @param part what a user would call them */
	async need(count: number, part = 'header'): Promise<Uint8Array> {
		const bytes = await this.take(count);
		if (bytes === undefined) throw new BrokenFileError(`ends in the middle of its ${part}`);
		return bytes;
	}

	/** The next bytes without taking them: `count`, or fewer at the end of the file. */
	async peek(count: number): Promise<Uint8Array> {
		await this.fill(count);
		return this.front(Math.min(count, this.queued));
	}

	/** Passes over bytes without holding them. False when the file ended before. */
	async skip(count: number): Promise<boolean> {
		let left = count;
		while (left > 0) {
			if (this.queued === 0 && !(await this.receive())) return false;
			const step = Math.min(left, this.queued);
			this.drop(step);
			left -= step;
		}
		return true;
	}

	/** Passes on the next `count` bytes, which must be there, in the pieces in which they come. */
	async *pass(count: number): AsyncGenerator<Uint8Array, void, undefined> {
		for (let left = count; left > 0; ) {
			if (this.queued === 0 && !(await this.receive()))
				throw new BrokenFileError('ends before its video and sound');
			const piece = this.front(Math.min(left, this.queue[0]?.length ?? 0));
			this.drop(piece.length);
			left -= piece.length;
			yield piece;
		}
	}

	/** Passes over bytes up to the next one of this value, which stays. False when the file ended before. */
	async skipTo(value: number): Promise<boolean> {
		for (;;) {
			const [first] = this.queue;
			if (first === undefined) {
				if (!(await this.receive())) return false;
				continue;
			}
			const at = first.indexOf(value);
			this.drop(at === -1 ? first.length : at);
			if (at !== -1) return true;
		}
	}

	/** Tells the source that no more bytes are wanted, so that a stream is closed. */
	async close(): Promise<void> {
		if (this.ended) return;
		this.ended = true;
		await this.iterator.return?.();
	}

	private async fill(count: number): Promise<boolean> {
		if (count > MAX_HELD_BYTES) throw new RangeError(`At most ${MAX_HELD_BYTES} bytes at once`);
		while (this.queued < count) {
			if (!(await this.receive())) return false;
		}
		return true;
	}

	/** Queues the next chunk that is not empty. False at the end of the file. */
	private async receive(): Promise<boolean> {
		for (let empty = 0; empty < MAX_EMPTY_CHUNKS; empty++) {
			if (this.ended) return false;
			const next = await this.iterator.next();
			if (next.done === true) {
				this.ended = true;
				return false;
			}
			const { length } = next.value;
			if (length === 0) continue;
			this.received += length;
			if (this.received > MAX_FILE_BYTES) throw new BrokenFileError('is larger than 4 GiB');
			this.queue.push(next.value);
			this.queued += length;
			return true;
		}
		throw new BrokenFileError('does not go on: its stream sends only empty pieces');
	}

	/** The first bytes in one piece. Pieces that had to be joined stay so, for the next read. */
	private front(count: number): Uint8Array {
		const first = this.queue[0];
		if (first === undefined) return new Uint8Array(0);
		if (first.length >= count) return first.subarray(0, count);
		const joined = new Uint8Array(count);
		let filled = 0;
		let used = 0;
		let rest: Uint8Array = new Uint8Array(0);
		for (const chunk of this.queue) {
			if (filled === count) break;
			const part = chunk.subarray(0, count - filled);
			joined.set(part, filled);
			filled += part.length;
			used++;
			rest = chunk.subarray(part.length);
		}
		this.queue.splice(0, used, ...(rest.length > 0 ? [joined, rest] : [joined]));
		return joined;
	}

	private drop(count: number): void {
		let left = count;
		let whole = 0;
		for (const chunk of this.queue) {
			if (chunk.length > left) break;
			left -= chunk.length;
			whole++;
		}
		if (whole > 0) this.queue.splice(0, whole);
		const first = this.queue[0];
		if (left > 0 && first !== undefined) this.queue[0] = first.subarray(left);
		this.queued -= count;
		this.position += count;
	}
}

export function viewOf(bytes: Uint8Array): DataView {
	return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

/** Bytes as Latin-1 text, for the four-letter codes that most formats are made of. */
export function latin1(bytes: Uint8Array, start = 0, end = bytes.length): string {
	return String.fromCharCode(...bytes.subarray(start, end));
}
