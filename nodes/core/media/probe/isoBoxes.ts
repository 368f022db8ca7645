import { MEGABYTE_BYTES } from '../../base/units';
import { type ByteReader, codeAt, damaged, latin1, viewOf } from './source';

/** The tables of an hour of video need less than a quarter of this, but programs leave room for more, or add pictures. */
const MAX_HEADER_BYTES = 64 * MEGABYTE_BYTES;

/** In one box; each of them is looked through several times. */
const MAX_BOXES = 10_000;

/** A box of the file itself (ISO/IEC 14496-12, 4.2), of which only the header was read. */
interface FileBox {
	type: string;
	/** Position of the first byte behind the box; Infinity for one that goes on to the end of the file. */
	end: number;
}

/** The next box of the file; nothing at its end. */
export async function nextBox(reader: ByteReader): Promise<FileBox | undefined> {
	const start = reader.position;
	const header = await reader.take(8);
	if (header === undefined) return undefined;
	const short = viewOf(header).getUint32(0);
	// 0: up to the end of the file. 1: the length follows in 64 bits.
	const length = short === 1 ? Number((await reader.need(8)).getBigUint64(0)) : short || Infinity;
	if (length < reader.position - start) throw damaged();
	return { type: latin1(header, 4, 8), end: start + length };
}

/** All that is left of a box. */
export async function readBox(reader: ByteReader, { end }: FileBox): Promise<DataView> {
	const pieces: Uint8Array[] = [];
	const start = reader.position;
	for await (const piece of reader.pieces(end - start)) {
		if (reader.position - start > MAX_HEADER_BYTES) throw damaged();
		pieces.push(piece);
	}
	return viewOf(Buffer.concat(pieces));
}

/** A box inside another one. */
interface Box {
	type: string;
	content: DataView;
	/** The whole box with its header. */
	bytes: Uint8Array;
}

/** The boxes that stand one after another. A few bytes behind the last one are let pass, as QuickTime writes them. */
export function* boxesIn(view: DataView, from = 0): Generator<Box> {
	let boxes = 0;
	for (let at = from; at + 8 <= view.byteLength; ) {
		const bytes = new Uint8Array(view.buffer, view.byteOffset + at, view.byteLength - at);
		const short = view.getUint32(at);
		const header = short === 1 ? 16 : 8;
		const length = short === 1 ? Number(view.getBigUint64(at + 8)) : short || bytes.length;
		if (length < header || length > bytes.length || ++boxes > MAX_BOXES) throw damaged();
		yield {
			type: latin1(bytes, 4, 8),
			content: viewOf(bytes.subarray(header, length)),
			bytes: bytes.subarray(0, length),
		};
		at += length;
	}
}

/** The first box of this type; with several types, one inside the other. */
export function findBox(view: DataView, type: string, ...path: string[]): DataView | undefined {
	for (const box of boxesIn(view)) {
		if (box.type !== type) continue;
		const [inner, ...rest] = path;
		return inner === undefined ? box.content : findBox(box.content, inner, ...rest);
	}
	return undefined;
}

/** As `findBox`, for one that must be there. */
export function needBox(view: DataView, type: string, ...path: string[]): DataView {
	const found = findBox(view, type, ...path);
	if (found === undefined) throw damaged();
	return found;
}

/** Positions of the records of a table: version and flags, a count, and so many records of the same length. */
export function* recordsOf(view: DataView, recordBytes: number): Generator<number> {
	const count = view.getUint32(4);
	if (8 + count * recordBytes > view.byteLength) throw damaged();
	for (let record = 0; record < count; record++) yield 8 + record * recordBytes;
}

/**
 * mvhd and mdhd begin alike: version, two dates, ticks a second, duration in ticks. Version 1 has 64-bit dates. A duration
 * with all bits set is not known (8.2.2.3), as is one of 0.
 */
export function readTimes(view: DataView): { timescale: number; duration: number } {
	if (view.getUint8(0) !== 1) {
		const duration = view.getUint32(16);
		return { timescale: view.getUint32(12), duration: duration === 0xffffffff ? 0 : duration };
	}
	const duration = view.getBigInt64(24);
	return { timescale: view.getUint32(20), duration: duration < 0n ? 0 : Number(duration) };
}

const NO_BOXES = viewOf(new Uint8Array());

/** What `moov` says of one track. */
export interface Track {
	tkhd: DataView;
	handler: 'vide' | 'soun';
	/** Ticks a second. */
	timescale: number;
	/** Empty for a track that was never filled. */
	stbl: DataView;
	edits?: DataView;
}

/** The tracks of picture and sound. Others, such as what a phone's sensors say, are passed over, whatever they lack. */
export function readTracks(moov: DataView): Track[] {
	return [...boxesIn(moov)].flatMap(({ type, content: trak }) => {
		const hdlr = type === 'trak' ? findBox(trak, 'mdia', 'hdlr') : undefined;
		const handler = hdlr && codeAt(hdlr, 8);
		if (handler !== 'vide' && handler !== 'soun') return [];
		const mdia = needBox(trak, 'mdia');
		const edits = findBox(trak, 'edts', 'elst');
		return {
			tkhd: needBox(trak, 'tkhd'),
			handler,
			timescale: readTimes(needBox(mdia, 'mdhd')).timescale,
			stbl: findBox(mdia, 'minf', 'stbl') ?? NO_BOXES,
			...(edits && { edits }),
		};
	});
}
