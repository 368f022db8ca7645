import type { Region } from '../../nodes/core/catalogue';
import { decodeDataUrl, isDataUrl } from '../../nodes/core/media/dataUrl';
import { MediaFile } from '../../nodes/core/media/file';
import { filesToSend } from '../../nodes/core/request/delivery';
import { openDataUrls } from '../../nodes/core/request/openDataUrls';
import { validateVideo } from '../../nodes/core/request/validate';
import type { VideoValues } from '../../nodes/core/request/values';
import { dataUrlOf, encodeBody } from '../../nodes/core/studio/requestBody';
import { withinProcessorTime } from '../harness/processorTime';
import { fixture, input } from './probe/fixtures';

const REGION: Region = 'ap-southeast-1';
const MODEL = 'wan2.6-i2v';
const jpeg = input('magick-baseline.jpg');
const base64 = jpeg.toString('base64');
const CLEAN = `data:image/jpeg;base64,${base64}`;
const IMAGE = 'https://example.com/cat.png';

const check = async (values: Partial<VideoValues>) =>
	validateVideo(await openDataUrls({ model: MODEL, firstFrame: IMAGE, ...values }), REGION);

const lines = (text: string, width: number, by: string) =>
	text.replace(new RegExp(`.{${width}}`, 'g'), `$&${by}`);
const urlSafe = base64.replace(/\+/g, '-').replace(/\//g, '_').replace(/=+$/, '');

describe('A data URL is mended and sent clean', () => {
	const cases: Array<[string, string]> = [
		['as it should be', CLEAN],
		['image/jpg, which is no type', `data:image/jpg;base64,${base64}`],
		['a wrong type', `data:image/png;base64,${base64}`],
		['a type of any file', `data:application/octet-stream;base64,${base64}`],
		['the type of a text', `data:text/plain;base64,${base64}`],
		['no type', `data:;base64,${base64}`],
		['parameters', `data:image/jpeg;charset=utf-8;name=cat.jpg;base64,${base64}`],
		['parameters behind base64', `data:image/jpeg;base64;charset=utf-8,${base64}`],
		['a comma before base64', `data:image/jpeg,base64,${base64}`],
		['base64 in place of a type', `data:base64,${base64}`],
		['no word of base64', `data:image/jpeg,${base64}`],
		['the wrong word for base64', `data:image/jpeg;utf8,${base64}`],
		['its head twice', `data:image/jpeg;base64,${CLEAN}`],
		['its head twice, with different types', `data:image/png;base64, data:image/jpeg;base64,${base64}`],
		['slashes escaped as in JSON', CLEAN.replace(/\//g, '\\/')],
		['line breaks escaped as in JSON', `data:image/jpeg;base64,${lines(base64, 76, '\\r\\n')}`],
		['capitals', `DATA:IMAGE/JPEG;BASE64,${base64}`],
		['blanks in its head', ` data: image/jpeg ; base64 , ${base64}\n`],
		['line breaks', `data:image/jpeg;base64,\r\n${lines(base64, 76, '\r\n')}`],
		['blanks', `data:image/jpeg;base64,${lines(base64, 100, ' ')}`],
		['the URL-safe alphabet', `data:image/jpeg;base64,${urlSafe}`],
		['no padding', `data:image/jpeg;base64,${base64.replace(/=+$/, '')}`],
		['percent-encoded base64', `data:image/jpeg;base64,${encodeURIComponent(base64)}`],
		['encoded line breaks', `data:image/jpeg;base64,${lines(base64, 64, '%0A')}`],
		['quotes around it', `"${CLEAN}"`],
		['an invisible mark before it', `\ufeff${CLEAN}`],
		[
			'percent-encoded bytes',
			`data:image/jpeg,${[...jpeg].map((byte) => `%${byte.toString(16).padStart(2, '0')}`).join('')}`,
		],
	];

	test.each(cases)('%s', async (_what, firstFrame) => {
		const { video, problems, hints } = await check({ firstFrame });
		expect({ problems, hints }).toEqual({ problems: [], hints: [] });
		const file = video?.firstFrame as MediaFile;
		const body = { url: dataUrlOf(file) };
		expect(String(await encodeBody({ path: '', headers: {}, body, files: [file] }))).toBe(
			JSON.stringify({ url: CLEAN }),
		);
		expect(filesToSend(video!)).toMatchObject([{ delivery: 'data URL' }]);
	});

	test('also where a form made blanks of its pluses', () => {
		for (const whole of ['A+BC', 'A+BCA++D', 'ABC+AB+=']) {
			const sent = `data:image/png;base64,${whole.replace(/\+/g, ' ')}`;
			expect(decodeDataUrl(sent)).toEqual({ ok: true, value: Buffer.from(whole, 'base64') });
		}
	});
});

describe('A data URL is looked into like a file', () => {
	const dataUrl = (bytes: Buffer, type = 'image/png') => `data:${type};base64,${bytes.toString('base64')}`;
	const cases: Array<[string, string, RegExp, RegExp]> = [
		['a GIF that is called a PNG', dataUrl(fixture('picture.gif')), /is a file of type GIF/, /accepts JPEG/],
		[
			'a page',
			dataUrl(Buffer.from('<!doctype html><html></html>')),
			/is a web page \(HTML\)/,
			/accepts JPEG/,
		],
		['JSON', dataUrl(Buffer.from('{"error":"no such file"}')), /is a file of type JSON/, /accepts JPEG/],
		['alpha', dataUrl(input('wrong-rgba.png')), /has an alpha channel/, /without transparency/],
		['too small', dataUrl(input('wrong-239x400.jpg')), /is 239x400 pixels/, /Resize/],
		['too large', dataUrl(input('wrong-8001x300.jpg')), /is 8001x300 pixels/, /Resize/],
		['a cut head', dataUrl(jpeg.subarray(0, 100)), /is a broken JPEG file/, /32,767 characters in Excel/],
		['a sound', dataUrl(input('lame-3s.mp3')), /is a file of type MP3/, /accepts JPEG/],
		['nothing', 'data:image/png;base64,', /is a data URL without content/, /Binary Field/],
		['no comma', 'data:image/png;base64', /is a data URL without content/, /Binary Field/],
		['a few blanks', 'data:image/png;base64,  \n', /is a data URL without content/, /Binary Field/],
		['other letters', 'data:image/png;base64,ä!ö', /characters that base64 does not have/, /Binary Field/],
		[
			'a note of n8n',
			'data:image/png;base64,filesystem-v2:x/y',
			/characters that base64 does/,
			/Binary Field/,
		],
		['undefined', 'data:image/png;base64,undefined', /is a data URL that was cut off|unknown type/, /./],
		['an impossible length', 'data:image/png;base64,AAAAA', /is a data URL that was cut off/, /Binary Field/],
	];

	test.each(cases)('%s', async (_what, firstFrame, message, description) => {
		const { video, problems } = await check({ firstFrame });
		expect(video).toBeUndefined();
		expect(problems).toHaveLength(1);
		expect(problems[0]?.message).toMatch(/^First Frame /);
		expect(problems[0]?.message).toMatch(message);
		expect(problems[0]?.description).toMatch(description);
		expect(problems[0]?.message.length).toBeLessThan(140);
	});

	test('one that names itself without end is refused at once', () => {
		const many = 'data:;base64,'.repeat(200_000);
		expect(decodeDataUrl(many)).toMatchObject({ ok: false });
	});

	test('a sound goes the way of a file, under the name of its field', async () => {
		const sound = dataUrl(input('lame-3s.mp3'), 'audio/x-unknown');
		const { video, problems } = await check({ audioUrl: sound });
		expect(problems).toEqual([]);
		expect(video?.audioUrl).toBeInstanceOf(MediaFile);
		expect(filesToSend(video!)).toMatchObject([{ delivery: 'upload' }]);
		const short = await check({ audioUrl: dataUrl(input('wrong-1s.wav')) });
		expect(short.problems).toMatchObject([
			{ field: 'Audio URL', message: expect.stringMatching(/^Audio URL is 1 second long/) },
		]);
	});

	test('also in lists, as entries and as plain texts', async () => {
		const gif = dataUrl(fixture('picture.gif'));
		for (const references of [[gif], [{ kind: 'image', url: gif }]]) {
			const { problems } = await check({
				operation: 'generateFromReferences',
				model: 'wan2.7-r2v',
				prompt: 'A cat',
				firstFrame: undefined,
				references,
			});
			expect(problems).toMatchObject([{ message: 'Reference 1 is a file of type GIF' }]);
		}
		const voice = await check({
			operation: 'generateFromReferences',
			model: 'wan2.7-r2v',
			prompt: 'A cat',
			firstFrame: undefined,
			references: [{ kind: 'image', url: CLEAN, voice: gif }],
		});
		expect(voice.problems).toMatchObject([{ message: 'The voice of Reference 1 is a file of type GIF' }]);
		const images = await check({
			operation: 'edit',
			model: 'wan2.7-videoedit',
			video: 'https://example.com/a.mp4',
			firstFrame: undefined,
			referenceImages: [gif],
		});
		expect(images.problems).toMatchObject([{ message: 'Reference Image 1 is a file of type GIF' }]);
	});
});

test.each(['data', 'database', 'https://example.com/data:image', 'dataurl:x', '', 42, undefined])(
	'%j is no data URL',
	(value) => {
		expect(isDataUrl(value)).toBe(false);
	},
);

test.each([
	['with its head', `data:image/png;base64,${'QUJD'.repeat(8_000_000)}`, true],
	['whose head says nothing of base64', `data:image/png,${'QUJD'.repeat(8_000_000)}`, true],
	[
		'with a sign at its end that base64 does not have',
		`data:image/png;base64,${'QUJD'.repeat(8_000_000)}!`,
		false,
	],
	['in the URL-safe alphabet', `data:image/png;base64,${'QU-_'.repeat(2_000_000)}`, true],
])('A data URL of many MB is read in seconds: %s', async (_what, text, readable) => {
	const { ok } = await withinProcessorTime(10_000, () => decodeDataUrl(text));
	expect(ok).toBe(readable);
});
