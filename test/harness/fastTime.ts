import { systemClock } from '../../nodes/core/base/clock';
import { startStandIn, type StandIn, type StandInOptions } from '../standIn';
import { SimulatedTime } from './simulatedTime';

const real = { ...systemClock };

let simulated: SimulatedTime | undefined;

/** Puts the node on simulated time. The parameters are those of `SimulatedTime`. */
export function simulateTime(...how: ConstructorParameters<typeof SimulatedTime>): SimulatedTime {
	backToRealTime();
	const time = new SimulatedTime(...how);
	simulated = time;
	systemClock.now = () => time.now();
	systemClock.sleep = async (milliseconds, signal) => await time.sleep(milliseconds, signal);
	return time;
}

/** Starts a stand-in service whose time, and the node's, leaps to the next event whenever nothing works. */
export async function startInSimulatedTime(options: StandInOptions = {}): Promise<StandIn> {
	const time = simulateTime();
	return await startStandIn({ ...options, now: () => time.now(), onHang: (request) => time.hangs(request) });
}

export function backToRealTime(): void {
	simulated?.end();
	simulated = undefined;
	Object.assign(systemClock, real);
}
