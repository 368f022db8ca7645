import { systemClock } from '../../nodes/core/base/clock';
import { startStandIn, type StandIn, type StandInOptions } from '../standIn';
import { Engine } from './engine';
import { backToRealTime, startInSimulatedTime } from './fastTime';
import { packageDirectory } from './wan';

/** n8n's engine with this package, for all tests of a file. */
export let engine: Engine;

/** The service of the running test. Its time and the node's leap to the next event whenever nothing works. */
export let standIn: StandIn;

const running: StandIn[] = [];

/** For the head of a file: starts the engine once and, if there are options, a service with them for each test. */
export function useEngine(options?: StandInOptions): void {
	beforeAll(async () => {
		engine = await Engine.start(packageDirectory);
	});
	useService(options);
}

/** The same for tests that need no engine. */
export function useService(options?: StandInOptions): void {
	beforeEach(async () => {
		if (options) await startService(options);
	});
	afterEach(endServices);
}

/** Puts a fresh service in the place of the one that the test has had. */
export async function startService(options: StandInOptions = {}): Promise<void> {
	await endServices();
	standIn = await startInSimulatedTime(options);
	running.push(standIn);
}

/** One more service on the same time, such as another account's. */
export async function startAnotherService(options: StandInOptions = {}): Promise<StandIn> {
	const another = await startStandIn({ ...options, now: () => systemClock.now() });
	running.push(another);
	return another;
}

async function endServices(): Promise<void> {
	backToRealTime();
	await Promise.all(running.splice(0).map(async (service) => await service.close()));
}
