import type { INodeParameters } from 'n8n-workflow';

import { Engine } from '../harness/engine';
import { imageToVideo, imageUrl, packageDirectory, runWan } from '../harness/wan';
import { startStandIn, type StandIn } from '../standIn';

/* Rows of a sheet, where everything is a text and some columns are missing. */
let engine: Engine;
let standIn: StandIn;

beforeAll(async () => {
	engine = await Engine.start(packageDirectory);
});
beforeEach(async () => {
	standIn = await startStandIn();
});
afterEach(async () => await standIn.close());

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

	it('is a hint at run time and in a dry run where the model can do without', async () => {
		const dry = await run([{}], { ...wrongColumn, options: { dryRun: true } });
		expect([dry.hints, dry.errors, standIn.books]).toEqual([[hint], [], []]);
		const { hints, errors, sent } = await run([{}], wrongColumn);
		expect([hints, errors, sent.length]).toEqual([[hint], [], 1]);
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
