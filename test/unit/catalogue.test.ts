import {
	findModel,
	imageToVideoModels,
	models,
	nameInRegion,
	optionsInRegion,
	regions,
	type Region,
	type WanModel,
} from '../../nodes/core/catalogue';

/*
 * Transcribed from the seed page ("Wan - image-to-video - first frame API reference", 2026-04-24), table by table.
 * Regions, Beijing's names and limits: fact sheet 1.1 and 6.2.
 */

const MODELS = [
	'wan2.6-i2v-flash',
	'wan2.6-i2v',
	'wan2.6-i2v-us',
	'wan2.5-i2v-preview',
	'wan2.2-i2v-flash',
	'wan2.2-i2v-plus',
	'wan2.1-i2v-turbo',
	'wan2.1-i2v-plus',
];
const MB = 1024 * 1024;
const BJ = 'cn-beijing';
const SG = 'ap-southeast-1';
const VA = 'us-east-1';
const FRA = 'eu-central-1';

function row(id: string): WanModel {
	const model = findModel(id);
	if (!model) throw new Error(`The catalogue has no ${id}`);
	return model;
}

function resolutionOf(id: string) {
	const { resolution, regions: where } = row(id);
	if (!resolution) throw new Error(`${id} has no resolution`);
	return { resolution, regions: where };
}

test('The catalogue has the eight models of the seed page and no model twice', () => {
	expect(imageToVideoModels.map(({ id }) => id).sort()).toEqual([...MODELS].sort());
	expect(new Set(models.map(({ id }) => id)).size).toBe(models.length);
});

describe('prompt', () => {
	test.each([
		['wan2.6-i2v-flash', 1500],
		['wan2.6-i2v', 1500],
		['wan2.6-i2v-us', 1500],
		['wan2.5-i2v-preview', 1500],
		['wan2.2-i2v-flash', 800],
		['wan2.2-i2v-plus', 800],
		['wan2.1-i2v-turbo', 800],
		['wan2.1-i2v-plus', 800],
	])('of %s is optional and has up to %i characters', (id, maxCharacters) => {
		expect(row(id).prompt).toEqual({ required: false, maxCharacters });
	});

	test.each(MODELS)('negative_prompt of %s is optional and has up to 500 characters', (id) => {
		expect(row(id).negativePrompt).toEqual({ required: false, maxCharacters: 500 });
	});
});

describe('img_url', () => {
	test.each([
		['wan2.6-i2v-flash', 20],
		['wan2.6-i2v', 20],
		['wan2.6-i2v-us', 20],
		['wan2.5-i2v-preview', 20],
		['wan2.2-i2v-flash', 10],
		['wan2.2-i2v-plus', 10],
		['wan2.1-i2v-turbo', 10],
		['wan2.1-i2v-plus', 10],
	])('of %s is required and has up to %i MB', (id, megabytes) => {
		expect(row(id).firstFrame).toMatchObject({ required: true, maxBytes: megabytes * MB });
	});

	test.each(MODELS)(
		'of %s is JPEG, PNG without alpha, BMP or WEBP, 240 to 8000 pixels, link or data URL',
		(id) => {
			const { formats = [], ...rule } = row(id).firstFrame ?? {};
			expect([...formats].sort()).toEqual(['bmp', 'jpeg', 'png', 'webp']);
			expect(rule).toMatchObject({ minSide: 240, maxSide: 8000, dataUrl: true });
		},
	);
});

describe('audio_url', () => {
	test.each(['wan2.6-i2v-flash', 'wan2.6-i2v', 'wan2.6-i2v-us', 'wan2.5-i2v-preview'])(
		'of %s is optional: wav or mp3, 3 to 30 seconds, up to 15 MB',
		(id) => {
			expect(row(id).audioUrl).toEqual({
				required: false,
				formats: ['wav', 'mp3'],
				minSeconds: 3,
				maxSeconds: 30,
				maxBytes: 15 * MB,
			});
		},
	);

	test.each(['wan2.2-i2v-flash', 'wan2.2-i2v-plus', 'wan2.1-i2v-turbo', 'wan2.1-i2v-plus'])(
		'is nothing that %s takes',
		(id) => {
			expect(row(id).audioUrl).toBeUndefined();
		},
	);
});

describe('resolution', () => {
	test.each([
		['wan2.6-i2v-flash', SG, ['720P', '1080P'], '1080P'],
		['wan2.6-i2v', SG, ['720P', '1080P'], '1080P'],
		['wan2.6-i2v-us', VA, ['720P', '1080P'], '1080P'],
		['wan2.5-i2v-preview', SG, ['480P', '720P', '1080P'], '1080P'],
		['wan2.2-i2v-flash', SG, ['480P', '720P'], '720P'],
		['wan2.2-i2v-plus', SG, ['480P', '1080P'], '1080P'],
		['wan2.1-i2v-turbo', SG, ['480P', '720P'], '720P'],
		['wan2.1-i2v-plus', SG, ['720P'], '720P'],
		// Beijing's Chinese twin of the page: the only tier that one region has more.
		['wan2.2-i2v-flash', BJ, ['480P', '720P', '1080P'], '720P'],
	] as Array<[string, Region, string[], string]>)(
		'of %s in %s is one of %j, by default %s',
		(id, region, options, preset) => {
			const { resolution } = resolutionOf(id);
			expect(optionsInRegion(resolution, region)).toEqual(options);
			expect(resolution.default).toBe(preset);
		},
	);

	test.each(MODELS)('of %s has a default that every region of the model offers', (id) => {
		const { regions: where, resolution } = resolutionOf(id);
		for (const region of where) expect(optionsInRegion(resolution, region)).toContain(resolution.default);
	});
});

describe('duration', () => {
	test.each([
		['wan2.6-i2v-flash', { kind: 'range', min: 2, max: 15, default: 5 }],
		['wan2.6-i2v', { kind: 'range', min: 2, max: 15, default: 5 }],
		['wan2.6-i2v-us', { kind: 'list', options: [5, 10, 15], default: 5 }],
		['wan2.5-i2v-preview', { kind: 'list', options: [5, 10], default: 5 }],
		['wan2.2-i2v-plus', { kind: 'fixed', default: 5 }],
		['wan2.2-i2v-flash', { kind: 'fixed', default: 5 }],
		['wan2.1-i2v-plus', { kind: 'fixed', default: 5 }],
		['wan2.1-i2v-turbo', { kind: 'list', options: [3, 4, 5], default: 5 }],
	])('of %s is %j', (id, duration) => {
		expect(row(id).duration).toEqual(duration);
	});
});

describe('shot_type', () => {
	test.each(['wan2.6-i2v-flash', 'wan2.6-i2v', 'wan2.6-i2v-us'])(
		'of %s is single or multi, by default single',
		(id) => {
			expect(row(id).shotType).toEqual({ options: ['single', 'multi'], default: 'single' });
		},
	);

	test.each(MODELS.filter((id) => !id.startsWith('wan2.6')))('is nothing that %s takes', (id) => {
		expect(row(id).shotType).toBeUndefined();
	});
});

describe('sound', () => {
	test.each([
		['wan2.6-i2v-flash', 'switch'],
		['wan2.6-i2v', 'always'],
		['wan2.6-i2v-us', 'always'],
		['wan2.5-i2v-preview', 'always'],
		['wan2.2-i2v-flash', 'never'],
		['wan2.2-i2v-plus', 'never'],
		['wan2.1-i2v-turbo', 'never'],
		['wan2.1-i2v-plus', 'never'],
	])('of %s: %s', (id, sound) => {
		expect(row(id).sound).toBe(sound);
	});
});

describe('Regions', () => {
	test.each([
		['wan2.6-i2v-flash', [BJ, SG]],
		['wan2.6-i2v', [BJ, SG, VA, FRA]],
		['wan2.6-i2v-us', [VA]],
		['wan2.5-i2v-preview', [BJ, SG]],
		['wan2.2-i2v-flash', [BJ, SG]],
		['wan2.2-i2v-plus', [BJ, SG]],
		['wan2.1-i2v-turbo', [BJ, SG]],
		['wan2.1-i2v-plus', [BJ, SG]],
	])('%s is offered in exactly %j', (id, where) => {
		expect([...row(id).regions].sort()).toEqual([...where].sort());
	});

	test.each([
		['wan2.1-i2v-turbo', BJ, 'wanx2.1-i2v-turbo'],
		['wan2.1-i2v-turbo', SG, 'wan2.1-i2v-turbo'],
		['wan2.1-i2v-plus', BJ, 'wanx2.1-i2v-plus'],
		['wan2.1-i2v-plus', SG, 'wan2.1-i2v-plus'],
		['wan2.2-i2v-plus', BJ, 'wan2.2-i2v-plus'],
		['wan2.6-i2v', BJ, 'wan2.6-i2v'],
	] as Array<[string, Region, string]>)('%s is called in %s: %s', (id, region, name) => {
		expect(nameInRegion(row(id), region)).toBe(name);
		expect(findModel(name)?.id).toBe(id);
	});

	test('are the six of Model Studio, each with a name of its own', () => {
		expect(regions.map(({ id }) => id).sort()).toEqual(
			[SG, VA, BJ, FRA, 'cn-hongkong', 'ap-northeast-1'].sort(),
		);
		expect(new Set(regions.map(({ name }) => name)).size).toBe(6);
	});
});

describe('Limits of an account', () => {
	test.each([
		['wan2.6-i2v-flash', 5, 5],
		['wan2.6-i2v', 5, 5],
		['wan2.6-i2v-us', 5, 5],
		['wan2.5-i2v-preview', 5, 5],
		['wan2.2-i2v-flash', 2, 2],
		['wan2.2-i2v-plus', 2, 2],
		['wan2.1-i2v-turbo', 2, 2],
		['wan2.1-i2v-plus', 2, 2],
	])('%s: %i submits a second, %i tasks at once', (id, submitsPerSecond, runningTasks) => {
		expect(row(id).limits).toEqual({ submitsPerSecond, runningTasks });
	});
});

test.each(MODELS)('%s is created at video-generation/video-synthesis with single fields', (id) => {
	expect(row(id)).toMatchObject({ endpoint: 'video-generation', dialect: 'flat' });
});
