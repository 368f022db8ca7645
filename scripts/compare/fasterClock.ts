/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals */
import timers from 'node:timers/promises';
import { promisify } from 'node:util';

/** A clock that shows `start` when the machine's does, and from there runs `scale` times as fast. */
export interface ClockOrder {
	/** Milliseconds since the epoch. */
	start: number;
	scale: number;
}

/**
 * Lets `Date` and the global timers of this process run faster: for n8n, every node and every library in it alike. Call it
 * before they are loaded. The network itself, and time-outs that Node.js keeps inside its sockets, stay as they are.
 */
export function runFaster({ start, scale }: ClockOrder): void {
	const real = { now: Date.now, setTimeout: globalThis.setTimeout, setInterval: globalThis.setInterval };
	const now = () => Math.floor(start + (real.now() - start) * scale);

	Date.now = now;
	globalThis.Date = new Proxy(Date, {
		construct: (date, given, newTarget) =>
			Reflect.construct(date, given.length > 0 ? given : [now()], newTarget) as Date,
	});
	const sooner =
		<T>(set: (work: () => void, milliseconds: number, ...given: unknown[]) => T) =>
		(work: () => void, milliseconds = 0, ...given: unknown[]) =>
			set(work, milliseconds / scale, ...given);
	const waiting = (milliseconds = 0, ...given: []) => timers.setTimeout(milliseconds / scale, ...given);
	globalThis.setTimeout = Object.assign(sooner(real.setTimeout), {
		[promisify.custom]: waiting,
	}) as unknown as typeof setTimeout;
	globalThis.setInterval = sooner(real.setInterval) as unknown as typeof setInterval;
}
