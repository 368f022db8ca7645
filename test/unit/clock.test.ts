/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals */
import { getEventListeners } from 'node:events';

import { systemClock } from '../../nodes/core/base/clock';

/** Milliseconds that a sleep really took. */
async function lasted(sleep: Promise<void>): Promise<number> {
	const begun = performance.now();
	await expect(sleep).resolves.toBeUndefined();
	return performance.now() - begun;
}

const LONG = 60_000;
/** Far below the sleep that was cut short, far above what a busy machine needs to get round to it. */
const AT_ONCE = 30_000;

describe('The real clock', () => {
	test('tells the time', () => {
		const before = Date.now();
		const now = systemClock.now();
		expect(now).toBeGreaterThanOrEqual(before);
		expect(now).toBeLessThanOrEqual(Date.now());
	});

	test('sleeps as long as it is told', async () => {
		const took = await lasted(systemClock.sleep(20));
		expect(took).toBeGreaterThanOrEqual(19);
		expect(took).toBeLessThan(AT_ONCE);
	});

	test.each([0, -5, -Infinity])('does not sleep for %d ms', async (milliseconds) => {
		expect(await lasted(systemClock.sleep(milliseconds))).toBeLessThan(AT_ONCE);
	});

	test('wakes at once when it is stopped, and does not reject', async () => {
		const halt = new AbortController();
		const sleep = systemClock.sleep(LONG, halt.signal);
		setTimeout(() => halt.abort(), 5);
		expect(await lasted(sleep)).toBeLessThan(AT_ONCE);
	});

	test('does not begin to sleep after a stop', async () => {
		expect(await lasted(systemClock.sleep(LONG, AbortSignal.abort()))).toBeLessThan(AT_ONCE);
	});

	test('leaves no listener behind on the signal', async () => {
		const { signal } = new AbortController();
		await systemClock.sleep(2, signal);
		expect(getEventListeners(signal, 'abort')).toEqual([]);
	});

	test('lets twenty sleep without crowding the signal with listeners, of which Node.js would warn', async () => {
		const halt = new AbortController();
		const sleepers = Array.from({ length: 20 }, () => systemClock.sleep(LONG, halt.signal));
		const listeners = getEventListeners(halt.signal, 'abort').length;
		halt.abort();
		await Promise.all(sleepers);
		expect(listeners).toBeLessThanOrEqual(10);
	});
});
