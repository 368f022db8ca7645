import {
	mediaFor,
	mediaRule,
	models,
	rulesOf,
	type Operation,
	type MediaName,
	type Region,
} from '../../../nodes/core/catalogue';
import { validateVideo } from '../../../nodes/core/request/validate';
import { fieldNames, type FieldName, type VideoValues } from '../../../nodes/core/request/values';
import { audioLink, imageLink, png, videoLink, wishes } from '../../harness/family';

/** A value, and what the words about it say of what was found and of what is taken. */
type Illegal = [field: FieldName, value: unknown, found: RegExp, takes: RegExp];

function illegalFor({ model, smallest }: (typeof wishes)[number]): Illegal[] {
	const making = smallest.operation as Operation;
	const rules = rulesOf(model, smallest.editFunction as undefined);
	const cases: Illegal[] = [];
	for (const name of ['resolution', 'size', 'ratio', 'shotType', 'audioSetting', 'mode'] as const) {
		if (rules[name]) cases.push([name, '4K', /is 4K/, new RegExp(escape(rules[name].options[0] ?? ''))]);
	}
	for (const name of ['controlCondition', 'maskType', 'expandMode'] as const) {
		if (rules[name]) cases.push([name, 'smile', /is smile/, new RegExp(rules[name].options[0] ?? '')]);
	}
	for (const name of [
		'strength',
		'expandRatio',
		'maskFrame',
		'topScale',
		'bottomScale',
		'leftScale',
		'rightScale',
	] as const) {
		if (rules[name]) cases.push([name, -3, /is -3/, new RegExp(`${rules[name].min}`)]);
	}
	if (model.functions) cases.push(['editFunction', 'video_dream', /is video_dream/, /image_reference/]);
	if (model.templates && making === 'generateFromImage')
		cases.push(['template', 'explode', /is explode/, /accepts/]);
	cases.push(
		['duration', 31, /is 31/, /seconds|long as the input/],
		['duration', 2.5, /is 2\.5/, /seconds|long as the input/],
	);
	if (model.sound === 'switch') cases.push(['audio', 'loud', /is loud/, /true or false/]);
	if (model.promptExtend) cases.push(['promptExtend', 'perhaps', /is perhaps/, /true or false/]);
	if (model.watermark) cases.push(['watermark', 'perhaps', /is perhaps/, /true or false/]);
	if (model.checkImage) cases.push(['checkImage', 'nope', /is nope/, /true or false/]);
	if (model.seed) cases.push(['seed', -1, /is -1/, /0 to 2147483647/]);
	if (model.prompt) cases.push(['prompt', ['A cat'], /is \["A cat"\]/, /text/]);
	if (model.prompt?.required) cases.push(['prompt', '', /is empty/, /needs one/]);
	if (model.negativePrompt) cases.push(['negativePrompt', { no: 'dogs' }, /is \{/, /text/]);
	cases.push(
		['additionalInput', 'no JSON', /is no JSON/, /JSON object/],
		['additionalParameters', '[1]', /is \[1\]/, /JSON object/],
	);
	for (const name of mediaFor[making]) {
		const rule = mediaRule(rules, making, name);
		if (!rule) continue;
		cases.push([name, 'cat.png', /"cat\.png" is not a link/, /https/], [name, 42, /is 42/, /link/]);
		cases.push([name, 'data:text/plain;base64,', /is a data URL without content/, /Binary Field/]);
		if (rule.required) cases.push([name, undefined, /is empty/, /Enter a link that starts with https:/]);
	}
	return cases;
}

const escape = (text: string) => text.replace(/[*:]/g, '\\$&');
const regionOf = (values: VideoValues): Region =>
	models.find(({ id }) => id === values.model)?.regions[0] ?? 'cn-beijing';
const check = (values: VideoValues) => validateVideo(values, regionOf(values));

describe.each(wishes)('$name', (wish) => {
	test.each(illegalFor(wish))(
		'%s %j is refused with what was found and what is taken',
		(field, value, found, takes) => {
			const { video, problems } = check({ ...wish.smallest, [field]: value });
			expect(video).toBeUndefined();
			const problem = problems.find((one) => one.field === fieldNames[field]);
			expect(problem?.message).toMatch(found);
			expect(problem?.message).toContain(fieldNames[field]);
			expect(problem?.description).toMatch(takes);
		},
	);

	test('a field of another model is a hint', () => {
		const foreign = {
			size: '1280*720',
			ratio: '16:9',
			shotType: 'multi',
			mode: 'wan-pro',
			audioSetting: 'origin',
			maskType: 'fixed',
		};
		const rules = rulesOf(wish.model, wish.smallest.editFunction as undefined);
		for (const [name, value] of Object.entries(foreign)) {
			if (name in rules) continue;
			const { video, hints } = check({ ...wish.smallest, [name]: value });
			expect(video).toBeDefined();
			expect(hints).toEqual([expect.stringContaining(`${fieldNames[name as FieldName]} is set, but`)]);
		}
	});
});

test.each(models.map((model) => [model.id, model] as const))(
	'%s makes nothing else, and is left to the service in regions that are not documented',
	(id, model) => {
		const others = (Object.keys(mediaFor) as Operation[]).filter(
			(making) => !model.operations.includes(making),
		);
		for (const making of others) {
			const { problems } = validateVideo({ operation: making, model: id }, model.regions[0] ?? 'cn-beijing');
			expect(problems).toEqual([
				{
					field: 'Model',
					message: expect.stringContaining(`Model ${id} cannot be used for`),
					description: expect.stringMatching(/^Use it with Video: /),
				},
			]);
		}
		const regions: Region[] = [
			'ap-southeast-1',
			'us-east-1',
			'cn-beijing',
			'eu-central-1',
			'cn-hongkong',
			'ap-northeast-1',
		];
		for (const region of regions.filter((one) => !model.regions.includes(one))) {
			const there = validateVideo({ model: id }, region);
			expect(there.hints[0]).toContain(`${id} is not documented for`);
			expect(there.problems).toEqual(validateVideo({ model: id }, model.regions[0] ?? region).problems);
		}
	},
);

describe('wan2.7-i2v accepts exactly six combinations of media', () => {
	const media: Partial<Record<MediaName, string>> = {
		firstFrame: imageLink,
		lastFrame: imageLink,
		audioUrl: audioLink,
		firstClip: videoLink,
	};
	const names = Object.keys(media) as MediaName[];
	const subsets = Array.from({ length: 16 }, (_, bits) =>
		names.filter((_name, index) => bits & (1 << index)),
	);
	const legal = [
		'firstFrame',
		'firstFrame+audioUrl',
		'firstFrame+lastFrame',
		'firstFrame+lastFrame+audioUrl',
		'firstClip',
		'lastFrame+firstClip',
	];

	test.each(subsets.map((subset) => [subset.join('+'), subset] as const))('%s', (together, subset) => {
		const making = subset.includes('firstClip') ? 'continue' : 'generateFromImage';
		const values = Object.fromEntries(subset.map((name) => [name, media[name]]));
		const { video, problems } = validateVideo(
			{ operation: making, model: 'wan2.7-i2v', ...values },
			'cn-beijing',
		);
		expect(video !== undefined).toBe(legal.includes(together));
		if (!video && subset.includes('firstFrame') && subset.includes('firstClip')) {
			expect(problems[0]?.message).toContain('cannot be combined');
			expect(problems[0]?.description).toContain(
				'First Frame; First Frame + Audio URL; First Frame + Last Frame',
			);
		}
	});
});

describe('Rules between fields', () => {
	const refused = (values: VideoValues) =>
		check(values).problems.map(({ message: what, description: advice }) => `${what}. ${advice}`);
	const image = { kind: 'image', url: imageLink };
	const video = { kind: 'video', url: videoLink };
	const references = (model: string, list: unknown, more: object = {}): VideoValues => ({
		operation: 'generateFromReferences',
		model,
		prompt: 'x',
		references: list,
		...more,
	});
	const edit = (editFunction: string, more: object): VideoValues => ({
		operation: 'edit',
		model: 'wan2.1-vace-plus',
		prompt: 'x',
		editFunction,
		...more,
	});
	const many = (one: object, count: number) => Array.from({ length: count }, () => one);

	test.each<[string, VideoValues, RegExp]>([
		[
			'3.0 with frames and references',
			references('wan3.0-video', [image], { firstFrame: imageLink }),
			/cannot be combined with a first or last frame.*not both/,
		],
		[
			'3.0 from text without a prompt',
			{ operation: 'generateFromText', model: 'wan3.0-video' },
			/Prompt is empty/,
		],
		[
			'3.0 from an image without one',
			{ operation: 'generateFromImage', model: 'wan3.0-video', prompt: 'x' },
			/First Frame is empty/,
		],
		[
			'3.0 with a file and a link',
			references('wan3.0-video', [
				{ kind: 'file', url: 'https://x.example/a.pdf' },
				{ kind: 'link', url: 'https://x.example/' },
			]),
			/a file and a link/,
		],
		[
			'3.0 with a link to an upload',
			references('wan3.0-video', [{ kind: 'link', url: 'oss://a/b' }]),
			/Reference 1 is an oss/,
		],
		[
			'3.0 with a web page that is not named',
			references('wan3.0-video', [{ kind: 'link', url: '' }]),
			/Reference 1 is empty. Enter the link of a public web page\.$/,
		],
		[
			'3.0 with eleven images',
			references('wan3.0-video', many(image, 11)),
			/has 11 of the kind image.*up to 10/,
		],
		[
			'3.0 with 30 seconds and a video',
			references('wan3.0-video', [video], { duration: 30 }),
			/Duration is 30.*30 seconds in total/,
		],
		['2.7 without a reference', references('wan2.7-r2v', []), /References is empty/],
		[
			'2.7 with six references',
			references('wan2.7-r2v', [...many(image, 3), ...many(video, 3)]),
			/6 images and videos.*up to 5/,
		],
		[
			'2.7 with audio',
			references('wan2.7-r2v', [{ kind: 'audio', url: audioLink }]),
			/Reference 1 is of the kind audio.*image or video/,
		],
		[
			'2.7 with a video and 11 seconds',
			references('wan2.7-r2v', [video], { duration: 11 }),
			/Duration is 11.*from 2 to 10 with a reference video/,
		],
		[
			'2.7 with a voice in base64',
			references('wan2.7-r2v', [{ ...image, voice: 'data:audio/mpeg;base64,AAAAA' }]),
			/The voice of Reference 1 is a data URL that was cut off/,
		],
		['2.6 with four videos', references('wan2.6-r2v', many(video, 4)), /4 of the kind video.*up to 3/],
		[
			'2.6 with an image in base64 that cannot be read',
			references('wan2.6-r2v', [{ kind: 'image', url: `${png}!` }]),
			/Reference 1 is a data URL with characters that base64 does not have/,
		],
		['references that are no list', references('wan2.7-r2v', 'cat.png'), /References is cat.png/],
		['an empty reference', references('wan2.7-r2v', [{ kind: 'image', url: '' }]), /Reference 1 is empty/],
		[
			'editing with five images',
			{
				operation: 'edit',
				model: 'wan2.7-videoedit',
				video: videoLink,
				referenceImages: many({ url: imageLink }, 5),
			},
			/5 images.*up to 4 images/,
		],
		[
			'editing to one second',
			{ operation: 'edit', model: 'wan2.7-videoedit', video: videoLink, duration: 1 },
			/2 to 10, or 0 \(keep the length/,
		],
		['vace without a function', edit('', {}), /Function is not chosen.*image_reference/],
		['vace without images', edit('image_reference', {}), /Reference Images is empty.*1 to 3/],
		[
			'vace with two backgrounds',
			edit('image_reference', { referenceImages: many({ url: imageLink, role: 'bg' }, 2) }),
			/several backgrounds/,
		],
		[
			'vace with an unknown role',
			edit('image_reference', { referenceImages: [{ url: imageLink, role: 'sky' }] }),
			/role sky/,
		],
		['vace without a mask', edit('video_edit', { video: videoLink }), /Mask Video are both empty/],
		[
			'vace with two masks',
			edit('video_edit', { video: videoLink, maskImage: imageLink, maskVideo: videoLink }),
			/both set/,
		],
		[
			'vace with a guide and no condition',
			edit('video_extension', { firstFrame: imageLink, video: videoLink }),
			/Control Condition is not chosen/,
		],
		[
			'repainting without a condition',
			edit('video_repainting', { video: videoLink }),
			/Control Condition is not chosen/,
		],
	])('%s is refused', (_name, values, words) => {
		expect(refused(values).join(' ')).toMatch(words);
		expect(check(values).video).toBeUndefined();
	});

	test('an effect needs no last frame and no prompt, and says so of those that are set', () => {
		const values = { model: 'wan2.1-kf2v-plus', firstFrame: imageLink, template: 'solaron' };
		expect(validateVideo(values, 'cn-beijing').problems).toEqual([]);
		const { hints, video: checked } = validateVideo(
			{ ...values, prompt: 'x', lastFrame: imageLink },
			'cn-beijing',
		);
		expect(hints).toHaveLength(2);
		expect(checked).not.toHaveProperty('lastFrame');
	});

	test.each<[string, VideoValues, RegExp]>([
		[
			'an effect outside Beijing',
			{ model: 'wan2.1-i2v-plus', firstFrame: imageLink, template: 'flying' },
			/^Effect flying is not documented for Singapore.* documented for China \(Beijing\)/,
		],
		[
			'a first frame without a last one, which the page calls optional',
			{ model: 'wan2.2-kf2v-flash', firstFrame: imageLink },
			/^Last Frame is empty.*optional/,
		],
		[
			'vace with nothing to extend, since the page calls all four optional',
			edit('video_extension', {}),
			/to extend.*optional/,
		],
	])('%s is left to the service, with a hint', (_name, values, words) => {
		const { hints, video: checked } = check(values);
		expect(checked).toBeDefined();
		expect(hints).toEqual([expect.stringMatching(words)]);
	});

	test('a ratio beside a first frame, and a mask frame beside a mask video, are hints', () => {
		const ratio = references('wan2.7-r2v', [image], {
			firstFrame: imageLink,
			ratio: '1:1',
			prompt: 'Image 1 dances',
		});
		expect(check(ratio).hints).toEqual([expect.stringContaining('Aspect Ratio has no effect')]);
		const mask = edit('video_edit', { video: videoLink, maskVideo: videoLink, maskFrame: 4 });
		expect(check(mask).hints).toEqual([
			expect.stringContaining('Mask Frame has no effect without a Mask Image'),
		]);
	});
});
