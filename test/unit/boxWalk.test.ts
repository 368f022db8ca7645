/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

import { BoxTracker } from '../../nodes/core/media/boxTracker';
import { seededRandom } from '../harness/random';

const folder = path.resolve(__dirname, '../fixtures/media');
// The last box of `open-mdat` goes to the end of the file, so no end is too early for it.
const films = readdirSync(folder).filter((name) => name.endsWith('.mp4') && name !== 'open-mdat.mp4');

function isWhole(bytes: Uint8Array, piece: (left: number) => number = () => bytes.length): boolean {
	const walk = new BoxTracker();
	for (let at = 0; at < bytes.length; ) {
		const step = piece(bytes.length - at);
		walk.add(bytes.subarray(at, at + step));
		at += step;
	}
	return walk.isWhole();
}

describe.each(films)('%s', (name) => {
	const bytes = readFileSync(path.join(folder, name));

	test('is whole, in whatever pieces it comes', () => {
		const random = seededRandom(7);
		expect(isWhole(bytes)).toBe(true);
		for (let round = 0; round < 5; round++) {
			expect(isWhole(bytes, () => 1 + Math.floor(random() * 5_000))).toBe(true);
		}
		expect(isWhole(bytes, () => 1)).toBe(true);
	});

	test('is not whole when it ends too soon, or when something follows', () => {
		const random = seededRandom(8);
		expect(isWhole(bytes.subarray(0, -1))).toBe(false);
		for (let round = 0; round < 20; round++) {
			// Cut in the middle of the last box or before, but not between two boxes.
			const end = Math.floor(random() * (bytes.length - 1));
			if (!boundaries(bytes).includes(end)) expect(isWhole(bytes.subarray(0, end))).toBe(false);
		}
		expect(isWhole(Buffer.concat([bytes, Buffer.from('<html>')]))).toBe(false);
	});
});

test('A box to the end of the file is whole wherever that is', () => {
	const bytes = readFileSync(path.join(folder, 'open-mdat.mp4'));
	expect(isWhole(bytes)).toBe(true);
	expect(isWhole(bytes.subarray(0, -10))).toBe(true);
});

test('A box that is smaller than its own header comes to no end', () => {
	expect(isWhole(Uint8Array.from([0, 0, 0, 4, 0x66, 0x74, 0x79, 0x70]))).toBe(false);
});

/** Where one box of the file ends and the next begins. */
function boundaries(bytes: Buffer): number[] {
	const found = [0];
	for (let at = 0; at + 8 <= bytes.length; ) {
		const size = bytes.readUInt32BE(at);
		at += size === 1 ? Number(bytes.readBigUInt64BE(at + 8)) : size;
		found.push(at);
	}
	return found;
}
