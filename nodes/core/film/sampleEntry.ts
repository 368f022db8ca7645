import { boxesIn, needBox } from '../media/probe/isoBoxes';
import { BrokenFileError, damaged } from '../media/probe/source';
import { aacFromConfig, type SoundFormat } from './soundFormat';

/** How the pictures of a track are coded. */
export interface PictureFormat {
	/** `avc1` and so on. */
	type: string;
	width: number;
	height: number;
	/** What the decoder has to know before the first picture: `avcC` or `hvcC`. */
	config: Uint8Array;
	/** The sample entry as it goes into a film. */
	entry: Uint8Array;
}

/** Fields of a sample entry before the boxes inside it (ISO/IEC 14496-12, 12.1.3 and 12.2.3). */
const PICTURE_FIELD_BYTES = 78;
const SOUND_FIELD_BYTES = 28;

const CONFIG_BOXES: Record<string, string> = { avc1: 'avcC', avc3: 'avcC', hvc1: 'hvcC', hev1: 'hvcC' };

/** The only sample entry of a track. More than one would mean that the track changes its codec partway through. */
function onlyEntry(stbl: DataView): { type: string; content: DataView; bytes: Uint8Array } {
	const stsd = needBox(stbl, 'stsd');
	const [entry, ...more] = boxesIn(stsd, 8);
	if (entry === undefined) throw damaged();
	if (more.length > 0) throw new BrokenFileError('changes its codec partway through');
	return entry;
}

/** @returns only the code of a codec that cannot be joined */
export function readPictureFormat(stbl: DataView): PictureFormat | string {
	const { type, content, bytes } = onlyEntry(stbl);
	const configBox = CONFIG_BOXES[type];
	if (configBox === undefined) return type;
	let config: Uint8Array | undefined;
	const inside: Uint8Array[] = [];
	for (const box of boxesIn(content, PICTURE_FIELD_BYTES)) {
		if (box.type === configBox) config = box.bytes.slice(8);
		// The bit rate is that of the clip alone.
		if (box.type !== 'btrt') inside.push(box.bytes);
	}
	if (config === undefined) throw damaged();
	const entry = Buffer.concat([bytes.subarray(0, 8 + PICTURE_FIELD_BYTES), ...inside]);
	entry.writeUInt32BE(entry.length, 0);
	// In a film all lies in the file itself: data reference 1.
	entry.writeUInt16BE(1, 14);
	return { type, width: content.getUint16(24), height: content.getUint16(26), config, entry };
}

const AAC_OBJECT_TYPES = [0x40, 0x67];
const MP3_OBJECT_TYPES = [0x69, 0x6b];

/** @returns what it is instead, in words, where it is no AAC that can be joined */
export function readSoundFormat(stbl: DataView): SoundFormat | string {
	const { type, content } = onlyEntry(stbl);
	if (type !== 'mp4a') return type === '.mp3' ? 'MP3' : type;
	// QuickTime's versions 1 and 2 have more fields, and the rest in a box of its own.
	if (content.getUint16(8) !== 0) return 'QuickTime-style sound';
	let esds: DataView | undefined;
	for (const box of boxesIn(content, SOUND_FIELD_BYTES)) if (box.type === 'esds') esds = box.content;
	if (esds === undefined) throw damaged();
	const { objectType, config } = readDescriptors(esds);
	if (MP3_OBJECT_TYPES.includes(objectType)) return 'MP3';
	if (!AAC_OBJECT_TYPES.includes(objectType) || config === undefined) return 'sound other than AAC';
	return aacFromConfig(config);
}

const ES_DESCRIPTOR = 3;
const DECODER_DESCRIPTOR = 4;
const DECODER_CONFIG = 5;

/** ISO/IEC 14496-1, 7.2.6: a descriptor is a tag, a length of one to four bytes of seven bits, and its content. */
function readDescriptors(esds: DataView): { objectType: number; config?: Uint8Array } {
	const open = (tag: number, start: number): { at: number; end: number } => {
		let at = start + 1;
		let length = 0;
		for (let more = true; more; at++) {
			length = length * 128 + (esds.getUint8(at) & 0x7f);
			more = esds.getUint8(at) >= 0x80;
		}
		if (esds.getUint8(start) !== tag || at + length > esds.byteLength) throw damaged();
		return { at, end: at + length };
	};
	const stream = open(ES_DESCRIPTOR, 4);
	const flags = esds.getUint8(stream.at + 2);
	// Three optional fields: another stream's number, an address, a clock's number.
	const address = (flags & 0x40) === 0 ? 0 : 1 + esds.getUint8(stream.at + 3);
	const skipped = ((flags & 0x80) === 0 ? 0 : 2) + address + ((flags & 0x20) === 0 ? 0 : 2);
	const decoder = open(DECODER_DESCRIPTOR, stream.at + 3 + skipped);
	const objectType = esds.getUint8(decoder.at);
	if (decoder.at + 13 >= decoder.end) return { objectType };
	const info = open(DECODER_CONFIG, decoder.at + 13);
	return { objectType, config: new Uint8Array(esds.buffer, esds.byteOffset + info.at, info.end - info.at) };
}
