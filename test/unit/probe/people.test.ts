import { type MediaInfo, probe } from '../../../nodes/core/media/probe';
import { box, fixture, fixtureNames, inChunks, input } from './fixtures';
import { exif, FRAMES, joined, jpegWith, noise, pngChunk, pngWith, webpWith } from './made';
import { image, refused, taken, zeros } from './tables';

/** The same whether the file comes in one piece or in many. */
async function infoOf(file: Uint8Array): Promise<MediaInfo> {
	const whole = await probe(file);
	expect(await probe(inChunks(file, 61))).toEqual(whole);
	expect(await probe(inChunks(file, 4096))).toMatchObject({ kind: whole.kind });
	return whole;
}

describe('A file that every program opens is taken', () => {
	test.each(taken)('%s', async (_what, file, facts) => {
		expect(await infoOf(file)).toMatchObject(facts);
	});

	test.each([
		['a JPEG by its first block', jpegWith(exif(1), exif(6))],
		['a PNG by eXIf', pngWith([pngChunk('eXIf', exif(3))])],
		['a WEBP by EXIF', webpWith(exif(2))],
	])('upright: %s', async (_what, file) => {
		expect(await infoOf(file)).toMatchObject(image);
		expect(await probe(file)).not.toHaveProperty('rotated');
	});

	test("without a word about a box that is nobody's", async () => {
		expect(await probe(joined('faststart.mp4', box('thmb', noise(500))))).not.toHaveProperty('odd');
	});

	test('in 40 ways and more', () => {
		expect(taken.length).toBeGreaterThanOrEqual(40);
		expect(refused.length).toBeGreaterThanOrEqual(40);
	});
});

describe('A file that was cut, or that nothing can play, is told', () => {
	test.each(refused)('%s', async (_what, file, reason) => {
		expect(await infoOf(file)).toMatchObject({ kind: 'broken', reason: expect.stringMatching(reason) });
	});

	test.each(fixtureNames().filter((name) => /\.(jpg|png|webp|bmp)$/.test(name)))(
		'%s at any length before its end',
		async (name) => {
			const file = fixture(name);
			const spare = name.endsWith('.png') ? 4 : name.endsWith('.bmp') ? 4 : 2;
			for (let length = 30; length < file.length - spare; length += 7) {
				expect([length, (await probe(file.subarray(0, length))).kind]).toEqual([length, 'broken']);
			}
		},
	);
});

describe('What is no sound is not taken for an MP3 without a signature', () => {
	test.each([
		['noise', noise(50_000)],
		[
			'random bytes of all values',
			Buffer.from(Array.from({ length: 50_000 }, (_, i) => (i * 7919 * (i >> 3)) & 255)),
		],
		['zeros', zeros(100_000)],
		['FF bytes', Buffer.alloc(100_000, 0xff)],
		['one frame among noise', joined(noise(300), FRAMES.subarray(0, 417), noise(900))],
		['a text', Buffer.from('Dear Sir or Madam, '.repeat(500))],
		['the middle of a JPEG', input('magick-baseline.jpg').subarray(700)],
		['the middle of an MP4', fixture('faststart.mp4').subarray(3000)],
		['frames far behind noise', joined(noise(20_000), FRAMES)],
	])('%s', async (_what, file) => {
		expect(await probe(file)).toEqual({ kind: 'other', format: 'unknown' });
	});
});
