import { binaryItem } from '../harness/engine';
import { sha256 } from '../harness/hash';
import { engine, standIn, useEngine } from '../harness/suite';
import { imageToVideo, runWan } from '../harness/wan';
import { fixture, jpegOf, legalInputs, MEGABYTE, pngOf, turnedJpeg, wavOf } from './mediaInputs';

useEngine({});

const mimeTypes: Record<string, string> = {
	jpg: 'image/jpeg',
	jpeg: 'image/jpeg',
	png: 'image/png',
	bmp: 'image/bmp',
	webp: 'image/webp',
};

const images: Array<[name: string, file: () => Buffer]> = [
	...legalInputs(/\.(jpe?g|png|bmp|webp)$/).map((name): [string, () => Buffer] => [
		name,
		() => fixture(name),
	]),
	['20 MB.jpg', () => jpegOf(20 * MEGABYTE)],
	['20 MB.png', () => pngOf(20 * MEGABYTE)],
	['7 MB.jpg', () => jpegOf(7 * MEGABYTE)],
	['7 MB and a byte.jpg', () => jpegOf(7 * MEGABYTE + 1)],
	['turned.jpg', () => turnedJpeg()],
];

const sounds: Array<[name: string, file: () => Buffer]> = [
	...legalInputs(/\.(mp3|wav)$/).map((name): [string, () => Buffer] => [name, () => fixture(name)]),
	['3 s.wav', () => wavOf(3)],
	['30 s.wav', () => wavOf(30)],
	['15 MB.wav', () => wavOf(15 - 44 / MEGABYTE, MEGABYTE)],
	...['cbr.mp3', 'vbr.mp3', 'vbri.mp3', 'mpeg2.mp3', 'mpeg25.mp3', 'tagged.mp3', 'many-tags.mp3'].map(
		(name): [string, () => Buffer] => [name, () => fixture(name)],
	),
];

it('has at least 40 valid images and sounds', () => {
	expect(images.length).toBeGreaterThanOrEqual(40);
	expect(sounds.length).toBeGreaterThanOrEqual(20);
});

it.each(images)('First Frame %s is taken, under its real type', async (name, file) => {
	const bytes = file();
	// What n8n believes of the file is wrong in all cases but one.
	const item = await binaryItem(bytes, 'picture.bin', 'image/png');
	const parameters = imageToVideo({ firstFrameSource: 'binary', waitForVideo: false });
	const { error, items } = await runWan(engine, standIn, parameters, { items: [item] });
	expect(error).toBeUndefined();
	const sent = String([...standIn.tasks.values()][0]?.body.input.img_url);
	if (bytes.length <= 7 * MEGABYTE) {
		const type = mimeTypes[name.split('.').pop() ?? ''];
		// Compared by hash, because a difference of megabytes takes minutes to print.
		expect(sha256(Buffer.from(sent))).toBe(
			sha256(Buffer.from(`data:${type};base64,${bytes.toString('base64')}`)),
		);
		expect(standIn.count('upload')).toBe(0);
	} else {
		expect(sent).toMatch(/^oss:\/\/[\x21-\x7e]+\/[0-9a-f-]{36}\.(jpg|png)$/);
		expect(standIn.uploads.get(sent)).toMatchObject({ bytes: bytes.length, sha256: sha256(bytes) });
	}
	expect(items[0]?.json.predictedSize).toMatch(/^\d+x\d+$/);
});

it.each(sounds)('Audio Field %s is taken, by way of the temporary storage', async (_name, file) => {
	const bytes = file();
	const item = await binaryItem(bytes, 'voice', 'application/octet-stream', 'voice');
	const parameters = imageToVideo({
		audioSource: 'binary',
		audioBinary: 'voice',
		duration: 15,
		waitForVideo: false,
	});
	const { error } = await runWan(engine, standIn, parameters, { items: [item] });
	expect(error).toBeUndefined();
	const sent = String([...standIn.tasks.values()][0]?.body.input.audio_url);
	expect(sent).toMatch(/^oss:\/\/[\x21-\x7e]+\/[0-9a-f-]{36}\.(mp3|wav)$/);
	expect(standIn.uploads.get(sent)).toMatchObject({ bytes: bytes.length, sha256: sha256(bytes) });
});

describe('hints', () => {
	const hintsFor = async (
		bytes: Buffer,
		parameters: Record<string, unknown>,
		field = 'data',
	): Promise<string[]> => {
		const items = [await binaryItem(bytes, 'file', '', field)];
		const { error, hints } = await runWan(
			engine,
			standIn,
			imageToVideo({ ...parameters, waitForVideo: false } as never),
			{ items },
		);
		expect(error).toBeUndefined();
		return hints;
	};
	const image = { firstFrameSource: 'binary' };
	const sound = { audioSource: 'binary', audioBinary: 'data' };

	const cases: Array<
		[name: string, bytes: () => Buffer, parameters: Record<string, unknown>, hints: RegExp[]]
	> = [
		['nothing for a plain image', () => fixture('magick-rgb.png'), image, []],
		['an animation', () => animated(), image, [/^Item 0: First Frame \(file\) is animated\./]],
		[
			'transparency outside PNG',
			() => fixture('magick-alpha.webp'),
			image,
			[/\(file\) has an alpha channel\. Transparent parts/],
		],
		[
			'a transparent color, of which the documents say nothing',
			() => fixture('magick-palette-transparent.png'),
			image,
			[/\(file\) has a transparent color\. If the service refuses the image/],
		],
		['an image on its side', () => turnedJpeg(), image, [/is stored sideways/]],
		['nothing for sound of the length of the video', () => wavOf(5), sound, []],
		[
			'sound that is too long',
			() => wavOf(7.5),
			sound,
			[/^Item 0: Audio Field \(file\) is 7\.5 seconds long\. Everything after 5 seconds is cut off\.$/],
		],
		[
			'sound that is too short',
			() => wavOf(3.5),
			sound,
			[/is 3\.5 seconds long\. The rest of the video is silent\.$/],
		],
	];
	it.each(cases)('%s', async (_name, bytes, parameters, expected) => {
		const hints = await hintsFor(bytes(), parameters);
		expect(hints).toHaveLength(expected.length);
		expected.forEach((pattern, index) => expect(hints[index]).toMatch(pattern));
	});
});

/** The animation of the readers' fixtures is too small for a first frame; its header says what a large one's would. */
function animated(): Buffer {
	const webp = Buffer.from(fixture('animated.webp'));
	webp.writeUIntLE(319, 24, 3);
	webp.writeUIntLE(239, 27, 3);
	return webp;
}
