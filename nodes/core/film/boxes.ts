import { BrokenFileError, latin1, viewOf } from '../media/probe/source';

/** A box of an ISO base media file (ISO/IEC 14496-12, 4.2): its name and what is in it. */
interface Box {
	type: string;
	content: DataView;
	/** The whole box with its header. */
	bytes: Uint8Array;
}

/** The boxes that stand one after another in a part of the file header. A few bytes behind the last one are let pass. */
export function* boxesIn(view: DataView, from = 0): Generator<Box> {
	for (let at = from; at + 8 <= view.byteLength; ) {
		const bytes = new Uint8Array(view.buffer, view.byteOffset + at, view.byteLength - at);
		const short = view.getUint32(at);
		const header = short === 1 ? 16 : 8;
		if (bytes.length < header) throw broken('header');
		// 0: up to the end of what holds the box. 1: the length follows in 64 bits.
		const length = short === 0 ? bytes.length : short === 1 ? Number(view.getBigUint64(at + 8)) : short;
		if (length < header || length > bytes.length) throw broken('header');
		yield {
			type: latin1(bytes, 4, 8),
			content: viewOf(bytes.subarray(header, length)),
			bytes: bytes.subarray(0, length),
		};
		at += length;
	}
}

export function findBox(view: DataView, ...path: string[]): DataView | undefined {
	let found: DataView | undefined = view;
	for (const type of path) {
		if (found === undefined) return undefined;
		let inside: DataView | undefined;
		for (const box of boxesIn(found)) if (box.type === type) inside ??= box.content;
		found = inside;
	}
	return found;
}

export function needBox(view: DataView, ...path: string[]): DataView {
	const found = findBox(view, ...path);
	if (found === undefined) throw broken(path.at(-1) ?? '');
	return found;
}

/** A table: version and flags, a count, and so many records of the same length. */
interface Table {
	count: number;
	view: DataView;
	/** Position of a record in `view`. */
	at(record: number): number;
}

/** @param header bytes before the first record, the last four of which are the count */
export function tableOf(view: DataView, type: string, recordBytes: number, header = 8): Table {
	if (view.byteLength < header) throw broken(type);
	const count = view.getUint32(header - 4);
	if (header + count * recordBytes > view.byteLength) throw broken(type);
	return { count, view, at: (record) => header + record * recordBytes };
}

/** @param part a box, or what a user would call it */
export function broken(part: string): BrokenFileError {
	return new BrokenFileError(`has a damaged or missing part '${part.replace(/[^\x21-\x7e]/g, '?')}'`);
}

/** An element that is there, as tables of numbers are filled before they are read. */
export function at(numbers: ArrayLike<number>, index: number): number {
	return numbers[index] ?? 0;
}
