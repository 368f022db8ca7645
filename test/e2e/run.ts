/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals, no-console */
/*
 * npm run e2e: the packed package in a real n8n, against the stand-in service. Prints a line for each promise.
 *
 *   npm run e2e -- --n8n 2.20.12            another version of n8n
 *   npm run e2e -- --only credential,videos  only some of the groups
 *   npm run e2e -- --tarball package.tgz     a package that is packed already
 */
import path from 'node:path';
import { parseArgs } from 'node:util';

import { agent } from './promises/agent';
import { credentialTest } from './promises/credential';
import { event } from './promises/event';
import { examples } from './promises/examples';
import { films } from './promises/films';
import { firstExamples } from './promises/firstExamples';
import { firstVideo } from './promises/firstVideo';
import { found } from './promises/found';
import { installation, removal } from './promises/install';
import { money } from './promises/money';
import { proveOverRestart } from './promises/restart';
import { stops } from './promises/stops';
import { trigger } from './promises/trigger';
import { videos } from './promises/videos';
import { Report, type Proof } from './report';
import { World } from './world';

const groups: Record<string, (world: World, report: Report) => Promise<void>> = {
	install: each(installation),
	firstVideo: each(firstVideo),
	found: each(found),
	credential: each(credentialTest),
	videos: each(videos),
	money: each(money),
	firstExamples: each(firstExamples),
	examples: each(examples),
	films: each(films),
	agent: each(agent),
	event: each(event),
	trigger: each(trigger),
	stops,
	restart: proveOverRestart,
	remove: each(removal),
};

async function main(): Promise<number> {
	const text = { type: 'string' } as const;
	const { values } = parseArgs({ options: { n8n: text, only: text, tarball: text } });
	const wanted = values.only?.split(',') ?? Object.keys(groups);
	const unknown = wanted.filter((name) => !(name in groups));
	if (unknown.length > 0)
		throw new Error(`--only knows ${Object.keys(groups).join(', ')}, not ${unknown.join(', ')}`);

	const report = new Report();
	const world = await World.open(values.n8n, values.tarball && path.resolve(values.tarball));
	report.say('', `n8n ${world.n8n.install.version} at ${world.n8n.url}`);
	try {
		for (const [name, prove] of Object.entries(groups)) {
			if (name === 'install' || wanted.includes(name)) await prove(world, report);
			// Nothing works without the package.
			if (name === 'install' && report.broken.length > 0) break;
		}
	} finally {
		await report.prove('n8n ends, and nothing of it is left: no process, no port, no file', async () => {
			await world.close();
			return undefined;
		});
	}
	console.log(`\n${report.proven} promises proven, ${report.broken.length} broken`);
	if (report.broken.length > 0) console.log(`\nThe end of n8n's log:\n${world.n8n.log().slice(-6000)}`);
	return report.broken.length === 0 && report.proven > 0 ? 0 : 1;
}

function each(proofs: Array<Proof<World>>) {
	return async (world: World, report: Report): Promise<void> => {
		for (const { promise, prove } of proofs) await report.prove(promise, async () => await prove(world));
	};
}

main().then(
	(code) => process.exit(code),
	(error: unknown) => {
		console.error(error);
		process.exit(1);
	},
);
