import { sleep, type INodeExecutionData } from 'n8n-workflow';

import { binaryItem, Engine } from '../harness/engine';
import { sha256 } from '../harness/hash';
import { engine, standIn, startService, useEngine } from '../harness/suite';
import { credentialFor, imageToVideo, runWan } from '../harness/wan';
import type { Misbehaviour } from '../standIn';
import { fixture, jpegOf, MEGABYTE, wavOf } from './mediaInputs';

useEngine({ taskSeconds: 20 });

afterEach(async () => {
	await Engine.storeBinaryData('filesystem');
});

const large = jpegOf(8 * MEGABYTE);
const fromFile = (more: Record<string, unknown> = {}) =>
	imageToVideo({ firstFrameSource: 'binary', waitForVideo: false, ...more } as never);
const withVoice = (more: Record<string, unknown> = {}) =>
	imageToVideo({ audioSource: 'binary', audioBinary: 'voice', waitForVideo: false, ...more } as never);
const largeItem = async (): Promise<INodeExecutionData> =>
	await binaryItem(large, 'Ein großes Bild.jpg', 'image/jpeg');
const voiceItem = async (seconds = 5, bytesPerSecond?: number): Promise<INodeExecutionData> =>
	await binaryItem(wavOf(seconds, bytesPerSecond), 'voice.wav', 'audio/wav', 'voice');
const kinds = () => standIn.books.map(({ kind }) => kind);
const uploadNames = () =>
	standIn.books.filter(({ kind }) => kind === 'upload').map(({ body }) => String(body?.key));

describe.each(['filesystem', 'default'] as const)('with the binary store "%s"', (mode) => {
	beforeEach(async () => await Engine.storeBinaryData(mode));

	it('a small image goes inside the create call', async () => {
		await runWan(engine, standIn, fromFile(), {
			items: [await binaryItem(fixture('magick-rgb.png'), 'a.png', 'image/png')],
		});
		expect(kinds()).toEqual(['submit']);
		expect(standIn.books[0]?.headers['x-dashscope-ossresourceresolve']).toBeUndefined();
	});

	it('a large image and every sound go through the temporary storage, byte for byte', async () => {
		const image = await largeItem();
		const voice = await voiceItem();
		const items = [{ json: {}, binary: { ...image.binary, ...voice.binary } }];
		const { error } = await runWan(engine, standIn, withVoice({ firstFrameSource: 'binary' }), { items });
		expect(error).toBeUndefined();
		expect(kinds()).toEqual(['policy', 'upload', 'upload', 'submit']);
		const { input } = [...standIn.tasks.values()][0]?.body as { input: Record<string, string> };
		expect(standIn.uploads.get(input.img_url ?? '')).toMatchObject({
			bytes: large.length,
			sha256: sha256(large),
			model: 'wan2.6-i2v-flash',
		});
		expect(standIn.uploads.get(input.audio_url ?? '')).toMatchObject({ sha256: sha256(wavOf(5)) });

		const [policy, upload, , submit] = standIn.books;
		expect(policy?.path).toBe('/api/v1/uploads?action=getPolicy&model=wan2.6-i2v-flash');
		expect(policy?.headers.authorization).toBe(`Bearer ${standIn.apiKey}`);
		expect(upload?.headers.authorization).toBeUndefined();
		expect(JSON.stringify(upload?.headers)).not.toContain(standIn.apiKey);
		expect(upload?.body.names.at(-1)).toBe('file');
		expect(upload?.body.file.contentType).toBe('image/jpeg');
		expect(upload?.body.file.name).toMatch(/^[0-9a-f-]{36}\.jpg$/);
		expect(submit?.headers['x-dashscope-ossresourceresolve']).toBe('enable');
	});
});

it('asks for one policy for all items of a model, and uploads what several items share once', async () => {
	const image = await largeItem();
	const items = [
		image,
		image,
		...(await Promise.all(
			[8, 9].map(async (extra) => await binaryItem(jpegOf(8 * MEGABYTE + extra), 'a.jpg', 'image/jpeg')),
		)),
	];
	const { error } = await runWan(engine, standIn, fromFile(), { items });
	expect(error).toBeUndefined();
	expect([standIn.count('policy'), standIn.count('upload'), standIn.tasks.size]).toEqual([1, 3, 4]);
	expect(new Set(uploadNames()).size).toBe(3);
});

it('asks for a policy of its own for each model', async () => {
	const image = await largeItem();
	const items = ['wan2.6-i2v', 'wan2.6-i2v-flash'].map((model) => ({ ...image, json: { model } }));
	const { error } = await runWan(
		engine,
		standIn,
		fromFile({ model: { __rl: true, mode: 'id', value: '={{ $json.model }}' } }),
		{ items },
	);
	expect(error).toBeUndefined();
	expect([...standIn.uploads.values()].map(({ model }) => model).sort()).toEqual([
		'wan2.6-i2v',
		'wan2.6-i2v-flash',
	]);
});

it('renews a policy that has run out', async () => {
	standIn.misbehave({
		on: 'upload',
		what: '500',
		status: 403,
		code: 'AccessDenied',
		message: 'Invalid according to Policy: Policy expired.',
	});
	const { error } = await runWan(engine, standIn, withVoice(), { items: [await voiceItem()] });
	expect(error).toBeUndefined();
	expect(kinds()).toEqual(['policy', 'upload', 'policy', 'upload', 'submit']);
});

it('asks anew before a policy runs out between two items', async () => {
	// One task at a time: the second item has its turn when the first is done, minutes later.
	standIn.script({ status: 'SUCCEEDED', afterSeconds: 400 });
	const items = [await largeItem(), await binaryItem(jpegOf(8 * MEGABYTE + 8), 'a.jpg', 'image/jpeg')];
	const { error } = await runWan(
		engine,
		standIn,
		fromFile({ waitForVideo: true, options: { tasksAtOnce: 1, downloadVideo: false } }),
		{ items },
	);
	expect(error).toBeUndefined();
	expect([standIn.count('policy'), standIn.count('upload')]).toEqual([2, 2]);
	expect(standIn.books.some(({ kind, status }) => kind === 'upload' && status === 403)).toBe(false);
});

it('gives up when no policy ever holds', async () => {
	standIn.misbehave({
		on: 'upload',
		what: '500',
		status: 403,
		code: 'AccessDenied',
		message: 'Invalid according to Policy: Policy expired.',
		which: 'all',
	});
	const { error } = await runWan(engine, standIn, withVoice(), { items: [await voiceItem()] });
	expect(error?.message).toBe('The permission for the temporary upload has expired [item 0]');
	expect(standIn.count('upload')).toBe(4);
	expect(standIn.count('submit')).toBe(0);
});

// Small files: while a large one is still on its way, an early answer may be lost with the connection.
const passing: Array<[what: Misbehaviour, more: object]> = [
	['429', {}],
	['500', {}],
	['502-html', {}],
	['reset', {}],
	['html', {}],
	['truncated-json', {}],
];
it.each(passing)('repeats an upload after %s, under a fresh name', async (what, more) => {
	standIn.misbehave({ on: 'upload', what, which: [1, 2], ...more });
	const { error } = await runWan(engine, standIn, withVoice(), { items: [await voiceItem()] });
	expect(error).toBeUndefined();
	expect(standIn.count('upload')).toBe(3);
	const names = uploadNames().filter((name) => name !== 'undefined');
	expect(new Set(names).size).toBe(names.length);
	const sent = String([...standIn.tasks.values()][0]?.body.input.audio_url);
	expect(standIn.uploads.get(sent)?.sha256).toBe(sha256(wavOf(5)));
	expect(standIn.count('submit')).toBe(1);
});

it.each([
	['small', 8_000],
	['large', 96_000],
])('repeats an upload of a %s file whose answer never comes', async (_size, bytesPerSecond) => {
	standIn.misbehave({ on: 'upload', what: 'hang' });
	const { error } = await runWan(engine, standIn, withVoice(), {
		items: [await voiceItem(25, bytesPerSecond)],
	});
	expect(error).toBeUndefined();
	expect([standIn.count('upload'), standIn.count('submit')]).toEqual([2, 1]);
});

it.each(['429', '500', '502-html', 'reset', 'truncated-json', 'html'] as const)(
	'repeats the question for a policy after %s',
	async (what) => {
		standIn.misbehave({ on: 'policy', what, which: [1, 2] });
		const { error } = await runWan(engine, standIn, withVoice(), { items: [await voiceItem()] });
		expect(error).toBeUndefined();
		expect([standIn.count('policy'), standIn.count('upload'), standIn.count('submit')]).toEqual([3, 1, 1]);
	},
);

it('does not repeat what the storage refuses for good, and submits nothing', async () => {
	standIn.misbehave({
		on: 'upload',
		what: '500',
		status: 403,
		code: 'SignatureDoesNotMatch',
		message: 'The request signature does not match.',
	});
	const { items } = await runWan(engine, standIn, withVoice(), {
		items: [await voiceItem()],
		node: { onError: 'continueRegularOutput' },
	});
	expect(items[0]?.json).toMatchObject({
		error: 'The temporary storage answered the upload with HTTP 403',
		message: expect.stringMatching(/pass the file as a URL.*The service says: SignatureDoesNotMatch/),
		details: {
			stage: 'upload',
			httpStatus: 403,
			code: 'SignatureDoesNotMatch',
			model: 'wan2.6-i2v-flash',
			retryable: false,
		},
	});
	expect(kinds()).toEqual(['policy', 'upload']);
});

it('counts the upload in the time of the item', async () => {
	standIn.misbehave({ on: 'upload', what: '500', which: 'all' });
	const { error } = await runWan(engine, standIn, withVoice({ options: { maximumWait: 2 } }), {
		items: [await voiceItem()],
	});
	expect(error?.message).toBe('The temporary storage answered the upload with HTTP 500 [item 0]');
	expect(standIn.now()).toBeLessThan(180_000);
	expect(standIn.count('submit')).toBe(0);
});

it('ends an upload at once on Stop', async () => {
	standIn.misbehave({ on: 'upload', what: 'hang', which: 'all' });
	let press = () => {};
	const run = runWan(engine, standIn, withVoice(), {
		items: [await voiceItem()],
		onStart: (stop) => (press = stop),
	});
	while (standIn.count('upload') === 0) await sleep(2);
	press();
	const { error } = await run;
	expect(error?.message).toBe('The execution was canceled');
	expect(kinds()).toEqual(['policy', 'upload']);
});

describe('Retry On Fail', () => {
	const retry = { retryOnFail: true, maxTries: 3, waitBetweenTries: 1 };

	it('takes up the task of the earlier try without a second upload', async () => {
		standIn.misbehave({ on: 'download', what: 'html', which: 'all', times: 5 });
		const image = await largeItem();
		const items = [{ json: {}, binary: { ...image.binary, ...(await voiceItem()).binary } }];
		const result = await runWan(
			engine,
			standIn,
			withVoice({ firstFrameSource: 'binary', waitForVideo: true }),
			{ node: retry, items },
		);
		expect(result.error).toBeUndefined();
		expect(result.items[0]?.binary?.data).toBeDefined();
		expect([standIn.count('submit'), standIn.count('upload'), standIn.count('policy')]).toEqual([1, 2, 1]);
		expect(result.hints[0]).toMatch(/^Item 0: Resumed task /);
	});

	it('knows a small image again, and takes another one for another wish', async () => {
		standIn.misbehave({
			on: 'query',
			what: '500',
			status: 400,
			code: 'InvalidParameter',
			message: 'odd',
			which: [1, 2],
		});
		const items = [
			await binaryItem(fixture('magick-rgb.png'), 'a.png', 'image/png'),
			await binaryItem(fixture('magick-gray.png'), 'a.png', 'image/png'),
		];
		const result = await runWan(engine, standIn, fromFile({ waitForVideo: true }), { node: retry, items });
		expect(result.error).toBeUndefined();
		expect(standIn.count('submit')).toBe(2);
	});
});

describe('outside the regions of the temporary storage', () => {
	beforeEach(async () => {
		await startService({ taskSeconds: 20, region: 'us-east-1', refuseUploadsElsewhere: true });
	});
	const inVirginia = () => ({ credential: credentialFor(standIn, { region: 'us-east-1' }) });
	const model = { model: { __rl: true, mode: 'list', value: 'wan2.6-i2v' } };

	it('an image of any legal size goes the documented way, with a hint when it is large', async () => {
		const { error, hints } = await runWan(engine, standIn, fromFile(model), {
			items: [await largeItem()],
			...inVirginia(),
		});
		expect(error).toBeUndefined();
		expect(kinds()).toEqual(['submit']);
		expect(hints).toEqual([
			"Item 0: First Frame (Ein großes Bild.jpg) goes into the request itself, because Model Studio's temporary storage is not documented for US (Virginia). If the service refuses it, pass a URL instead.",
		]);
	});

	it('a sound is uploaded all the same, and the refusal names the alternative', async () => {
		const { error } = await runWan(engine, standIn, withVoice(model), {
			items: [await voiceItem()],
			...inVirginia(),
		});
		expect(error?.message).toMatch(/^The temporary storage did not permit the upload\./);
		expect(error?.description).toMatch(/A file can also be passed as a URL/);
		expect(kinds()).toEqual(['policy']);
	});
});

it('takes the oss:// link of an earlier File: Upload in a URL field', async () => {
	const item = await largeItem();
	const upload = {
		resource: 'file',
		operation: 'upload',
		model: { __rl: true, mode: 'list', value: 'wan2.6-i2v-flash' },
	};
	const uploaded = await runWan(engine, standIn, upload, { items: [item] });
	const url = String(uploaded.items[0]?.json.url);
	const { error } = await runWan(
		engine,
		standIn,
		imageToVideo({ firstFrameUrl: '={{ $json.url }}', waitForVideo: false }),
		{ items: uploaded.items },
	);
	expect(error).toBeUndefined();
	expect([...standIn.tasks.values()][0]?.body.input.img_url).toBe(url);
	expect(standIn.count('upload')).toBe(1);
});

it('sends no sound track that is not chosen', async () => {
	const none = await runWan(
		engine,
		standIn,
		imageToVideo({ audioSource: 'none', audioUrl: 'https://example.com/a.mp3', waitForVideo: false }),
	);
	expect(none.error).toBeUndefined();
	expect([...standIn.tasks.values()][0]?.body.input.audio_url).toBeUndefined();
});

it('takes a sound for a model by expression, and tells when the model has none', async () => {
	const voice = await voiceItem();
	const items = ['wan2.6-i2v', 'wan2.2-i2v-flash'].map((model) => ({ ...voice, json: { model } }));
	const { error, hints } = await runWan(
		engine,
		standIn,
		withVoice({ model: { __rl: true, mode: 'id', value: '={{ $json.model }}' } }),
		{ items },
	);
	expect(error).toBeUndefined();
	expect(standIn.count('upload')).toBe(1);
	expect(hints).toEqual([
		'Item 1: Audio Field (voice.wav) is set, but wan2.2-i2v-flash does not have it, so it was not sent.',
	]);
});
