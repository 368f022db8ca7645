/* eslint-disable @n8n/community-nodes/no-restricted-imports */
import { getEventListeners } from 'node:events';
import { setImmediate } from 'node:timers/promises';

import { Semaphore } from '../../nodes/core/base/semaphore';

/** Takes so many slots; gives who has one, in order, and how to give it back. */
function takers(slots: Semaphore, count: number, stop?: AbortSignal) {
	const inside: number[] = [];
	const leave: Array<() => void> = [];
	for (let index = 0; index < count; index++) {
		void slots.acquire(stop).then((done) => {
			inside.push(index);
			leave[index] = done;
		});
	}
	return { inside, leave };
}

test('Slots are given to as many as there are; the others wait in the order in which they came', async () => {
	const { inside, leave } = takers(new Semaphore(2), 5);
	await setImmediate();
	expect(inside).toEqual([0, 1]);
	leave[1]?.();
	await setImmediate();
	expect(inside).toEqual([0, 1, 2]);
	leave[0]?.();
	leave[2]?.();
	await setImmediate();
	expect(inside).toEqual([0, 1, 2, 3, 4]);
});

test('A slot that is given back twice is free once', async () => {
	const { inside, leave } = takers(new Semaphore(1), 4);
	await setImmediate();
	leave[0]?.();
	leave[0]?.();
	await setImmediate();
	expect(inside).toEqual([0, 1]);
});

test('A slot that nobody waits for is there for the next', async () => {
	const slots = new Semaphore(1);
	(await slots.acquire())();
	(await slots.acquire())();
	const { inside } = takers(slots, 2);
	await setImmediate();
	expect(inside).toEqual([0]);
});

test('After a stop nobody waits any longer', async () => {
	const halt = new AbortController();
	const slots = new Semaphore(1);
	const { inside } = takers(slots, 3, halt.signal);
	await setImmediate();
	expect(inside).toEqual([0]);
	halt.abort();
	await setImmediate();
	expect(inside).toEqual([0, 1, 2]);
	const later = takers(slots, 2, halt.signal);
	await setImmediate();
	expect(later.inside).toEqual([0, 1]);
});

/** More than these on one signal, and Node.js prints a warning of a memory leak into n8n's log. */
const MOST_LISTENERS = 10;

test('A hundred that wait do not crowd the signal with listeners', async () => {
	const { signal } = new AbortController();
	takers(new Semaphore(1), 100, signal);
	await setImmediate();
	expect(getEventListeners(signal, 'abort').length).toBeLessThanOrEqual(MOST_LISTENERS);
});

test('Whoever got a slot leaves no listener behind', async () => {
	const { signal } = new AbortController();
	const { inside, leave } = takers(new Semaphore(1), 3, signal);
	for (let index = 0; index < 3; index++) {
		await setImmediate();
		leave[index]?.();
	}
	expect(inside).toEqual([0, 1, 2]);
	expect(getEventListeners(signal, 'abort')).toEqual([]);
});
