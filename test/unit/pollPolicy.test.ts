import fc from 'fast-check';

import { DEFAULT_CEILING, FIRST_LOOK, nextPause } from '../../nodes/core/tasks/pollPolicy';

const MIDDLE = 0.5;

/** Nothing is known of other tasks. */
const aged = (age: number) => ({ age, durations: [] });
/** Others have ended after so many seconds. */
const like = (runningFor: number | undefined, ...seconds: number[]) => ({
	age: 600_000,
	runningFor,
	durations: seconds.map((each) => each * 1000),
});
const pauseOf = (...progress: Parameters<typeof like>) =>
	nextPause(like(...progress), DEFAULT_CEILING, MIDDLE);

describe('The pause before the next look, with nothing to judge by', () => {
	test.each([
		[0, 2_000],
		[10_000, 2_000],
		[30_000, 6_000],
		[37_500, 7_500],
		[180_000, 7_500],
		[300_000, 12_000],
		[3_600_000, 15_000],
	])(
		'at the age of %i ms is %i ms: a fifth of the age, up to half the ceiling, and all of it after minutes',
		(age, pause) => {
			expect(nextPause(aged(age), DEFAULT_CEILING, MIDDLE)).toBe(pause);
		},
	);

	test.each([
		[30_000, 0, 5_400],
		[30_000, 1, 6_600],
		[3_600_000, 0, 13_500],
	])('at the age of %i ms with the die at %d is %i ms: jittered by a tenth', (age, random, pause) => {
		expect(nextPause(aged(age), DEFAULT_CEILING, random)).toBeCloseTo(pause, 6);
	});

	test('counts from the start of the task and not from its submit', () => {
		const waited = { age: 600_000, runningFor: 30_000, durations: [] };
		expect(nextPause(waited, DEFAULT_CEILING, MIDDLE)).toBe(6_000);
	});

	test('asks for a task of five minutes no more than 45 times', () => {
		let looks = 1;
		for (let age = FIRST_LOOK; age < 300_000; age += nextPause(aged(age), DEFAULT_CEILING, MIDDLE)) looks++;
		expect(looks).toBeLessThanOrEqual(45);
	});
});

describe('The pause before the next look, when others like it have ended after 45 to 75 seconds', () => {
	const ends = [45, 50, 58, 66, 75];

	test('is long before the first of them would have, but not over the ceiling', () => {
		expect(pauseOf(0, ...ends)).toBe(15_000);
		expect(pauseOf(30_000, ...ends)).toBe(7_800);
	});

	test('is aimed a little behind their ends, and is short between them', () => {
		expect(pauseOf(46_800, ...ends)).toBe(3_500);
		expect(pauseOf(51_000, ...ends)).toBe(3_750);
		expect(pauseOf(64_000, ...ends)).toBe(2_300);
	});

	test('grows again long after the last', () => {
		expect(pauseOf(84_000, ...ends)).toBe(2_000);
		expect(pauseOf(98_500, ...ends)).toBe(4_000);
		expect(pauseOf(900_000, ...ends)).toBe(7_500);
	});

	test('is as long as the shortest of them while the task waits', () => {
		expect(pauseOf(undefined, 9, 10, 12)).toBe(9_300);
		expect(pauseOf(undefined, ...ends)).toBe(15_000);
	});
});

test('Equal tasks are met a moment after their end', () => {
	expect(pauseOf(5_000, 20, 20, 20)).toBe(15_000);
	expect(pauseOf(6_000, 20, 20, 20)).toBe(14_300);
});

test('One task alone says little, so looks begin before its end', () => {
	expect(pauseOf(50_000, 60)).toBe(8_050);
});

test('No pause is over the ceiling, nor under 1.8 seconds where the ceiling allows it', () => {
	const time = fc.integer({ min: 0, max: 86_400_000 });
	const progress = fc.record({
		age: time,
		runningFor: fc.option(time, { nil: undefined }),
		durations: fc.array(fc.integer({ min: 1, max: 3_600_000 }), { maxLength: 20 }),
	});
	const ceiling = fc.integer({ min: 500, max: 600_000 });
	const random = fc.double({ min: 0, max: 1, noNaN: true });
	fc.assert(
		fc.property(progress, ceiling, random, (p, c, r) => {
			const pause = nextPause(p, c, r);
			expect(pause).toBeLessThanOrEqual(c);
			expect(pause).toBeGreaterThanOrEqual(Math.min(0.9 * c, 1_800));
		}),
	);
});
