/* eslint-disable @n8n/community-nodes/no-restricted-globals */
import type { INode, INodeExecutionData, INodeParameters, IRunExecutionData } from 'n8n-workflow';

import { balance } from '../harness/accounts';
import { CreateCalls } from '../harness/createCalls';
import { Engine } from '../harness/engine';
import { backToRealTime, startInSimulatedTime } from '../harness/fastTime';
import { afterStop, readLog } from '../harness/nodeLog';
import { seededRandom } from '../harness/random';
import { imageToVideo, packageDirectory, runWan, type WanRun } from '../harness/wan';
import type { Misbehaviour, RequestKind, StandIn } from '../standIn';

/*
 * Random interleavings of faults, Stop and re-runs, each through the real engine over real HTTP. Each day has its own,
 * 150 in `npm test` and 1,000 at night. A failing one is named by its number; WAN_INTERLEAVINGS=<number>:1 plays it alone.
 */
const DAY_MS = 24 * 3_600_000;
const PER_DAY = 1000;
const today = Math.floor(Date.now() / DAY_MS) * PER_DAY;
const [from, count] = (process.env.WAN_INTERLEAVINGS ?? `${today}:150`).split(':').map(Number) as [
	number,
	number,
];

let engine: Engine;

beforeAll(async () => {
	engine = await Engine.start(packageDirectory);
});
afterEach(() => backToRealTime());

const faults: Misbehaviour[] = [
	'429',
	'500',
	'502-html',
	'reset',
	'hang',
	'truncated-json',
	'wrong-content-type',
	'html',
];
const kinds: RequestKind[] = ['submit', 'query', 'list', 'cancel', 'download'];

interface Plan {
	items: INodeExecutionData[];
	node: Partial<INode>;
	/** Chance of a fault for every request of a kind. */
	chance: number;
	stopAtRequest?: number;
	reruns: number;
	waiting: number;
	parameters: INodeParameters;
}

/** Expressions that come to another value on each try, and texts for options, as a sheet has them. */
function drawParameters(random: () => number): INodeParameters {
	const pick = <T>(...choices: T[]): T => choices[Math.floor(random() * choices.length)] as T;
	return imageToVideo({
		prompt: pick(
			'={{ "scene " + $json.index }}',
			'=scene {{ $json.index }} at {{ $now.toMillis() }}',
			'=scene {{ Math.random() }}',
		),
		options: {
			seed: pick<number | string>(7, '={{ Math.floor(Math.random() * 2147483647) }}'),
			maximumWait: pick<number | string>(2, ' 2 ', '={{ $json.index === 2 ? "soon" : "2.0" }}'),
			downloadVideo: pick<boolean | string>(true, 'TRUE', '={{ "yes" }}'),
			dryRun: pick<boolean | string>(false, 'False', '={{ 0 }}'),
			spendingLimit: pick<number | string>(1000, '1000'),
		},
	});
}

function makePlan(random: () => number): Plan {
	const modes = [undefined, 'continueRegularOutput', 'continueErrorOutput'] as const;
	return {
		items: Array.from({ length: 1 + Math.floor(random() * 4) }, (_, index) => ({ json: { index } })),
		node: {
			...(random() < 0.5 && {
				retryOnFail: true,
				maxTries: 2 + Math.floor(random() * 2),
				waitBetweenTries: 1,
			}),
			onError: modes[Math.floor(random() * 3)],
		},
		chance: random() < 0.2 ? 0 : random() * 0.5,
		...(random() < 0.4 && { stopAtRequest: 1 + Math.floor(random() * 15) }),
		reruns: Math.floor(random() * 3),
		waiting: random() < 0.5 ? 0.1 : 30,
		parameters: drawParameters(random),
	};
}

async function play(
	plan: Plan,
	random: () => number,
	standIn: StandIn,
	calls: CreateCalls,
): Promise<{ runs: WanRun[]; submitsAfterStop: number }> {
	let submitsAfterStop = 0;
	const runs: WanRun[] = [];
	let resume: IRunExecutionData | undefined;
	for (let round = 0; round <= plan.reruns; round++) {
		let submitsAtStop: number | undefined;
		let seen = 0;
		let press = () => {};
		standIn.behave();
		const pressAtRequest = () => {
			seen++;
			if (round === 0 && seen === plan.stopAtRequest) {
				press();
			}
			return false;
		};
		for (const on of kinds) standIn.misbehave({ on, what: '500', which: pressAtRequest });
		for (const on of kinds) {
			// Which request is hit and how is drawn when it arrives; the first rule that says yes gets it.
			for (const what of faults) {
				standIn.misbehave({
					on,
					what,
					which: () => random() < plan.chance / faults.length,
					...(what === '500' && { accepted: random() < 0.5 }),
				});
			}
		}
		const result = await runWan(engine, standIn, plan.parameters, {
			items: plan.items,
			node: plan.node,
			resume,
			onStart: (stop) => {
				press = () => {
					submitsAtStop = calls.begun;
					stop();
				};
			},
		});
		runs.push(result);
		submitsAfterStop += calls.begun - (submitsAtStop ?? calls.begun);
		if (!result.error) break;
		resume = JSON.parse(JSON.stringify(result.run.data)) as IRunExecutionData;
		// What is saved is what was known at Stop; what goes on behind it is told in the log.
		if (result.run.status === 'canceled') await afterStop(180_000);
		delete resume.resultData.error;
		resume.resultData.runData.Wan?.pop();
		if (!resume.executionData?.nodeExecutionStack.length) break;
	}
	return { runs, submitsAfterStop };
}

it(`${count} random interleavings from ${from} on lose no video and pay for none twice`, async () => {
	const summary = { accepted: 0, delivered: 0, stopped: 0, errors: 0 };
	for (let number = from; number < from + count; number++) {
		const random = seededRandom(number);
		const plan = makePlan(random);
		const options = { taskSeconds: 8, pendingSeconds: plan.waiting, strictRates: false, seed: number };
		const standIn = await startInSimulatedTime(options);
		const calls = new CreateCalls();
		const log = readLog();
		try {
			const { runs, submitsAfterStop } = await play(plan, random, standIn, calls);
			const last = runs.at(-1);
			const items = [...(last?.items ?? []), ...(last?.errorItems ?? [])];
			const { twice, delivered, accepted } = await balance(standIn, items);
			const told = JSON.stringify([
				log,
				runs.map((run) => [run.items, run.errorItems, run.error, run.error?.description]),
			]);
			// Tasks that were canceled cost nothing, and their items may be submitted again.
			const paid = accepted.filter((taskId) => standIn.tasks.get(taskId)?.status !== 'CANCELED');
			// Where the task list failed as well, the error can only say that there may be a task.
			const lost = paid.filter(
				(taskId) => !told.includes(taskId) && !told.includes('task list could not be read'),
			);
			const tooMany = Math.max(0, paid.length - plan.items.length);
			expect({ number, twice, lost, tooMany, submitsAfterStop }).toEqual({
				number,
				twice: [],
				lost: [],
				tooMany: 0,
				submitsAfterStop: 0,
			});
			summary.accepted += accepted.length;
			summary.delivered += delivered.length;
			summary.errors += last?.error ? 1 : 0;
			summary.stopped += runs[0]?.run.status === 'canceled' ? 1 : 0;
		} finally {
			calls.end();
			await standIn.close();
		}
	}
	// The draw must have reached every kind of ending, or the promise above would be cheap.
	if (count >= 100) for (const reached of Object.values(summary)) expect(reached).toBeGreaterThan(count / 20);
}, 900_000);
