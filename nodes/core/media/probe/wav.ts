import type { AudioInfo } from './mediaInfo';
import { nextChunk } from './riff';
import { BrokenFileError, type ByteReader, cutOff, latin1 } from './source';

/**
 * A program that writes to a pipe cannot come back to fill in the length. It leaves 0, FFFFFFFF or a number
 * near 2^31, and the sound goes on to the end of the file.
 */
const STREAMED_FROM = 0x7fff0000;

/** Bytes that may be missing: programs count their headers in, or leave out a last block. A cut file lacks more. */
const MISSING_HEADER_BYTES = 80;
const MISSING_BLOCK_BYTES = 4096;
/** A block is little only of a sound that is this many times as long. */
const SMALL_LOSS_FACTOR = 200;

interface Format {
	/** Hertz. */
	sampleRate: number;
	bytesPerSecond: number;
	/** Every sample takes the same number of bytes. */
	plain: boolean;
}

/** PCM, floating point, A-law, mu-law, and WAVE_FORMAT_EXTENSIBLE, which is used for the former (mmreg.h). */
const PLAIN_CODES = [0x0001, 0x0003, 0x0006, 0x0007, 0xfffe];

/** WAVEFORMATEX; the fields of WAVE_FORMAT_EXTENSIBLE that follow change none of these. */
function readFormat(view: DataView): Format {
	const sampleRate = view.getUint32(4, true);
	const plain = PLAIN_CODES.includes(view.getUint16(0, true));
	const declared = view.getUint32(8, true);
	const computed = sampleRate * view.getUint16(12, true);
	const bytesPerSecond = plain ? computed || declared : declared || computed;
	if (bytesPerSecond === 0 || sampleRate === 0)
		throw new BrokenFileError('does not say how fast it is played');
	return { sampleRate, bytesPerSecond, plain };
}

/** No field that is read lies behind these in its chunk. */
const FIELD_BYTES = 16;

/** RIFF/WAVE and RF64. Chunks may come in any order before and after the sound. */
export async function readWav(reader: ByteReader): Promise<AudioInfo> {
	const isGuess = isGuessed((await reader.need(12)).getUint32(4, true));
	let format: Format | undefined;
	let sound: Sound | undefined;
	let samples = 0;
	let longLength: number | undefined;
	while (format === undefined || sound === undefined) {
		const chunk = await nextChunk(reader);
		if (chunk === undefined) throw cutOff();
		const { type, length, end } = chunk;
		if (type === 'data') {
			sound = await passSound(reader, { length, longLength, isGuess });
			continue;
		}
		const view = await reader.need(Math.min(length, FIELD_BYTES));
		if (type === 'fmt ') format = readFormat(view);
		// The length of the sound in RF64 files (EBU Tech 3306): 64 bits after those of the whole file.
		if (type === 'ds64') longLength = Number(view.getBigUint64(8, true));
		if (type === 'fact' && length >= 4) samples = view.getUint32(0, true);
		await reader.skip(end - reader.position);
		if (length % 2 === 1) await passPadding(reader);
	}
	// In compressed sound the bytes a second are an average, which some encoders get wrong; `fact` is exact.
	const counted = !format.plain && !sound.streamed && samples > 0;
	return {
		kind: 'audio',
		format: 'wav',
		mimeType: 'audio/wav',
		seconds: counted ? samples / format.sampleRate : sound.bytes / format.bytesPerSecond,
		...(sound.odd && { odd: [sound.odd] }),
	};
}

/** A name and the first byte of a length; that of a common chunk, whatever its length. */
const CHUNK_NAME = /^([ -~]{4}(?![ -~])|fmt |data|fact|LIST|bext|JUNK|PEAK|cue |smpl)/;

/** Chunks start at even positions, but some programs forget the byte in between, and in others it is a letter. */
async function passPadding(reader: ByteReader): Promise<void> {
	if (!CHUNK_NAME.test(latin1(await reader.peek(5)))) await reader.skip(1);
}

interface Sound {
	bytes: number;
	/** The header does not know the length. */
	streamed: boolean;
	odd?: string;
}

function isGuessed(length: number): boolean {
	return length === 0 || length >= STREAMED_FROM;
}

/** Passes over the sound to see whether it is all there. */
async function passSound(
	reader: ByteReader,
	declared: { length: number; longLength?: number; isGuess: boolean },
): Promise<Sound> {
	const start = reader.position;
	const isLong = declared.length === 0xffffffff && declared.longLength;
	const length = isLong || declared.length;
	if (!isLong && isGuessed(length)) {
		await reader.pass(Infinity);
		return { bytes: reader.position - start, streamed: true };
	}
	if (await reader.skip(length)) return { bytes: length, streamed: false };
	const bytes = reader.position - start;
	if (declared.isGuess) return { bytes, streamed: true, odd: 'names a length that was only guessed' };
	const missing = length - bytes;
	const isLittle =
		missing <= MISSING_HEADER_BYTES || missing <= Math.min(MISSING_BLOCK_BYTES, length / SMALL_LOSS_FACTOR);
	if (!isLittle) throw cutOff();
	return { bytes, streamed: false, odd: `is ${missing} bytes shorter than it says` };
}
