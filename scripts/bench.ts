/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals, no-console */
/*
 * How long batches take beside a serial poller that looks every 15 seconds (what a Wait-node loop or a simple node does),
 * on the same stand-in service in the same run. Time is simulated: both run on one clock, faster than the machine's.
 * Single videos are made many times with other durations, so that their lag is no luck of one of them.
 */
process.env.NODE_ENV = 'test'; // n8n's loader then takes TypeScript sources, which share their clock with this script.

import path from 'node:path';

import { systemClock } from '../nodes/core/base/clock';
import { Engine } from '../test/harness/engine';
import { backToRealTime, startInSimulatedTime } from '../test/harness/fastTime';
import { follow, ruleOfFirstVersion } from '../test/harness/pollRules';
import { seededRandom } from '../test/harness/random';
import { imageToVideo, imageUrl, runWan } from '../test/harness/wan';
import type { AcceptedTask, StandIn } from '../test/standIn';
import { undiciTransport } from './undiciTransport';

const SLOTS = 5;
const POLL_EVERY = 15_000;

interface Row {
	name: string;
	models: string[];
	items: number;
	taskSeconds: (n: number) => number;
	/** The row is measured so many times, each with a service of its own. */
	times?: number;
	/** So many executions of one item went before at the same service. */
	earlier?: number;
	/** One in fifty answers is a 429 or a 502. */
	faulty?: true;
}

/** 45 to 75 seconds, so that no poller's interval happens to fit. */
const varied = (n: number) => 45 + ((n * 37) % 31);
const random = seededRandom(20261127);
/** Evenly spread, other ones each time. */
const between = (least: number, most: number) => () => least + random() * (most - least);
const alone = (least: number, most: number, earlier: number, times = 40): Row => ({
	name: `1 of ${least}-${most} s, ${earlier === 0 ? 'first execution' : `after ${earlier}`}`,
	models,
	items: 1,
	taskSeconds: between(least, most),
	times,
	earlier,
});
const model = 'wan2.6-i2v-flash';
const models = [model];
const several = [model, 'wan2.6-i2v', 'wan2.5-i2v-preview'];

const rows: Row[] = [
	{ name: '3 of 3 s', models, items: 3, taskSeconds: () => 3 },
	{ name: '20 of 20 s', models, items: 20, taskSeconds: () => 20 },
	{ name: '20 of 45-75 s', models, items: 20, taskSeconds: varied },
	{ name: '100 of 45-75 s', models, items: 100, taskSeconds: varied },
	...[0, 1, 5].map((earlier) => alone(45, 75, earlier)),
	...[0, 1, 5].map((earlier) => alone(150, 210, earlier)),
	{ name: '60 of 3 models, 45-75 s', models: several, items: 60, taskSeconds: varied },
	{ name: '100, 2 % answers 429 or 502', models, items: 100, taskSeconds: varied, faulty: true },
];

interface Figures {
	/** The service's own seconds, and service seconds from the first request to the last: means of all times. */
	needs: number;
	seconds: number;
	/** Queries a task, and those of 0.1.0's rule. */
	queries: number;
	before: number;
	/** Service seconds from a task's end to the request for its video. */
	lags: number[];
}

type Contender = (standIn: StandIn, row: Row) => Promise<void>;

async function measure(contender: Contender, row: Row): Promise<Figures> {
	const all: Figures[] = [];
	for (let time = 0; time < (row.times ?? 1); time++) all.push(await measureOnce(contender, row));
	const mean = (of: 'needs' | 'seconds' | 'queries' | 'before') =>
		all.reduce((sum, each) => sum + each[of], 0) / all.length;
	return {
		...{ needs: mean('needs'), seconds: mean('seconds') },
		...{ queries: mean('queries'), before: mean('before') },
		lags: all.flatMap(({ lags }) => lags).sort((a, b) => a - b),
	};
}

async function measureOnce(contender: Contender, row: Row): Promise<Figures> {
	const standIn = await startInSimulatedTime({ taskSeconds: (_model, n) => row.taskSeconds(n) });
	if (row.faulty) {
		const which = (n: number) => n % 50 === 49;
		standIn.misbehave({ on: 'submit', what: '429', which });
		standIn.misbehave({ on: 'query', what: '502-html', which });
		standIn.misbehave({ on: 'query', what: '429', which: (n) => n % 50 === 24 });
	}
	try {
		for (let run = 0; run < (row.earlier ?? 0); run++) await contender(standIn, row);
		const [entriesBefore, tasksBefore] = [standIn.books.length, standIn.tasks.size];
		await contender(standIn, row);
		const books = standIn.books.slice(entriesBefore);
		const times = books.map(({ at }) => at);
		const tasks = [...standIn.tasks.values()].slice(tasksBefore);
		if (tasks.length !== row.items || tasks.some(({ downloads }) => downloads !== 1))
			throw new Error('Not every video was made and delivered exactly once');
		return {
			needs: serviceTime(tasks),
			seconds: (Math.max(...times) - Math.min(...times)) / 1000,
			queries: books.filter(({ kind }) => kind === 'query').length / row.items,
			before: queriesOfFirstVersion(tasks) / row.items,
			lags: books
				.filter(({ kind, status }) => kind === 'download' && status === 200)
				.map(({ at, taskId }) => (at - (standIn.tasks.get(taskId ?? '')?.endedAt ?? at)) / 1000),
		};
	} finally {
		backToRealTime();
		await standIn.close();
	}
}

/** For tasks that begin at once, as it submitted a task only when a slot was free. */
function queriesOfFirstVersion(tasks: readonly AcceptedTask[]): number {
	const durations = tasks.map(({ scheduledAt = 0, endedAt = 0 }) => endedAt - scheduledAt);
	return durations.reduce((sum, each) => sum + follow(each, [], ruleOfFirstVersion, random).queries, 0);
}

/** One item after another: submit, look every 15 seconds, download. */
const serialPoller: Contender = async (standIn, { items }) => {
	const transport = undiciTransport(standIn.apiKey);
	const body = {
		model,
		input: { prompt: 'A cat', img_url: imageUrl },
		parameters: { resolution: '1080P', duration: 5 },
	};
	for (let item = 0; item < items; item++) {
		const created = await transport.send({
			method: 'POST',
			url: `${standIn.baseUrl}/services/aigc/video-generation/video-synthesis`,
			headers: { 'Content-Type': 'application/json', 'X-DashScope-Async': 'enable' },
			body,
			timeout: 60_000,
		});
		const { task_id: taskId } = outputOf(created);
		for (;;) {
			await systemClock.sleep(POLL_EVERY);
			const looked = await transport.send({
				method: 'GET',
				url: `${standIn.baseUrl}/tasks/${taskId}`,
				timeout: 60_000,
			});
			const { task_status: status, video_url: url } = outputOf(looked);
			if (status !== 'SUCCEEDED') continue;
			await (await fetch(String(url))).arrayBuffer();
			break;
		}
	}
};

function outputOf(response: { kind: string; text?: string }): Record<string, string> {
	return (JSON.parse(response.text ?? '{}') as { output: Record<string, string> }).output;
}

async function main(): Promise<void> {
	const engine = await Engine.start(path.resolve(__dirname, '..'));
	const wan: Contender = async (standIn, { items, models: names }) => {
		const list = Array.from({ length: items }, (_, index) => ({
			json: { model: names[index % names.length] ?? '' },
		}));
		const parameters = imageToVideo({ resolution: '1080P', duration: 5 });
		const byItem = { __rl: true, mode: 'id', value: '={{ $json.model }}' };
		const { error } = await runWan(
			engine,
			standIn,
			{ ...parameters, ...(names.length > 1 && { model: byItem }) },
			{ items: list },
		);
		if (error) throw new Error(error.message);
	};
	console.log(
		`${SLOTS} running slots a model, simulated time, Node.js ${process.version}. "Needs" is the service's own time; the serial poller makes one item after another and looks every 15 seconds.\n`,
	);
	console.log(
		'| Videos | Needs | Wan node | Queries a task (0.1.0) | Lag median / worst | Serial poller | Queries a task | Lag median / worst |',
	);
	console.log('| --- | --- | --- | --- | --- | --- | --- | --- |');
	for (const row of rows) {
		const ours = await measure(wan, row);
		const { needs } = ours;
		const isSerial = row.models.length === 1 && !row.faulty;
		const theirs = isSerial
			? cells(await measure(serialPoller, { ...row, earlier: 0 }), needs)
			: ['', '', ''];
		const [took, queries, lag] = cells(ours, needs);
		const own = [took, `${queries} (${ours.before.toFixed(1)})`, lag];
		console.log(`| ${[row.name, `${needs.toFixed(0)} s`, ...own, ...theirs].join(' | ')} |`);
	}
}

/** What the service needs for these tasks, in seconds, when all are there at once: each slot takes the next one in line. */
function serviceTime(tasks: readonly AcceptedTask[]): number {
	const slots = new Map<string, number[]>();
	for (const { model: name, scheduledAt = 0, endedAt = 0 } of tasks) {
		const ofModel = slots.get(name) ?? Array.from({ length: SLOTS }, () => 0);
		const free = ofModel.indexOf(Math.min(...ofModel));
		ofModel[free] = (ofModel[free] ?? 0) + (endedAt - scheduledAt) / 1000;
		slots.set(name, ofModel);
	}
	return Math.max(...[...slots.values()].flat());
}

function cells({ seconds, queries, lags }: Figures, needs: number): string[] {
	const median = lags[Math.floor(lags.length / 2)] ?? 0;
	const worst = lags.at(-1) ?? 0;
	return [
		`${seconds.toFixed(1)} s (x${(seconds / needs).toFixed(3)})`,
		queries.toFixed(1),
		`${median.toFixed(1)} s / ${worst.toFixed(1)} s`,
	];
}

void main().then(
	() => process.exit(0),
	(error: unknown) => {
		console.error(error);
		process.exit(1);
	},
);
