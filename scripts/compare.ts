/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals, no-console */
/*
 * n8n's built-in "Qwen Cloud" node and this one, side by side: the same n8n, the same stand-in service, the same request, a
 * fresh process for every figure. `--write` puts the table into the README, `--real-time` runs all of it on the machine's
 * clock (45 minutes in place of 8), `--only=<word>` runs the scenarios that have the word in their name.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { isDeepStrictEqual } from 'node:util';

import { startStandIn, type StandIn } from '../test/standIn';
import type { Address, ContenderName } from './compare/contenders';
import { install, type Installation } from './compare/installation';
import { scenarios, type Scenario } from './compare/scenarios';
import { describe, inWords, withComparison, type Row, type Side } from './compare/table';
import { readmePath } from './readmeTables';

const HALF_A_DAY = 12 * 3600;

async function main(): Promise<number> {
	const installation = await install();
	try {
		const rows: Row[] = [];
		for (const scenario of chosen()) rows.push(await compare(installation, scenario));
		const text = inWords(rows, installation.versions);
		console.log(`\n${text}`);
		if (process.argv.includes('--write'))
			writeFileSync(readmePath, withComparison(readFileSync(readmePath, 'utf8'), text));
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

async function compare(installation: Installation, scenario: Scenario): Promise<Row> {
	const builtIn = await run(installation, scenario, 'builtIn');
	const thisNode = await run(installation, scenario, 'thisNode');
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
