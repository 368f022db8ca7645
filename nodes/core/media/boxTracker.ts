/**
 * Follows the boxes of an ISO base media file while its bytes pass (ISO/IEC 14496-12, 4.2): a file whose last box ends
 * with its last byte is whole, whatever length was promised for it.
 */
export class BoxTracker {
	/** Bytes of the current box that are still to come. */
	private rest = 0;
	private header: number[] = [];
	private readsToEnd = false;

	add(piece: Uint8Array): void {
		for (let at = 0; at < piece.length && !this.readsToEnd; ) {
			if (this.rest > 0) {
				const step = Math.min(this.rest, piece.length - at);
				this.rest -= step;
				at += step;
			} else {
				this.header.push(piece[at++] ?? 0);
				this.readHeader();
			}
		}
	}

	isWhole(): boolean {
		return this.readsToEnd || (this.rest === 0 && this.header.length === 0);
	}

	/** A size of 1 stands for a long one behind the name, a size of 0 for "to the end of the file". */
	private readHeader(): void {
		const { header } = this;
		if (header.length < 8) return;
		const size = readNumber(header.slice(0, 4));
		if (size === 1 && header.length < 16) return;
		const whole = size === 1 ? readNumber(header.slice(8, 16)) : size;
		this.readsToEnd = size === 0;
		// A size that its own header does not fit into is no box's; the walk then never comes to an end.
		this.rest = whole < header.length ? Number.POSITIVE_INFINITY : whole - header.length;
		this.header = [];
	}
}

function readNumber(bytes: readonly number[]): number {
	return bytes.reduce((number, byte) => number * 256 + byte, 0);
}
