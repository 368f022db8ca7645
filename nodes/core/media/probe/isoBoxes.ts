import { BrokenFileError, type ByteReader, latin1, viewOf } from './source';

/** A fragment has about seven boxes a track, so this is hours of a common film. */
const MAX_BOXES = 50_000;

/** Records of a table are read in pieces of about this size. */
const PIECE_BYTES = 64 * 1024;

export interface Box {
	type: string;
	/** Position of the first byte behind the box; Infinity for one that goes on to the end of the file. */
	end: number;
}

/** Bytes behind the last box that are ignored. */
const STRAY_BYTES = 16;

/**
 * Walks the boxes of an ISO base media file (ISO/IEC 14496-12, 4.2) or a QuickTime file in one pass. Whatever a
 * visitor leaves of a box is passed over, so that pixels, sound and big tables are never held.
 */
export class BoxWalker {
	private boxes = 0;

	constructor(readonly reader: ByteReader) {}

	/** Visits the boxes up to `end`, which is the end of the box that holds them. */
	async inside(end: number, visit: (box: Box) => Promise<void>): Promise<void> {
		// QuickTime may close a list with four zero bytes: too few for another box.
		while (this.reader.position + 8 <= end) {
			const box = await this.next(end);
			if (box === undefined && end === Infinity) return;
			if (box === undefined) throw new BrokenFileError('ends in the middle of its header');
			await visit(box);
			await this.release(box);
		}
	}

	/**
	 * Visits the boxes of the file itself.
	 * @param isWhole whether a file that ends before a box of this type is whole all the same. What does not fit then is
	 * no part of the film: cameras add trailers, and broken uploads leave pieces, which players pass over
	 * @returns whether there is such a thing behind the film
	 */
	async file(visit: (box: Box) => Promise<void>, isWhole: (type: string) => boolean): Promise<boolean> {
		for (;;) {
			const header = await this.reader.peek(STRAY_BYTES + 1);
			// Nobody minds a few bytes too many behind the last box.
			if (header.length < 8) return false;
			if (isWhole(latin1(header, 4, 8))) {
				// A second file behind the first, as an upload leaves that began anew.
				if (latin1(header, 4, 8) !== 'ftyp' && (await this.pass(header))) continue;
				return header.length > STRAY_BYTES;
			}
			const box = await this.next(Infinity);
			if (box === undefined) return false;
			await visit(box);
			await this.release(box);
		}
	}

	/** Passes over a box that is of no use. False where there is none, or not all of it. */
	private async pass(header: Uint8Array): Promise<boolean> {
		const length = viewOf(header).getUint32(0);
		return length >= 8 && ++this.boxes <= MAX_BOXES && (await this.reader.skip(length));
	}

	/** The next `count` bytes of a box, or undefined when the box has fewer left. */
	async take(box: Box, count: number): Promise<Uint8Array | undefined> {
		if (this.reader.position + count > box.end) return undefined;
		return await this.reader.need(count);
	}

	/** As `take`, for bytes that must be there. */
	async need(box: Box, count: number): Promise<DataView> {
		const bytes = await this.take(box, count);
		if (bytes === undefined) throw new BrokenFileError(`has a part '${box.type}' that is too short`);
		return viewOf(bytes);
	}

	/** Shows the records of a table to `visit` without holding the table. */
	async records(
		box: Box,
		count: number,
		bytes: number,
		visit: (view: DataView, at: number) => void,
	): Promise<void> {
		if (count * bytes > box.end - this.reader.position) {
			throw new BrokenFileError(`has a part '${box.type}' that is too short`);
		}
		const perPiece = Math.floor(PIECE_BYTES / bytes);
		for (let left = count; left > 0; left -= perPiece) {
			const records = Math.min(left, perPiece);
			const view = viewOf(await this.reader.need(records * bytes));
			for (let record = 0; record < records; record++) visit(view, record * bytes);
		}
	}

	private async next(end: number): Promise<Box | undefined> {
		if (++this.boxes > MAX_BOXES) throw new BrokenFileError('has too many parts');
		const start = this.reader.position;
		const header = await this.reader.take(8);
		if (header === undefined) return undefined;
		const type = latin1(header, 4, 8);
		const short = viewOf(header).getUint32(0);
		// 0: up to the end of what holds the box. 1: the length follows in 64 bits.
		if (short === 0) return { type, end };
		const length = short === 1 ? Number(viewOf(await this.reader.need(8)).getBigUint64(0)) : short;
		if (length < this.reader.position - start)
			throw new BrokenFileError('has a part of an impossible length');
		if (start + length > end) throw new BrokenFileError('has a part that is longer than the room for it');
		return { type, end: start + length };
	}

	private async release(box: Box): Promise<void> {
		if (box.end === Infinity) {
			await this.reader.skip(Number.MAX_SAFE_INTEGER);
		} else if (!(await this.reader.skip(box.end - this.reader.position))) {
			throw new BrokenFileError(`ends before its part '${box.type}' does`);
		}
	}
}
