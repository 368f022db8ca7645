import { MEGABYTE_BYTES } from '../../base/units';

/** Bytes that come one after another: a Buffer in one piece or a stream's chunks. */
export type Chunks = Uint8Array | AsyncIterable<Uint8Array> | Iterable<Uint8Array>;

/** The most bytes that are ever held at once. */
const MAX_HELD_BYTES = MEGABYTE_BYTES;

/** No service takes files near this size; without an end here, an endless stream would be read for ever. */
const MAX_FILE_BYTES = 4096 * MEGABYTE_BYTES;

/** Reads of headers (of boxes, chunks, segments, frames) and chunks of a stream: hours of video. More would take minutes. */
const MAX_READS = 1_000_000;

/** Thrown by the readers inside this folder, caught in `probe`. `message` follows "The file". */
export class BrokenFileError extends Error {
	/** @param endsEarly whether more of the file was to come */
	constructor(
		message: string,
		readonly endsEarly = false,
	) {
		super(message);
	}
}

export function cutOff(): BrokenFileError {
	return new BrokenFileError('is cut off', true);
}

export function damaged(): BrokenFileError {
	return new BrokenFileError('is damaged');
}

/**
 * What is wrong with a file by what a reader threw; nothing for an error of the stream. A DataView throws a RangeError
 * for a field that lies behind the end of its part.
 */
export function reasonOf(error: unknown): string | undefined {
	if (error instanceof RangeError) return damaged().message;
	return error instanceof BrokenFileError ? error.message : undefined;
}

/** Reads forward through bytes and holds only those that were asked for. */
export class ByteReader {
	/** How many bytes were taken or skipped so far. */
	position = 0;

	private readonly iterator: AsyncIterator<Uint8Array> | Iterator<Uint8Array>;

	private held: Uint8Array = new Uint8Array();

	private received = 0;

	private reads = 0;

	private ended = false;

	constructor(chunks: Chunks) {
		// A Uint8Array is an iterable of numbers, so it has to be wrapped.
		const source = chunks instanceof Uint8Array ? [chunks] : chunks;
		this.iterator =
			Symbol.asyncIterator in source ? source[Symbol.asyncIterator]() : source[Symbol.iterator]();
	}

	/** The next `count` bytes, or undefined (and nothing taken) when fewer are left. */
	async take(count: number): Promise<Uint8Array | undefined> {
		const { length } = await this.peek(count);
		return length < count ? undefined : this.drop(count);
	}

	/** As `take`, for bytes that must be there. */
	async need(count: number): Promise<DataView> {
		const bytes = await this.take(count);
		if (bytes === undefined) throw cutOff();
		return viewOf(bytes);
	}

	/** The next bytes without taking them: `count`, or fewer at the end of the file. */
	async peek(count: number): Promise<Uint8Array> {
		if (count > MAX_HELD_BYTES) throw new RangeError(`At most ${MAX_HELD_BYTES} bytes at once`);
		this.countRead();
		await this.fill(count);
		return this.held.subarray(0, count);
	}

	/** Passes over bytes without holding them. False when the file ended before. */
	async skip(count: number): Promise<boolean> {
		const end = this.position + count;
		while (this.position < end) {
			await this.fill(1);
			if (this.held.length === 0) return false;
			this.drop(end - this.position);
		}
		return true;
	}

	/** As `skip`, for bytes that must be there. @param count Infinity: all up to the end of the file */
	async pass(count: number): Promise<void> {
		if (!(await this.skip(count)) && count !== Infinity) throw cutOff();
	}

	/** As `pass`, and gives the bytes, in the pieces in which they come. */
	async *pieces(count: number): AsyncGenerator<Uint8Array, void, undefined> {
		const end = this.position + count;
		while (this.position < end) {
			await this.fill(1);
			if (this.held.length === 0 && count === Infinity) return;
			if (this.held.length === 0) throw cutOff();
			yield this.drop(end - this.position);
		}
	}

	/** Passes over bytes up to the next one of this value, which stays. */
	async passTo(value: number): Promise<void> {
		for (;;) {
			await this.fill(1);
			if (this.held.length === 0) throw cutOff();
			const at = this.held.indexOf(value);
			this.drop(at === -1 ? this.held.length : at);
			if (at !== -1) return;
		}
	}

	/** Tells the source that no more bytes are wanted, so that a stream is closed. */
	async close(): Promise<void> {
		if (this.ended) return;
		this.ended = true;
		await this.iterator.return?.();
	}

	/** Sees to it that so many bytes are held, where the file has them. */
	private async fill(count: number): Promise<void> {
		while (this.held.length < count) {
			const piece = await this.receive();
			if (piece === undefined) return;
			this.held = this.held.length === 0 ? piece : Buffer.concat([this.held, piece]);
		}
	}

	/** The next chunk that is not empty; nothing at the end of the file. */
	private async receive(): Promise<Uint8Array | undefined> {
		while (!this.ended) {
			this.countRead();
			const { done, value } = await this.iterator.next();
			this.ended = done === true;
			if (done === true || value.length === 0) continue;
			this.received += value.length;
			if (this.received > MAX_FILE_BYTES) throw new BrokenFileError('is larger than 4 GiB');
			return value;
		}
		return undefined;
	}

	private countRead(): void {
		if (++this.reads > MAX_READS) throw new BrokenFileError('has too many parts');
	}

	/** Takes the first of the bytes that are held: `count`, or all if they are fewer. */
	private drop(count: number): Uint8Array {
		const dropped = this.held.subarray(0, count);
		this.held = this.held.subarray(count);
		this.position += dropped.length;
		return dropped;
	}
}

export function viewOf(bytes: Uint8Array): DataView {
	return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

/** Bytes as Latin-1 text, for the four-letter codes that most formats are made of. */
export function latin1(bytes: Uint8Array, start = 0, end = bytes.length): string {
	return String.fromCharCode(...bytes.subarray(start, end));
}

/** The four-letter code at this place. */
export function codeAt(view: DataView, at: number): string {
	return String.fromCharCode(...[0, 1, 2, 3].map((index) => view.getUint8(at + index)));
}
