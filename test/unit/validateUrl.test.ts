import { validateVideo } from '../../nodes/core/request/validate';

const IMAGE = 'https://example.com/cat.png';
const MODEL = 'wan2.6-i2v';

const withImage = (firstFrame: unknown) => validateVideo({ model: MODEL, firstFrame }, 'ap-southeast-1');
const withAudio = (audioUrl: unknown) =>
	validateVideo({ model: MODEL, firstFrame: IMAGE, audioUrl }, 'ap-southeast-1');

describe('First Frame', () => {
	test.each([undefined, null, ''])('%j is refused: every model needs an image', (value) => {
		const { video, problems } = withImage(value);
		expect(video).toBeUndefined();
		expect(problems).toMatchObject([{ field: 'First Frame', message: 'First Frame is empty' }]);
	});

	test.each(['jpeg', 'png', 'bmp', 'webp'])('a data URL of image/%s passes as it is', (format) => {
		const url = `data:image/${format};base64,GDU7MtCZzEbTbmRZ`;
		expect(withImage(url).video?.firstFrame).toBe(url);
	});

	test.each([
		['data:image/gif;base64,R0lGODdh', 'image/gif'],
		['data:image/svg+xml;base64,PHN2Zz4=', 'image/svg+xml'],
		['data:video/mp4;base64,AAAA', 'video/mp4'],
		['data:application/octet-stream;base64,AAAA', 'application/octet-stream'],
		['data:image/png,rawbytes', 'image/png'],
		['data:;base64,AAAA', 'no image type'],
	])('%s is refused, with the types that the model takes', (url, found) => {
		const { video, problems } = withImage(url);
		expect(video).toBeUndefined();
		expect(problems).toMatchObject([
			{
				field: 'First Frame',
				message: `First Frame is a data URL of ${found}`,
				description: `${MODEL} takes image/jpeg, image/png, image/bmp or image/webp in base64.`,
			},
		]);
	});

	test('Base64 without the data: prefix is refused and not shown in full', () => {
		const { video, problems } = withImage('iVBORw0KGgo'.repeat(1000));
		expect(video).toBeUndefined();
		expect(problems[0]?.message.length).toBeLessThan(120);
	});
});

describe('Audio URL', () => {
	test('is refused as a data URL, which the service takes for images only', () => {
		const { video, problems } = withAudio('data:audio/mpeg;base64,SUQzBAA');
		expect(video).toBeUndefined();
		expect(problems).toMatchObject([{ field: 'Audio URL', message: 'Audio URL is a data URL' }]);
		expect(problems[0]?.description).toContain('link');
	});

	test('is sent as a link', () => {
		expect(withAudio('https://example.com/rap.mp3').video?.audioUrl).toBe('https://example.com/rap.mp3');
	});
});

describe.each([
	['First Frame', withImage],
	['Audio URL', withAudio],
])('%s: a link that the service cannot open is refused', (field, check) => {
	test.each([
		'cat.png',
		'/home/me/cat.png',
		'example.com/cat.png',
		'ftp://example.com/cat.png',
		'file:///home/me/cat.png',
		'blob:https://example.com/1234',
		'javascript:alert(1)',
		'http://localhost/cat.png',
		'http://localhost:5678/cat.png',
		'http://LOCALHOST/cat.png',
		'http://app.localhost/cat.png',
		'http://127.0.0.1/cat.png',
		'http://127.1/cat.png',
		'http://0.0.0.0/cat.png',
		'http://10.0.0.8/cat.png',
		'http://172.16.0.8/cat.png',
		'http://172.31.255.1/cat.png',
		'http://192.168.1.20:9000/cat.png',
		'http://169.254.169.254/latest/meta-data',
		'http://[::1]/cat.png',
		'http://[fd00::8]/cat.png',
		'http://[fe80::8]/cat.png',
		'http://nas.local/cat.png',
		'http://host.docker.internal:9000/cat.png',
		'http://minio:9000/cat.png',
		'http://[::ffff:127.0.0.1]/cat.png',
		'https://',
		42,
		{ url: IMAGE },
	])('%j', (value) => {
		const { video, problems } = check(value);
		expect(video).toBeUndefined();
		expect(problems).toMatchObject([{ field, message: expect.stringContaining(field) }]);
		expect(problems[0]?.description).not.toBe('');
	});
});

describe('A link that the service can open passes', () => {
	test.each([
		['https://cdn.translate.alibaba.com/r/wanx-demo-1.png', undefined],
		['http://example.com/cat.png', undefined],
		['oss://dashscope-instant/abc/2026-11-22/cat.png', undefined],
		['https://172.32.0.1/cat.png', undefined],
		['https://10.example.com/cat.png', undefined],
		['https://localhost.example.com/cat.png', undefined],
		['  https://example.com/cat.png\n', 'https://example.com/cat.png'],
		['https://example.com/猫.png', 'https://example.com/%E7%8C%AB.png'],
		['https://example.com/a b.png', 'https://example.com/a%20b.png'],
		['https://example.com/cat.png?name=é', 'https://example.com/cat.png?name=%C3%A9'],
		['https://bücher.example/cat.png', 'https://xn--bcher-kva.example/cat.png'],
		// What is encoded already stays, or the signature would not fit.
		[
			'https://b.oss-cn-shanghai.aliyuncs.com/c%20d.png?Expires=1&OSSAccessKeyId=LTAI&Signature=a%2Bb%2F%3D',
			undefined,
		],
	])('%s', (link, sent) => {
		const { video, problems, hints } = withImage(link);
		expect({ problems, hints }).toEqual({ problems: [], hints: [] });
		expect(video?.firstFrame).toBe(sent ?? link);
	});
});

describe('A link that has failed minutes later before is a hint, and is sent', () => {
	test.each([
		['https://example.com/folder%2Fcat.png', '%2F'],
		['https://example.com/folder%2fcat.png', '%2F'],
		['http://bucket.example.com/cat.png?Expires=1&Signature=abc', 'https'],
	])('%s', (link, says) => {
		const { video, problems, hints } = withImage(link);
		expect(problems).toEqual([]);
		expect(hints).toEqual([expect.stringContaining(says)]);
		expect(hints[0]).toMatch(/^First Frame: /);
		expect(video?.firstFrame).toBe(link);
	});
});
