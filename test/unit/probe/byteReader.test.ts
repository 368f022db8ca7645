/* eslint-disable @n8n/community-nodes/no-restricted-globals */
import fc from 'fast-check';
import { ByteReader } from '../../../nodes/core/media/probe/source';
import { inChunks } from './fixtures';

const FILE = Buffer.from(Array.from({ length: 300 }, (_, index) => index % 251));

describe('A ByteReader', () => {
	test('gives the same bytes for any cut into chunks and any order of takes, peeks and skips', async () => {
		const step = fc.record({
			act: fc.constantFrom('take', 'peek', 'skip'),
			count: fc.integer({ min: 0, max: 60 }),
		});
		await fc.assert(
			fc.asyncProperty(
				fc.integer({ min: 1, max: 90 }),
				fc.array(step, { maxLength: 20 }),
				async (bytes, steps) => {
					const reader = new ByteReader(inChunks(FILE, bytes));
					let at = 0;
					for (const { act, count } of steps) {
						const rest = FILE.subarray(at, at + count);
						const enough = rest.length === count;
						if (act === 'peek') {
							expect([...(await reader.peek(count))]).toEqual([...rest]);
						} else if (act === 'take') {
							const taken = await reader.take(count);
							expect(taken && [...taken]).toEqual(enough ? [...rest] : undefined);
							if (enough) at += count;
						} else {
							expect(await reader.skip(count)).toBe(enough);
							at += rest.length;
						}
						expect(reader.position).toBe(at);
					}
				},
			),
			{ seed: 20_240_601, numRuns: 300 },
		);
	});

	test('does not hold what it skips', async () => {
		const MEBI = 1024 * 1024;
		async function* long(): AsyncGenerator<Uint8Array> {
			for (let index = 0; index < 600; index++) yield Buffer.alloc(MEBI);
		}
		const before = process.memoryUsage().arrayBuffers;
		const reader = new ByteReader(long());
		expect(await reader.skip(600 * MEBI)).toBe(true);
		expect(reader.position).toBe(600 * MEBI);
		// Skipped pieces wait for the garbage collector for a while, but far from all of them.
		expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(300 * MEBI);
	});

	test('asks its source for no more than it needs', async () => {
		let sent = 0;
		function* pieces(): Generator<Uint8Array> {
			for (;;) {
				sent++;
				yield FILE;
			}
		}
		const reader = new ByteReader(pieces());
		await reader.peek(FILE.length);
		expect(sent).toBe(1);
		await reader.skip(FILE.length * 3);
		expect(sent).toBe(3);
	});

	test('takes no more than 1 MiB at once', async () => {
		await expect(new ByteReader([FILE]).take(1024 * 1024 + 1)).rejects.toThrow(RangeError);
	});

	test('closes its source once, and not after it ended by itself', async () => {
		let closed = 0;
		const source = (pieces: number): AsyncIterable<Uint8Array> => ({
			[Symbol.asyncIterator]: () => ({
				next: async () =>
					await Promise.resolve(
						pieces-- > 0 ? { done: false as const, value: FILE } : { done: true as const, value: undefined },
					),
				return: async () => {
					closed++;
					return await Promise.resolve({ done: true as const, value: undefined });
				},
			}),
		});
		const left = new ByteReader(source(5));
		await left.take(10);
		await left.close();
		await left.close();
		expect(closed).toBe(1);
		const ended = new ByteReader(source(1));
		await ended.skip(1000);
		await ended.close();
		expect(closed).toBe(1);
	});
});
