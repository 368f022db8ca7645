/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals */
import { once } from 'node:events';
import { createServer, type AddressInfo, type Socket } from 'node:net';

import { systemClock } from '../../nodes/core/base/clock';
import { timeouts } from '../../nodes/core/studio/timeouts';
import { balance } from '../harness/accounts';
import { Engine, readBinary } from '../harness/engine';
import { sha256 } from '../harness/hash';
import { engine, standIn, startService, useEngine } from '../harness/suite';
import { itemsOf, runThroughWaits, scenes, suspendedWorkflow } from '../harness/suspended';
import { imageToVideo, runWan } from '../harness/wan';
import type { Misbehaviour, StandInOptions } from '../standIn';

useEngine();

const start = async (options: StandInOptions = {}) => {
	await startService({ taskSeconds: 20, ...options });
};
beforeEach(async () => await start());
afterEach(async () => {
	await Engine.storeBinaryData('filesystem');
});

const wait = { resource: 'task', operation: 'wait' };
const onlyTask = () => [...standIn.tasks.keys()][0] ?? '';

/** One video that was delivered whole, once. */
async function expectDelivered(run: Awaited<ReturnType<typeof runWan>>) {
	expect(run.error).toBeUndefined();
	expect(await balance(standIn, run.items)).toMatchObject({ lost: [], twice: [], delivered: [onlyTask()] });
	expect(standIn.count('submit')).toBe(1);
}

describe('A link that must still live', () => {
	it.each([
		[403, 'AccessDenied', 1],
		[404, 'NoSuchKey', 4],
		[403, 'AccessDenied', 8],
	])('and is refused with %i %s %i times is tried until it works', async (status, code, times) => {
		standIn.misbehave({ on: 'download', what: '500', status, code, message: 'No', which: 'all', times });
		await expectDelivered(await runWan(engine, standIn, imageToVideo()));
		expect(standIn.count('download')).toBe(times + 1);
	});

	it('and is refused for good gets the task asked for a fresh one, which is used', async () => {
		let looks = 0;
		standIn.script({
			status: 'SUCCEEDED',
			response: (response) => {
				if (response.output.task_status !== 'SUCCEEDED' || ++looks > 1) return response;
				return { ...response, output: { ...response.output, video_url: `${response.output.video_url}x` } };
			},
		});
		const run = await runWan(engine, standIn, imageToVideo());
		await expectDelivered(run);
		expect(looks).toBe(2);
		expect(run.items[0]?.json.videoUrl).not.toMatch(/x$/);
	});

	it('and never works fails the item as one that can be fetched, and Retry On Fail fetches it', async () => {
		const forbid = { on: 'download', what: '500', status: 403, code: 'AccessDenied', which: 'all' } as const;
		standIn.misbehave({ ...forbid, message: 'Request has expired.' });
		const failed = await runWan(engine, standIn, imageToVideo(), {
			node: { onError: 'continueRegularOutput' },
		});
		expect(failed.items[0]?.json).toMatchObject({
			error: 'The storage host refused a link that has not expired (HTTP 403)',
			message: expect.stringContaining('Task: Wait'),
			details: { taskId: onlyTask(), taskStatus: 'SUCCEEDED', retryable: true, stage: 'download' },
		});
		standIn.behave();
		standIn.misbehave({ ...forbid, message: 'No', times: 12 });
		const retry = { retryOnFail: true, maxTries: 2, waitBetweenTries: 1 };
		const { items, error } = await runWan(engine, standIn, { ...wait, taskId: onlyTask() }, { node: retry });
		expect(error).toBeUndefined();
		expect(sha256(await readBinary(items[0]))).toBe(await standIn.videoSha256());
	});

	it.each([-20, 30])('is not called expired by a machine whose clock is %i hours off', async (hours) => {
		const forbid = { on: 'download', what: '500', status: 403, code: 'AccessDenied', which: 'all' } as const;
		const { items } = await runWan(engine, standIn, imageToVideo({ waitForVideo: false }));
		standIn.advance(22 * 3600);
		const { now } = systemClock;
		systemClock.now = () => now() + hours * 3_600_000;
		standIn.misbehave({ ...forbid, times: 3 });
		await expectDelivered(
			await runWan(engine, standIn, { ...wait, taskId: items[0]?.json.taskId as string }),
		);
		expect(standIn.count('download')).toBe(4);
	});

	it('and was made by this node is not called expired by a storage whose clock is hours ahead', async () => {
		standIn.script({
			status: 'SUCCEEDED',
			// The service writes the end of the task in another time zone, and its link does not tell when it expires.
			response: ({ output, ...more }) => ({
				...more,
				output: {
					...output,
					end_time: '2020-01-01 00:00:00.000',
					video_url: output.video_url?.replace('Expires', 'expires'),
				},
			}),
		});
		const { error } = await runWan(engine, standIn, imageToVideo());
		expect(error?.message).toMatch(/^The storage host refused a link that has not expired/);
		expect(standIn.count('download')).toBe(12);
	});
});

describe('A task', () => {
	it.each([1, 4])('that is UNKNOWN for its first %i looks is waited for', async (times) => {
		let looks = 0;
		standIn.script({
			status: 'SUCCEEDED',
			response: (response) =>
				++looks <= times
					? { output: { task_id: response.output.task_id, task_status: 'UNKNOWN' } }
					: response,
		});
		await expectDelivered(await runWan(engine, standIn, imageToVideo()));
	});

	it('that is UNKNOWN in the middle of its time is waited for', async () => {
		let looks = 0;
		standIn.script({
			status: 'SUCCEEDED',
			response: (response) => ([2, 3].includes(++looks) ? { output: { task_status: 'UNKNOWN' } } : response),
		});
		await expectDelivered(await runWan(engine, standIn, imageToVideo()));
	});

	it.each([1, 3])('that has succeeded without a link for %i looks is asked again', async (times) => {
		let looks = 0;
		standIn.script({
			status: 'SUCCEEDED',
			response: (response) =>
				response.output.task_status === 'SUCCEEDED' && ++looks <= times
					? { ...response, output: { ...response.output, video_url: undefined } }
					: response,
		});
		await expectDelivered(await runWan(engine, standIn, imageToVideo()));
		expect(looks).toBe(times + 1);
	});

	it('whose results are a list is read', async () => {
		standIn.script({
			status: 'SUCCEEDED',
			response: ({ output: { video_url, ...output }, ...response }) => ({
				...response,
				output: { ...output, ...(video_url && { results: [{ video_url }] }) },
			}),
		});
		await expectDelivered(await runWan(engine, standIn, imageToVideo()));
	});

	it('whose ID is a long number is found again by every digit of it', async () => {
		await start({ numericTaskIds: true });
		const run = await runWan(engine, standIn, imageToVideo());
		expect(run.items[0]?.json.taskId).toBe(onlyTask());
		await expectDelivered(run);
	});

	it.each([401, 403])('whose query is refused with %i once is waited for', async (status) => {
		standIn.misbehave({ on: 'query', what: '500', status, code: 'InvalidApiKey', message: 'No', which: 2 });
		await expectDelivered(await runWan(engine, standIn, imageToVideo()));
	});

	it.each([
		['query', 200],
		['query', 429],
		['submit', 200],
		['submit', 429],
		['download', 429],
	] as const)(
		'is not lost by a %s that is throttled with HTTP %i and told to wait for hours',
		async (on, status) => {
			standIn.misbehave({ on, what: '429', status, times: 2, which: 'all', retryAfter: '14400' });
			const before = standIn.now();
			await expectDelivered(await runWan(engine, standIn, imageToVideo())).catch((error) => {
				// The throttled create calls are in the books as well.
				if (on !== 'submit') throw error;
			});
			expect(standIn.tasks.size).toBe(1);
			expect(standIn.now() - before).toBeLessThan(200_000);
		},
	);

	it('that could not be begun because the service was too slow to fetch a file is submitted again', async () => {
		const message = 'Download the media resource timed out during the data inspection process.';
		const code = 'InvalidParameter.DataInspection';
		standIn.misbehave({ on: 'submit', what: '500', status: 400, code, message, which: 'all', times: 2 });
		const { items, error } = await runWan(engine, standIn, imageToVideo());
		expect(error).toBeUndefined();
		expect(items[0]?.json.taskId).toBe(onlyTask());
		expect(standIn.tasks.size).toBe(1);
		expect(standIn.count('submit')).toBe(3);
	});
});

it('A task that is UNKNOWN at first is waited for by a suspended execution, too', async () => {
	let looks = 0;
	standIn.script({
		status: 'SUCCEEDED',
		response: (response) => (++looks <= 4 ? { output: { task_status: 'UNKNOWN' } } : response),
	});
	const { run } = await runThroughWaits(engine, standIn, { ...suspendedWorkflow(), items: scenes(1) });
	expect(run.status).toBe('success');
	expect(await balance(standIn, itemsOf(run.data, 'Finished'))).toMatchObject({
		lost: [],
		delivered: [onlyTask()],
	});
});

describe.each(['filesystem', 'default'] as const)('A video, with the binary store "%s",', (mode) => {
	it.each<Misbehaviour>(['gzip', 'whole-206', 'as-text', 'wrong-content-type'])(
		'that comes as %s is stored at the first try',
		async (what) => {
			await Engine.storeBinaryData(mode);
			standIn.misbehave({ on: 'download', what, which: 'all' });
			const run = await runWan(engine, standIn, imageToVideo());
			await expectDelivered(run);
			expect(standIn.count('download')).toBe(1);
			expect(standIn.books.find(({ kind }) => kind === 'download')?.headers['accept-encoding']).toBe(
				'identity',
			);
			expect(run.items[0]?.binary?.data?.mimeType).toBe('video/mp4');
		},
	);

	it('that is cut is not taken for whole', async () => {
		await Engine.storeBinaryData(mode);
		standIn.misbehave({ on: 'download', what: 'cut', which: 'all', times: 2 });
		await expectDelivered(await runWan(engine, standIn, imageToVideo()));
		expect(standIn.count('download')).toBe(3);
	});
});

describe('A create call that never got as far as the service', () => {
	it.each([
		['plain HTTP at the other end', (url: string) => url.replace('http:', 'https:')],
		['nobody at the other end', () => 'http://127.0.0.1:1/api/v1'],
	])('(%s) blocks no second try and names no lost task', async (_name, wrong) => {
		const node = { retryOnFail: true, maxTries: 2, waitBetweenTries: 1 };
		const base = { region: 'ap-southeast-1', workspaceId: '', apiKey: standIn.apiKey };
		const credential = { ...base, baseUrl: wrong(standIn.baseUrl) };
		const { error } = await runWan(engine, undefined, imageToVideo(), { credential, node });
		expect(error?.message).not.toContain('may exist');
		expect(error?.context?.details).toMatchObject({ kind: 'retry', stage: 'submit' });
		expect(error?.description).not.toContain('Possible tasks');
	});

	it.each<[string, (socket: Socket) => void, string]>([
		['resets the connection', (socket) => socket.resetAndDestroy(), 'ECONNRESET'],
		['ends the connection', (socket) => socket.end(), 'before secure TLS connection'],
		['answers in plain text', (socket) => socket.end('HTTP/1.1 400 No\r\n\r\n'), 'TLS: wrong version number'],
		[
			'refuses',
			(socket) => socket.end(Buffer.from('15030300020228', 'hex')),
			'TLS: sslv3 alert handshake failure',
		],
		['says nothing', () => {}, 'timeout of'],
	])('because whoever is there %s before TLS is agreed on', async (_name, answerHello, says) => {
		jest.replaceProperty(timeouts, 'submit', 300);
		jest.replaceProperty(timeouts, 'read', 300);
		const server = createServer((socket) => {
			socket.on('error', () => {});
			socket.once('data', () => answerHello(socket));
		});
		server.listen(0, '127.0.0.1');
		await once(server, 'listening');
		const { port } = server.address() as AddressInfo;
		const base = { region: 'ap-southeast-1', workspaceId: '', apiKey: standIn.apiKey };
		const credential = { ...base, baseUrl: `https://127.0.0.1:${port}/api/v1` };
		const { error } = await runWan(engine, undefined, imageToVideo(), { credential });
		jest.restoreAllMocks();
		server.close();
		expect(error?.context?.details).toMatchObject({ kind: 'retry', stage: 'submit' });
		expect(error?.message).toContain('The service could not be reached');
		expect(error?.message).toContain(says);
	});

	it.each([
		['is down', 0, 'retry'],
		['requires a login', 407, 'input'],
	])('because the proxy %s blocks no second try and names no lost task', async (_name, status, kind) => {
		const proxy = createServer((socket) => {
			socket.on('error', () => {});
			socket.once('data', () => socket.end(`HTTP/1.1 ${status} No\r\ncontent-length: 0\r\n\r\n`));
		});
		proxy.listen(0, '127.0.0.1');
		await once(proxy, 'listening');
		const { port } = proxy.address() as AddressInfo;
		process.env.HTTPS_PROXY = `http://127.0.0.1:${status === 0 ? 1 : port}`;
		const base = { region: 'ap-southeast-1', workspaceId: '', apiKey: standIn.apiKey };
		const credential = { ...base, baseUrl: 'https://wan.example.com/api/v1' };
		const { error } = await runWan(engine, undefined, imageToVideo(), { credential });
		delete process.env.HTTPS_PROXY;
		proxy.close();
		expect(error?.context?.details).toMatchObject({ kind, stage: 'submit' });
		expect(error?.description).not.toContain('Task ID to Resume');
	});
});
