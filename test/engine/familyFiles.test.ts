import type { INodeExecutionData, INodeParameters } from 'n8n-workflow';

import { clipOf, jpegOfSize } from '../harness/clips';
import { binaryItem } from '../harness/engine';
import { sha256 } from '../harness/hash';
import { engine, standIn, startService, useEngine } from '../harness/suite';
import { credentialFor, runWan } from '../harness/wan';
import type { Region } from '../standIn/types';
import { fixture, wavOf } from './mediaInputs';

useEngine();

const clip = clipOf(640, 360);
const picture = jpegOfSize(fixture('magick-baseline.jpg'), 640, 480);
const large = fixture('magick-8000x240.jpg');
const sound = wavOf(5);

/** One item with a file of each kind. */
async function itemWithFiles(): Promise<INodeExecutionData> {
	const files = await Promise.all([
		binaryItem(clip, 'clip.mp4', 'application/octet-stream', 'clip'),
		binaryItem(picture, 'cat.jpg', 'image/jpeg', 'picture'),
		binaryItem(sound, 'voice.wav', 'audio/wav', 'sound'),
		binaryItem(Buffer.from('%PDF-1.7 …'), 'story.pdf', 'application/pdf', 'document'),
		binaryItem(large, 'wide.jpg', 'image/jpeg', 'wide'),
	]);
	return { json: {}, binary: Object.assign({}, ...files.map(({ binary }) => binary)) };
}

const byFile = (name: string, field: string) => ({ [`${name}Source`]: 'binary', [`${name}Binary`]: field });
const video = (operation: string, model: string, more: object): INodeParameters =>
	({
		resource: 'video',
		operation,
		model: { __rl: true, mode: 'list', value: model },
		options: { downloadVideo: false },
		...more,
	}) as INodeParameters;
const entry = (kind: string, field: string, more: object = {}) => ({
	kind,
	source: 'binary',
	binary: field,
	...more,
});

type Sent = Record<string, unknown>;
/** What was sent, with each upload as the file that it is and each data URL as its type. */
function readable(value: unknown): unknown {
	if (typeof value === 'string') {
		const names = new Map(
			[clip, picture, sound, large].map((bytes, index) => [
				sha256(bytes),
				['clip', 'picture', 'sound', 'large'][index],
			]),
		);
		if (value.startsWith('oss://'))
			return `upload of ${names.get(standIn.uploads.get(value)?.sha256 ?? '') ?? 'another file'}`;
		return value.replace(/^data:([^;]+);.*$/s, '$1');
	}
	if (Array.isArray(value)) return value.map(readable);
	if (typeof value !== 'object' || value === null) return value;
	return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, readable(one)]));
}

const families: Array<
	[name: string, region: Region, parameters: INodeParameters, input: Sent, seconds: number]
> = [
	[
		'2.7 going on from a clip to an image',
		'ap-southeast-1',
		video('continue', 'wan2.7-i2v', { ...byFile('firstClip', 'clip'), ...byFile('lastFrame', 'picture') }),
		{
			media: [
				{ type: 'first_clip', url: 'upload of clip' },
				{ type: 'last_frame', url: 'image/jpeg' },
			],
		},
		5,
	],
	[
		'2.7 from an image with a sound track',
		'ap-southeast-1',
		video('generateFromImage', 'wan2.7-i2v', {
			...byFile('firstFrame', 'picture'),
			...byFile('audio', 'sound'),
		}),
		{
			media: [
				{ type: 'first_frame', url: 'image/jpeg' },
				{ type: 'driving_audio', url: 'upload of sound' },
			],
		},
		5,
	],
	[
		'2.7 from text with a sound track',
		'ap-southeast-1',
		video('generateFromText', 'wan2.7-t2v', { prompt: 'x', ...byFile('audio', 'sound') }),
		{ prompt: 'x', audio_url: 'upload of sound' },
		5,
	],
	[
		'first to last frame',
		'cn-beijing',
		video('generateFromImage', 'wan2.1-kf2v-plus', {
			...byFile('firstFrame', 'picture'),
			...byFile('lastFrame', 'wide'),
		}),
		{ first_frame_url: 'image/jpeg', last_frame_url: 'image/jpeg' },
		5,
	],
	[
		'3.0 from references of every kind',
		'ap-southeast-1',
		video('generateFromReferences', 'wan3.0-video', {
			references: {
				reference: [
					entry('image', 'picture'),
					entry('video', 'clip'),
					entry('audio', 'sound'),
					entry('file', 'document'),
				],
			},
		}),
		{
			media: [
				{ type: 'reference_image', url: 'image/jpeg' },
				{ type: 'reference_video', url: 'upload of clip' },
				{ type: 'reference_audio', url: 'upload of sound' },
				{ type: 'file', url: 'upload of another file' },
			],
		},
		10,
	],
	[
		'2.7 from references with a voice',
		'ap-southeast-1',
		video('generateFromReferences', 'wan2.7-r2v', {
			prompt: 'x',
			references: { reference: [entry('image', 'picture', { voiceSource: 'binary', voiceBinary: 'sound' })] },
			...byFile('firstFrame', 'picture'),
		}),
		{
			prompt: 'x',
			media: [
				{ type: 'first_frame', url: 'image/jpeg' },
				{ type: 'reference_image', url: 'image/jpeg', reference_voice: 'upload of sound' },
			],
		},
		5,
	],
	[
		'2.6 from references',
		'ap-southeast-1',
		video('generateFromReferences', 'wan2.6-r2v', {
			prompt: 'x',
			references: { reference: [entry('image', 'picture'), entry('video', 'clip')] },
		}),
		{ prompt: 'x', reference_urls: ['upload of picture', 'upload of clip'] },
		10,
	],
	[
		'editing by an image',
		'ap-southeast-1',
		video('edit', 'wan2.7-videoedit', {
			...byFile('video', 'clip'),
			referenceImages: { image: [{ source: 'binary', binary: 'picture' }] },
		}),
		{
			media: [
				{ type: 'video', url: 'upload of clip' },
				{ type: 'reference_image', url: 'image/jpeg' },
			],
		},
		10.04,
	],
	[
		'vace extending a clip',
		'ap-southeast-1',
		video('edit', 'wan2.1-vace-plus', {
			function: 'video_extension',
			prompt: 'x',
			...byFile('lastClip', 'clip'),
		}),
		{ function: 'video_extension', prompt: 'x', last_clip_url: 'upload of clip' },
		5,
	],
	[
		'an animated character',
		'ap-southeast-1',
		video('animate', 'wan2.2-animate-move', {
			...byFile('characterImage', 'picture'),
			...byFile('motionVideo', 'clip'),
		}),
		{ image_url: 'upload of picture', video_url: 'upload of clip' },
		5.2,
	],
	[
		'a speaking portrait',
		'cn-beijing',
		video('generateFromSpeech', 'wan2.2-s2v', {
			...byFile('portrait', 'picture'),
			...byFile('speech', 'sound'),
		}),
		{ image_url: 'upload of picture', audio_url: 'upload of sound' },
		18.13,
	],
];

async function run(region: Region, parameters: INodeParameters) {
	await startService({ taskSeconds: 60, region });
	return await runWan(engine, standIn, parameters, {
		credential: credentialFor(standIn, { region }),
		items: [await itemWithFiles()],
	});
}

describe('Files of an item', () => {
	it.each(families)('%s (%s)', async (_name, region, parameters, input, seconds) => {
		const { error, items } = await run(region, { ...parameters, simple: false });
		expect(error).toBeUndefined();
		expect(readable([...standIn.tasks.values()][0]?.body.input)).toEqual(input);
		expect(items[0]?.json).toMatchObject({ output: { task_status: 'SUCCEEDED' }, cost: { seconds } });
	});

	it('a clip that the model does not take is refused before anything is sent', async () => {
		const { error } = await run(
			'ap-southeast-1',
			video('continue', 'wan2.7-i2v', byFile('firstClip', 'sound')),
		);
		expect(error?.message).toBe('First Clip (voice.wav) is a file of type WAV [item 0]');
		expect(error?.description).toContain('wan2.7-i2v accepts MP4 or MOV videos, 2 to 10 seconds');
		expect(standIn.books).toEqual([]);
	});

	it('a dry run reads the files, sends none, and names how each would go', async () => {
		const parameters = video('edit', 'wan2.7-videoedit', {
			...byFile('video', 'clip'),
			referenceImages: { image: [{ source: 'binary', binary: 'picture' }] },
			options: { dryRun: true },
		});
		const { items } = await run('ap-southeast-1', parameters);
		expect(standIn.books).toEqual([]);
		expect(items[0]?.json).toMatchObject({
			request: {
				headers: { 'X-DashScope-OssResourceResolve': 'enable' },
				body: {
					input: {
						media: [
							{ type: 'video', url: `oss://… (${clip.length} bytes)` },
							{ type: 'reference_image', url: `data:image/jpeg;base64,… (${picture.length} bytes)` },
						],
					},
				},
			},
			cost: { seconds: 10, amount: 1.5 },
		});
		expect(items[0]?.json.cost).not.toHaveProperty('atMost');
	});

	it('a dry run of an image tells the size that the video will have', async () => {
		const parameters = video('generateFromImage', 'wan2.6-i2v', {
			...byFile('firstFrame', 'picture'),
			options: { dryRun: true },
		});
		const { items } = await run('ap-southeast-1', parameters);
		expect(items[0]?.json.predictedSize).toMatch(/^\d+x\d+$/);
	});
});
