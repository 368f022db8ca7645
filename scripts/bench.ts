/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals, no-console */
/*
 * How long batches take beside a serial poller that looks every 15 seconds (what a Wait-node loop or a simple node does),
 * on the same stand-in service in the same run. Time is simulated: both run on one clock, faster than the machine's.
 */
process.env.NODE_ENV = 'test'; // n8n's loader then takes TypeScript sources, which share their clock with this script.

import path from 'node:path';

import { systemClock } from '../nodes/core/base/clock';
import { Engine } from '../test/harness/engine';
import { backToRealTime, startInSimulatedTime } from '../test/harness/fastTime';
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
	/** One in fifty answers is a 429 or a 502. */
	faulty?: true;
}

/** 45 to 75 seconds, so that no poller's interval happens to fit. */
const varied = (n: number) => 45 + ((n * 37) % 31);
const model = 'wan2.6-i2v-flash';
const models = [model];
const several = [model, 'wan2.6-i2v', 'wan2.5-i2v-preview'];

const rows: Row[] = [
	{ name: '3 of 3 s', models, items: 3, taskSeconds: () => 3 },
	{ name: '20 of 20 s', models, items: 20, taskSeconds: () => 20 },
	{ name: '20 of 45-75 s', models, items: 20, taskSeconds: varied },
	{ name: '100 of 45-75 s', models, items: 100, taskSeconds: varied },
	{ name: '1 of 180 s', models, items: 1, taskSeconds: () => 180 },
	{ name: '60 of 3 models, 45-75 s', models: several, items: 60, taskSeconds: varied },
	{ name: '100, 2 % answers 429 or 502', models, items: 100, taskSeconds: varied, faulty: true },
];

interface Figures {
	/** The service's own seconds. */
	needs: number;
	/** Service seconds from the first request to the last. */
	seconds: number;
	/** Queries a task. */
	queries: number;
	/** Service seconds from a task's end to the request for its video. */
	lags: number[];
}

type Contender = (standIn: StandIn, row: Row) => Promise<void>;

async function measure(contender: Contender, row: Row): Promise<Figures> {
	const standIn = await startInSimulatedTime({ taskSeconds: (_model, n) => row.taskSeconds(n) });
	if (row.faulty) {
		const which = (n: number) => n % 50 === 49;
		standIn.misbehave({ on: 'submit', what: '429', which });
		standIn.misbehave({ on: 'query', what: '502-html', which });
		standIn.misbehave({ on: 'query', what: '429', which: (n) => n % 50 === 24 });
	}
	try {
		await contender(standIn, row);
		const times = standIn.books.map(({ at }) => at);
		const tasks = [...standIn.tasks.values()];
		if (tasks.length !== row.items || tasks.some(({ downloads }) => downloads !== 1))
			throw new Error('Not every video was made and delivered exactly once');
		const lags = standIn.books
			.filter(({ kind, status }) => kind === 'download' && status === 200)
			.map(({ at, taskId }) => (at - (standIn.tasks.get(taskId ?? '')?.endedAt ?? at)) / 1000);
		return {
			needs: serviceTime(tasks),
			seconds: (Math.max(...times) - Math.min(...times)) / 1000,
			queries: standIn.count('query') / row.items,
			lags: lags.sort((a, b) => a - b),
		};
	} finally {
		backToRealTime();
		await standIn.close();
	}
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

function outputOf(answer: { kind: string; text?: string }): Record<string, string> {
	return (JSON.parse(answer.text ?? '{}') as { output: Record<string, string> }).output;
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
		'| Videos | Needs | Wan node | Queries a task | Lag median / worst | Serial poller | Queries a task | Lag median / worst |',
	);
	console.log('| --- | --- | --- | --- | --- | --- | --- | --- |');
	for (const row of rows) {
		const ours = await measure(wan, row);
		const { needs } = ours;
		const isSerial = row.models.length === 1 && !row.faulty;
		const theirs = isSerial ? cells(await measure(serialPoller, row), needs) : ['', '', ''];
		console.log(`| ${[row.name, `${needs.toFixed(0)} s`, ...cells(ours, needs), ...theirs].join(' | ')} |`);
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
