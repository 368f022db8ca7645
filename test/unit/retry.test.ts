import type { Fault } from '../../nodes/core/base/fault';
import { Retries, type RetryOptions, type RetryPolicy } from '../../nodes/core/base/retry';
import { mostRequests } from '../../scripts/docs/retries';
import { FakeClock, START } from '../harness/fakes';

const fault = (more: Partial<Fault> = {}): Fault => ({
	stage: 'wait',
	class: 'retry',
	message: 'The service is busy',
	description: 'Wait.',
	...more,
});

const untilDeadline = { fault: 'c', requests: 'until deadline' as const, reason: '' };

/** The pause after so many tries. */
async function pause(
	tries: number,
	{ clock = new FakeClock(), ...change }: Partial<RetryOptions> & { clock?: FakeClock } = {},
	of = fault(),
) {
	const options = { clock, random: () => 0.5, deadline: START + 100 * 3_600_000, ...change };
	const retries = new Retries(options);
	for (let made = 1; made < tries; made++) await clock.run(retries.waitForRetry(untilDeadline, fault()));
	const before = clock.elapsed();
	const again = await clock.run(retries.waitForRetry(untilDeadline, of));
	return { again, slept: clock.elapsed() - before };
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
		[1, 60_000, 60_000],
		// Hours are a gateway's, or a mistake.
		[1, 300_000, 60_000],
		[1, 6 * 3_600_000, 60_000],
		[1, Number.POSITIVE_INFINITY, 60_000],
		// The service asks for less than is due.
		[6, 1_000, 30_000],
		[1, 0, 1_000],
	])('after %i tries, when the service asks for %i ms, is %i ms', async (tries, retryAfter, slept) => {
		expect(await pause(tries, {}, fault({ retryAfter }))).toEqual({ again: true, slept });
	});
});

test.each([20_000, 59_999])(
	'A wait that would last to the deadline, %i ms off, is not obeyed',
	async (left) => {
		const asked = fault({ retryAfter: 3_600_000 });
		expect(await pause(1, { deadline: START + left }, asked)).toEqual({ again: true, slept: 1_000 });
	},
);

describe('There is no other try', () => {
	test.each([
		['when the pause would end at the deadline', 1_000, {}],
		['when the pause would end after the deadline', 400, {}],
		['when the deadline has passed', -1, {}],
	])('%s, and the deadline is not overslept', async (_name, left, of) => {
		const { again, slept } = await pause(1, { deadline: START + left }, fault(of));
		expect(again).toBe(false);
		expect(slept).toBeLessThanOrEqual(Math.max(0, left));
	});

	test('after a stop, which ends the pause at once', async () => {
		const clock = new FakeClock();
		const halt = new AbortController();
		// After 1, 2 and 4 seconds the fourth pause would last 8.
		clock.at(7_500, () => halt.abort());
		expect(await pause(4, { clock, signal: halt.signal })).toEqual({ again: false, slept: 500 });
	});

	test('when it was stopped before', async () => {
		expect(await pause(1, { signal: AbortSignal.abort() })).toEqual({ again: false, slept: 0 });
	});
});

describe('The tries of one request', () => {
	const twice = { fault: 'a', requests: 2, reason: '' };
	const thrice = { fault: 'b', requests: 3, reason: '' };

	async function triesOf(policies: RetryPolicy[], span = 3_600_000, random = () => 0.5): Promise<number> {
		const clock = new FakeClock();
		const retries = new Retries({ clock, random, deadline: START + span });
		const tries = async () => {
			for (let made = 1; ; made++) {
				const policy = policies[Math.min(made, policies.length) - 1] as RetryPolicy;
				if (!(await retries.waitForRetry(policy, fault()))) return made;
			}
		};
		return await clock.run(tries());
	}

	test('are as many as the policy of the fault allows', async () => {
		expect(await triesOf([twice])).toBe(2);
		expect(await triesOf([thrice])).toBe(3);
	});

	test('are counted for each fault: an earlier one takes nothing away', async () => {
		expect(await triesOf([untilDeadline, untilDeadline, untilDeadline, twice])).toBe(5);
	});

	test.each([60_000, 1_800_000, 86_400_000])(
		'within %i ms are never more than was written down',
		async (span) => {
			expect(await triesOf([untilDeadline], span, () => 0)).toBe(mostRequests(untilDeadline, span));
			expect(await triesOf([untilDeadline], span, () => 1)).toBeLessThan(mostRequests(untilDeadline, span));
			expect(mostRequests(twice, span)).toBe(2);
		},
	);
});
