import { systemClock } from '../../nodes/core/clock';
import { timeouts } from '../../nodes/core/studio/timeouts';
import { startStandIn, type StandIn, type StandInOptions } from '../standIn';

const real = { ...systemClock };
const realTimeouts = { ...timeouts };

/** Milliseconds. On a busy machine an answer may take a while, and is no time-out for that. */
const SHORTEST_TIMEOUT = 150;

/**
 * Starts a stand-in service and lets its time and the node's run faster than the machine's, both from the same moment.
 * @param scale seconds of theirs in a second of ours
 */
export async function startInFastTime(scale: number, options: StandInOptions = {}): Promise<StandIn> {
	const standIn = await startStandIn({ ...options, timeScale: scale });
	const start = real.now() - standIn.now() / scale;
	systemClock.now = () => start + (real.now() - start) * scale;
	systemClock.sleep = async (milliseconds, stop) => await real.sleep(milliseconds / scale, stop);
	for (const key of Object.keys(timeouts) as Array<keyof typeof timeouts>)
		{
		timeouts[key] = Math.max(SHORTEST_TIMEOUT, realTimeouts[key] / scale);
	}
	return standIn;
}

export function backToRealTime(): void {
	Object.assign(systemClock, real);
	Object.assign(timeouts, realTimeouts);
}
