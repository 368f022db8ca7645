/* eslint-disable @n8n/community-nodes/no-restricted-imports */
import dns from 'node:dns';
import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { BinaryDataService } from 'n8n-core';
import type { INodeExecutionData, INodeParameters } from 'n8n-workflow';

import { mostRequests } from '../../scripts/docs/retries';
import { MAX_REDIRECTS, retryPolicies } from '../../nodes/core/studio/retryPolicies';
import { binaryItem } from '../harness/engine';
import { engine, standIn, useEngine } from '../harness/suite';
import { credentialFor, imageToVideo, runWan } from '../harness/wan';
import type { MisbehaveRule, RequestKind } from '../standIn';
import { wavOf } from './mediaInputs';

useEngine({ taskSeconds: 2, region: 'cn-beijing', strictRates: false });

/** The ID of a task that never was. */
const NO_TASK = '0385dc79-5ff8-4d82-bcb6-0123456789ab';
/** Minutes of Maximum Wait. */
const WAIT = 4;

afterEach(async () => {
	jest.restoreAllMocks();
});

const options = { maximumWait: WAIT };
const run = async (
	parameters: INodeParameters,
	more: { items?: INodeExecutionData[]; baseUrl?: string } = {},
) => {
	const { items, baseUrl = standIn.baseUrl } = more;
	const credential = credentialFor(standIn, { region: 'cn-beijing', baseUrl });
	return await runWan(engine, undefined, parameters, { credential, ...(items && { items }) });
};
const makeVideo = async () => await run(imageToVideo({ options }));
const submitOnly = async () => {
	const { items } = await run(imageToVideo({ waitForVideo: false }));
	standIn.advance(10);
	return items;
};
const task = (operation: string, taskId = '={{ $json.taskId }}') => ({
	resource: 'task',
	operation,
	taskId,
	...(operation === 'wait' && { options }),
});
const fails = (on: RequestKind, more: Partial<MisbehaveRule> = {}) =>
	standIn.misbehave({ on, what: '500', which: 'all', ...more });
const refuses = (on: RequestKind, status: number, code: string, more: Partial<MisbehaveRule> = {}) =>
	fails(on, { status, code, message: 'No', ...more });
const speaks = async () => {
	const items = [await binaryItem(wavOf(5), 'voice.wav', 'audio/wav', 'voice')];
	return await run(imageToVideo({ audioSource: 'binary', audioBinary: 'voice', options }), { items });
};

interface Bound {
	/** Requests of which kind are counted. */
	of: RequestKind;
	/** Lets the fault happen to one item, for as long as it is asked. */
	suffer(): Promise<unknown>;
	/** Requests that are in the books beside those that the fault is to blame for. */
	others?: number;
	/** How often the policy is gone through. */
	rounds?: number;
	/** Requests that one try is in the books, where it is sent around. */
	hops?: number;
	/** Ways in which the same fault comes. */
	also?: Array<() => Promise<unknown>>;
}

const HOPS = MAX_REDIRECTS + 1;

/** A case for every row of the table in docs/errors.md: the compiler asks for it. */
const bounds: Record<keyof typeof retryPolicies, Bound> = {
	createLost: {
		of: 'submit',
		suffer: async () => (fails('submit', { what: 'reset' }), await makeVideo()),
		also: [
			async () => (fails('submit', { what: '500' }), await makeVideo()),
			async () => (fails('submit', { what: 'html' }), await makeVideo()),
			async () => (refuses('submit', 499, '', { message: '' }), await makeVideo()),
			async () => (refuses('submit', 303, '', { message: '' }), await makeVideo()),
		],
	},
	createRefused: {
		of: 'submit',
		suffer: async () => (refuses('submit', 400, 'InvalidParameter'), await makeVideo()),
		also: [
			async () => (refuses('submit', 200, 'InvalidParameter'), await makeVideo()),
			async () => (refuses('submit', 403, 'Endpoint.AccessDenied'), await makeVideo()),
			async () => (refuses('submit', 308, '', { message: '' }), await makeVideo()),
		],
	},
	createThrottled: {
		of: 'submit',
		suffer: async () => (fails('submit', { what: '429' }), await makeVideo()),
		also: [
			async () => (refuses('submit', 200, 'Throttling.RateQuota'), await makeVideo()),
			async () => (fails('submit', { what: '429', retryAfter: '0' }), await makeVideo()),
			async () => (fails('submit', { what: '429', retryAfter: '36000' }), await makeVideo()),
		],
	},
	createUnsent: {
		of: 'submit',
		suffer: async () => {
			// Whoever listens there speaks no TLS, and goes away.
			const server = createServer((socket) => {
				standIn.books.push({ kind: 'submit' } as (typeof standIn.books)[number]);
				socket.on('error', () => {});
				socket.end('HTTP/1.1 400 Bad Request\r\n\r\n');
			});
			server.listen(0, '127.0.0.1');
			await once(server, 'listening');
			const { port } = server.address() as AddressInfo;
			const result = await run(imageToVideo({ options }), { baseUrl: `https://127.0.0.1:${port}/api/v1` });
			server.close();
			expect(result.error?.context?.details).toMatchObject({ kind: 'retry', stage: 'submit' });
		},
	},
	hostUnknown: {
		of: 'submit',
		suffer: async () => {
			// Each request asks for the host's address first; this counts, so that no name server is needed.
			const asked = jest.spyOn(dns, 'lookup').mockImplementation(((...args: unknown[]) => {
				standIn.books.push({ kind: 'submit' } as (typeof standIn.books)[number]);
				const response = args[args.length - 1] as (error: Error) => void;
				response(Object.assign(new Error('getaddrinfo ENOTFOUND'), { code: 'ENOTFOUND' }));
			}) as typeof dns.lookup);
			const result = await run(imageToVideo({ options }), { baseUrl: 'http://no-such-host.invalid/api/v1' });
			expect(asked).toHaveBeenCalled();
			expect(result.error?.context?.details).toMatchObject({ networkCode: 'ENOTFOUND', stage: 'submit' });
		},
	},
	createMediaTimeout: {
		of: 'submit',
		suffer: async () => {
			const message = 'Download the media resource timed out during the data inspection process.';
			refuses('submit', 400, 'InvalidParameter.DataInspection', { message });
			return await makeVideo();
		},
	},
	createDenied: {
		of: 'submit',
		suffer: async () => {
			refuses('submit', 401, 'InvalidApiKey', { which: (n) => n > 1 });
			const items = [{ json: {} }, { json: {} }];
			return await run(imageToVideo({ options: { ...options, tasksAtOnce: 1 } }), { items });
		},
		others: 1,
	},
	portraitCheck: {
		of: 'detect',
		suffer: async () => {
			fails('detect');
			const urls = { portraitUrl: 'https://example.com/a.png', speechUrl: 'https://example.com/a.mp3' };
			return await run({
				resource: 'video',
				operation: 'generateFromSpeech',
				model: { __rl: true, mode: 'list', value: 'wan2.2-s2v' },
				speechSource: 'url',
				portraitSource: 'url',
				...urls,
				options: { checkPortrait: true },
			});
		},
	},
	cancel: {
		of: 'cancel',
		suffer: async () => {
			fails('cancel');
			return await run(task('cancel', NO_TASK));
		},
	},
	readBusy: {
		of: 'query',
		suffer: async () => (fails('query'), await makeVideo()),
		also: [
			async () => (refuses('query', 200, 'Throttling.RateQuota'), await makeVideo()),
			async () => (fails('query', { what: 'html' }), await makeVideo()),
			async () => (fails('query', { what: 'reset' }), await makeVideo()),
			async () => (refuses('query', 499, '', { message: '' }), await makeVideo()),
			async () => (fails('query', { what: '429', retryAfter: '36000' }), await makeVideo()),
		],
	},
	readRefused: {
		of: 'query',
		suffer: async () => (refuses('query', 400, 'InvalidParameter'), await makeVideo()),
	},
	readDenied: {
		of: 'query',
		suffer: async () => (refuses('query', 401, 'InvalidApiKey'), await makeVideo()),
		also: [
			async () => (refuses('query', 403, 'AccessDenied'), await makeVideo()),
			async () => (refuses('query', 413, '', { message: '' }), await makeVideo()),
		],
	},
	readMisconfigured: {
		of: 'query',
		suffer: async () => (fails('query', { what: 'redirect' }), await makeVideo()),
		hops: HOPS,
	},
	taskUnknown: { of: 'query', suffer: async () => await run(task('wait', NO_TASK)) },
	linkMissing: {
		of: 'query',
		suffer: async () => {
			const response = ({ output, ...more }: { output: object }) => ({
				...more,
				output: { ...output, video_url: undefined },
			});
			standIn.script({ status: 'SUCCEEDED', response });
			return await run(task('wait'), { items: await submitOnly() });
		},
	},
	uploadBusy: { of: 'upload', suffer: async () => (fails('upload'), await speaks()) },
	uploadMisconfigured: {
		of: 'upload',
		suffer: async () => (fails('upload', { what: 'html' }), await speaks()),
		also: [
			async () => {
				const message = 'Invalid according to Policy: Policy expired.';
				refuses('upload', 403, 'AccessDenied', { message });
				return await speaks();
			},
		],
	},
	uploadRefused: {
		of: 'upload',
		suffer: async () => (refuses('upload', 400, 'EntityTooLarge'), await speaks()),
	},
	downloadBroken: {
		of: 'download',
		suffer: async () => (fails('download', { what: 'reset' }), await makeVideo()),
		also: [
			async () => (fails('download', { what: 'cut' }), await makeVideo()),
			async () => (fails('download', { what: '500' }), await makeVideo()),
			async () => (fails('download', { what: '429', retryAfter: '36000' }), await makeVideo()),
		],
	},
	downloadLinkRefused: {
		of: 'download',
		suffer: async () => (refuses('download', 403, 'AccessDenied'), await makeVideo()),
		rounds: 2,
		also: [async () => (refuses('download', 404, 'NoSuchKey'), await makeVideo())],
	},
	downloadExpired: {
		of: 'download',
		suffer: async () => {
			const response = ({ output, ...more }: { output: { video_url?: string } }) => ({
				...more,
				output: { ...output, video_url: output.video_url?.replace(/Expires=\d+/, 'Expires=1600000000') },
			});
			standIn.script({ status: 'SUCCEEDED', response });
			return await run(task('wait'), { items: await submitOnly() });
		},
	},
	downloadOtherContent: {
		of: 'download',
		suffer: async () => (fails('download', { what: 'html' }), await makeVideo()),
		also: [async () => (fails('download', { what: 'empty' }), await makeVideo())],
	},
	downloadMisconfigured: {
		of: 'download',
		suffer: async () => (fails('download', { what: 'redirect' }), await makeVideo()),
		hops: HOPS,
	},
	storeRefused: {
		of: 'download',
		suffer: async () => {
			jest
				.spyOn(BinaryDataService.prototype, 'store')
				.mockRejectedValue(new Error('no space left on device'));
			return await makeVideo();
		},
	},
};

const cases = Object.entries(bounds).flatMap(([name, { suffer, also = [], ...bound }]) =>
	[suffer, ...also].map((way, index) => ({ ...bound, name: name as keyof typeof bounds, way, index })),
);

describe('A fault that stays is met by no more requests than docs/errors.md says', () => {
	it.each(cases)('$name ($index)', async ({ name, way, of, others = 0, rounds = 1, hops = 1 }) => {
		const policy = retryPolicies[name];
		await way();
		const made = standIn.books.filter(({ kind }) => kind === of).length - others;
		const most = mostRequests(policy, WAIT * 60_000) * rounds * hops;
		expect(made).toBeLessThanOrEqual(most);
		// Nor is it given up sooner.
		if (policy.requests === 'until deadline') expect(made).toBeGreaterThanOrEqual(4);
		else expect(made).toBe(most);
		expect(standIn.tasks.size).toBeLessThanOrEqual(name === 'createLost' ? 1 : 2);
	});
});
