import { sleep, type INodeParameters } from 'n8n-workflow';

import { binaryItem, Engine } from '../harness/engine';
import { sha256 } from '../harness/hash';
import { engine, standIn, startService, useEngine } from '../harness/suite';
import { credentialFor, runWan } from '../harness/wan';
import { fixture, jpegOf, MEGABYTE } from './mediaInputs';

useEngine({});

afterEach(async () => {
	await Engine.storeBinaryData('filesystem');
});

const upload = (model = 'wan2.6-i2v-flash', more: INodeParameters = {}): INodeParameters => ({
	resource: 'file',
	operation: 'upload',
	model: { __rl: true, mode: 'id', value: model },
	...more,
});
const clip = fixture('moov-at-end.mp4');

it.each(['filesystem', 'default'] as const)(
	'makes a link of a file in the binary store "%s"',
	async (mode) => {
		await Engine.storeBinaryData(mode);
		const item = await binaryItem(clip, 'Mein Film.mov', 'video/quicktime');
		const begun = standIn.now();
		const { items, error, hints } = await runWan(engine, standIn, upload('wan2.2-animate-move'), {
			items: [item],
		});
		expect(error).toBeUndefined();
		const { url, expiresAt, ...rest } = items[0]?.json ?? {};
		expect(rest).toEqual({
			model: 'wan2.2-animate-move',
			fileName: 'Mein Film.mov',
			bytes: clip.length,
			mimeType: 'video/mp4',
		});
		expect(url).toMatch(/^oss:\/\/dashscope-instant\/[\x21-\x7e]+\/[0-9a-f-]{36}\.mp4$/);
		expect(standIn.uploads.get(String(url))).toMatchObject({
			sha256: sha256(clip),
			model: 'wan2.2-animate-move',
		});
		const life = Date.parse(String(expiresAt)) - Date.now();
		expect(life).toBeGreaterThan(47.9 * 3_600_000);
		expect(life).toBeLessThan(48.1 * 3_600_000 + (standIn.now() - begun));
		expect(items[0]?.pairedItem).toEqual({ item: 0 });
		expect(items[0]?.binary).toBeUndefined();
		expect(hints).toEqual([]);
		expect(standIn.books.find(({ kind }) => kind === 'upload')?.headers.authorization).toBeUndefined();
	},
);

it('uploads the files of all items under one policy, in their order', async () => {
	const items = await Promise.all(
		[1, 2, 3, 4].map(async (n) => await binaryItem(jpegOf(20_000 + 100 * n), `${n}.jpg`, 'image/jpeg')),
	);
	const result = await runWan(engine, standIn, upload(), { items });
	expect(result.items.map(({ json }) => [json.fileName, json.bytes])).toEqual(
		[1, 2, 3, 4].map((n) => [`${n}.jpg`, 20_000 + 100 * n]),
	);
	expect([standIn.count('policy'), standIn.count('upload')]).toEqual([1, 4]);
});

it("calls a model by its region's name, and knows those of other families", async () => {
	await startService({ region: 'cn-beijing' });
	const credential = credentialFor(standIn, { region: 'cn-beijing' });
	const item = await binaryItem(fixture('cbr.mp3'), 'a', '');
	const turbo = await runWan(engine, standIn, upload('wan2.1-i2v-turbo'), { items: [item], credential });
	expect(turbo.items[0]?.json.model).toBe('wanx2.1-i2v-turbo');
	const speech = await runWan(engine, standIn, upload('wan2.2-s2v'), { items: [item], credential });
	expect(speech.items[0]?.json).toMatchObject({
		model: 'wan2.2-s2v',
		mimeType: 'audio/mpeg',
		url: expect.stringMatching(/\.mp3$/),
	});
});

it('gives a file of an unknown kind the ending that the user gave it', async () => {
	const item = await binaryItem(
		Buffer.from('1\n00:00 --> 00:02\nHello'),
		'Texte.SRT',
		'application/x-subrip',
	);
	const { items } = await runWan(engine, standIn, upload(), { items: [item] });
	expect(items[0]?.json).toMatchObject({
		mimeType: 'application/x-subrip',
		url: expect.stringMatching(/\.srt$/),
	});
});

describe('refuses before anything is requested', () => {
	const cases: Array<
		[name: string, parameters: INodeParameters, item: () => Promise<object>, message: RegExp]
	> = [
		['a missing file', upload(), async () => ({ json: {} }), /'data', but none was found \[item 0\]$/],
		[
			'an empty file',
			upload(),
			async () => await binaryItem(Buffer.alloc(0), 'a', ''),
			/^Input Binary Field holds an empty file \[item 0\]$/,
		],
		[
			'no model',
			upload('={{ $json.none }}'),
			async () => await binaryItem(clip, 'a', ''),
			/^No Model is chosen \[item 0\]$/,
		],
		[
			'a model that can be none',
			upload('wan 2.6/../x'),
			async () => await binaryItem(clip, 'a', ''),
			/^Model is wan 2\.6\/\.\.\/x \[item 0\]$/,
		],
	];
	it.each(cases)('%s', async (_name, parameters, item, message) => {
		const { error } = await runWan(engine, standIn, parameters, { items: [(await item()) as never] });
		expect(error?.message).toMatch(message);
		expect(standIn.books).toEqual([]);
	});

	it('a wrong credential', async () => {
		const items = [await binaryItem(clip, 'a', '')];
		const { error } = await runWan(engine, standIn, upload(), {
			items,
			credential: credentialFor(standIn, { apiKey: '' }),
		});
		expect(error?.message).toBe("The credential's API Key is empty [item 0]");
		expect(standIn.books).toEqual([]);
	});
});

it('tells that a file is larger than the storage takes, without sending it', async () => {
	const items = [await binaryItem(Buffer.alloc(101 * MEGABYTE), 'large.bin', '')];
	const { error } = await runWan(engine, standIn, upload(), { items });
	expect(error?.message).toBe(
		'The file is 101 MB, but the temporary storage accepts up to 100 MB for wan2.6-i2v-flash [item 0]',
	);
	expect(standIn.count('upload')).toBe(0);
});

it('says so when the file is no longer in the store', async () => {
	const item = await binaryItem(clip, 'gone.mp4', '');
	if (item.binary?.data)
		item.binary.data.id = `filesystem-v2:workflows/workflow/executions/1/binary_data/gone`;
	const { error } = await runWan(engine, standIn, upload(), { items: [item] });
	expect(error?.message).toBe(
		"The file could not be read from n8n's binary storage (File not found) [item 0]",
	);
	expect(standIn.books).toEqual([]);
});

it('gives failed items to the error branch and uploads the others', async () => {
	standIn.misbehave({ on: 'upload', what: '500', status: 403, code: 'SignatureDoesNotMatch', message: 'no' });
	const items = [
		await binaryItem(clip, 'a.mp4', ''),
		{ json: { n: 1 } },
		await binaryItem(fixture('sound.mov'), 'c.mov', ''),
	];
	const result = await runWan(engine, standIn, upload(), { items, node: { onError: 'continueErrorOutput' } });
	expect(result.items).toHaveLength(1);
	expect(result.errorItems.map(({ json }) => json.error)).toEqual(
		expect.arrayContaining([
			expect.stringMatching(/none was found/),
			'The temporary storage answered the upload with HTTP 403',
		]),
	);
	expect(result.errorItems.find(({ json }) => json.n === undefined)?.json).toMatchObject({
		details: { stage: 'upload', httpStatus: 403, model: 'wan2.6-i2v-flash' },
	});
});

it('tells a wrong key in plain words', async () => {
	const items = [await binaryItem(clip, 'a', '')];
	const { error } = await runWan(engine, standIn, upload(), {
		items,
		credential: credentialFor(standIn, { apiKey: 'sk-wrong' }),
	});
	expect(error?.message).toBe(
		'The temporary storage did not permit the upload. The service does not recognize this API key [item 0]',
	);
	expect(error?.httpCode).toBe('401');
});

it('names the alternative in a region without the temporary storage', async () => {
	await startService({ region: 'us-east-1', refuseUploadsElsewhere: true });
	const items = [await binaryItem(clip, 'a', '')];
	const result = await runWan(engine, standIn, upload('wan2.6-i2v'), {
		items,
		credential: credentialFor(standIn, { region: 'us-east-1' }),
		node: { onError: 'continueRegularOutput' },
	});
	expect(result.hints[0]).toMatch(
		/not documented for US \(Virginia\)\. If the upload is refused, pass files as URLs instead\.$/,
	);
	expect(result.items[0]?.json).toMatchObject({
		message: expect.stringMatching(/can also be passed as a URL/),
	});
});

it('ends at once on Stop', async () => {
	standIn.misbehave({ on: 'upload', what: 'hang', which: 'all' });
	let press = () => {};
	const run = runWan(engine, standIn, upload(), {
		items: [await binaryItem(clip, 'a', '')],
		onStart: (stop) => (press = stop),
	});
	while (standIn.count('upload') === 0) await sleep(2);
	press();
	expect((await run).error?.message).toBe('The execution was canceled');
});
