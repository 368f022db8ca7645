/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals, no-console */
/*
 * n8n's built-in "Qwen Cloud" node and this one, side by side: the same n8n, the same stand-in service, the same request, a
 * fresh process for every figure. `--write` puts the table into README and docs, `--real-time` runs all of it on the machine's
 * clock (half an hour in place of 10 minutes), `--only=<word>` runs the scenarios that have the word in their name.
 */
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { isDeepStrictEqual } from 'node:util';

import { startStandIn, type StandIn } from '../test/standIn';
import type { Address, ContenderName } from './compare/contenders';
import { install, type Installation } from './compare/installation';
import { scenarios, type Scenario } from './compare/scenarios';
import { conditions, describe, results, withComparison, type Row, type Side } from './compare/table';
import { readPage, root } from './docs/pages';

const NODES = ['builtIn', 'thisNode'] as const;
const LANES = 2;
const HALF_A_DAY = 12 * 3600;

async function main(): Promise<number> {
	const installation = await install();
	try {
		const rows = await compare(installation, chosen());
		const texts = {
			'README.md': results(rows, installation.versions),
			'docs/performance.md': conditions(rows, installation.versions),
		};
		for (const [page, text] of Object.entries(texts)) {
			console.log(`\n${text}`);
			if (process.argv.includes('--write'))
				writeFileSync(path.join(root, page), withComparison(readPage(page), text));
		}
		return rows.every(({ scenario, thisNode }) => thisNode.videos === scenario.items) ? 0 : 1;
	} finally {
		installation.remove();
	}
}

/** The scenarios whose name has the word of --only in it; all of them in real time with --real-time. */
function chosen(): Scenario[] {
	const word = process.argv.find((argument) => argument.startsWith('--only='))?.slice('--only='.length) ?? '';
	const realTime = process.argv.includes('--real-time');
	return scenarios
		.filter(({ name }) => name.includes(word))
		.map((scenario) => (realTime ? { ...scenario, speed: 1 } : scenario));
}

/** Runs every scenario with both nodes: each run in a process of its own, which mostly waits, so two at a time. */
async function compare(installation: Installation, all: Scenario[]): Promise<Row[]> {
	const waiting = all
		.flatMap((scenario) => NODES.map((contender) => ({ scenario, contender })))
		.sort((a, b) => b.scenario.items - a.scenario.items);
	const sides = new Map<Scenario, Partial<Record<ContenderName, Side>>>();
	const lane = async () => {
		for (let next = waiting.shift(); next; next = waiting.shift()) {
			const side = await run(installation, next.scenario, next.contender);
			sides.set(next.scenario, { ...sides.get(next.scenario), [next.contender]: side });
		}
	};
	await Promise.all(Array.from({ length: LANES }, lane));
	return all.map((scenario) => rowOf(scenario, sides.get(scenario)));
}

function rowOf(scenario: Scenario, { builtIn, thisNode }: Partial<Record<ContenderName, Side>> = {}): Row {
	if (!builtIn || !thisNode) throw new Error(`${scenario.name} was not run with both nodes`);
	if (scenario.sameRequest && !isDeepStrictEqual(builtIn.asked, thisNode.asked)) {
		throw new Error(`The nodes did not ask for the same: ${JSON.stringify([builtIn.asked, thisNode.asked])}`);
	}
	return { scenario, builtIn, thisNode };
}

async function run(installation: Installation, scenario: Scenario, contender: ContenderName): Promise<Side> {
	const { items, model, retryOnFail, speed } = scenario;
	const warmUp = await startStandIn({ taskSeconds: 0, pendingSeconds: 0, timeScale: speed, seed: 1 });
	const service = await startStandIn({ ...scenario.service, timeScale: speed, seed: 2 });
	if (scenario.fault) service.misbehave(scenario.fault);
	try {
		const clock = speed === 1 ? undefined : { start: Date.now() - service.now() / speed, scale: speed };
		const measured = await installation.measure({
			contender,
			service: addressOf(service),
			warmUp: addressOf(warmUp),
			model,
			items,
			retryOnFail,
			clock,
		});
		// A task that a node has lost goes on at the service, and is charged when it ends.
		service.advance(HALF_A_DAY);
		const served = await Promise.all(
			[...service.tasks.keys()].map(async (id) => await service.videoSha256(id)),
		);
		const side: Side = {
			...measured,
			requests: service.books.length,
			paid: [...service.tasks.values()].filter(({ status }) => status === 'SUCCEEDED').length,
			// A file counts once, and only if it is a task's video to the last byte.
			videos: served.filter((video) => measured.videos.includes(video)).length,
			asked: service.books.find(({ kind }) => kind === 'submit')?.body as unknown,
		};
		console.log(`${scenario.name}, ${contender}: ${describe(side)}`);
		return side;
	} finally {
		await Promise.all([warmUp.close(), service.close()]);
	}
}

function addressOf({ host, baseUrl, apiKey }: StandIn): Address {
	return { host, baseUrl, apiKey };
}

void main().then(
	(code) => process.exit(code),
	(error: unknown) => {
		console.error(error);
		process.exit(1);
	},
);
