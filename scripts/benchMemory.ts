/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals, @n8n/community-nodes/no-dangerous-functions, no-console */
/*
 * How much memory a video takes on its way through n8n's real engine: its process is started anew for every figure, runs
 * a small video first so that all code is loaded, and then the one that is measured. The stand-in service runs in this
 * process, n8n in the other. Beside each download stands the usual way, which holds the file in a Buffer. A part of it with
 * `-- --only downloads,uploads,films,images`.
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

type Way = 'stream' | 'buffer' | 'upload' | 'join' | 'images';

interface Order {
	way: Way;
	baseUrl: string;
	/** Service with a small video, to get warm. */
	warmUrl: string;
	apiKey: string;
	/** Of the file that is sent, or of each of them. */
	bytes: number;
	files?: number;
	tasksAtOnce?: number;
}

interface Figure {
	/** Bytes by which the resident memory grew at its peak. */
	growth: number;
	seconds: number;
	/** Of what was stored, or sent. */
	sha256: string;
	/** Of what was stored. */
	bytes: number;
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
		const items: INodeExecutionData[] = [];
		for (let file = 0; file < (order.files ?? 1); file++) items.push(await storedItem(bytes));
		if (order.way === 'upload') return async () => await wan(upload, items, baseUrl);
		if (order.way === 'join') return async () => await wan(join, items, baseUrl);
		const options = { downloadVideo: false, tasksAtOnce: order.tasksAtOnce };
		return async () => await wan({ ...imageToVideo, firstFrameSource: 'binary', options }, items, baseUrl);
	};
	const storedItem = async (bytes: number): Promise<INodeExecutionData> => {
		const location = { type: 'execution' as const, workflowId: 'workflow', executionId: '1' };
		const [content, fileName, mimeType] = {
			...{ stream: clip, buffer: clip, upload: clip },
			join: scene,
			images: image,
		}[order.way](bytes);
		const file = { data: '', fileName, mimeType };
		return { json: {}, binary: { data: await files.store(location, Readable.from(content), file) } };
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
	const body = stored?.id ? await files.getAsStream(stored.id) : Readable.from(clip(order.bytes)[0]);
	let stock = 0;
	for await (const piece of body) {
		hash.update(piece as Buffer);
		stock += (piece as Buffer).length;
	}
	return { growth, seconds, sha256: hash.digest('hex'), bytes: stock };
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

const join: INodeParameters = { resource: 'video', operation: 'join' };

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

type Content = [content: Generator<Buffer>, fileName: string, mimeType: string];

const fixture = (name: string) => readFileSync(path.join(root, 'test/fixtures', name));

function* zeros(bytes: number): Generator<Buffer> {
	for (let left = bytes; left > 0; left -= 64 * 1024) yield Buffer.alloc(Math.min(left, 64 * 1024));
}

/** A playable MP4, filled up with a box of zeros that players pass over. */
function clip(bytes: number): Content {
	const film = fixture('video/sound-5s.mp4');
	const head = Buffer.alloc(8);
	head.writeUInt32BE(bytes - film.length, 0);
	head.write('free', 4, 'latin1');
	function* content() {
		yield* [film, head];
		yield* zeros(bytes - film.length - 8);
	}
	return [content(), 'clip.mp4', 'video/mp4'];
}

/** An MP4 whose pictures are as large as that: their bytes are zeros, which joining does not look at. */
function scene(bytes: number): Content {
	const film = Buffer.from(fixture('film/silent.mp4'));
	const sizes = film.indexOf('stsz', 0, 'latin1') + 12;
	const count = film.readUInt32BE(sizes);
	const data = film.indexOf('mdat', 0, 'latin1');
	const each = Math.floor(bytes / count);
	for (let picture = 1; picture <= count; picture++) film.writeUInt32BE(each, sizes + 4 * picture);
	film.writeUInt32BE(8 + each * count, data - 4);
	function* content() {
		yield film.subarray(0, data + 4);
		yield* zeros(each * count);
	}
	return [content(), 'scene.mp4', 'video/mp4'];
}

/** A JPEG, filled up with comments, as large as an image may be for the request to carry it. */
function image(bytes: number): Content {
	const picture = fixture('images/first-frame.jpg');
	const comment = Buffer.concat([Buffer.from('fffeffff', 'hex'), Buffer.alloc(0xffff - 2, 0x20)]);
	function* content() {
		yield picture.subarray(0, 2);
		for (let left = bytes - picture.length; left > comment.length; left -= comment.length) yield comment;
		yield picture.subarray(2);
	}
	return [content(), 'image.jpg', 'image/jpeg'];
}

// --- The process that serves --------------------------------------------------------------------------------------

const options = { taskSeconds: 1, strictRates: false };
const missed: string[] = [];
const check = (holds: boolean, goal: string) => holds || missed.push(goal);
const isSmall = ({ growth }: Figure, what: string) =>
	check(growth < 100 * MEGABYTE, `${what}: grows by less than 100 MB`);
const tell = (what: string, ...figures: string[]) =>
	console.log([what.padEnd(40), ...figures].join('        '));

async function downloads(warm: StandIn): Promise<void> {
	const growths: number[] = [];
	tell('', 'streamed by this node', 'held in a Buffer');
	for (const megabytes of [50, 200, 1024]) {
		const standIn = await startStandIn({ ...options, videoBytes: megabytes * MEGABYTE });
		const streamed = await ordered('stream', standIn, warm, megabytes);
		const what = `Download ${megabytes} MB`;
		check((await served(standIn)).includes(streamed.sha256), `${what}: what was stored is what was served`);
		growths.push(streamed.growth);
		// The Buffer way holds the file more than twice.
		const fits = freemem() > megabytes * MEGABYTE * 3;
		const buffered = fits ? await ordered('buffer', standIn, warm, megabytes) : undefined;
		tell(what, inWords(streamed), buffered ? inWords(buffered) : 'not run: too little memory is free');
		isSmall(streamed, what);
		await standIn.close();
	}
	const spread = Math.abs((growths[2] ?? 0) - (growths[0] ?? 0));
	check(spread < 30 * MEGABYTE, 'Downloads: 1 GB is within 30 MB of 50 MB');
}

async function uploads(warm: StandIn): Promise<void> {
	const standIn = await startStandIn(options);
	const sent = await ordered('upload', standIn, warm, 100);
	tell('Upload 100 MB', inWords(sent));
	isSmall(sent, 'Upload 100 MB');
	const arrived = [...standIn.uploads.values()].some(({ sha256 }) => sha256 === sent.sha256);
	check(arrived, 'Upload 100 MB: what arrived is what was sent');
	await standIn.close();
}

async function films(warm: StandIn): Promise<void> {
	for (const [files, megabytes] of [
		[10, 5],
		[20, 52],
	] as const) {
		const film = await ordered('join', warm, warm, megabytes, { files });
		const what = `Join ${files} of ${megabytes} MB`;
		tell(what, inWords(film));
		isSmall(film, what);
		check(film.bytes > files * megabytes * MEGABYTE * 0.999, `${what}: the film has all of its clips`);
	}
}

async function images(): Promise<void> {
	for (const tasksAtOnce of [1, 5, 20, 40]) {
		const [standIn, warm] = [await startStandIn(options), await startStandIn(options)];
		const made = await ordered('images', standIn, warm, 7, { files: 20, tasksAtOnce });
		const what = `20 images of 7 MB, Tasks at Once ${tasksAtOnce}`;
		tell(what, inWords(made));
		isSmall(made, what);
		check(standIn.tasks.size === 20, `${what}: makes 20 tasks`);
		await Promise.all([standIn.close(), warm.close()]);
	}
}

const GROUPS = { downloads, uploads, films, images };

async function main(): Promise<number> {
	const only = process.argv[3]?.split(',') ?? Object.keys(GROUPS);
	const warm = await startStandIn(options);
	console.log('Peak growth of resident memory (RSS) of a process with n8n-core, filesystem storage\n');
	for (const [name, group] of Object.entries(GROUPS)) if (only.includes(name)) await group(warm);
	await warm.close();
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

async function ordered(
	way: Way,
	standIn: StandIn,
	warm: StandIn,
	megabytes: number,
	more: Partial<Order> = {},
): Promise<Figure> {
	const { baseUrl, apiKey } = standIn;
	const order: Order = { way, baseUrl, warmUrl: warm.baseUrl, apiKey, bytes: megabytes * MEGABYTE, ...more };
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

const order = process.argv[2]?.startsWith('{') ? process.argv[2] : undefined;
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
