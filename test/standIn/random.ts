import { createHmac } from 'node:crypto';

/** Ids and signatures that look random and are the same for the same seed. */
export class SeededRandom {
	private state: number;

	private readonly secret: string;

	constructor(seed: number, salt: string) {
		this.secret = `${seed}/${salt}`;
		this.state = Number.parseInt(this.sign('ids').slice(0, 8), 16) >>> 0;
	}

	/** Hex digits, as many as asked for (mulberry32). */
	hex(digits: number): string {
		let text = '';
		while (text.length < digits) {
			this.state = (this.state + 0x6d2b79f5) >>> 0;
			let mixed = this.state;
			mixed = Math.imul(mixed ^ (mixed >>> 15), mixed | 1);
			mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
			text += ((mixed ^ (mixed >>> 14)) >>> 0).toString(16).padStart(8, '0');
		}
		return text.slice(0, digits);
	}

	uuid(): string {
		const h = this.hex(32);
		const variant = '89ab'[Number.parseInt(h[16] ?? '0', 16) % 4];
		return `${h.slice(0, 8)}-${h.slice(8, 12)}-4${h.slice(13, 16)}-${variant}${h.slice(17, 20)}-${h.slice(20)}`;
	}

	/** A number of so many digits. */
	digits(count: number): string {
		return `4${BigInt(`0x${this.hex(count)}`)
			.toString()
			.padStart(count, '0')
			.slice(1 - count)}`;
	}

	/** Hex of a keyed hash: what makes a link or a policy impossible to invent. */
	sign(text: string): string {
		return createHmac('sha1', this.secret).update(text).digest('hex');
	}
}
