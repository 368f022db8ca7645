import fc from 'fast-check';

import { DEFAULT_POLL_CEILING_MS, nextPollDelay } from '../../nodes/core/tasks/pollPolicy';
import { seededRandom } from '../harness/random';
import { followAll, ruleOfFirstVersion } from '../harness/pollRules';

const MIDDLE = 0.5;

/** Others have ended after so many seconds. */
const like = (runningFor: number | undefined, ...seconds: number[]) => ({
	age: 600_000,
	runningFor,
	durations: seconds.map((each) => each * 1000),
});
const pauseOf = (...progress: Parameters<typeof like>) =>
	nextPollDelay(like(...progress), DEFAULT_POLL_CEILING_MS, MIDDLE);

describe('The delay before the next query, with nothing to judge by', () => {
	test.each([
		[0, 3_700],
		[30_000, 3_700],
		[180_000, 3_700],
		[360_000, 7_400],
		[3_600_000, 15_000],
	])(
		'%i ms after the start is %i ms: the same for three minutes, and then a share of the time',
		(time, pause) => {
			const running = { age: 600_000, runningFor: time, durations: [] };
			expect(nextPollDelay(running, DEFAULT_POLL_CEILING_MS, MIDDLE)).toBe(pause);
		},
	);

	test.each([
		[0, 3_330],
		[1, 4_070],
	])('with the die at %d is %i ms: jittered by a tenth', (random, pause) => {
		const running = { age: 0, runningFor: 0, durations: [] };
		expect(nextPollDelay(running, DEFAULT_POLL_CEILING_MS, random)).toBeCloseTo(pause, 6);
	});

	test.each([
		[10_000, 2_000],
		[30_000, 6_000],
		[180_000, 7_500],
		[300_000, 12_000],
		[3_600_000, 15_000],
	])('of a task that waits since %i ms is %i ms', (age, pause) => {
		expect(nextPollDelay({ age, durations: [] }, DEFAULT_POLL_CEILING_MS, MIDDLE)).toBe(pause);
	});
});

describe('The delay before the next query, when others like it have ended after 45 to 75 seconds', () => {
	const ends = [45, 50, 58, 66, 75];

	test('is long before the first of them would have, but not over the ceiling', () => {
		expect(pauseOf(0, ...ends)).toBe(15_000);
		expect(pauseOf(30_000, ...ends)).toBe(7_800);
	});

	test('is aimed a little behind their ends, and is short between them', () => {
		expect(pauseOf(46_900, ...ends)).toBe(3_400);
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

test('One task alone says little, so queries begin before its end', () => {
	expect(pauseOf(43_000, 60)).toBe(5_300);
	expect(pauseOf(50_000, 60)).toBe(2_000);
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
			const pause = nextPollDelay(p, c, r);
			expect(pause).toBeLessThanOrEqual(c);
			expect(pause).toBeGreaterThanOrEqual(Math.min(0.9 * c, 1_800));
		}),
	);
});

describe.each([
	[20, 20],
	[17, 23],
	[45, 75],
	[95, 105],
	[150, 210],
	[180, 180],
	[250, 350],
])('Tasks of %i to %i s, 500 of them', (least, most) => {
	test.each([1, 2, 3, 5, 20])(
		'are noticed within 2 s in the median when %i like them have ended, by fewer queries than in 0.1.0',
		(known) => {
			const before = followAll([least, most], 0, ruleOfFirstVersion, seededRandom(1));
			const { median, queries } = followAll([least, most], known, nextPollDelay, seededRandom(known));
			expect(median).toBeLessThanOrEqual(Math.max(2, most / 150));
			expect(queries).toBeLessThan(before.queries);
		},
	);
});

describe.each([
	[15, 25],
	[45, 75],
	[90, 110],
	[150, 210],
	[250, 350],
])('Tasks of %i to %i s with nothing to judge by, 500 of them', (least, most) => {
	const { median, worst, queries } = followAll([least, most], 0, nextPollDelay, seededRandom(1));

	test('are noticed within 2 s in the median, or a hundredth of the longest', () => {
		expect(median).toBeLessThanOrEqual(Math.max(2, most / 100));
		expect(worst).toBeLessThanOrEqual(Math.max(4.1, most / 40));
	});

	// Half of a gap is the median, so 2 s cost a query every 4 s: 45 for 180 s, when a tenth of the age cost 32.
	test('take no more queries than that costs', () => {
		expect(queries).toBeLessThan(1 + most / 3.7);
	});
});
