/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals */
import { setImmediate } from 'node:timers/promises';

import { Slots } from '../../nodes/core/tasks/slots';

/** Takes so many slots; gives who has one, in order, and how to give it back. */
function takers(slots: Slots, count: number, stop?: AbortSignal) {
	const inside: number[] = [];
	const leave: Array<() => void> = [];
	for (let index = 0; index < count; index++) {
		void slots.take(stop).then((done) => {
			inside.push(index);
			leave[index] = done;
		});
	}
	return { inside, leave };
}

test('Slots are given to as many as there are; the others wait in the order in which they came', async () => {
	const { inside, leave } = takers(new Slots(2), 5);
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
	const { inside, leave } = takers(new Slots(1), 4);
	await setImmediate();
	leave[0]?.();
	leave[0]?.();
	await setImmediate();
	expect(inside).toEqual([0, 1]);
});

test('A slot that nobody waits for is there for the next', async () => {
	const slots = new Slots(1);
	(await slots.take())();
	(await slots.take())();
	const { inside } = takers(slots, 2);
	await setImmediate();
	expect(inside).toEqual([0]);
});

test('After a stop nobody waits any longer', async () => {
	const halt = new AbortController();
	const slots = new Slots(1);
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

test('A hundred may wait without Node.js warning of a leak', async () => {
	const warnings: string[] = [];
	const note = ({ name }: Error) => warnings.push(name);
	process.on('warning', note);
	takers(new Slots(1), 100, new AbortController().signal);
	await setImmediate();
	await setImmediate();
	process.off('warning', note);
	expect(warnings).toEqual([]);
});
