import { FRAME_HEADER_BYTES, parseFrame } from '../media/probe/mpegFrame';

/** Sound as packets of equally many samples, each of which decodes with those around it. */
export interface SoundFormat {
	codec: 'aac' | 'mp3';
	/** Hertz. */
	sampleRate: number;
	channels: 1 | 2;
	/** Samples of one channel in a packet. */
	packetSamples: number;
	/** What an MP4 file tells the decoder (ISO/IEC 14496-3, 1.6.2.1). MP3 needs nothing. */
	config?: Uint8Array;
	/** A packet of silence. */
	silence: Uint8Array;
}

const AAC_PACKET_SAMPLES = 1024;

/** ISO/IEC 14496-3, table 1.18. */
const SAMPLE_RATES = [
	96000, 88200, 64000, 48000, 44100, 32000, 24000, 22050, 16000, 12000, 11025, 8000, 7350,
];

const LOW_COMPLEXITY = 2;

/** Reads big-endian numbers of any bits; behind the end there are zeros. */
function bitReader(bytes: Uint8Array): (bits: number) => number {
	let at = 0;
	return (bits) => {
		let value = 0;
		for (let left = bits; left > 0; left--, at++) {
			value = value * 2 + (((bytes[at >> 3] ?? 0) >> (7 - (at & 7))) & 1);
		}
		return value;
	};
}

/**
 * AAC by what an MP4 file tells the decoder. @returns what it is instead, in words, where it is not the plain AAC (Low
 * Complexity, mono or stereo) whose packets stand for themselves
 */
export function aacFromConfig(config: Uint8Array): SoundFormat | string {
	const read = bitReader(config);
	const objectType = read(5);
	if (objectType !== LOW_COMPLEXITY)
		return objectType === 5 || objectType === 29 ? 'HE-AAC' : 'an unsupported kind of AAC';
	const rateIndex = read(4);
	const sampleRate = rateIndex === 15 ? read(24) : SAMPLE_RATES[rateIndex];
	const channels = read(4);
	if (!sampleRate) return 'AAC with an unknown sample rate';
	if (channels !== 1 && channels !== 2) return 'AAC that is neither mono nor stereo';
	if (read(1) === 1) return 'AAC with 960 samples per frame';
	read(2);
	// The sign that the packets hold the upper half of the spectrum in HE-AAC's way (1.6.6.2).
	if (read(11) === 0x2b7 && read(5) === 5 && read(1) === 1) return 'HE-AAC';
	// What may follow only says that the sound is as plain as it seems.
	return aac(sampleRate, channels, config.slice(0, rateIndex === 15 ? 5 : 2));
}

/** AAC of an ADTS stream (ISO/IEC 13818-7, 6.2), by the header of its first packet. */
export function aacFromAdts(header: Uint8Array): SoundFormat | string {
	const read = bitReader(header.subarray(2));
	const objectType = read(2) + 1;
	const rateIndex = read(4);
	read(1);
	const channels = read(3);
	const config = (objectType << 11) | (rateIndex << 7) | (channels << 3);
	return aacFromConfig(new Uint8Array([config >> 8, config & 0xff]));
}

function aac(sampleRate: number, channels: 1 | 2, config: Uint8Array): SoundFormat {
	return {
		codec: 'aac',
		sampleRate,
		channels,
		packetSamples: AAC_PACKET_SAMPLES,
		config,
		// One channel, or a pair with a common window, of no spectral bands (ISO/IEC 14496-3, 4.4.2), then the end mark:
		// element name 3 bits, number 4, common window 1, window 11, mid/side 2; for each channel gain 8 and three flags.
		silence:
			channels === 1
				? new Uint8Array([0, 0, 0, 0b0000_0111])
				: new Uint8Array([0b0010_0001, 0, 0, 0, 0, 0b0001_1100]),
	};
}

/** MP3 by the header of a frame. */
export function mp3FromHeader(header: Uint8Array): SoundFormat | undefined {
	const frame = parseFrame(header);
	if (frame?.layer !== 3) return undefined;
	// The same sound at the lowest rate of bits, without checksum and padding; side information and sound are zeros.
	const silent = Uint8Array.from(header.subarray(0, FRAME_HEADER_BYTES));
	silent[1] = (silent[1] ?? 0) | 1;
	silent[2] = ((silent[2] ?? 0) & 0b0000_1100) | 0b0001_0000;
	const silence = new Uint8Array(parseFrame(silent)?.length ?? 0);
	silence.set(silent);
	const { sampleRate, channels, samples } = frame;
	return { codec: 'mp3', sampleRate, channels, packetSamples: samples, silence };
}

/** For people: `AAC, 44.1 kHz, stereo`. */
export function formatSound({ codec, sampleRate, channels }: SoundFormat): string {
	return `${codec.toUpperCase()}, ${sampleRate / 1000} kHz, ${channels === 1 ? 'mono' : 'stereo'}`;
}
