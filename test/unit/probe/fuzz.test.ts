/* eslint-disable @n8n/community-nodes/no-restricted-globals */
import { type MediaInfo, probe } from '../../../nodes/core/media/probe';
import { withinProcessorTime } from '../../harness/processorTime';
import { EXPECTED } from './expected';
import { fixture, inChunks } from './fixtures';

/** Mutated files a family. More for a long run: FUZZ_RUNS=100000 npx jest test/unit/probe/fuzz */
const RUNS = Number(process.env.FUZZ_RUNS ?? 2000);
const SEED = Number(process.env.FUZZ_SEED ?? 20_240_601);
/** A file is some kilobytes and takes about a millisecond: what takes this long has lost its way. */
const LIMIT_MS = 2000;

const FAMILIES: Record<string, RegExp> = {
	jpeg: /\.jpg$/,
	png: /\.png$/,
	webp: /\.webp$/,
	bmp: /\.bmp$/,
	wav: /\.wav$/,
	mp3: /\.mp3$/,
	isoMedia: /\.(mp4|mov|m4a)$/,
	avi: /\.avi$/,
	signature: /\.(gif|tiff|heic|avif|mp2|aac|flac|ogg|webm)$/,
};

/** Numbers 0 to 1 that a seed decides (mulberry32). */
function randomFrom(seed: number): () => number {
	let state = seed;
	return () => {
		state = (state + 0x6d2b79f5) | 0;
		let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
		mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
		return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
	};
}

const NASTY = [0x00, 0x01, 0x07, 0x7f, 0x80, 0xfe, 0xff];

/** One to eight changes, mostly in the header, where they do most harm. */
function mutate(original: Buffer, random: () => number): Buffer {
	const below = (limit: number) => Math.floor(random() * limit);
	let file = Buffer.from(original);
	for (let changes = 1 + below(8); changes > 0 && file.length > 0; changes--) {
		const near = random() < 0.6 ? Math.min(file.length, 256) : file.length;
		const at = random() < 0.2 ? Math.max(0, file.length - 1 - below(1500)) : below(near);
		switch (below(7)) {
			case 0:
				file[at] = below(256);
				break;
			case 1:
				file[at] = (file[at] ?? 0) ^ (1 << below(8));
				break;
			case 2:
				file.fill(NASTY[below(NASTY.length)] ?? 0, at, Math.min(file.length, at + 1 + below(8)));
				break;
			case 3:
				file = file.subarray(0, at);
				break;
			case 4:
				file = Buffer.concat([file.subarray(0, at), file.subarray(at + 1 + below(64))]);
				break;
			case 5:
				file = Buffer.concat([file.subarray(0, at), file.subarray(Math.max(0, at - below(64)))]);
				break;
			default: {
				const from = below(file.length);
				file.copy(file, at, from, from + 1 + below(32));
			}
		}
	}
	return file;
}

/** What is wrong with the shape of a result, if anything. */
function flaw(facts: MediaInfo): string | undefined {
	if (facts.kind === 'broken') return facts.reason === '' ? 'a reason without words' : undefined;
	for (const [name, value] of Object.entries(facts)) {
		if (value === undefined) return `${name} is undefined`;
		if (typeof value === 'number' && !(Number.isFinite(value) && value >= 0)) return `${name} is ${value}`;
	}
	if ('width' in facts) {
		const { width, height } = facts;
		if (!Number.isInteger(width) || !Number.isInteger(height) || width < 1 || height < 1)
			return 'no whole pixels';
	}
	return undefined;
}

describe(`A damaged file (seed ${SEED}, ${RUNS} files a family)`, () => {
	test.each(Object.keys(FAMILIES))(
		'is read or called broken, soon and without an exception: %s',
		async (family) => {
			const random = randomFrom(SEED + Object.keys(FAMILIES).indexOf(family));
			const originals = Object.keys(EXPECTED)
				.filter((name) => FAMILIES[family]?.test(name))
				.map(fixture);
			expect(originals.length).toBeGreaterThan(0);
			for (let run = 0; run < RUNS; run++) {
				const file = mutate(originals[run % originals.length] ?? Buffer.alloc(0), random);
				const where = `run ${run}, ${file.length} bytes, starting with ${file.subarray(0, 64).toString('hex')}`;
				const facts = await withinProcessorTime(LIMIT_MS, async () => await probe(file)).catch(
					(error: unknown) => {
						throw new Error(`${String(error)} at ${where}`, { cause: error });
					},
				);
				const wrong = flaw(facts);
				if (wrong !== undefined) throw new Error(`${wrong} at ${where}`);
				if (run % 20 === 0) {
					expect(await probe(inChunks(file, 7))).toEqual(facts);
				}
			}
		},
	);

	test('of bytes at random is read or called broken, too', async () => {
		const random = randomFrom(SEED);
		const starts = Object.keys(EXPECTED).map((name) => fixture(name).subarray(0, 16));
		for (let run = 0; run < RUNS; run++) {
			const noise = Buffer.from(Array.from({ length: Math.floor(random() * 2000) }, () => random() * 256));
			const start = starts[run % (starts.length * 2)] ?? Buffer.alloc(0);
			const facts = await probe(Buffer.concat([start, noise]));
			expect(flaw(facts)).toBeUndefined();
		}
	});
});
