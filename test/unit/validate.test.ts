import { imageToVideoModels as models, type Region } from '../../nodes/core/catalogue';
import { validateVideo } from '../../nodes/core/request/validate';
import type { VideoValues } from '../../nodes/core/request/values';

const IMAGE = 'https://example.com/cat.png';
const SG = 'ap-southeast-1';
const REGION_OF: Record<string, Region> = { 'wan2.6-i2v-us': 'us-east-1' };

function check(values: Partial<VideoValues> & { model: unknown }, region?: Region) {
	const ofModel = typeof values.model === 'string' ? REGION_OF[values.model] : undefined;
	return validateVideo({ firstFrame: IMAGE, ...values }, region ?? ofModel ?? SG);
}

/** The one problem of these values, and that there is no video. */
function refusal(values: Partial<VideoValues> & { model: unknown }, region?: Region) {
	const { video, problems } = check(values, region);
	expect(video).toBeUndefined();
	expect(problems).toHaveLength(1);
	const [problem] = problems;
	if (!problem) throw new Error('Not refused');
	return problem;
}

const expectRefusal = (
	[model, value]: readonly [string, unknown],
	name: keyof VideoValues,
	field: string,
	takes: string,
) => {
	const problem = refusal({ model, [name]: value });
	expect(problem.field).toBe(field);
	expect(problem.message).toContain(field);
	expect(problem.message).toContain(String(value));
	expect(problem.description).toContain(model);
	expect(problem.description).toContain(takes);
};

describe('A resolution that the model does not have is refused, with those that it has', () => {
	test.each([
		['wan2.6-i2v-flash', '480P', '720P or 1080P'],
		['wan2.6-i2v', '480P', '720P or 1080P'],
		['wan2.6-i2v-us', '480P', '720P or 1080P'],
		['wan2.5-i2v-preview', '4K', '480P, 720P or 1080P'],
		['wan2.2-i2v-flash', '1080P', '480P or 720P (1080P only in China (Beijing))'],
		['wan2.2-i2v-plus', '720P', '480P or 1080P'],
		['wan2.1-i2v-turbo', '1080P', '480P or 720P'],
		['wan2.1-i2v-plus', '480P', '720P'],
		['wan2.6-i2v', 480, '720P or 1080P'],
		['wan2.6-i2v', '1280*720', '720P or 1080P'],
	])('%s: %s', (model, value, takes) => {
		expectRefusal([model, value], 'resolution', 'Resolution', takes);
	});

	test('1080P of wan2.2-i2v-flash passes in Beijing', () => {
		const { video } = check({ model: 'wan2.2-i2v-flash', resolution: '1080P' }, 'cn-beijing');
		expect(video?.resolution).toBe('1080P');
	});
});

describe('A duration that the model does not make is refused, with those that it makes', () => {
	test.each([
		['wan2.6-i2v-flash', 1, 'a whole number of seconds from 2 to 15'],
		['wan2.6-i2v-flash', 16, 'a whole number of seconds from 2 to 15'],
		['wan2.6-i2v', 1, 'a whole number of seconds from 2 to 15'],
		['wan2.6-i2v', 16, 'a whole number of seconds from 2 to 15'],
		['wan2.6-i2v', 5.5, 'a whole number of seconds from 2 to 15'],
		['wan2.6-i2v', '5.5', 'a whole number of seconds from 2 to 15'],
		['wan2.6-i2v', 'five', 'a whole number of seconds from 2 to 15'],
		['wan2.6-i2v', '5m', 'a whole number of seconds from 2 to 15'],
		['wan2.6-i2v', '1s', 'a whole number of seconds from 2 to 15'],
		['wan2.6-i2v', 0, 'a whole number of seconds from 2 to 15'],
		['wan2.6-i2v', -5, 'a whole number of seconds from 2 to 15'],
		['wan2.6-i2v', true, 'a whole number of seconds from 2 to 15'],
		['wan2.6-i2v-us', 6, '5, 10 or 15 seconds'],
		['wan2.6-i2v-us', 20, '5, 10 or 15 seconds'],
		['wan2.5-i2v-preview', 7, '5 or 10 seconds'],
		['wan2.5-i2v-preview', 15, '5 or 10 seconds'],
		['wan2.2-i2v-flash', 4, 'always 5 seconds'],
		['wan2.2-i2v-plus', 10, 'always 5 seconds'],
		['wan2.1-i2v-turbo', 2, '3, 4 or 5 seconds'],
		['wan2.1-i2v-turbo', 6, '3, 4 or 5 seconds'],
		['wan2.1-i2v-plus', 3, 'always 5 seconds'],
	])('%s: %s', (model, value, takes) => {
		expectRefusal([model, value], 'duration', 'Duration', takes);
	});
});

describe('A seed outside 0 to 2147483647 is refused', () => {
	test.each(
		models.flatMap(({ id }) =>
			[-1, 2147483648, 1.5, 'lucky', '0x10', '1e3'].map((value) => [id, value] as const),
		),
	)('%s: %s', (model, value) => {
		expectRefusal([model, value], 'seed', 'Seed', 'a whole number from 0 to 2147483647');
	});

	test('Blank text is never read as the seed 0', () => {
		expect(check({ model: 'wan2.6-i2v', seed: '  ' }).video?.seed).toBeUndefined();
	});
});

describe('A switch that is neither on nor off is refused', () => {
	test.each([
		['audio', 'Audio', 'wan2.6-i2v-flash', 'loud'],
		['audio', 'Audio', 'wan2.6-i2v-flash', 2],
		['promptExtend', 'Prompt Extend', 'wan2.1-i2v-plus', 'perhaps'],
		['watermark', 'Watermark', 'wan2.5-i2v-preview', -1],
	] as const)('%s', (name, field, model, value) => {
		const problem = refusal({ model, [name]: value });
		expect(problem).toMatchObject({
			field,
			message: `${field} is ${value}`,
			description: 'Enter true or false.',
		});
	});

	test.each(['wan2.6-i2v-flash', 'wan2.6-i2v', 'wan2.6-i2v-us'])(
		'Shot Type of %s is single or multi',
		(model) => {
			expectRefusal([model, 'triple'], 'shotType', 'Shot Type', 'single or multi');
		},
	);

	test.each(['prompt', 'negativePrompt'] as const)('%s is a text and nothing else', (name) => {
		for (const value of [{ text: 'A cat' }, ['A cat']]) {
			expect(refusal({ model: 'wan2.6-i2v', [name]: value }).description).toContain('text');
		}
	});
});

describe('Model', () => {
	test.each(['wan9.9-i2v', 'wan2.6', 42, { id: 'wan2.6-i2v' }, ['wan2.6-i2v']])(
		'%j is not known, and the list says which are',
		(model) => {
			const problem = refusal({ model });
			expect(problem).toMatchObject({ field: 'Model', message: expect.stringContaining('is not known') });
			for (const { id } of models) expect(problem.description).toContain(id);
		},
	);

	test.each([undefined, null, ''])('%j means that none is chosen', (model) => {
		expect(refusal({ model })).toMatchObject({ field: 'Model', message: 'No Model is chosen' });
	});

	test.each([
		['wan2.6-i2v-us', SG, 'Singapore', ['US (Virginia)']],
		['wan2.6-i2v-flash', 'us-east-1', 'US (Virginia)', ['Singapore', 'China (Beijing)']],
		['wan2.5-i2v-preview', 'eu-central-1', 'Germany (Frankfurt)', ['Singapore', 'China (Beijing)']],
		['wan2.2-i2v-flash', 'us-east-1', 'US (Virginia)', ['Singapore', 'China (Beijing)']],
		['wan2.2-i2v-plus', 'eu-central-1', 'Germany (Frankfurt)', ['Singapore', 'China (Beijing)']],
		['wan2.1-i2v-turbo', 'ap-northeast-1', 'Japan (Tokyo)', ['Singapore', 'China (Beijing)']],
		['wan2.1-i2v-plus', 'us-east-1', 'US (Virginia)', ['Singapore', 'China (Beijing)']],
		['wan2.6-i2v', 'cn-hongkong', 'China (Hong Kong)', ['Singapore', 'US (Virginia)', 'Germany (Frankfurt)']],
	] as Array<[string, Region, string, string[]]>)(
		'%s in %s is a hint with the regions that are known to have it, and is sent',
		(model, region, here, there) => {
			const { video, hints } = check({ model }, region);
			expect(video?.model.id).toBe(model);
			expect(hints[0]).toContain(`${model} is not documented for ${here}, so the service decides`);
			for (const name of there) expect(hints[0]).toContain(name);
		},
	);
});

test('Every wrong field of an item is reported at once', () => {
	const { video, problems } = check({
		model: 'wan2.6-i2v',
		firstFrame: '',
		resolution: '480P',
		duration: 99,
		seed: -1,
	});
	expect(video).toBeUndefined();
	expect(problems.map(({ field }) => field)).toEqual(['Duration', 'First Frame', 'Resolution', 'Seed']);
});

describe('Accepted', () => {
	test.each([
		['duration', '10', 10],
		['duration', 15, 15],
		['seed', '0', 0],
		['seed', 0, 0],
		['seed', '2147483647', 2147483647],
		['audio', 'false', false],
		['audio', true, true],
		['promptExtend', 'true', true],
		['watermark', false, false],
	] as const)('%s %j, as an expression may give it, is %j', (name, value, read) => {
		expect(check({ model: 'wan2.6-i2v-flash', [name]: value }).video).toMatchObject({ [name]: read });
	});

	test.each([undefined, null, ''])('%j in every optional field means not set', (nothing) => {
		const { video, problems, hints } = check({
			model: 'wan2.6-i2v-flash',
			prompt: nothing,
			negativePrompt: nothing,
			audioUrl: nothing,
			resolution: nothing,
			duration: nothing,
			audio: nothing,
			shotType: nothing,
			promptExtend: nothing,
			watermark: nothing,
			seed: nothing,
		});
		expect({ problems, hints }).toEqual({ problems: [], hints: [] });
		const given = Object.entries(video ?? {}).filter(([, value]) => value !== undefined);
		expect(given.map(([name]) => name).sort()).toEqual([
			'duration',
			'firstFrame',
			'model',
			'operation',
			'region',
			'resolution',
		]);
		expect(video).toMatchObject({ duration: 5, resolution: '1080P' });
	});
});

test('Whatever an expression gives is described, even what JSON cannot write', () => {
	const circle: Record<string, unknown> = {};
	circle.self = circle;
	for (const value of [10n, circle, Symbol('seed'), () => 5, NaN]) {
		expect(check({ model: 'wan2.6-i2v', seed: value }).problems).toHaveLength(1);
	}
});
