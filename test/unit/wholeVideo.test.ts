/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';

import { tapMediaInfo } from '../../nodes/core/media/tap';
import { seededRandom } from '../harness/random';

/* Only what is read as a video has come to its end: a download without a length may have been cut unnoticed. */

const folder = path.resolve(__dirname, '../fixtures/media');
// The last box of `open-mdat` goes to the end of the file, so no end is too early for it.
const films = readdirSync(folder).filter((name) => name.endsWith('.mp4') && name !== 'open-mdat.mp4');

async function isWhole(bytes: Uint8Array, piece: (left: number) => number = () => bytes.length) {
	const pieces: Uint8Array[] = [];
	for (let at = 0; at < bytes.length; ) {
		const step = piece(bytes.length - at);
		pieces.push(bytes.subarray(at, at + step));
		at += step;
	}
	const body = Readable.from(pieces);
	const infoOf = tapMediaInfo(body);
	await buffer(body);
	return (await infoOf())?.kind === 'video';
}

describe.each(films)('%s', (name) => {
	const bytes = readFileSync(path.join(folder, name));

	test('is whole, in whatever pieces it comes', async () => {
		const random = seededRandom(7);
		expect(await isWhole(bytes)).toBe(true);
		for (let round = 0; round < 5; round++) {
			expect(await isWhole(bytes, () => 1 + Math.floor(random() * 5_000))).toBe(true);
		}
		expect(await isWhole(bytes, () => 1)).toBe(true);
	});

	test('is not whole when it ends too soon', async () => {
		const random = seededRandom(8);
		expect(await isWhole(bytes.subarray(0, endOfFilm(bytes) - 1))).toBe(false);
		for (let round = 0; round < 20; round++) {
			const end = Math.floor(random() * (endOfFilm(bytes) - 1));
			// Fragments are whole as far as they go.
			if (!boundaries(bytes).includes(end)) expect(await isWhole(bytes.subarray(0, end))).toBe(false);
		}
	});

	test('is whole with something behind it', async () => {
		expect(await isWhole(Buffer.concat([bytes, Buffer.from('<html>')]))).toBe(true);
	});
});

test('A box to the end of the file is whole wherever that is', async () => {
	const bytes = readFileSync(path.join(folder, 'open-mdat.mp4'));
	expect(await isWhole(bytes)).toBe(true);
	expect(await isWhole(bytes.subarray(0, -10))).toBe(true);
});

test('A box that is smaller than its own header comes to no end', async () => {
	expect(await isWhole(Uint8Array.from([0, 0, 0, 4, 0x66, 0x74, 0x79, 0x70]))).toBe(false);
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

/** Behind the samples and the header; an index that may follow in fragmented files is no part of the film. */
function endOfFilm(bytes: Buffer): number {
	const last = Math.max(bytes.lastIndexOf('mdat'), bytes.lastIndexOf('moov'));
	return boundaries(bytes).find((end) => end > last) ?? bytes.length;
}
