import { binaryItem } from '../harness/engine';
import { engine, standIn, useEngine } from '../harness/suite';
import { imageToVideo, runWan } from '../harness/wan';
import { fixture, jpegOf, MEGABYTE, pngOf, wavOf } from './mediaInputs';

useEngine({});

const text = (words: string) => () => Buffer.from(words);
const of = (name: string) => () => fixture(name);
const cut = (name: string, bytes: number) => () => fixture(name).subarray(0, bytes);
const takesImage =
	/wan2\.6-i2v-flash accepts JPEG, PNG \(without alpha channel\), BMP or WEBP images, up to 20 MB, 240 to 8000 pixels a side\./;
const takesSound = /wan2\.6-i2v-flash accepts WAV or MP3 sound, 3 to 30 seconds, up to 15 MB\./;

const images: Array<[name: string, file: () => Buffer, found: RegExp]> = [
	['wrong-rgba.png', of('wrong-rgba.png'), /has an alpha channel \(transparency\)/],
	['wrong-gray-alpha.png', of('wrong-gray-alpha.png'), /has an alpha channel/],
	['wrong-java-argb.png', of('wrong-java-argb.png'), /has an alpha channel/],
	['wrong-cairo.png', of('wrong-cairo.png'), /has an alpha channel/],
	['wrong-239x400.jpg', of('wrong-239x400.jpg'), /is 239x400 pixels/],
	['wrong-400x239.png', of('wrong-400x239.png'), /is 400x239 pixels/],
	['wrong-8001x300.jpg', of('wrong-8001x300.jpg'), /is 8001x300 pixels/],
	['wrong-300x8001.png', of('wrong-300x8001.png'), /is 300x8001 pixels/],
	['wrong-200x9000.png', of('wrong-200x9000.png'), /is 200x9000 pixels/],
	['wrong-200x300.webp', of('wrong-200x300.webp'), /is 200x300 pixels/],
	['wrong-100x300.bmp', of('wrong-100x300.bmp'), /is 100x300 pixels/],
	['rgba.png', of('rgba.png'), /is 48x32 pixels and has an alpha channel/],
	['wrong-picture.gif', of('wrong-picture.gif'), /is a file of type GIF/],
	['wrong-java.gif', of('wrong-java.gif'), /is a file of type GIF/],
	['wrong-picture.tiff', of('wrong-picture.tiff'), /is a file of type TIFF/],
	['wrong-picture.ico', of('wrong-picture.ico'), /is a file of an unknown type/],
	['wrong-picture.jp2', of('wrong-picture.jp2'), /is a file of an unknown type/],
	['wrong-picture.pbm', of('wrong-picture.pbm'), /is a file of an unknown type/],
	['wrong-java.wbmp', of('wrong-java.wbmp'), /is a file of an unknown type/],
	['wrong-drawing.svg', of('wrong-drawing.svg'), /is a file of type image\/svg\+xml/],
	['picture.heic', of('picture.heic'), /is a file of type HEIC/],
	['picture.avif', of('picture.avif'), /is a file of type AVIF/],
	['picture.webm', of('picture.webm'), /is a file of type WEBM/],
	['faststart.mp4', of('faststart.mp4'), /is a file of type MP4/],
	['sound.mov', of('sound.mov'), /is a file of type MOV/],
	['sound.avi', of('sound.avi'), /is a file of type AVI/],
	['cbr.mp3', of('cbr.mp3'), /is a file of type MP3/],
	['pcm8.wav', of('pcm8.wav'), /is a file of type WAV/],
	['page.png', text('<!DOCTYPE html><html><body>Not found</body></html>'), /is a web page \(HTML\)/],
	['answer.png', text('{"error":"not found"}'), /is a file of type JSON/],
	['letter.pdf', text('%PDF-1.7 …'), /is a file of type PDF/],
	['note.png', text('Here should be a picture.'), /is a file of an unknown type/],
	['archive.zip', () => Buffer.from('504b0304140000000800', 'hex'), /is a file of an unknown type/],
	['empty.png', text(''), /is empty/],
	['cut.png', cut('magick-rgb.png', 40), /is a broken PNG file: it is cut off/],
	['cut.jpg', cut('magick-baseline.jpg', 20), /is a broken JPEG file: it is cut off/],
	['cut.bmp', cut('magick-mono.bmp', 30), /is a broken BMP file/],
	['cut.webp', cut('magick-lossy.webp', 22), /is a broken WEBP file/],
	['no-frame.jpg', () => Buffer.from('ffd8ffd9', 'hex'), /is a broken JPEG file: it has no pixels/],
	['large.jpg', () => jpegOf(20 * MEGABYTE + 1), /is 20 MB \(20971521 bytes\)/],
	['large.png', () => pngOf(24 * MEGABYTE + 300_000), /is 24\.3 MB/],
];

it.each(images)('First Frame %s is refused before anything is requested', async (name, file, found) => {
	// The good item comes first: nothing of it may be submitted either. The declared type is wrong on purpose.
	const items = [
		await binaryItem(fixture('magick-baseline.jpg'), 'good.jpg', 'image/jpeg'),
		await binaryItem(file(), name, 'image/png'),
	];
	const { error } = await runWan(engine, standIn, imageToVideo({ firstFrameSource: 'binary' }), { items });
	expect(error?.message).toMatch(found);
	expect(error?.message.startsWith(`First Frame (${name}) `)).toBe(true);
	expect(error?.message).toMatch(/ \[item 1\]$/);
	expect(error?.description).toMatch(takesImage);
	expect(error?.context).toMatchObject({
		itemIndex: 1,
		details: { stage: 'check', kind: 'input', retryable: false },
	});
	expect(standIn.books).toEqual([]);
});

const sounds: Array<[name: string, file: () => Buffer, found: RegExp]> = [
	['wrong-2.8s.mp3', of('wrong-2.8s.mp3'), /is 2\.8 seconds long/],
	['wrong-30.3s.mp3', of('wrong-30.3s.mp3'), /is 30\.3 seconds long/],
	['wrong-1s.wav', of('wrong-1s.wav'), /is 1 second long/],
	['pcm16.wav', of('pcm16.wav'), /is 0\.5 seconds long/],
	['long.wav', () => wavOf(31), /is 31 seconds long/],
	['large.wav', () => wavOf(20, (15 * 1024 * 1024) / 20), /is 15 MB \(15728684 bytes\)/],
	['wrong-sound.m4a', of('wrong-sound.m4a'), /is a file of type M4A/],
	['wrong-sound.aac', of('wrong-sound.aac'), /is a file of type AAC/],
	['wrong-sound.flac', of('wrong-sound.flac'), /is a file of type FLAC/],
	['wrong-sound.opus', of('wrong-sound.opus'), /is a file of type OGG/],
	['sound.ogg', of('sound.ogg'), /is a file of type OGG/],
	['wrong-sound.webm', of('wrong-sound.webm'), /is a file of type WEBM/],
	['wrong-layer2.mp3', of('wrong-layer2.mp3'), /is a file of type audio\/mpeg/],
	['wrong-java.aiff', of('wrong-java.aiff'), /is a file of an unknown type/],
	['wrong-java.au', of('wrong-java.au'), /is a file of an unknown type/],
	['faststart.mp4', of('faststart.mp4'), /is a file of type MP4/],
	['cat.jpg', of('magick-baseline.jpg'), /is a file of type JPEG/],
	['page.mp3', text('<html><head></head></html>'), /is a web page \(HTML\)/],
	['empty.mp3', text(''), /is empty/],
	['cut.wav', cut('ffmpeg-3s.wav', 9000), /is a broken WAV file: it is cut off/],
];

it.each(sounds)('Audio Field %s is refused before anything is requested', async (name, file, found) => {
	const item = await binaryItem(file(), name, 'audio/mpeg', 'voice');
	const parameters = imageToVideo({ audioSource: 'binary', audioBinary: 'voice' });
	const { error } = await runWan(engine, standIn, parameters, { items: [item] });
	expect(error?.message).toMatch(found);
	expect(error?.message.startsWith(`Audio Field (${name}) `)).toBe(true);
	expect(error?.description).toMatch(takesSound);
	expect(standIn.books).toEqual([]);
});

it('says so when the file is no longer in the store', async () => {
	const item = await binaryItem(fixture('magick-rgb.png'), 'gone.png', 'image/png');
	if (item.binary?.data)
		item.binary.data.id = `filesystem-v2:workflows/workflow/executions/1/binary_data/gone`;
	const { error } = await runWan(engine, standIn, imageToVideo({ firstFrameSource: 'binary' }), {
		items: [item],
	});
	expect(error?.message).toBe(
		"The file could not be read from n8n's binary storage (File not found) [item 0]",
	);
	expect(error?.description).toMatch(
		/^Run the node that made the file again\. Binary files are deleted together with their executions\.$/,
	);
	expect(standIn.books).toEqual([]);
});

it('holds older models to their own limits', async () => {
	const item = await binaryItem(jpegOf(10 * MEGABYTE + 1), 'large.jpg', 'image/jpeg');
	const { error } = await runWan(
		engine,
		standIn,
		imageToVideo({ firstFrameSource: 'binary' }, 'wan2.2-i2v-plus'),
		{ items: [item] },
	);
	expect(error?.message).toBe('First Frame (large.jpg) is 10 MB (10485761 bytes) [item 0]');
	expect(error?.description).toMatch(/, up to 10 MB/);
	expect(standIn.books).toEqual([]);
});

it('tells all wrong files and fields of an item at once, and looks into those without a name as well', async () => {
	const image = await binaryItem(fixture('wrong-picture.gif'), '', '');
	const sound = await binaryItem(wavOf(2), 'short.wav', 'audio/wav', 'voice');
	const parameters = imageToVideo({
		firstFrameSource: 'binary',
		audioSource: 'binary',
		audioBinary: 'voice',
		duration: '={{ 99 }}',
	});
	const item = { json: {}, binary: { ...image.binary, ...sound.binary } };
	const { error } = await runWan(engine, standIn, parameters, { items: [item] });
	expect(error?.message).toBe(
		'Duration is 99; First Frame is a file of type GIF; Audio Field (short.wav) is 2 seconds long [item 0]',
	);
	expect(error?.description).toMatch(/Duration: .*First Frame: .*Audio Field \(short\.wav\): /);
	expect(standIn.books).toEqual([]);
});

it('gives only the wrong item to the error branch in the continue modes', async () => {
	const items = [
		await binaryItem(fixture('wrong-picture.gif'), 'a.gif', 'image/gif'),
		await binaryItem(fixture('magick-baseline.jpg'), 'b.jpg', 'image/jpeg'),
	];
	const parameters = imageToVideo({ firstFrameSource: 'binary', waitForVideo: false });
	const result = await runWan(engine, standIn, parameters, {
		items,
		node: { onError: 'continueErrorOutput' },
	});
	expect(result.items.map(({ pairedItem }) => pairedItem)).toEqual([{ item: 1 }]);
	expect(result.errorItems[0]?.json).toMatchObject({
		error: 'First Frame (a.gif) is a file of type GIF',
		message: expect.stringMatching(/^wan2\.6-i2v-flash accepts JPEG/),
		details: { stage: 'check', kind: 'input' },
	});
});
