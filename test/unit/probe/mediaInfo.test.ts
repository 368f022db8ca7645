import { type MediaInfo, probe } from '../../../nodes/core/media/probe';
import { EXPECTED } from './expected';
import { fixture, fixtureNames, inChunks } from './fixtures';

const TOLERANCE_SECONDS = 0.1;

/** The expected facts, with numbers that may differ a little. */
function like(facts: MediaInfo): object {
	const close: Record<string, unknown> = { ...facts };
	// One digit allows 0.05 seconds: an MP3 without its encoder's note plays 0.03 seconds of silence.
	if ('seconds' in facts) close.seconds = expect.closeTo(facts.seconds, 1);
	if ('framesPerSecond' in facts) close.framesPerSecond = expect.closeTo(facts.framesPerSecond ?? 0, 2);
	return close;
}

describe('The facts of a real file', () => {
	test('are expected for every fixture that there is', () => {
		expect(fixtureNames().sort()).toEqual(Object.keys(EXPECTED).sort());
	});

	test.each(Object.keys(EXPECTED))('%s is described as it was made', async (name) => {
		const file = fixture(name);
		const expected = EXPECTED[name];
		if (expected === undefined) throw new Error(`No facts for ${name}`);
		expect(await probe([file])).toEqual(like(expected));
	});

	test.each(Object.keys(EXPECTED))('%s is the same in one piece and in small ones', async (name) => {
		const file = fixture(name);
		const whole = await probe([file]);
		expect(await probe(file)).toEqual(whole);
		for (const bytes of [1, 7, 4096]) expect(await probe(inChunks(file, bytes))).toEqual(whole);
	});

	test('do not depend on where a Buffer lies in its memory', async () => {
		const file = fixture('faststart.mp4');
		const within = Buffer.concat([Buffer.alloc(13, 0xff), file, Buffer.alloc(13, 0xff)]).subarray(13, -13);
		expect(await probe(within)).toEqual(await probe(file));
	});
});

describe('The time of an MP3', () => {
	test('is that of the sound itself when the encoder noted its silence', async () => {
		for (const name of ['cbr.mp3', 'vbr.mp3', 'mpeg2.mp3', 'mpeg25.mp3', 'tagged.mp3']) {
			expect(await probe(fixture(name))).toMatchObject({ seconds: expect.closeTo(3, 3) });
		}
	});

	test('is that of the frames that are there when the file was cut off', async () => {
		for (const name of ['cbr.mp3', 'cbr-no-xing.mp3']) {
			const file = fixture(name);
			const half = await probe(file.subarray(0, file.length / 2));
			expect(half).toMatchObject({ kind: 'audio', seconds: expect.closeTo(1.5, 1) });
		}
	});

	test('passes over a damaged place in the middle', async () => {
		const file = fixture('cbr-no-xing.mp3');
		file.fill(0, 5000, 5300);
		const facts = await probe(file);
		expect(facts).toMatchObject({ kind: 'audio', format: 'mp3' });
		expect('seconds' in facts && Math.abs(facts.seconds - 2.98) < TOLERANCE_SECONDS).toBe(true);
	});

	test('adds up the parts of files that were joined, tags and all', async () => {
		const joined = Buffer.concat([fixture('many-tags.mp3').subarray(0, -160), fixture('many-tags.mp3')]);
		const facts = await probe(joined);
		expect('seconds' in facts && Math.abs(facts.seconds - 6.06) < TOLERANCE_SECONDS).toBe(true);
	});
});
