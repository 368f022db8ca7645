/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals, @n8n/community-nodes/no-dangerous-functions, no-console */
/*
 * How much memory a video takes on its way through n8n's real engine: its process is started anew for every figure, runs
 * a small video first so that all code is loaded, and then the one that is measured. The stand-in service runs in this
 * process, n8n in the other. Beside each download stands the usual way, which holds the file in a Buffer.
 */
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { freemem } from 'node:os';
import path from 'node:path';
import { Readable } from 'node:stream';
import type { IExecuteFunctions, INode, INodeExecutionData, INodeParameters } from 'n8n-workflow';

import { startStandIn, type StandIn } from '../test/standIn';
import { peakWhile } from './peakMemory';

const root = path.resolve(__dirname, '..');
const MEGABYTE = 1024 * 1024;

type Way = 'stream' | 'buffer' | 'upload';

interface Order {
	way: Way;
	baseUrl: string;
	/** Service with a small video, to get warm. */
	warmUrl: string;
	apiKey: string;
	/** Of the file that is sent. */
	bytes: number;
}

interface Figure {
	/** Bytes by which the resident memory grew at its peak. */
	growth: number;
	seconds: number;
	/** Of what was stored, or sent. */
	sha256: string;
}

// --- The process that measures ------------------------------------------------------------------------------------

async function measure(order: Order): Promise<Figure> {
	const { Engine, lastRun } = await import('../test/harness/engine');
	const { coreNodes } = await import('../test/harness/coreNodes');
	const { BinaryDataService } = await import('n8n-core');
	const { Container } = await import('@n8n/di');
	const start = coreNodes['test.start'];
	if (!start) throw new Error('The harness has no start node');
	coreNodes['bench.buffer'] = {
		...start,
		description: { ...start.description, name: 'buffer' },
		execute: bufferWay,
	};
	const engine = await Engine.start(root, true);
	const files = Container.get(BinaryDataService);

	const run = async (
		type: string,
		parameters: INodeParameters,
		items: INodeExecutionData[],
		baseUrl: string,
	) => {
		const credentials = { modelStudioApi: { id: '1', name: 'Model Studio' } };
		const node = (name: string, more: Partial<INode>): INode => ({
			id: name,
			name,
			type: 'test.start',
			typeVersion: 1,
			position: [0, 0],
			parameters: {},
			...more,
		});
		const { data } = await engine.run({
			nodes: [node('Start', {}), node('Measured', { type, parameters, credentials })],
			connections: { Start: { main: [[{ node: 'Measured', type: 'main', index: 0 }]] } },
			credential: { apiKey: order.apiKey, region: 'ap-southeast-1', workspaceId: '', baseUrl },
			items,
		});
		const done = lastRun({ data } as never, 'Measured');
		if (data.resultData.error)
			throw new Error(`${data.resultData.error.message} ${data.resultData.error.description ?? ''}`);
		return done?.data?.main?.[0] ?? [];
	};
	const wan = async (parameters: INodeParameters, items: INodeExecutionData[], baseUrl: string) =>
		await run('n8n-nodes-wan.wan', parameters, items, baseUrl);
	const make = async (baseUrl: string, download: boolean) =>
		await wan({ ...imageToVideo, options: { downloadVideo: download } }, [{ json: {} }], baseUrl);

	/** The work in two steps, of which the second is measured. */
	const prepare = async (baseUrl: string, bytes: number): Promise<() => Promise<INodeExecutionData[]>> => {
		if (order.way === 'stream') return async () => await make(baseUrl, true);
		if (order.way === 'buffer') {
			const linked = await make(baseUrl, false);
			return async () => await run('bench.buffer', {}, linked, baseUrl);
		}
		const location = { type: 'execution' as const, workflowId: 'workflow', executionId: '1' };
		const stored = await files.store(location, Readable.from(clip(bytes)), {
			data: '',
			fileName: 'clip.mp4',
			mimeType: 'video/mp4',
		});
		return async () => await wan(upload, [{ json: {}, binary: { data: stored } }], baseUrl);
	};

	await (
		await prepare(order.warmUrl, MEGABYTE)
	)();
	const work = await prepare(order.baseUrl, order.bytes);
	const begun = Date.now();
	const {
		growth,
		result: [item],
	} = await peakWhile(work);
	const seconds = (Date.now() - begun) / 1000;

	const hash = createHash('sha256');
	const stored = item?.binary?.data;
	const body = stored?.id ? await files.getAsStream(stored.id) : Readable.from(clip(order.bytes));
	for await (const piece of body) hash.update(piece as Buffer);
	return { growth, seconds, sha256: hash.digest('hex') };
}

const imageToVideo: INodeParameters = {
	resource: 'video',
	operation: 'generateFromImage',
	model: { __rl: true, mode: 'list', value: 'wan2.6-i2v-flash' },
	firstFrameSource: 'url',
	firstFrameUrl: 'https://example.com/first-frame.png',
};

const upload: INodeParameters = {
	resource: 'file',
	operation: 'upload',
	model: { __rl: true, mode: 'id', value: 'wan2.2-animate-move' },
};

/** What most nodes do with a file. */
async function bufferWay(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
	const url = String(this.getInputData()[0]?.json.videoUrl);
	const body = (await this.helpers.httpRequest({
		method: 'GET',
		url,
		encoding: 'arraybuffer',
	})) as ArrayBuffer;
	const data = await this.helpers.prepareBinaryData(Buffer.from(body), 'video.mp4', 'video/mp4');
	return [[{ json: {}, binary: { data } }]];
}

/** A playable MP4, filled up with a box of zeros that players pass over. */
function* clip(bytes: number): Generator<Buffer> {
	const film = readFileSync(path.join(root, 'test/fixtures/video/sound-5s.mp4'));
	yield film;
	const head = Buffer.alloc(8);
	head.writeUInt32BE(bytes - film.length, 0);
	head.write('free', 4, 'latin1');
	yield head;
	for (let left = bytes - film.length - 8; left > 0; ) {
		const size = Math.min(left, 64 * 1024);
		yield Buffer.alloc(size);
		left -= size;
	}
}

// --- The process that serves --------------------------------------------------------------------------------------

const options = { taskSeconds: 1, strictRates: false };

async function main(): Promise<number> {
	const warm = await startStandIn(options);
	const missed: string[] = [];
	const check = (holds: boolean, goal: string) => holds || missed.push(goal);
	const growths: number[] = [];
	console.log('Peak growth of resident memory (RSS) of a process with n8n-core, filesystem storage\n');
	console.log('                         streamed by this node        held in a Buffer');
	for (const megabytes of [50, 200, 1024]) {
		const standIn = await startStandIn({ ...options, videoBytes: megabytes * MEGABYTE });
		const streamed = await ordered('stream', standIn, warm, megabytes);
		check(
			(await served(standIn)).includes(streamed.sha256),
			`the ${megabytes} MB that were stored are those that were served`,
		);
		growths.push(streamed.growth);
		// The Buffer way holds the file more than twice.
		const fits = freemem() > megabytes * MEGABYTE * 3;
		const buffered = fits ? await ordered('buffer', standIn, warm, megabytes) : undefined;
		const other = buffered ? inWords(buffered) : 'not run: too little memory is free';
		console.log(`Download ${`${megabytes} MB`.padStart(8)}        ${inWords(streamed)}        ${other}`);
		check(streamed.growth < 100 * MEGABYTE, `downloading ${megabytes} MB grows it by less than 100 MB`);
		await standIn.close();
	}
	const spread = Math.abs((growths[2] ?? 0) - (growths[0] ?? 0));
	check(spread < 30 * MEGABYTE, '1 GB is within 30 MB of 50 MB');

	const standIn = await startStandIn(options);
	const sent = await ordered('upload', standIn, warm, 100);
	console.log(`Upload   ${'100 MB'.padStart(8)}        ${inWords(sent)}`);
	check(sent.growth < 100 * MEGABYTE, 'sending 100 MB grows it by less than 100 MB');
	check(
		[...standIn.uploads.values()].some(({ sha256 }) => sha256 === sent.sha256),
		'the 100 MB that arrived are those that were sent',
	);
	await Promise.all([standIn.close(), warm.close()]);

	console.log(
		missed.length === 0
			? '\nAll goals met; every file arrived byte for byte.'
			: `\nMissed: ${missed.join('; ')}`,
	);
	return missed.length;
}

async function served(standIn: StandIn): Promise<string[]> {
	return await Promise.all(
		[...standIn.tasks.keys()].map(async (taskId) => await standIn.videoSha256(taskId)),
	);
}

function inWords({ growth, seconds }: Figure): string {
	return `${(growth / MEGABYTE).toFixed(0).padStart(6)} MB in ${seconds.toFixed(1).padStart(5)} s`;
}

async function ordered(way: Way, standIn: StandIn, warm: StandIn, megabytes: number): Promise<Figure> {
	const { baseUrl, apiKey } = standIn;
	const order: Order = { way, baseUrl, warmUrl: warm.baseUrl, apiKey, bytes: megabytes * MEGABYTE };
	const child = spawn(
		process.execPath,
		['--expose-gc', '--import', 'tsx', __filename, JSON.stringify(order)],
		{
			stdio: ['ignore', 'pipe', 'inherit'],
			cwd: root,
		},
	);
	let said = '';
	child.stdout.on('data', (part) => (said += String(part)));
	const code = await new Promise<number | null>((resolve) => child.on('close', resolve));
	const line = said.split('\n').find((text) => text.startsWith('{"growth"'));
	if (code !== 0 || !line) throw new Error(`The measurement ended with ${code}: ${said}`);
	return JSON.parse(line) as Figure;
}

const order = process.argv[2];
const work = order
	? measure(JSON.parse(order) as Order).then((figure) => {
			console.log(JSON.stringify(figure));
			return 0;
		})
	: main();
void work.then(
	(code) => process.exit(code),
	(error) => {
		console.error(error);
		process.exit(1);
	},
);
