import { openDataUrls } from '../../nodes/core/request/openDataUrls';
import { validateVideo } from '../../nodes/core/request/validate';

const IMAGE = 'https://example.com/cat.png';
const MODEL = 'wan2.6-i2v';

const withImage = (firstFrame: unknown) => validateVideo({ model: MODEL, firstFrame }, 'ap-southeast-1');
const withAudio = (audioUrl: unknown) =>
	validateVideo({ model: MODEL, firstFrame: IMAGE, audioUrl }, 'ap-southeast-1');

/** As the node reads them: data URLs are opened first. */
const opened = async (values: object) =>
	validateVideo(await openDataUrls({ model: MODEL, firstFrame: IMAGE, ...values }), 'ap-southeast-1');

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
		['data:image/gif;base64,R0lGODdh', 'file of type GIF'],
		['data:image/svg+xml;base64,PHN2Zz4=', 'file of type image/svg+xml'],
		['data:video/mp4;base64,AAAA', 'file of an unknown type'],
		['data:application/octet-stream;base64,AAAA', 'file of an unknown type'],
		['data:image/png,rawbytes', 'file of an unknown type'],
		['data:;base64,AAAA', 'file of an unknown type'],
	])('%s is refused, with the types that the model takes', async (url, found) => {
		const { video, problems } = await opened({ firstFrame: url });
		expect(video).toBeUndefined();
		expect(problems).toMatchObject([
			{
				field: 'First Frame',
				message: `First Frame is a ${found}`,
				description: expect.stringMatching(/^wan2\.6-i2v accepts JPEG, PNG .*, BMP or WEBP images/),
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
	test('is refused as a data URL of a broken file', async () => {
		const { video, problems } = await opened({ audioUrl: 'data:audio/mpeg;base64,SUQzBAA' });
		expect(video).toBeUndefined();
		expect(problems).toMatchObject([
			{ field: 'Audio URL', message: expect.stringMatching(/^Audio URL is a broken MP3 file/) },
		]);
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
		'http://[::ffff:10.0.0.8]/cat.png',
		'http://[::ffff:100.64.0.8]/cat.png',
		'http://[64:ff9b::192.168.1.1]/cat.png',
		'http://[::]/cat.png',
		'http://[fc00::8]/cat.png',
		'http://[fdff:ffff:ffff::8]/cat.png',
		'http://[febf::8]/cat.png',
		'http://[fec0::8]/cat.png',
		'http://[ff02::1]/cat.png',
		'http://100.64.0.1/cat.png',
		'http://100.101.102.103:8080/cat.png',
		'http://100.127.255.255/cat.png',
		'https://nas.tail1234.ts.net/cat.png',
		'https://NAS.TAIL1234.TS.NET/cat.png',
		'http://printer.home.arpa/cat.png',
		'http://nas.local./cat.png',
		'http://localhost./cat.png',
		'http://router.lan/cat.png',
		'http://files.corp/cat.png',
		'http://192.168.1.1./cat.png',
		'http://3232235777/cat.png',
		'http://0x7f.1/cat.png',
		'http://224.0.0.1/cat.png',
		'http://255.255.255.255/cat.png',
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
		['https://172.15.0.1/cat.png', undefined],
		['https://100.63.255.255/cat.png', undefined],
		['https://100.128.0.1/cat.png', undefined],
		['https://11.0.0.1/cat.png', undefined],
		['https://192.169.0.1/cat.png', undefined],
		['https://223.255.255.255/cat.png', undefined],
		['https://[2606:4700::1111]/cat.png', undefined],
		['https://[::ffff:808:808]/cat.png', undefined],
		['https://[fb00::8]/cat.png', undefined],
		['https://[fe00::8]/cat.png', undefined],
		['https://ts.net.example.com/cat.png', undefined],
		['https://notts.net/cat.png', undefined],
		['https://home.arpa.example.com/cat.png', undefined],
		['https://corp.example.com/local/cat.png', undefined],
		['"https://example.com/cat.png"', 'https://example.com/cat.png'],
		['<https://example.com/cat.png>', 'https://example.com/cat.png'],
		['\u200bhttps://example.com/cat.png\ufeff', 'https://example.com/cat.png'],
		['https://10.example.com/cat.png', undefined],
		['https://localhost.example.com/cat.png', undefined],
		['  https://example.com/cat.png\n', 'https://example.com/cat.png'],
		['https://example.com/猫.png', 'https://example.com/%E7%8C%AB.png'],
		['https://example.com/a b.png', 'https://example.com/a%20b.png'],
		['https://example.com/cat.png?name=é', 'https://example.com/cat.png?name=%C3%A9'],
		['https://bücher.example/cat.png', 'https://xn--bcher-kva.example/cat.png'],
		// What is encoded already stays, or the signature would not fit.
		[
			'https://b.oss-cn-shanghai.aliyuncs.com/c%20d.png?Expires=4102444800&OSSAccessKeyId=LTAI&Signature=a%2Bb%2F%3D',
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
		['http://bucket.example.com/cat.png?Expires=4102444800&Signature=abc', 'https'],
	])('%s', (link, says) => {
		const { video, problems, hints } = withImage(link);
		expect(problems).toEqual([]);
		expect(hints).toEqual([expect.stringContaining(says)]);
		expect(hints[0]).toMatch(/^First Frame: /);
		expect(video?.firstFrame).toBe(link);
	});
});

describe('A signed link', () => {
	const NOW = Date.parse('2026-11-26T12:00:00Z');
	const seconds = NOW / 1000;
	const at = (milliseconds: number) => new Date(NOW + milliseconds).toISOString();
	const basic = (milliseconds: number) => at(milliseconds).replace(/[-:]|\.\d+/g, '');
	const json = (value: object, encoding: BufferEncoding) =>
		Buffer.from(JSON.stringify(value)).toString(encoding);
	const HOUR = 3_600_000;
	/** Links that end so many milliseconds from now. */
	const forms: Array<[string, (left: number) => string]> = [
		['S3', (left) => `?X-Amz-Date=${basic(left - HOUR)}&X-Amz-Expires=3600&X-Amz-Signature=a`],
		['S3, in lower case', (left) => `?x-amz-expires=3600&x-amz-signature=a&x-amz-date=${basic(left - HOUR)}`],
		['S3, older', (left) => `?AWSAccessKeyId=A&Expires=${seconds + left / 1000}&Signature=a`],
		['CloudFront', (left) => `?Expires=${seconds + left / 1000}&Signature=a&Key-Pair-Id=K`],
		[
			'Google',
			(left) => `?X-Goog-Date=${basic(left - 7 * 24 * HOUR)}&X-Goog-Expires=604800&X-Goog-Signature=a`,
		],
		['Google, older', (left) => `?GoogleAccessId=a&Expires=${seconds + left / 1000}&Signature=a`],
		['OSS', (left) => `?Expires=${seconds + left / 1000}&OSSAccessKeyId=L&Signature=a%2Bb%3D`],
		['OSS, version 4', (left) => `?x-oss-date=${basic(left - HOUR)}&x-oss-expires=3600&x-oss-signature=a`],
		['Azure', (left) => `?sv=2024-11-04&se=${at(left).replace(/\.\d+/, '')}&sr=b&sp=r&sig=a%3D`],
		['Azure, percent-encoded', (left) => `?se=${encodeURIComponent(at(left))}&sig=a`],
		[
			'Tencent',
			(left) => `?q-sign-algorithm=sha1&q-sign-time=${seconds - 9};${seconds + left / 1000}&q-signature=a`,
		],
		['Volcano Engine', (left) => `?X-Tos-Date=${basic(left - HOUR)}&X-Tos-Expires=3600&X-Tos-Signature=a`],
		['Huawei', (left) => `?AccessKeyId=A&Expires=${seconds + left / 1000}&Signature=a`],
		['Baidu', (left) => `?authorization=${encodeURIComponent(`bce-auth-v1/k/${at(left - HOUR)}/3600//a`)}`],
		['Qiniu', (left) => `?e=${seconds + left / 1000}&token=k:a=`],
		['Bunny', (left) => `?token=a&expires=${seconds + left / 1000}`],
		['ImageKit', (left) => `?ik-t=${seconds + left / 1000}&ik-s=a`],
		['Supabase', (left) => `?token=a.${json({ url: 'x', exp: seconds + left / 1000 }, 'base64url')}.b`],
		['Facebook', (left) => `?oh=00_a&oe=${(seconds + left / 1000).toString(16).toUpperCase()}`],
		[
			'CloudFront, with a policy',
			(left) => {
				const Condition = { DateLessThan: { 'AWS:EpochTime': seconds + left / 1000 } };
				const policy = json({ Statement: [{ Resource: 'https://d.example/*', Condition }] }, 'base64');
				const spelled = policy.replace(/\+/g, '-').replace(/=/g, '_').replace(/\//g, '~');
				return `?Policy=${spelled}&Signature=a&Key-Pair-Id=K`;
			},
		],
		['Discord', (left) => `?ex=${(seconds + left / 1000).toString(16)}&is=6743b180&hm=abc`],
	];
	const check = (query: string) =>
		validateVideo(
			{ model: MODEL, firstFrame: `https://bucket.example.com/cat.png${query}` },
			'ap-southeast-1',
			NOW,
		);

	test.each(forms)('of %s is refused when its time is over, and only then', (_name, link) => {
		for (const over of [0, 1000, HOUR, 400 * 24 * HOUR]) {
			expect(check(link(-over))).toMatchObject({
				problems: [{ message: `First Frame is a signed link that expired at ${at(-over)}` }],
			});
		}
		for (const left of [HOUR, 24 * HOUR]) {
			expect(check(link(left))).toMatchObject({ problems: [], hints: [] });
		}
	});

	test.each(forms)('of %s that ends soon is a hint', (_name, link) => {
		expect(check(link(60_000))).toMatchObject({
			problems: [],
			hints: [expect.stringMatching(/^First Frame: the link expires in 1 minute, and/)],
		});
	});

	test.each([
		'?expires=1',
		'?token=a&expires=3600',
		'?token=a&expires=20261126',
		'?Expires=never&Signature=a',
		'?X-Amz-Date=2026&X-Amz-Expires=60',
		'?X-Amz-Date=20200101T000000Z',
		'?X-Amz-Date=20200101T000000Z&X-Amz-Expires=long',
		'?X-Amz-Date=20200101T000000Z&X-Amz-Expires=',
		'?X-Amz-Date=20200101T000000Z&X-Amz-Expires=-60',
		'?X-Amz-Date=20200101T000000Z&X-Amz-Expires=-Infinity',
		'?X-Amz-Date=20200101T000000Z&X-Amz-Expires=-9e99',
		'?se=2020-01-01',
		'?se=soon&sig=a',
		'?ex=1&hm=a',
		'?q-sign-time=1',
		'?date=20200101T000000Z&expires=60',
		'?token=a.b.c',
		'?token=abc&e=1e9',
		'?Policy=abc&Signature=a',
		'?authorization=Bearer+a',
		'?oe=1&oh=a',
	])('is none, so that it passes: %s', (query) => {
		expect(check(query)).toMatchObject({ problems: [], hints: [] });
	});
});

describe('A page that shows a file', () => {
	test.each([
		[
			'https://drive.google.com/file/d/1AbC-d_E/view?usp=sharing',
			'https://drive.google.com/uc?export=download&id=1AbC-d_E',
		],
		['https://drive.google.com/open?id=1AbC', 'https://drive.google.com/uc?export=download&id=1AbC'],
		['https://drive.google.com/uc?id=1AbC', 'https://drive.google.com/uc?export=download&id=1AbC'],
		['https://drive.google.com/drive/folders/x', 'choose Binary Field'],
		['https://www.dropbox.com/s/abc/cat.png?dl=0', 'https://www.dropbox.com/s/abc/cat.png?dl=1'],
		[
			'https://www.dropbox.com/scl/fi/abc/cat.png?rlkey=k&dl=0',
			'https://www.dropbox.com/scl/fi/abc/cat.png?rlkey=k&dl=1',
		],
		[
			'https://www.dropbox.com/scl/fi/abc/cat.png?rlkey=k',
			'https://www.dropbox.com/scl/fi/abc/cat.png?rlkey=k&dl=1',
		],
		['https://1drv.ms/i/s!Abc', 'choose Binary Field'],
		['https://onedrive.live.com/?cid=1&id=2', 'choose Binary Field'],
		['https://acme.sharepoint.com/:i:/g/Abc?e=x', 'https://acme.sharepoint.com/:i:/g/Abc?e=x&download=1'],
		[
			'https://github.com/acme/cats/blob/main/img/cat.png',
			'https://raw.githubusercontent.com/acme/cats/main/img/cat.png',
		],
		['https://gitlab.com/acme/cats/-/blob/main/cat.png', 'https://gitlab.com/acme/cats/-/raw/main/cat.png'],
		[
			'https://huggingface.co/acme/cats/blob/main/cat.png',
			'https://huggingface.co/acme/cats/resolve/main/cat.png',
		],
		['https://www.youtube.com/watch?v=abc', 'choose Binary Field'],
		['https://youtu.be/abc', 'choose Binary Field'],
		['https://m.youtube.com/shorts/abc', 'choose Binary Field'],
		['https://vimeo.com/1234', 'choose Binary Field'],
		['https://www.tiktok.com/@a/video/1', 'choose Binary Field'],
		['https://imgur.com/abc', 'choose Binary Field'],
		['https://photos.app.goo.gl/abc', 'choose Binary Field'],
	])('is a hint with the form that works: %s', (link, says) => {
		const { video, problems, hints } = withImage(link);
		expect(problems).toEqual([]);
		expect(hints).toEqual([expect.stringContaining(says)]);
		expect(hints[0]).toMatch(/^First Frame: the link opens a page on /);
		expect(video?.firstFrame).toBe(link);
		// What the hint says to use is none again.
		const better = /Use (\S+) instead/.exec(hints[0] ?? '')?.[1];
		if (better) expect(withImage(better)).toMatchObject({ problems: [], hints: [] });
	});

	test.each([
		'https://www.dropbox.com/s/abc/cat.png?dl=1',
		'https://www.dropbox.com/s/abc/cat.png?raw=1',
		'https://dl.dropboxusercontent.com/s/abc/cat.png',
		'https://lh3.googleusercontent.com/d/1AbC',
		'https://drive.usercontent.google.com/download?id=1AbC',
		'https://github.com/acme/cats/raw/main/cat.png',
		'https://github.com/acme/cats/blob/main/cat.png?raw=true',
		'https://github.com/acme/cats/releases/download/v1/cat.png',
		'https://raw.githubusercontent.com/acme/cats/main/cat.png',
		'https://i.imgur.com/abc.png',
		'https://i.ytimg.com/vi/abc/hq720.jpg',
		'https://acme.sharepoint.com/sites/a/Shared%20Documents/cat.png',
		'https://example.com/blob/cat.png',
	])('is none, and passes without a word: %s', (link) => {
		expect(withImage(link)).toMatchObject({ problems: [], hints: [] });
	});

	test('is what a reference to a web page asks for', () => {
		const references = [{ kind: 'link', url: 'https://www.youtube.com/watch?v=abc' }];
		const { hints } = validateVideo(
			{ model: 'wan3.0-video', operation: 'generateFromReferences', prompt: 'A cat', references },
			'ap-southeast-1',
		);
		expect(hints.join()).not.toContain('leads to a page');
	});
});

describe('What is no link gets the sentence that helps', () => {
	const png = Buffer.from('\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x20\0\0\0\x20', 'latin1').toString('base64');
	const cases: Array<[unknown, RegExp, RegExp]> = [
		[png, / is a file in base64, not a link$/, /Convert to File.*Binary Field/],
		[png.repeat(100), / is a file in base64, not a link$/, /Binary Field/],
		[`\n${png.slice(0, 20)}\n${png.slice(20)}\n`, / is a file in base64, not a link$/, /Binary Field/],
		['/9j/4AAQSkZJRgABAQEAYABgAAD/2wBDAAgGBgcGBQg=', / is a file in base64, not a link$/, /Binary Field/],
		['AAAAIGZ0eXBpc29tAAACAGlzb21pc28yYXZjMW1wNDE=', / is a file in base64, not a link$/, /Binary Field/],
		['filesystem-v2', /is not a link/, /n8n's reference.*Binary Field/],
		[
			'filesystem-v2:workflows/1/executions/2/binary_data/3',
			/is not a link/,
			/n8n's reference.*Binary Field/,
		],
		['s3:workflows/1/executions/2/binary_data/3', /is not a link/, /n8n's reference.*Binary Field/],
		['database:abc', /is not a link/, /n8n's reference.*Binary Field/],
		['[object Object]', /is not a link/, /turned into text.*\$json\.image\.url/],
		['[object Object],[object Object]', /is not a link/, /turned into text.*Binary Field/],
		['/home/me/cat.png', /"\/home\/me\/cat\.png" is not a link/, /path.*Binary Field/],
		['C:\\pictures\\cat.png', /is not a link/, /path/],
		['\\\\nas\\pictures\\cat.png', /is not a link/, /path/],
		['./cat.png', /is not a link/, /path/],
		['~/cat.png', /is not a link/, /path/],
		['file:///home/me/cat.png', /is not a link/, /path/],
		['cat.png', /"cat\.png" is not a link/, /name of a file.*https:\/\/.*Binary Field/],
		['data', /"data" is not a link/, /name of a binary field/],
		['example.com/cat.png', /is not a link/, /Put https:\/\/ in front/],
		['www.example.com', /is not a link/, /Put https:\/\/ in front/],
		['s3://bucket/cat.png', /is not a link/, /signed https:\/\/ link/],
		['gs://bucket/cat.png', /is not a link/, /signed https:\/\/ link/],
		['blob:https://example.com/1234', /is not a link/, /blob: link.*Binary Field/],
		['ftp://example.com/cat.png', /is not a link/, /https:\/\//],
		['a picture of a cat', /is not a link/, /https:\/\//],
		[
			{ mimeType: 'image/png', data: 'filesystem-v2', id: 'filesystem-v2:x' },
			/is a binary file/,
			/Binary Field/,
		],
		[{ url: IMAGE }, /is an object/, /\$json\.image\.url/],
		[[IMAGE], /is a list/, /\$json\.image\.url/],
		[42, /is 42/, /https:\/\//],
		[true, /is true/, /https:\/\//],
	];

	test.each(cases)('%j', (value, message, description) => {
		for (const [field, check] of [
			['First Frame', withImage],
			['Audio URL', withAudio],
		] as const) {
			const { video, problems } = check(value);
			expect(video).toBeUndefined();
			expect(problems).toHaveLength(1);
			expect(problems[0]?.message).toMatch(message);
			expect(problems[0]?.message).toMatch(new RegExp(`^${field} `));
			expect(problems[0]?.message.length).toBeLessThan(120);
			expect(problems[0]?.description).toMatch(description);
		}
	});
});
