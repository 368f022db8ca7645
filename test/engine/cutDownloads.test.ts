/* eslint-disable @n8n/community-nodes/no-restricted-imports */
import { once } from 'node:events';
import { createServer, type AddressInfo, type Server } from 'node:net';

import { Engine, readBinary } from '../harness/engine';
import { filmFixture } from '../harness/films';
import { engine, standIn, useEngine } from '../harness/suite';
import { imageToVideo, runWan } from '../harness/wan';

/* A part of a video is never stored as all of it, however the host ends its answer. */

useEngine({ taskSeconds: 2, strictRates: false });

const video = filmFixture('wan-1.mp4');
const half = video.subarray(0, Math.floor(video.length / 2));
const chunk = (bytes: Buffer) => Buffer.concat([Buffer.from(`${bytes.length.toString(16)}\r\n`), bytes]);
const response = (head: string, ...body: Array<Buffer | string>) =>
	Buffer.concat([Buffer.from(`HTTP/1.1 ${head}\r\n\r\n`), ...body.map((part) => Buffer.from(part))]);

let server: Server | undefined;
let requests = 0;

afterEach(async () => {
	server?.close();
	await Engine.storeBinaryData('filesystem');
});

/** Downloads from a host that gives these answers one after another, the last one again and again. */
async function downloadFrom(...responses: Buffer[]) {
	requests = 0;
	server = createServer((socket) => {
		socket.on('error', () => {});
		socket.once('data', () => socket.end(responses[Math.min(requests++, responses.length - 1)] ?? ''));
	});
	server.listen(0, '127.0.0.1');
	await once(server, 'listening');
	const { port } = server.address() as AddressInfo;
	standIn.script({
		status: 'SUCCEEDED',
		response: (body) => {
			if (body.output.video_url) body.output.video_url = `http://127.0.0.1:${port}/video.mp4`;
			return body;
		},
	});
	return await runWan(engine, standIn, imageToVideo({ options: { maximumWait: 5 } }));
}

const cut: Array<[string, Buffer]> = [
	['the end of the connection', response('200 OK\r\nconnection: close', half)],
	[
		'the end of the connection, before its second box',
		response('200 OK\r\nconnection: close', video.subarray(0, 50)),
	],
	['a last chunk', response('200 OK\r\ntransfer-encoding: chunked', chunk(half), '\r\n0\r\n\r\n')],
	['no last chunk', response('200 OK\r\ntransfer-encoding: chunked', chunk(half), '\r\n')],
	['fewer bytes than announced', response(`200 OK\r\ncontent-length: ${video.length}`, half)],
	[
		'a part that does not say of what',
		response(`206 Partial Content\r\ncontent-length: ${half.length}`, half),
	],
	[
		'a part that says of what',
		response(
			`206 Partial Content\r\ncontent-length: ${half.length}\r\ncontent-range: bytes 0-${half.length - 1}/${video.length}`,
			half,
		),
	],
];
const whole: Array<[string, Buffer]> = [
	['the end of the connection', response('200 OK\r\nconnection: close', video)],
	['a last chunk', response('200 OK\r\ntransfer-encoding: chunked', chunk(video), '\r\n0\r\n\r\n')],
	['its length', response(`200 OK\r\ncontent-length: ${video.length}`, video)],
	['its length, from a proxy that says so', response(`203 Other\r\ncontent-length: ${video.length}`, video)],
	['a part that is all', response(`206 Partial Content\r\ncontent-length: ${video.length}`, video)],
];

describe.each(['filesystem', 'default'] as const)('With binary data in the mode %s', (mode) => {
	beforeEach(async () => await Engine.storeBinaryData(mode));

	it.each(cut)('half of it, ended by %s, is fetched again until all of it comes', async (_name, part) => {
		const { items, error } = await downloadFrom(
			part,
			part,
			response(`200 OK\r\ncontent-length: ${video.length}`, video),
		);
		expect(error).toBeUndefined();
		expect(requests).toBe(3);
		expect((await readBinary(items[0])).equals(video)).toBe(true);
	});

	it.each(cut)(
		'half of it, ended by %s again and again, is not stored, and its link is named',
		async (_name, part) => {
			const { items, error } = await downloadFrom(part);
			expect(items).toEqual([]);
			expect(error?.context?.details).toMatchObject({
				stage: 'download',
				retryable: true,
				videoUrl: expect.stringContaining('/video.mp4'),
			});
		},
	);

	it.each([
		['has no times', (film: Buffer) => film.write('free', film.indexOf('mvhd'))],
		[
			'has a table that claims too much',
			(film: Buffer) => film.fill(0xff, film.indexOf('stts') + 8, film.indexOf('stts') + 12),
		],
	])('all of one that %s is stored though no length was announced', async (_name, damage) => {
		const odd = Buffer.from(video);
		damage(odd);
		const { items } = await downloadFrom(
			response('200 OK\r\ntransfer-encoding: chunked', chunk(odd), '\r\n0\r\n\r\n'),
		);
		expect(requests).toBe(1);
		expect((await readBinary(items[0])).equals(odd)).toBe(true);
	});

	it.each(whole)('all of it, ended by %s, is stored at the first try', async (_name, all) => {
		const { items } = await downloadFrom(all);
		expect(requests).toBe(1);
		expect((await readBinary(items[0])).equals(video)).toBe(true);
	});
});
