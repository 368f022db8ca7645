/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals, no-console */
/*
 * How long batches take beside a serial poller that looks every 15 seconds (what a Wait-node loop or a simple node does),
 * on the same stand-in service in the same run. Time is simulated: both run on one clock, faster than the machine's.
 */
process.env.NODE_ENV = 'test'; // n8n's loader then takes TypeScript sources, which share their clock with this script.

import path from 'node:path';

import { systemClock } from '../nodes/core/base/clock';
import { Engine } from '../test/harness/engine';
import { backToRealTime, startInFastTime } from '../test/harness/fastTime';
import { imageToVideo, imageUrl, runWan } from '../test/harness/wan';
import type { StandIn } from '../test/standIn';
import { undiciTransport } from './undiciTransport';

const SCALE = 60;
/** 45 to 75 seconds, so that no poller's interval happens to fit. */
const taskSeconds = (_model: string, n: number) => 45 + ((n * 37) % 31);
const SLOTS = 5;
const POLL_EVERY = 15_000;
const model = 'wan2.6-i2v-flash';

interface Figures {
	/** Service seconds from the first request to the last. */
	seconds: number;
	requests: number;
	/** Service seconds from a task's end to the request for its video. */
	lags: number[];
	videos: number;
}

type Contender = (standIn: StandIn, items: number) => Promise<void>;

async function measure(contender: Contender, items: number): Promise<Figures> {
	const standIn = await startInFastTime(SCALE, { taskSeconds });
	try {
		await contender(standIn, items);
		const times = standIn.books.map(({ at }) => at);
		const tasks = [...standIn.tasks.values()];
		const lags = standIn.books
			.filter(({ kind, status }) => kind === 'download' && status === 200)
			.map(({ at, taskId }) => (at - (standIn.tasks.get(taskId ?? '')?.endedAt ?? at)) / 1000);
		return {
			seconds: (Math.max(...times) - Math.min(...times)) / 1000,
			requests: standIn.books.length,
			lags: lags.sort((a, b) => a - b),
			videos: tasks.filter(({ downloads }) => downloads === 1).length,
		};
	} finally {
		backToRealTime();
		await standIn.close();
	}
}

/** One item after another: submit, look every 15 seconds, download. */
const serialPoller: Contender = async (standIn, items) => {
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
	const wan: Contender = async (standIn, items) => {
		const list = Array.from({ length: items }, (_, index) => ({ json: { index } }));
		const { error } = await runWan(engine, standIn, imageToVideo({ resolution: '1080P', duration: 5 }), {
			items: list,
		});
		if (error) throw new Error(error.message);
	};
	console.log(
		`Tasks of 45 to 75 s, ${SLOTS} running slots, simulated time x${SCALE}, Node.js ${process.version}. "Needs" is the service's own time.\n`,
	);
	console.log(
		'items  needs     Wan node: time   (x needs)  requests  lag median / worst     serial 15 s: time  (x needs)  requests  lag median / worst   faster',
	);
	for (const items of [1, 5, 20, 100]) {
		const needs = serviceTime(items);
		const ours = await measure(wan, items);
		const theirs = await measure(serialPoller, items);
		if (ours.videos !== items || theirs.videos !== items)
			throw new Error('Not every video was delivered exactly once');
		console.log(
			`${String(items).padStart(5)}${`${needs.toFixed(0)} s`.padStart(7)}  ${row(ours, needs)}   ${row(theirs, needs)}   x${(theirs.seconds / ours.seconds).toFixed(1)}`,
		);
	}
}

/** What the service needs for so many tasks when all are there at once: each slot takes the next one in line. */
function serviceTime(items: number): number {
	const slots = Array.from({ length: SLOTS }, () => 0);
	for (let n = 1; n <= items; n++) {
		const free = slots.indexOf(Math.min(...slots));
		slots[free] = (slots[free] ?? 0) + taskSeconds(model, n);
	}
	return Math.max(...slots);
}

function row({ seconds, requests, lags }: Figures, needs: number): string {
	const median = lags[Math.floor(lags.length / 2)] ?? 0;
	const worst = lags.at(-1) ?? 0;
	return `${`${seconds.toFixed(0)} s`.padStart(16)}${`x${(seconds / needs).toFixed(2)}`.padStart(11)}${String(requests).padStart(10)}${`${median.toFixed(1)} s / ${worst.toFixed(1)} s`.padStart(20)}`;
}

void main().then(
	() => process.exit(0),
	(error: unknown) => {
		console.error(error);
		process.exit(1);
	},
);
