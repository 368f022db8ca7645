import { systemClock } from '../../nodes/core/base/clock';
import { timeouts } from '../../nodes/core/studio/timeouts';
import { startStandIn, type StandIn, type StandInOptions } from '../standIn';
import { SimulatedTime } from './simulatedTime';

const real = { ...systemClock };
const realTimeouts = { ...timeouts };

/** Milliseconds of the machine. When it is busy an answer may take a while, and is no time-out for that. */
const SHORTEST_TIMEOUT = 2000;

let simulated: SimulatedTime | undefined;

/** Starts a stand-in service whose time, and the node's, leaps to the next event whenever nothing works. */
export async function startInSimulatedTime(options: StandInOptions = {}): Promise<StandIn> {
	backToRealTime();
	const time = new SimulatedTime();
	simulated = time;
	systemClock.now = () => time.now();
	systemClock.sleep = async (milliseconds, signal) => await time.sleep(milliseconds, signal);
	return await startStandIn({ ...options, now: () => time.now(), onHang: (request) => time.hangs(request) });
}

/** The same; the speed is left from when time was the machine's, only faster. */
export async function startInFastTime(_scale: number, options: StandInOptions = {}): Promise<StandIn> {
	return await startInSimulatedTime(options);
}

/**
 * For a test of several processes, which no simulated time spans: a stand-in whose time, and the node's, runs faster
 * than the machine's, both from the same moment.
 * @param scale seconds of theirs in a second of ours
 */
export async function startOnFasterClock(scale: number, options: StandInOptions = {}): Promise<StandIn> {
	const standIn = await startStandIn({ ...options, timeScale: scale });
	runFast({ start: real.now() - standIn.now() / scale, scale });
	return standIn;
}

/** Lets the node's time run faster. @param time the moment from which it does, on the real clock in milliseconds */
export function runFast({ start, scale }: { start: number; scale: number }): void {
	systemClock.now = () => start + (real.now() - start) * scale;
	systemClock.sleep = async (milliseconds, stop) => await real.sleep(milliseconds / scale, stop);
	for (const key of Object.keys(timeouts) as Array<keyof typeof timeouts>) {
		timeouts[key] = Math.max(SHORTEST_TIMEOUT, realTimeouts[key] / scale);
	}
}

/** For another process, which then has the same time. */
export function fastTime(scale: number): { start: number; scale: number } {
	const now = real.now();
	return { start: now - (systemClock.now() - now) / (scale - 1), scale };
}

export function backToRealTime(): void {
	simulated?.end();
	simulated = undefined;
	Object.assign(systemClock, real);
	Object.assign(timeouts, realTimeouts);
}
