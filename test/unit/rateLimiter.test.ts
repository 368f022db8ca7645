import { QUERY_INTERVAL_MS } from '../../nodes/core/studio/client';
import { intervalForLimit, RateLimiter } from '../../nodes/core/base/rateLimiter';
import { FakeClock } from '../harness/fakes';

/** The times at which so many calls that all came at once had their turn, and their order. */
async function turns(gap: number, calls: number) {
	const clock = new FakeClock();
	const pace = new RateLimiter(gap, clock);
	const times: number[] = [];
	const order: number[] = [];
	const turn = async (index: number) => {
		await pace.acquire();
		times.push(clock.elapsed());
		order.push(index);
	};
	await clock.run(Promise.all(Array.from({ length: calls }, (_, index) => turn(index))));
	return { times, order };
}

/** The most of these times that lie in any window of a second. */
const mostInASecond = (times: number[]) =>
	Math.max(...times.map((from) => times.filter((time) => time >= from && time < from + 1_000).length));

describe('Calls that come all at once', () => {
	test.each([1, 2, 5, 20])('go out at most %i in any second, for that limit', async (limit) => {
		const { times } = await turns(intervalForLimit(limit), 60);
		expect(mostInASecond(times)).toBeLessThanOrEqual(limit);
		// And not much slower than allowed.
		expect(times.at(-1)).toBeLessThanOrEqual((59 / limit) * 1_000 * 1.1 + 1);
	});

	test('which are queries, take at most half of the 20 a second that the account has', async () => {
		const { times } = await turns(QUERY_INTERVAL_MS, 60);
		expect(mostInASecond(times)).toBeLessThanOrEqual(10);
	});

	test('keep their order, and the first one goes at once', async () => {
		const { times, order } = await turns(100, 10);
		expect(order).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
		expect(times[0]).toBe(0);
	});
});

test('A call after a rest goes at once, and saves no turns up', async () => {
	const clock = new FakeClock();
	const pace = new RateLimiter(100, clock);
	const times: number[] = [];
	const calls = async () => {
		await pace.acquire();
		await clock.sleep(10_000);
		for (let call = 0; call < 3; call++) {
			await pace.acquire();
			times.push(clock.elapsed());
		}
	};
	await clock.run(calls());
	expect(times).toEqual([10_000, 10_100, 10_200]);
});

test('A stop lets all go at once', async () => {
	const clock = new FakeClock();
	const pace = new RateLimiter(1_000, clock);
	const halt = new AbortController();
	const times: number[] = [];
	const turn = async () => {
		await pace.acquire(halt.signal);
		times.push(clock.elapsed());
	};
	clock.at(1_500, () => halt.abort());
	await clock.run(Promise.all([turn(), turn(), turn(), turn()]));
	expect(times).toEqual([0, 1_000, 1_500, 1_500]);
});
