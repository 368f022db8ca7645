import { buildRequest } from '../../nodes/core/request/body';
import { validateVideo } from '../../nodes/core/request/validate';
import type { VideoValues } from '../../nodes/core/request/values';

/* What sheets, forms and language models write: taken as what it plainly means, or refused. */

const link = 'https://example.com/cat.png';
const flash = { model: 'wan2.6-i2v-flash', firstFrame: link };
const sized = { model: 'wan2.6-t2v', prompt: 'A cat' };
const plus = { model: 'wan2.2-t2v-plus', prompt: 'A cat' };
const newest = { model: 'wan3.0-video', operation: 'generateFromText', prompt: 'A cat' } as const;
const edit = { model: 'wan2.1-vace-plus', operation: 'edit', prompt: 'A cat' } as const;
const repaint = { ...edit, editFunction: 'video_repainting', video: 'https://example.com/a.mp4' };
const references = { operation: 'generateFromReferences', model: 'wan2.7-r2v', prompt: 'Image 1' } as const;
const clip = 'https://example.com/a.mp4';

function check(values: VideoValues) {
	const { video, problems, hints } = validateVideo(values, 'ap-southeast-1');
	const body = video && buildRequest(video).body;
	return {
		problems,
		hints,
		sent: body && { model: body.model, ...(body.input as object), ...(body.parameters as object) },
	};
}

describe('taken as what it plainly means', () => {
	const taken: Array<[VideoValues, object]> = [
		// Case, blanks, spellings.
		[{ ...flash, model: 'Wan2.6-I2V-Flash' }, { model: 'wan2.6-i2v-flash' }],
		[{ ...flash, model: '  WAN2.6-I2V-FLASH\u200b\n' }, { model: 'wan2.6-i2v-flash' }],
		[{ ...flash, model: 'WANX2.1-I2V-PLUS' }, { model: 'wan2.1-i2v-plus' }],
		[{ ...flash, resolution: '720p' }, { resolution: '720P' }],
		[{ ...flash, resolution: '1080P ' }, { resolution: '1080P' }],
		[{ ...flash, resolution: '720' }, { resolution: '720P' }],
		[{ ...flash, resolution: 1080 }, { resolution: '1080P' }],
		[{ ...flash, resolution: '\u00a0720 P' }, { resolution: '720P' }],
		[{ ...flash, shotType: 'Multi' }, { shot_type: 'multi' }],
		[{ ...flash, shotType: ' MULTI\t' }, { shot_type: 'multi' }],
		[{ ...repaint, controlCondition: 'Pose and Face' }, { control_condition: 'posebodyface' }],
		[{ ...repaint, controlCondition: 'Depth' }, { control_condition: 'depth' }],
		[
			{ ...repaint, editFunction: 'Video Repainting', controlCondition: 'depth' },
			{ function: 'video_repainting' },
		],
		[{ ...repaint, editFunction: 'Repaint', controlCondition: 'depth' }, { function: 'video_repainting' }],
		// Sizes and shapes.
		[{ ...sized, size: '1280x720' }, { size: '1280*720' }],
		[{ ...sized, size: '1280X720' }, { size: '1280*720' }],
		[{ ...sized, size: '1280×720' }, { size: '1280*720' }],
		[{ ...sized, size: ' 1280 x 720 px ' }, { size: '1280*720' }],
		[{ ...sized, size: '720x1280' }, { size: '720*1280' }],
		[{ ...sized, size: '9:16' }, { size: '1080*1920' }],
		[{ ...sized, size: '16:9' }, { size: '1920*1080' }],
		[{ ...sized, size: '1:1' }, { size: '1440*1440' }],
		[{ ...sized, size: '3:4' }, { size: '1248*1632' }],
		[{ ...plus, size: '9:16' }, { size: '1080*1920' }],
		[{ model: 'wan2.1-t2v-turbo', prompt: 'A cat', size: '9:16' }, { size: '720*1280' }],
		[{ ...newest, ratio: '9x16' }, { ratio: '9:16' }],
		[{ ...newest, ratio: '16:09:00' }, { ratio: '16:9' }],
		[{ ...newest, ratio: '16/9' }, { ratio: '16:9' }],
		// Switches.
		...[false, 'false', 'FALSE', 'False ', 'no', 'off', '0', 0].map((audio): [VideoValues, object] => [
			{ ...flash, audio },
			{ audio: false },
		]),
		...[true, 'TRUE', 'true', 'Yes', 'on', 1].map((watermark): [VideoValues, object] => [
			{ ...flash, watermark },
			{ watermark: true },
		]),
		// Numbers.
		...[7, '7', ' 7 ', '7.0', '7s', '7 s', '7 sec', '7 Seconds'].map((duration): [VideoValues, object] => [
			{ ...flash, duration },
			{ duration: 7 },
		]),
		[{ ...newest, duration: '-1' }, { duration: -1 }],
		[{ ...flash, seed: ' 42.0 ' }, { seed: 42 }],
		[{ ...repaint, controlCondition: 'depth', strength: '.5' }, { strength: 0.5 }],
		// Texts.
		[{ ...flash, prompt: 42 }, { prompt: '42' }],
		[{ ...flash, prompt: true }, { prompt: 'true' }],
		[{ ...flash, prompt: '  A cat \n' }, { prompt: '  A cat \n' }],
		[{ ...flash, prompt: 'A \ud83d cat' }, { prompt: 'A  cat' }],
		[{ ...flash, prompt: 'A 🐈' }, { prompt: 'A 🐈' }],
		[{ ...flash, additionalInput: { note: 'A \ude00cat' } }, { note: 'A cat' }],
		[{ ...flash, additionalInput: '{"a\\ud83d": "\\\\ud83d 🐈"}' }, { a: '\\ud83d 🐈' }],
		// Lists.
		[
			{ ...references, references: [{ kind: 'Image ', url: link }] },
			{ media: [{ type: 'reference_image', url: link }] },
		],
		[
			{ ...references, references: [{ kind: '', url: link }] },
			{ media: [expect.objectContaining({ url: link })] },
		],
		[
			{ ...edit, editFunction: 'image_reference', referenceImages: [{ url: link, role: 'BG' }] },
			{ obj_or_bg: ['bg'] },
		],
	];
	test.each(taken)('%j is sent with %j', (values, sent) => {
		const found = check(values);
		expect(found.problems).toEqual([]);
		expect(found.sent).toMatchObject(sent);
	});

	test('a size that was taken by its shape gets a hint', () => {
		expect(check({ ...sized, size: '9:16' }).hints).toEqual(['Size 9:16 was read as 1080*1920.']);
		expect(check({ ...sized, size: '1280×720' }).hints).toEqual([]);
	});

	test.each([
		' ',
		'\n\t',
		'\u00a0',
		'\u200b',
		'\ud83d',
		'\u0000',
		'\u00ad \u202e',
		'\u200e',
		'\u3164',
		'\u2800',
	])('%j is nothing', (blank) => {
		const { problems, sent } = check({ ...flash, prompt: blank, negativePrompt: blank, audioUrl: ' ' });
		expect(problems).toEqual([]);
		expect(Object.keys(sent ?? {}).sort()).toEqual(['duration', 'img_url', 'model', 'resolution']);
	});
});

describe('refused, with what is taken', () => {
	const refused: Array<[VideoValues, RegExp]> = [
		[{ ...flash, resolution: '720i' }, /^Resolution is 720i\. .*720P or 1080P/],
		[{ ...flash, resolution: '4K' }, /^Resolution is 4K\. /],
		[{ ...flash, resolution: true }, /^Resolution is true\. /],
		[{ ...flash, resolution: ['720P'] }, /^Resolution is \["720P"\]\. /],
		[{ ...plus, size: '720x1280' }, /^Size is 720x1280\. .*In this aspect ratio: 1080\*1920 or 480\*832\.$/],
		[{ ...sized, size: '21:9' }, /^Size is 21:9\. .*1280\*720/],
		[{ ...sized, size: '0:9' }, /^Size is 0:9\. /],
		[{ ...sized, size: '1280' }, /^Size is 1280\. /],
		[{ ...flash, audio: 'maybe' }, /^Audio is maybe\. Enter true or false/],
		[{ ...flash, watermark: 2 }, /^Watermark is 2\. /],
		[{ ...flash, duration: '5m' }, /^Duration is 5m\. /],
		[{ ...flash, duration: '5,0' }, /^Duration is 5,0\. /],
		[{ ...flash, duration: '0:05' }, /^Duration is 0:05\. /],
		[{ ...flash, duration: 's' }, /^Duration is s\. /],
		[{ ...flash, duration: '1e1' }, /^Duration is 1e1\. /],
		[{ ...flash, seed: '0x10' }, /^Seed is 0x10\. /],
		[{ ...flash, seed: '1e3' }, /^Seed is 1e3\. /],
		[{ ...flash, seed: '1,000' }, /^Seed is 1,000\. /],
		[{ ...flash, seed: '7s' }, /^Seed is 7s\. /],
		[{ ...flash, prompt: { text: 'A cat' } }, /^Prompt is \{"text":"A cat"\}\. Enter text/],
		[{ ...flash, prompt: ['A cat'] }, /^Prompt is \["A cat"\]\. /],
		[{ ...sized, prompt: ' ' }, /^Prompt is empty\. wan2\.6-t2v needs one\.$/],
		[{ ...sized, prompt: '\ud83d' }, /^Prompt is empty\. /],
		[{ ...sized, prompt: '\u0000\u202e' }, /^Prompt is empty\. /],
		[
			{ ...sized, prompt: undefined, expressions: ['prompt'] },
			/^Prompt is empty\. .*Its expression returned nothing\./,
		],
		[{ ...flash, firstFrame: '  ' }, /^First Frame is empty\. /],
		[{ ...flash, model: '   ' }, /^No Model is chosen\. /],
		[{ ...flash, refuseEmptyPrompt: 'yes' }, /^Prompt is empty\. Refuse Empty Prompt is on in Options\.$/],
		[{ ...flash, refuseEmptyPrompt: 'perhaps' }, /^Refuse Empty Prompt is perhaps\. /],
		[
			{ ...references, references: [{ kind: 'picture', url: link }] },
			/^Reference 1 is of the kind picture\. /,
		],
		[
			{ ...edit, editFunction: 'image_reference', referenceImages: [{ url: link, role: 'sky' }] },
			/^Reference Image 1 has the role sky\. /,
		],
		[{ ...repaint, controlCondition: 'smile' }, /^Control Condition is smile\. /],
		[{ ...flash, model: 'wan9', dialect: 'medium' }, /^Body Dialect is medium\. /],
		[{ ...flash, additionalParameters: '{' }, /^Additional Parameters is \{\. /],
	];
	test.each(refused)('%j', (values, words) => {
		const { problems, sent } = check(values);
		expect(sent).toBeUndefined();
		expect(problems.map(({ message, description }) => `${message}. ${description}`).join(' ')).toMatch(words);
	});
});

describe('An expression that came to nothing', () => {
	test.each([
		['prompt', 'Prompt'],
		['negativePrompt', 'Negative Prompt'],
		['audioUrl', 'Audio URL'],
	] as const)('in %s is a hint', (name, label) => {
		for (const nothing of [undefined, null, '', '  ']) {
			const { hints, sent } = check({ ...flash, prompt: 'A cat', [name]: nothing, expressions: [name] });
			expect(hints).toEqual([
				expect.stringMatching(`^${label} is empty\\. Its expression returned nothing\\. `),
			]);
			expect(sent).toBeDefined();
		}
	});

	test('gets a hint as well where it came to an object within a text', () => {
		const { hints, sent } = check({ ...flash, prompt: 'A cat, [object Object]' });
		expect(hints).toEqual([expect.stringMatching(/^Prompt contains \[object Object\]: /)]);
		expect(sent).toBeDefined();
	});

	test('is none where a text came of it, or where nothing stands', () => {
		expect(check({ ...flash, prompt: 'A cat', expressions: ['prompt'] }).hints).toEqual([]);
		expect(check({ ...flash, prompt: '', expressions: ['seed', 'watermark'] }).hints).toEqual([]);
	});

	test('is fine with Refuse Empty Prompt where there is a prompt, or an effect in its place', () => {
		expect(check({ ...flash, prompt: 'A cat', refuseEmptyPrompt: true }).problems).toEqual([]);
		const values = {
			model: 'wan2.1-i2v-plus',
			firstFrame: link,
			template: 'Flying',
			refuseEmptyPrompt: true,
		};
		expect(validateVideo(values, 'cn-beijing').problems).toEqual([]);
	});
});

test('a model that nobody knows gets what was written, without the blanks around it', () => {
	const found = check({
		model: ' wan9 ',
		dialect: 'Flat',
		firstFrame: link,
		resolution: ' 720p ',
		duration: '5s',
		audio: 'no',
	});
	expect(found.sent).toEqual({ model: 'wan9', img_url: link, resolution: '720p', duration: 5, audio: false });
	expect(check({ model: 'wan9', dialect: 'media', video: clip, operation: 'edit' }).sent).toBeDefined();
});

test.each(['seed', 'strength', 'duration', 'maskFrame'])(
	'a model that nobody knows has no limits to name for %s',
	(name) => {
		for (const value of ['soon', true, [5], { seconds: 5 }]) {
			const { problems } = check({ model: 'wan9', dialect: 'flat', firstFrame: link, [name]: value });
			expect(problems.map(({ description }) => description)).toEqual([
				expect.stringMatching(/^wan9 accepts a (whole )?number( of seconds)?\.$/),
			]);
		}
	},
);

test('each wrong entry of a list is named by its place where several values are wrong', () => {
	const { problems } = check({
		...references,
		seed: 'x',
		references: [
			{ kind: 'picture', url: link },
			{ kind: 'image', url: 'no link' },
		],
	});
	expect(problems.map(({ field, message }) => [field, message.startsWith(`${field} `)])).toEqual([
		['Reference 1', true],
		['Reference 2', true],
		['Seed', true],
	]);
});
