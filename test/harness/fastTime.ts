import { systemClock } from '../../nodes/core/base/clock';
import { timeouts } from '../../nodes/core/studio/timeouts';
import { startStandIn, type StandIn, type StandInOptions } from '../standIn';

const real = { ...systemClock };
const realTimeouts = { ...timeouts };

/** Milliseconds of the machine. When it is busy an answer may take a while, and is no time-out for that. */
const SHORTEST_TIMEOUT = 2000;

/**
 * Starts a stand-in service and lets its time and the node's run faster than the machine's, both from the same moment.
 * @param scale seconds of theirs in a second of ours
 * @param timeout milliseconds of the machine for every exchange, for a test that waits for very many
 */
export async function startInFastTime(
	scale: number,
	options: StandInOptions = {},
	timeout?: number,
): Promise<StandIn> {
	const standIn = await startStandIn({ ...options, timeScale: scale });
	runFast({ start: real.now() - standIn.now() / scale, scale }, timeout);
	return standIn;
}

/** Lets the node's time run faster. @param time the moment from which it does, on the real clock in milliseconds */
export function runFast({ start, scale }: { start: number; scale: number }, timeout?: number): void {
	systemClock.now = () => start + (real.now() - start) * scale;
	systemClock.sleep = async (milliseconds, stop) => await real.sleep(milliseconds / scale, stop);
	for (const key of Object.keys(timeouts) as Array<keyof typeof timeouts>) {
		timeouts[key] = timeout ?? Math.max(SHORTEST_TIMEOUT, realTimeouts[key] / scale);
	}
}

/** For another process, which then has the same time. */
export function fastTime(scale: number): { start: number; scale: number } {
	const now = real.now();
	return { start: now - (systemClock.now() - now) / (scale - 1), scale };
}

export function backToRealTime(): void {
	Object.assign(systemClock, real);
	Object.assign(timeouts, realTimeouts);
}
