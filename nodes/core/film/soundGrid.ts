import { at } from './tables';
import type { Sound } from './clip';
import type { SoundFormat } from './soundFormat';

/** In place of a source: silence, the packets of which lie one after another. */
export const SILENCE = -1;

/** Bytes that go from a source into the film in one piece. */
export interface Piece {
	source: number;
	/** Position in the source. */
	offset: number;
	bytes: number;
}

/** Less than this, in samples, is rounding. */
const TOLERANCE_SAMPLES = 0.5;

/**
 * The sound of a film on one unbroken grid of packets. Clips lie on it where their pictures begin, at most half a packet
 * beside (10.7 ms at 48 kHz), however many there are: put one behind another, their sound would drift away from the
 * pictures by all that encoders add at both ends, and with gaps players that count samples would play too early.
 */
export class SoundGrid {
	/** The packets of the film. */
	readonly packets: Piece[] = [];

	/** When the grid begins, in samples of the film: zero, or before it by what the first packet only leads in. */
	private origin = 0;

	private placed = false;

	constructor(readonly format: SoundFormat) {}

	/** Samples at the beginning that are not heard. */
	get lead(): number {
		return Math.round(-this.origin);
	}

	/** Seconds of the film at which a packet begins to be heard. */
	timeOf(packet: number): number {
		return (this.origin + packet * this.format.packetSamples) / this.format.sampleRate;
	}

	/**
	 * Lays a sound into the film. A packet decodes together with the one before it, so one that only leads in comes along,
	 * in the place of the last packet before. Holes are filled with silence.
	 * @param from seconds of the film at which the sound begins
	 * @param until seconds of the film at which it ends at the latest
	 */
	place(source: number, { starts, end, offsets, sizes }: Sound, from: number, until: number): void {
		const { packetSamples, sampleRate } = this.format;
		const begin = from * sampleRate;
		const last = Math.min(until * sampleRate, begin + end) - TOLERANCE_SAMPLES;
		const heard = starts.findIndex((start) => start + packetSamples > TOLERANCE_SAMPLES);
		if (heard === -1) return;
		const first = Math.max(0, heard - 1);
		const time = begin + at(starts, first);
		if (!this.placed) this.origin = time > 0 ? time - Math.ceil(time / packetSamples) * packetSamples : time;
		this.placed = true;
		this.cutOrFill(Math.max(0, Math.round((time - this.origin) / packetSamples)));
		for (let packet = first; packet < starts.length; packet++) {
			const start = begin + at(starts, packet);
			if (start >= last) break;
			const slot = (start - this.origin) / packetSamples;
			if (slot - this.packets.length >= 1) this.cutOrFill(Math.round(slot));
			this.packets.push({ source, offset: at(offsets, packet), bytes: at(sizes, packet) });
		}
	}

	/** Ends the sound with the film. @param until seconds */
	close(until: number): void {
		const { packetSamples, sampleRate } = this.format;
		const samples = until * sampleRate - this.origin - TOLERANCE_SAMPLES;
		this.cutOrFill(Math.max(0, Math.ceil(samples / packetSamples)));
	}

	private cutOrFill(length: number): void {
		const silence = { source: SILENCE, offset: 0, bytes: this.format.silence.length };
		this.packets.length = Math.min(this.packets.length, length);
		while (this.packets.length < length) this.packets.push(silence);
	}
}
