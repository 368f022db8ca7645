import { identifyFile, piecesOf } from '../media/file';
import { visitMp3Frames } from '../media/probe/mp3';
import { isAdts } from '../media/probe/mpegFrame';
import { BrokenFileError, ByteReader } from '../media/probe/source';
import { type FilmSource, nameOf, readSoundOf, type Sound } from './clip';
import { aacFromAdts, mp3FromHeader, type SoundFormat } from './soundFormat';

/** Reads where the packets of a sound file lie: MP3, AAC (ADTS), or the sound of an M4A or MP4 file. */
export async function readSoundFile(source: FilmSource): Promise<Sound> {
	const { format } = await identifyFile(source);
	const sound = await readAs(format, source);
	if (typeof sound !== 'string') {
		if (sound.end < sound.format.packetSamples) throw new BrokenFileError('contains almost no sound');
		return sound;
	}
	throw new BrokenFileError(`is ${sound}; a sound track has to be AAC or MP3`);
}

async function readAs(format: string, source: FilmSource): Promise<Sound | string> {
	if (['mp4', 'mov', 'm4a'].includes(format)) return await readSoundOf(source);
	if (format !== 'mp3' && format !== 'aac') {
		return nameOf(format);
	}
	const reader = new ByteReader(piecesOf(await source.open()));
	try {
		return format === 'mp3' ? await readMp3(reader) : await readAdts(reader);
	} finally {
		await reader.close();
	}
}

/** Samples by which a decoder of MP3 is late, behind what the encoder tells of itself. */
const MP3_DECODER_DELAY_SAMPLES = 529;

async function readMp3(reader: ByteReader): Promise<Sound> {
	const packets: Packet[] = [];
	let format: SoundFormat | undefined;
	const { delay, padding } = await visitMp3Frames(reader, (position, { length }, header) => {
		format ??= mp3FromHeader(header);
		packets.push([position, length]);
	});
	if (delay === 0) return soundOf(format, packets, 0, 0);
	return soundOf(format, packets, delay + MP3_DECODER_DELAY_SAMPLES, padding - MP3_DECODER_DELAY_SAMPLES);
}

const ADTS_HEADER_BYTES = 7;
const ADTS_CHECKSUM_BYTES = 2;

async function readAdts(reader: ByteReader): Promise<Sound | string> {
	const packets: Packet[] = [];
	let format: SoundFormat | undefined;
	for (;;) {
		const header = await reader.peek(ADTS_HEADER_BYTES);
		// Tags may follow the last packet.
		if (header.length < ADTS_HEADER_BYTES || !isAdts(header)) break;
		const [, second = 0, , fourth = 0, fifth = 0, sixth = 0, seventh = 0] = header;
		const own = ADTS_HEADER_BYTES + ((second & 1) === 1 ? 0 : ADTS_CHECKSUM_BYTES);
		const length = ((fourth & 3) << 11) | (fifth << 3) | (sixth >> 5);
		if (length <= own || (seventh & 3) !== 0) return 'AAC with several packets per frame';
		if (format === undefined) {
			const read = aacFromAdts(header);
			if (typeof read === 'string') return read;
			format = read;
		}
		const { position } = reader;
		if (!(await reader.skip(length))) break;
		packets.push([position + own, length - own]);
	}
	// An encoder needs a packet to lead in; the stream does not tell of more.
	return soundOf(format, packets, format?.packetSamples ?? 0, 0);
}

/** Where a packet lies in the file. */
type Packet = [offset: number, size: number];

/** @param delay samples before the sound begins @param padding samples behind its end */
function soundOf(
	format: SoundFormat | undefined,
	packets: readonly Packet[],
	delay: number,
	padding: number,
): Sound {
	if (format === undefined || packets.length === 0) throw new BrokenFileError('contains no sound');
	const { packetSamples } = format;
	return {
		format,
		sizes: Uint32Array.from(packets, ([, size]) => size),
		offsets: Float64Array.from(packets, ([offset]) => offset),
		starts: Float64Array.from(packets, (_packet, index) => index * packetSamples - delay),
		end: packets.length * packetSamples - delay - Math.max(0, padding),
	};
}
