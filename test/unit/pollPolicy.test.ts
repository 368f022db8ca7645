import fc from 'fast-check';

import { DEFAULT_CEILING, FIRST_LOOK, nextPause } from '../../nodes/core/tasks/pollPolicy';

const MIDDLE = 0.5;

describe('The pause before the next look', () => {
	test.each([
		[0, 2_000],
		[5_000, 2_000],
		[20_000, 2_000],
		[60_000, 6_000],
		[100_000, 10_000],
		[150_000, 15_000],
		[3_600_000, 15_000],
	])('at the age of %i ms is %i ms: a tenth of the age, from 2 s up to the ceiling', (age, pause) => {
		expect(nextPause(age, DEFAULT_CEILING, MIDDLE)).toBe(pause);
	});

	test.each([
		[60_000, 0, 5_400],
		[60_000, 1, 6_600],
		[3_600_000, 0, 13_500],
	])('at the age of %i ms with the die at %d is %i ms: jittered by a tenth', (age, random, pause) => {
		expect(nextPause(age, DEFAULT_CEILING, random)).toBeCloseTo(pause, 6);
	});

	test('never goes over the ceiling, and never below 1.8 seconds where the ceiling allows it', () => {
		const age = fc.integer({ min: 0, max: 86_400_000 });
		const ceiling = fc.integer({ min: 500, max: 600_000 });
		const random = fc.double({ min: 0, max: 1, noNaN: true });
		fc.assert(
			fc.property(age, ceiling, random, (a, c, r) => {
				const pause = nextPause(a, c, r);
				expect(pause).toBeLessThanOrEqual(c);
				expect(pause).toBeGreaterThanOrEqual(Math.min(0.9 * c, 1_800));
			}),
		);
	});

	test('lets a video wait at most a tenth of its making, plus what the service advises', () => {
		for (const made of [30_000, 60_000, 120_000, 300_000, 720_000]) {
			let looked = FIRST_LOOK;
			while (looked < made) looked += nextPause(looked, DEFAULT_CEILING, 1);
			expect(looked - made).toBeLessThanOrEqual(Math.max(2_200, Math.min(made * 0.11, DEFAULT_CEILING)));
		}
	});

	test('asks for a task of five minutes no more than 45 times', () => {
		let looks = 1;
		for (let age = FIRST_LOOK; age < 300_000; age += nextPause(age, DEFAULT_CEILING, MIDDLE)) looks++;
		expect(looks).toBeLessThanOrEqual(45);
	});
});
