import type { INodeParameters } from 'n8n-workflow';

import { engine, standIn, useEngine } from '../harness/suite';
import { imageToVideo, imageUrl, runWan } from '../harness/wan';

/* Rows of a sheet, where everything is a text and some columns are missing. */

useEngine({});

const fromSheet: INodeParameters = imageToVideo({
	model: { __rl: true, mode: 'id', value: '={{ $json.Model }}' },
	firstFrameUrl: '={{ $json.Image }}',
	prompt: '={{ $json.Prompt }}',
	resolution: '={{ $json.Resolution }}',
	duration: '={{ $json.Duration }}',
	audio: '={{ $json.Audio }}',
	shotType: '={{ $json.Shots }}',
	waitForVideo: false,
	options: { seed: '={{ $json.Seed }}', watermark: '={{ $json.Watermark }}' },
});
const row = { Model: 'wan2.6-i2v-flash', Image: imageUrl, Prompt: 'A cat', Duration: '5' };

async function run(rows: object[], parameters = fromSheet) {
	const items = rows.map((json) => ({ json: { ...row, ...json } }));
	const result = await runWan(engine, standIn, parameters, {
		items,
		node: { onError: 'continueErrorOutput' },
	});
	const sent = [...standIn.tasks.values()].map(({ body }) => body);
	return { ...result, sent, errors: result.errorItems.map(({ json }) => json.error) };
}

it('takes what plainly means a value, and pays for exactly that', async () => {
	const { errors, sent } = await run([
		{ Model: ' Wan2.6-I2V-Flash ', Resolution: '720p', Duration: '5s', Audio: 'FALSE', Shots: 'Multi' },
		{ Resolution: '1080P ', Duration: '5.0', Audio: 'yes', Seed: ' 42 ', Watermark: 'TRUE' },
		{ Resolution: 720, Duration: ' 7 ', Audio: 'no', Prompt: 2026 },
		{ Prompt: 'A \ud83d cat', Resolution: '', Seed: ' ' },
	]);
	expect(errors).toEqual([]);
	expect(
		sent.map(({ model, input, parameters }) => ({ model, prompt: input.prompt, ...parameters })),
	).toEqual([
		{
			...{ model: 'wan2.6-i2v-flash', prompt: 'A cat', resolution: '720P', duration: 5 },
			...{ audio: false, shot_type: 'multi' },
		},
		{
			...{ model: 'wan2.6-i2v-flash', prompt: 'A cat', resolution: '1080P', duration: 5 },
			...{ seed: 42, watermark: true },
		},
		{ model: 'wan2.6-i2v-flash', prompt: '2026', resolution: '720P', duration: 7, audio: false },
		{ model: 'wan2.6-i2v-flash', prompt: 'A  cat', resolution: '1080P', duration: 5 },
	]);
});

it('refuses what could mean anything, each item by itself, and pays for none of them', async () => {
	const { errors, sent } = await run([
		{ Seed: '0x10' },
		{ Seed: '1e3' },
		{ Duration: '5m' },
		{ Resolution: '1280x720' },
		{ Audio: 'maybe' },
		{ Watermark: 'perhaps' },
		{ Shots: 'two' },
		{ Model: 'wan2.6 flash' },
		{ Image: ' ' },
		{ Prompt: { text: 'A cat' } },
	]);
	expect(errors).toEqual([
		'Seed is 0x10',
		'Seed is 1e3',
		'Duration is 5m',
		'Resolution is 1280x720',
		'Audio is maybe',
		'Watermark is perhaps',
		'Shot Type is two',
		'Model "wan2.6 flash" is not known',
		'First Frame is empty',
		'Prompt is {"text":"A cat"}',
	]);
	expect([sent, standIn.books]).toEqual([[], []]);
});

describe('A prompt that comes to nothing', () => {
	const wrongColumn = { ...fromSheet, prompt: '={{ $json.Prompts }}' };
	const refusing = { ...wrongColumn, options: { refuseEmptyPrompt: true } };
	const fromText: INodeParameters = {
		resource: 'video',
		operation: 'generateFromText',
		model: { __rl: true, mode: 'list', value: 'wan2.6-t2v' },
		prompt: '={{ $json.Prompts }}',
		size: '={{ $json.Size }}',
		waitForVideo: false,
	};
	const hint = expect.stringMatching(
		/^Item 0: Prompt is empty\. Its expression returned nothing\. .*Options: Refuse Empty Prompt\.$/,
	);

	const defaults = ['Resolution', 'Audio'].map((field) =>
		expect.stringMatching(`^Item 0: ${field} is empty\\. Its expression returned nothing\\. The default`),
	);

	it('is a hint at run time and in a dry run where the model can do without', async () => {
		const dry = await run([{}], { ...wrongColumn, options: { dryRun: true } });
		expect([dry.hints, dry.errors, standIn.books]).toEqual([[hint, ...defaults], [], []]);
		const { hints, errors, sent } = await run([{}], wrongColumn);
		expect([hints, errors, sent.length]).toEqual([[hint, ...defaults], [], 1]);
	});

	it('is refused with Refuse Empty Prompt', async () => {
		const { errors } = await run([{}, { Prompts: ' \n' }], refusing);
		expect([errors, standIn.books]).toEqual([['Prompt is empty', 'Prompt is empty'], []]);
	});

	it('is refused where the model needs one', async () => {
		const { errors, errorItems } = await run([{}, { Prompts: '\u00a0' }], fromText);
		expect([errors, standIn.books]).toEqual([['Prompt is empty', 'Prompt is empty'], []]);
		expect(errorItems[0]?.json.message).toMatch(/Its expression returned nothing/);
	});

	it('and a size is taken by its shape', async () => {
		const rows = ['720x1280', '9:16', '1280×720', '21:9'].map((Size) => ({ Prompts: 'A cat', Size }));
		const { errors, sent } = await run(rows, fromText);
		expect(sent.map(({ parameters }) => parameters.size)).toEqual(['720*1280', '1080*1920', '1280*720']);
		expect(errors).toEqual(['Size is 21:9']);
	});
});

it('a source that is none is not taken for another', async () => {
	const parameters = imageToVideo({ audioSource: '={{ $json.Source }}', audioUrl: '', waitForVideo: false });
	const { errors, sent } = await run([{ Source: 'file' }, { Source: 'None' }], parameters);
	expect(errors).toEqual(['Audio Source is file']);
	expect(sent).toHaveLength(1);
});

it('takes what Chinese and Japanese keyboards write', async () => {
	const { errors, sent } = await run([
		{ Resolution: '７２０Ｐ', Duration: '５秒', Audio: 'ＦＡＬＳＥ', Shots: 'ｍｕｌｔｉ', Seed: '４２' },
		{ Prompt: '５ｃａｔｓ', Duration: '5 秒' },
	]);
	expect(errors).toEqual([]);
	expect(sent.map(({ parameters }) => parameters)).toEqual([
		{ resolution: '720P', duration: 5, audio: false, shot_type: 'multi', seed: 42 },
		{ resolution: '1080P', duration: 5 },
	]);
	// A prompt is the model's to read.
	expect(sent[1]?.input.prompt).toBe('５ｃａｔｓ');
});

const failedFormulas = ['undefined', 'null', 'NaN', '#N/A', '#REF!'];

it('a prompt of a failed formula is no prompt', async () => {
	const { sent, hints } = await run(failedFormulas.map((Prompt) => ({ Prompt })));
	expect(sent.map(({ input }) => input.prompt)).toEqual(failedFormulas.map(() => undefined));
	expect(hints.join()).toMatch(/Prompt is NaN\. Its expression returned nothing\./);
	const before = standIn.count('submit');
	const refusing = { ...fromSheet, options: { refuseEmptyPrompt: true } };
	const { errors } = await run(
		failedFormulas.map((Prompt) => ({ Prompt })),
		refusing,
	);
	expect(errors).toEqual(failedFormulas.map((Prompt) => `Prompt is ${Prompt}`));
	const number = await run([{}], { ...fromSheet, prompt: '={{ 0 / 0 }}' });
	expect(number.errors).toEqual(['Prompt is NaN']);
	expect(standIn.count('submit')).toBe(before);
	// Whoever writes the word himself means it.
	const { errors: none } = await run([{}], { ...fromSheet, prompt: 'None' });
	expect([none, [...standIn.tasks.values()].at(-1)?.body.input.prompt]).toEqual([[], 'None']);
});

it('no default decides what is paid without a word', async () => {
	const missing = { Duration: undefined };
	const { sent, hints } = await run([missing, missing]);
	expect(sent).toHaveLength(2);
	expect(hints).toEqual(
		expect.arrayContaining([
			'Items 0-1: Resolution is empty. Its expression returned nothing. The default, 1080P, is used.',
			'Items 0-1: Duration is empty. Its expression returned nothing. The default, 5 seconds, is used.',
			'Items 0-1: Audio is empty. Its expression returned nothing. The default is used.',
		]),
	);
	const { hints: byHand } = await run([{}], imageToVideo({ resolution: '', waitForVideo: false }));
	expect(byHand).toEqual([]);
});

it.each([
	'https://example.com/a.png\nhttps://example.com/b.png',
	'https://example.com/a.png, https://b.com/b.png',
])('two links in one cell are not made into one, %j', async (Image) => {
	const { errors, sent } = await run([{ Image }]);
	expect([errors, sent]).toEqual([['First Frame is several links'], []]);
});
