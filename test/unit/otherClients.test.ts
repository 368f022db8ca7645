/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals */
import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import { request } from 'undici';

import { buildRequest } from '../../nodes/core/request/body';
import { validateVideo } from '../../nodes/core/request/validate';
import { wireCalls, type WireCall } from '../fixtures/clients/wire';
import { startStandIn, type StandIn, type StandInOptions } from '../standIn';

const running: StandIn[] = [];
const start = async (options: StandInOptions) => {
	const standIn = await startStandIn({ strict: false, strictRates: false, ...options });
	running.push(standIn);
	return standIn;
};
afterEach(async () => {
	await Promise.all(running.splice(0).map(async (standIn) => await standIn.close()));
});

async function call(standIn: StandIn, method: 'GET' | 'POST', place: string, body?: object) {
	const headers = {
		authorization: `Bearer ${standIn.apiKey}`,
		...(body && { 'content-type': 'application/json', 'x-dashscope-async': 'enable' }),
	};
	const response = await request(`${standIn.baseUrl}${place}`, {
		method,
		headers,
		body: JSON.stringify(body),
	});
	const json = (await response.body.json()) as Record<string, Record<string, unknown>>;
	return { status: response.statusCode, json };
}

const create = async (standIn: StandIn, { path: kind, body }: WireCall, slash = '') =>
	await call(standIn, 'POST', `/services/aigc/${kind}/video-synthesis${slash}`, body);

const named = wireCalls.map((wire) => [`${wire.client}, ${wire.family}`, wire] as const);

describe('What the clients of the service send', () => {
	test('is here for every family', () => {
		const of = (name: string) => wireCalls.filter(({ client }) => client === name).length;
		expect([of('Python'), of('Java'), of('ComfyUI')]).toEqual([14, 12, 8]);
	});

	test.each(named)('%s: is taken as it is, and becomes a task of its model', async (_name, wire) => {
		const standIn = await start({ region: wire.region });
		const { status, json } = await create(standIn, wire);
		expect([status, json.message]).toEqual([200, undefined]);
		expect(json.output?.task_status).toBe('PENDING');
		standIn.advance(120);
		const ended = await call(standIn, 'GET', `/tasks/${String(json.output?.task_id)}`);
		expect(ended.json.output?.task_status).toBe('SUCCEEDED');
	});

	test.each(named)('%s: ours is the same, but for what is listed', (_name, wire) => {
		const { video, problems } = validateVideo({ ...wire.values, model: wire.model }, wire.region);
		expect(problems).toEqual([]);
		if (!video) return;
		const ours = buildRequest(video);
		expect(ours.path).toBe(`/services/aigc/${wire.path}/video-synthesis`);
		expect(ours.body).toEqual(without(wire, ours.body));
	});

	test.each([...new Set(wireCalls.map(({ client }) => client))])(
		'%s: each difference is one, with its reason',
		(client) => {
			const calls = wireCalls.filter((wire) => wire.client === client);
			for (const { field, why } of calls[0]?.differences ?? []) {
				expect(why).not.toBe('');
				const [part = 'input', name = ''] = field.split('.') as ['input' | 'parameters', string];
				expect(calls.some(({ body }) => name in body[part])).toBe(true);
			}
		},
	);
});

/** The other client's body without what is listed, where ours does not have it. */
function without({ body, differences }: WireCall, ours: object): object {
	const left = structuredClone(body);
	const own = ours as WireCall['body'];
	for (const { field } of differences) {
		const [part, name] = field.split('.') as ['input' | 'parameters', string];
		if (!(name in own[part])) delete left[part][name];
	}
	return left;
}

describe('How the clients of the service ask', () => {
	test('with a slash at the end: create, query and list', async () => {
		const standIn = await start({ region: 'cn-beijing' });
		const [wire] = wireCalls.filter(({ family }) => family === 'speech');
		if (!wire) throw new Error('No speech');
		const { status, json } = await create(standIn, wire, '/');
		expect(status).toBe(200);
		const taskId = String(json.output?.task_id);
		expect((await call(standIn, 'GET', `/tasks/${taskId}/`)).json.output?.task_id).toBe(taskId);
		expect((await call(standIn, 'GET', '/tasks/')).json.total).toBe(1);
	});

	test('for one model: it alone is listed', async () => {
		const standIn = await start({});
		const { json } = await call(standIn, 'GET', '/models?model=wan2.7-i2v');
		expect(json.output).toMatchObject({ total: 1, models: [{ model: 'wan2.7-i2v' }] });
	});
});

describe('The lint of our own bodies', () => {
	test.each(named.filter(([, { client }]) => client !== 'ComfyUI'))(
		'refuses what only %s sends',
		async (_name, wire) => {
			const standIn = await start({ region: wire.region, strict: true });
			const { status, json } = await create(standIn, wire);
			expect(status).toBe(400);
			expect(String(json.message)).toMatch(/^(Unexpected field: |Input should be )/);
		},
	);
});

describe('@ai-sdk/alibaba, unmodified', () => {
	const image = { type: 'url', url: 'https://example.com/cat.png' };
	const wishes = [
		{ model: 'wan2.6-t2v', options: { prompt: 'A cat', duration: 5, resolution: '1280x720', seed: 7 } },
		{
			model: 'wan2.6-i2v-flash',
			options: {
				prompt: 'It jumps',
				image,
				duration: 2,
				resolution: '1280x720',
				providerOptions: { alibaba: { audio: false, shotType: 'multi' } },
			},
		},
		{ model: 'wan2.7-t2v', options: { prompt: 'A cat', aspectRatio: '9:16', resolution: '720x1280' } },
		{ model: 'wan2.7-r2v', options: { prompt: 'Image 1 runs', inputReferences: [image], duration: 3 } },
		{
			model: 'wan3.0-video',
			options: { prompt: 'It blooms', frameImages: [{ frameType: 'first_frame', image }], duration: 2 },
		},
	];

	test('makes videos from text, images and references, with the bodies that ours has for the same wish', async () => {
		const standIn = await start({ taskSeconds: 0.05, pendingSeconds: 0 });
		const script = path.join(__dirname, '../fixtures/clients/aiSdk.mjs');
		const args = [script, standIn.host, standIn.apiKey, JSON.stringify(wishes)];
		const { stdout } = await promisify(execFile)(process.execPath, args);
		const made = JSON.parse(stdout) as Array<{ model: string; status: string; url: string }>;
		expect(made.map(({ model, status }) => [model, status])).toEqual(
			wishes.map(({ model }) => [model, 'completed']),
		);
		for (const { url } of made) {
			const { statusCode, body } = await request(url);
			await body.dump();
			expect(statusCode).toBe(200);
		}

		const url = image.url;
		const ours = [
			...[
				{
					operation: 'generateFromText',
					model: 'wan2.6-t2v',
					prompt: 'A cat',
					duration: 5,
					size: '1280*720',
					seed: 7,
				},
			],
			...[
				{
					...{ model: 'wan2.6-i2v-flash', prompt: 'It jumps', firstFrame: url, duration: 2 },
					...{ resolution: '720P', audio: false, shotType: 'multi' },
				},
			],
			...[
				{
					operation: 'generateFromText',
					model: 'wan2.7-t2v',
					prompt: 'A cat',
					ratio: '9:16',
					resolution: '720P',
				},
			],
			...[
				{
					...{
						operation: 'generateFromReferences',
						model: 'wan2.7-r2v',
						prompt: 'Image 1 runs',
						duration: 3,
					},
					references: [{ kind: 'image', url }],
				},
			],
			...[
				{
					operation: 'generateFromImage',
					model: 'wan3.0-video',
					prompt: 'It blooms',
					firstFrame: url,
					duration: 2,
				},
			],
		].map((values) => {
			const { video } = validateVideo(values as never, 'ap-southeast-1');
			return video && buildRequest(video).body;
		});
		const theirs = standIn.books.filter(({ kind }) => kind === 'submit').map(({ body }) => body);
		// On purpose: what decides the price is always sent, rather than left to the service's default.
		const priced = { resolution: '1080P', duration: 5 };
		expect(ours).toEqual([
			...theirs.slice(0, 2),
			{ ...theirs[2], parameters: { duration: priced.duration, ...theirs[2]?.parameters } },
			...theirs.slice(3).map((body) => ({
				...body,
				parameters: { resolution: priced.resolution, ...body.parameters },
			})),
		]);
	});
});
