import { systemClock } from '../../nodes/core/base/clock';
import type { StandInOptions } from '../standIn/types';
import { Engine } from '../harness/engine';
import { backToRealTime, startInSimulatedTime } from '../harness/fastTime';
import { submitTasks } from '../harness/submitted';
import { itemsOf, runThroughWaits, scenes, suspendedWorkflow } from '../harness/suspended';
import { imageToVideo, packageDirectory, runWan } from '../harness/wan';
import type { StandIn } from '../standIn';

/* The task of a lost create call is named, whatever the service's clock says. */

let engine: Engine;
let standIn: StandIn;

beforeAll(async () => {
	engine = await Engine.start(packageDirectory);
});
afterEach(async () => {
	backToRealTime();
	await standIn.close();
});

const MINUTE = 60;
const HOUR = 60 * MINUTE;
const clocks: Array<[StandInOptions]> = [0, 5 * MINUTE, -5 * MINUTE, 3 * HOUR, -8 * HOUR, 13 * HOUR].flatMap(
	(aheadSeconds) =>
		(['service', 'right', 'none'] as const).map((dateHeader): [StandInOptions] => [
			{ aheadSeconds, dateHeader },
		]),
);

describe.each(clocks)('With a clock of the service like %j', (clock) => {
	it('the lost task is the first candidate, also where there are others of two hours before', async () => {
		standIn = await startInSimulatedTime({ taskSeconds: 20, strictRates: false, ...clock });
		const others = await submitTasks(standIn, 3);
		await systemClock.sleep(2 * HOUR * 1000);
		standIn.misbehave({ on: 'submit', what: 'reset' });
		const { errorItems } = await runWan(engine, standIn, imageToVideo(), {
			node: { onError: 'continueErrorOutput' },
		});
		const [lost] = [...standIn.tasks.keys()].filter((taskId) => !others.includes(taskId));
		const { candidates } = errorItems[0]?.json.details as { candidates: Array<{ taskId: string }> };
		expect(candidates[0]?.taskId).toBe(lost);
		expect(standIn.count('list')).toBeLessThanOrEqual(2);
	});

	it('a suspended wait goes on to the video', async () => {
		standIn = await startInSimulatedTime({ taskSeconds: 150, strictRates: false, ...clock });
		const { run, saved } = await runThroughWaits(engine, standIn, {
			...suspendedWorkflow({ options: { downloadVideo: false } }),
			items: scenes(2),
		});
		expect(run.data.resultData.error).toBeUndefined();
		expect(itemsOf(run.data, 'Finished')).toHaveLength(2);
		expect(saved.length).toBeGreaterThanOrEqual(2);
	});
});

it('never says with certainty that there is none', async () => {
	standIn = await startInSimulatedTime({ taskSeconds: 20 });
	standIn.misbehave({ on: 'submit', what: 'reset', accepted: false });
	const { error } = await runWan(engine, standIn, imageToVideo());
	expect(standIn.tasks.size).toBe(0);
	expect(error?.description).toContain('The task list shows none yet, but it can lag behind');
});
