/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals, no-console */
/*
 * One measurement, in a process of its own: loads n8n's engine and one of the two nodes, makes a small video to get warm, and
 * then runs what is measured. Told by a JSON argument; tells in the last line that it prints.
 */
import { createHash } from 'node:crypto';
import path from 'node:path';
import type { INode, IRun } from 'n8n-workflow';

import { peakWhile } from '../peakMemory';
import { contenders, type Address, type ContenderName } from './contenders';
import { runFaster, type ClockOrder } from './fasterClock';

export interface Order {
	contender: ContenderName;
	/** The folder in which both nodes' packages are. */
	installation: string;
	service: Address;
	/** A service whose tasks end at once. */
	warmUp: Address;
	model: string;
	items: number;
	retryOnFail: boolean;
	/** Left out: real time. */
	clock?: ClockOrder;
}

export interface Measured {
	/** On the clock that the node had. */
	seconds: number;
	/** Bytes by which the resident memory grew at its peak. */
	growth: number;
	/** SHA-256 of every file that came out of the node. */
	videos: string[];
	/** What the node put into the JSON of its first item. */
	fields: string[];
	error?: string;
	node: string;
}

const NAME = 'Measured';

async function measure(order: Order): Promise<Measured> {
	if (order.clock) runFaster(order.clock);
	const { Engine, lastRun } = await import('../../test/harness/engine');
	const { BinaryDataService, LazyPackageDirectoryLoader } = await import('n8n-core');
	const { Container } = await import('@n8n/di');
	const contender = contenders[order.contender];
	const folder = path.join(order.installation, contender.package);
	// n8n loads its own packages node by node, and community packages whole; this loader does either.
	const engine = await Engine.startWith(new LazyPackageDirectoryLoader(folder));
	await Engine.storeBinaryData('filesystem');

	const make = async (
		service: Address,
		model: string,
		items: number,
		more: Partial<INode> = {},
	): Promise<IRun> => {
		const node = (name: string, rest: Partial<INode>): INode => ({
			id: name,
			name,
			type: 'test.start',
			typeVersion: 1,
			position: [0, 0],
			parameters: {},
			...rest,
		});
		const { type, typeVersion, credentialType } = contender;
		const credentials = { [credentialType]: { id: '1', name: 'Model Studio' } };
		return await engine.run({
			nodes: [
				node('Start', {}),
				node(NAME, { type, typeVersion, credentials, parameters: contender.parameters(model), ...more }),
			],
			connections: { Start: { main: [[{ node: NAME, type: 'main', index: 0 }]] } },
			credentials: { [credentialType]: contender.credential(service) },
			items: Array.from({ length: items }, (_, index) => ({ json: { index } })),
		});
	};

	const warm = await make(order.warmUp, 'wan2.6-i2v-flash', 1);
	if (warm.data.resultData.error) throw warm.data.resultData.error;

	const retry = { retryOnFail: true, maxTries: 3, waitBetweenTries: 1000 };
	const begun = Date.now();
	const { growth, result: run } = await peakWhile(
		async () => await make(order.service, order.model, order.items, order.retryOnFail ? retry : {}),
	);
	const seconds = (Date.now() - begun) / 1000;

	const items = lastRun(run, NAME)?.data?.main?.[0] ?? [];
	const videos: string[] = [];
	for (const { binary } of items) {
		const id = binary?.data?.id;
		if (!id?.startsWith('filesystem')) continue;
		const hash = createHash('sha256');
		for await (const piece of await Container.get(BinaryDataService).getAsStream(id))
			hash.update(piece as Buffer);
		videos.push(hash.digest('hex'));
	}
	return {
		seconds,
		growth,
		videos,
		fields: Object.keys(items[0]?.json ?? {}),
		error: run.data.resultData.error?.message,
		node: process.version,
	};
}

void measure(JSON.parse(process.argv[2] ?? '') as Order).then(
	(measured) => {
		console.log(`\n${JSON.stringify(measured)}`);
		process.exit(0);
	},
	(error: unknown) => {
		console.error(error);
		process.exit(1);
	},
);
