import type { Fault } from '../../nodes/core/base/fault';
import { waitBeforeRetry, type RetryOptions } from '../../nodes/core/base/retry';
import { FakeClock, START } from '../harness/fakes';

const fault = (more: Partial<Fault> = {}): Fault => ({
	stage: 'wait',
	class: 'retry',
	message: 'The service is busy',
	description: 'Wait.',
	...more,
});

async function pause(
	tries: number,
	options: Partial<RetryOptions> & { random?: () => number } = {},
	of = fault(),
) {
	const clock = new FakeClock();
	const patience = { clock, random: () => 0.5, deadline: START + 3_600_000, ...options };
	const again = await clock.run(waitBeforeRetry(tries, of, patience));
	return { again, slept: clock.elapsed() };
}

describe('The pause before another try', () => {
	test.each([
		[1, 1_000],
		[2, 2_000],
		[3, 4_000],
		[4, 8_000],
		[5, 16_000],
		[6, 30_000],
		[7, 30_000],
		[2_000, 30_000],
	])('after %i tries is %i ms', async (tries, slept) => {
		expect(await pause(tries)).toEqual({ again: true, slept });
	});

	test.each([
		[0, 3_000],
		[1, 5_000],
	])('with the die at %i is %i ms in place of 4000: jittered by a quarter', async (die, slept) => {
		expect(await pause(3, { random: () => die })).toEqual({ again: true, slept });
	});

	test.each([
		[1, 7_000, 7_000],
		[1, 300_000, 300_000],
		// The service asks for less than is due.
		[6, 1_000, 30_000],
		[1, 0, 1_000],
	])('after %i tries, when the service asks for %i ms, is %i ms', async (tries, retryAfter, slept) => {
		expect(await pause(tries, {}, fault({ retryAfter }))).toEqual({ again: true, slept });
	});
});

describe('There is no other try', () => {
	test.each([
		['when the pause would end at the deadline', 1_000, {}],
		['when the pause would end after the deadline', 400, {}],
		['when the service asks for more time than there is', 5_000, { retryAfter: 3_600_000 }],
		['when the deadline has passed', -1, {}],
	])('%s, and the deadline is not overslept', async (_name, left, of) => {
		const { again, slept } = await pause(1, { deadline: START + left }, fault(of));
		expect(again).toBe(false);
		expect(slept).toBeLessThanOrEqual(Math.max(0, left));
	});

	test('after a stop, which ends the pause at once', async () => {
		const clock = new FakeClock();
		const halt = new AbortController();
		clock.at(2_500, () => halt.abort());
		const patience = { clock, random: () => 0.5, deadline: START + 3_600_000, signal: halt.signal };
		expect(await clock.run(waitBeforeRetry(5, fault(), patience))).toBe(false);
		expect(clock.elapsed()).toBe(2_500);
	});

	test('when it was stopped before', async () => {
		expect(await pause(1, { signal: AbortSignal.abort() })).toEqual({ again: false, slept: 0 });
	});
});
