import fc from 'fast-check';

import { imageToVideoModels as models, nameInRegion, type Region } from '../../nodes/core/catalogue';
import { buildRequest } from '../../nodes/core/request/body';
import { validateVideo } from '../../nodes/core/request/validate';
import type { VideoValues } from '../../nodes/core/request/values';

const IMAGE = 'https://example.com/cat.png';
const SG = 'ap-southeast-1';

function check(values: Partial<VideoValues> & { model: string }, region: Region = SG) {
	const { video, problems, hints } = validateVideo({ firstFrame: IMAGE, ...values }, region);
	expect(problems).toEqual([]);
	if (!video) throw new Error('Refused');
	const { body } = buildRequest(video);
	return { body: body as { input: Record<string, unknown>; parameters: Record<string, unknown> }, hints };
}

describe('A text that the service would cut is a hint, and is sent in full', () => {
	test.each([
		['wan2.6-i2v', 'prompt', 'Prompt', 1500, 'a'],
		['wan2.5-i2v-preview', 'prompt', 'Prompt', 1500, '猫'],
		['wan2.2-i2v-flash', 'prompt', 'Prompt', 800, 'a'],
		['wan2.1-i2v-plus', 'prompt', 'Prompt', 800, '🐈'],
		['wan2.6-i2v', 'negativePrompt', 'Negative Prompt', 500, '花'],
		['wan2.1-i2v-turbo', 'negativePrompt', 'Negative Prompt', 500, '🌸'],
	] as const)('%s, %s: %s has room for %i times %s', (model, name, field, most, character) => {
		const key = name === 'prompt' ? 'prompt' : 'negative_prompt';
		const fits = character.repeat(most);
		expect(check({ model, [name]: fits })).toMatchObject({ hints: [], body: { input: { [key]: fits } } });

		const long = character.repeat(most + 1);
		const { body, hints } = check({ model, [name]: long });
		expect(body.input[key]).toBe(long);
		expect(hints).toEqual([
			`${field} has ${most + 1} characters. ${model} reads the first ${most} and cuts the rest.`,
		]);
	});
});

describe('A field that the model does not have is a hint, and is never sent', () => {
	test.each([
		['wan2.6-i2v', 'audio', 'Audio', false],
		['wan2.5-i2v-preview', 'audio', 'Audio', true],
		['wan2.5-i2v-preview', 'shotType', 'Shot Type', 'multi'],
		['wan2.2-i2v-flash', 'audioUrl', 'Audio URL', 'https://example.com/rap.mp3'],
		['wan2.2-i2v-plus', 'audio', 'Audio', true],
		['wan2.2-i2v-plus', 'shotType', 'Shot Type', 'single'],
		['wan2.1-i2v-turbo', 'audioUrl', 'Audio URL', 'https://example.com/rap.mp3'],
		['wan2.1-i2v-plus', 'audioUrl', 'Audio URL', 'data:audio/mpeg;base64,AAAA'],
	] as const)('%s: %s', (model, name, field, value) => {
		const without = check({ model }).body;
		const { body, hints } = check({ model, [name]: value });
		expect(body).toEqual(without);
		expect(hints).toHaveLength(1);
		expect(hints[0]).toContain(`${field} is set`);
		expect(hints[0]).toContain(model);
		expect(hints[0]).not.toContain('base64');
	});

	test.each([
		['wan2.2-i2v-plus', { duration: 5 }],
		['wan2.1-i2v-plus', { resolution: '720P', duration: '5' }],
	])('%s takes %j without a word, as it is what the model makes anyhow', (model, values) => {
		expect(check({ model, ...values })).toEqual({ body: check({ model }).body, hints: [] });
	});
});

describe('A combination that has no effect is a hint', () => {
	test('Shot Type Multi while Prompt Extend is off', () => {
		const { body, hints } = check({ model: 'wan2.6-i2v', shotType: 'multi', promptExtend: false });
		expect(hints).toEqual([expect.stringContaining('Shot Type Multi')]);
		expect(body.parameters).toMatchObject({ shot_type: 'multi', prompt_extend: false });
	});

	test.each([{ promptExtend: true }, {}])('but not Shot Type Multi with %j', (values) => {
		expect(check({ model: 'wan2.6-i2v', shotType: 'multi', ...values }).hints).toEqual([]);
	});

	test('an audio link while Audio is off', () => {
		const audioUrl = 'https://example.com/rap.mp3';
		const { body, hints } = check({ model: 'wan2.6-i2v-flash', audio: false, audioUrl });
		expect(hints).toEqual([expect.stringContaining('Audio is off')]);
		expect(body).toMatchObject({ input: { audio_url: audioUrl }, parameters: { audio: false } });
	});

	test('but not an audio link while Audio is on', () => {
		const values = { model: 'wan2.6-i2v-flash', audio: true, audioUrl: 'https://example.com/rap.mp3' };
		expect(check(values).hints).toEqual([]);
	});
});

/** Keys that the seed page allows for each model, beside those that all have. */
const allowed: Record<string, string[]> = {
	'wan2.6-i2v-flash': ['audio_url', 'resolution', 'duration', 'shot_type', 'audio'],
	'wan2.6-i2v': ['audio_url', 'resolution', 'duration', 'shot_type'],
	'wan2.6-i2v-us': ['audio_url', 'resolution', 'duration', 'shot_type'],
	'wan2.5-i2v-preview': ['audio_url', 'resolution', 'duration'],
	'wan2.2-i2v-flash': ['resolution'],
	'wan2.2-i2v-plus': ['resolution'],
	'wan2.1-i2v-turbo': ['resolution', 'duration'],
	'wan2.1-i2v-plus': ['resolution'],
};
const inputKeys = ['prompt', 'negative_prompt', 'img_url', 'audio_url'];
const commonKeys = ['prompt', 'negative_prompt', 'img_url', 'prompt_extend', 'watermark', 'seed'];

/** Mostly something that some model takes, now and then anything. */
const pick = (...values: unknown[]) =>
	fc.oneof(
		{ weight: 30, arbitrary: fc.constantFrom<unknown>(undefined, null, '', ...values) },
		{ weight: 1, arbitrary: fc.anything() },
	);
const anyValues = fc.record({
	model: fc.constantFrom(...models.map((model) => model.id)),
	prompt: pick('A cat'),
	negativePrompt: pick('flowers'),
	firstFrame: fc.oneof({ weight: 20, arbitrary: fc.constant(IMAGE) }, fc.webUrl(), fc.anything()),
	audioUrl: pick('https://example.com/rap.mp3', 'data:audio/mpeg;base64,AAAA'),
	resolution: pick('480P', '720P', '1080P'),
	duration: fc.oneof({ weight: 4, arbitrary: pick(5, '5') }, fc.integer({ min: 0, max: 20 })),
	audio: pick(true, false, 'false'),
	shotType: pick('single', 'multi'),
	promptExtend: pick(true, false),
	watermark: pick(true, 'false'),
	seed: fc.oneof({ weight: 4, arbitrary: pick(1, '7') }, fc.integer()),
});

test('Whatever is entered: it is refused, or the body has only what the seed allows for the model', () => {
	let built = 0;
	const property = fc.property(
		anyValues,
		fc.constantFrom<Region>(SG, 'cn-beijing', 'us-east-1'),
		(values, region) => {
			const { video, problems } = validateVideo(values, region);
			expect(video === undefined).toBe(problems.length > 0);
			if (!video) return;
			built++;
			const { body } = buildRequest(video);
			const { model, input, parameters, ...rest } = body as Record<string, Record<string, unknown>>;
			expect(rest).toEqual({});
			expect(model).toBe(nameInRegion(video.model, region));
			const legal = [...commonKeys, ...(allowed[values.model] ?? [])];
			expect(legal).toEqual(expect.arrayContaining(Object.keys({ ...input, ...parameters })));
			expect(inputKeys).toEqual(expect.arrayContaining(Object.keys(input ?? {})));
			expect(Object.keys(parameters ?? {}).filter((key) => inputKeys.includes(key))).toEqual([]);
			expect(typeof input?.img_url).toBe('string');
			// What is sent survives the wire: no gaps, no NaN.
			expect(JSON.parse(JSON.stringify(body))).toEqual(body);
		},
	);
	const example = { model: 'wan2.6-i2v', firstFrame: IMAGE };
	fc.assert(property, { numRuns: 5_000, examples: [[{ ...example, seed: -0 } as never, SG]] });
	expect(built).toBeGreaterThan(100);
});
