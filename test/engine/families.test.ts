import type { INodeParameters } from 'n8n-workflow';

import { readBinary } from '../harness/engine';
import { audioLink, imageLink, videoLink } from '../harness/family';
import { sha256 } from '../harness/hash';
import { engine, standIn, startService, useEngine } from '../harness/suite';
import { credentialFor, runWan } from '../harness/wan';
import type { Region } from '../standIn/types';

useEngine();

const byUrl = (name: string, url: string) => ({ [`${name}Source`]: 'url', [`${name}Url`]: url });
const video = (operation: string, model: string, more: object): INodeParameters =>
	({
		resource: 'video',
		operation,
		model: { __rl: true, mode: 'list', value: model },
		...more,
	}) as INodeParameters;

async function run(region: Region, parameters: INodeParameters) {
	await startService({ taskSeconds: 60, region });
	return await runWan(engine, standIn, parameters, { credential: credentialFor(standIn, { region }) });
}

const reference = (kind: string, url: string, more: object = {}) => ({ kind, source: 'url', url, ...more });

type Family = [
	name: string,
	region: Region,
	parameters: INodeParameters,
	body: object,
	cost: object | undefined,
];
const families: Family[] = [
	[
		'3.0 from a first to a last frame',
		'ap-northeast-1',
		video('generateFromImage', 'wan3.0-video', {
			...byUrl('firstFrame', imageLink),
			...byUrl('lastFrame', imageLink),
			resolution: '720P',
			audio: false,
		}),
		{
			model: 'wan3.0-video',
			input: {
				media: [
					{ type: 'first_frame', url: imageLink },
					{ type: 'last_frame', url: imageLink },
				],
			},
			parameters: { resolution: '720P', duration: 5, audio: false },
		},
		{ seconds: 5, perSecond: 0.086012, amount: 0.43006 },
	],
	[
		'3.0 from references, a document and a clip among them',
		'ap-southeast-1',
		video('generateFromReferences', 'wan3.0-video-prime', {
			prompt: 'The story',
			duration: 10,
			references: {
				reference: [
					reference('image', imageLink),
					reference('video', videoLink),
					reference('file', 'https://example.com/a.pdf'),
				],
			},
		}),
		{
			model: 'wan3.0-video-prime',
			input: {
				prompt: 'The story',
				media: [
					{ type: 'reference_image', url: imageLink },
					{ type: 'reference_video', url: videoLink },
					{ type: 'file', url: 'https://example.com/a.pdf' },
				],
			},
			parameters: { resolution: '1080P', duration: 10 },
		},
		{ seconds: 15, perSecond: 0.272443, amount: 4.086645 },
	],
	[
		'2.7 from an image with a sound track',
		'ap-southeast-1',
		video('generateFromImage', 'wan2.7-i2v', {
			...byUrl('firstFrame', imageLink),
			audioUrl: audioLink,
			audioSource: 'url',
		}),
		{
			model: 'wan2.7-i2v',
			input: {
				media: [
					{ type: 'first_frame', url: imageLink },
					{ type: 'driving_audio', url: audioLink },
				],
			},
			parameters: { resolution: '1080P', duration: 5 },
		},
		{ seconds: 5, perSecond: 0.15 },
	],
	[
		'2.7 going on from a clip to a last frame',
		'cn-beijing',
		video('continue', 'wan2.7-i2v', {
			...byUrl('firstClip', videoLink),
			...byUrl('lastFrame', imageLink),
			duration: 12,
		}),
		{
			model: 'wan2.7-i2v',
			input: {
				media: [
					{ type: 'first_clip', url: videoLink },
					{ type: 'last_frame', url: imageLink },
				],
			},
			parameters: { resolution: '1080P', duration: 12 },
		},
		{ seconds: 12, perSecond: 1, amount: 12 },
	],
	[
		'2.7 from text',
		'ap-southeast-1',
		video('generateFromText', 'wan2.7-t2v', { prompt: 'A cat', ratio: '9:16', resolution: '720P' }),
		{
			model: 'wan2.7-t2v',
			input: { prompt: 'A cat' },
			parameters: { resolution: '720P', ratio: '9:16', duration: 5 },
		},
		{ seconds: 5, perSecond: 0.1 },
	],
	[
		"2.1 from text under Beijing's name",
		'cn-beijing',
		video('generateFromText', 'wan2.1-t2v-turbo', { prompt: 'A cat', size: '480*832' }),
		{ model: 'wanx2.1-t2v-turbo', input: { prompt: 'A cat' }, parameters: { size: '480*832' } },
		{ seconds: 5, perSecond: 0.24, amount: 1.2 },
	],
	[
		'2.7 from references with a voice',
		'ap-southeast-1',
		video('generateFromReferences', 'wan2.7-r2v', {
			prompt: 'Image 1 speaks',
			references: {
				reference: [
					reference('image', imageLink, { voiceSource: 'url', voiceUrl: audioLink }),
					reference('video', videoLink),
				],
			},
		}),
		{
			model: 'wan2.7-r2v',
			input: {
				prompt: 'Image 1 speaks',
				media: [
					{ type: 'reference_image', url: imageLink, reference_voice: audioLink },
					{ type: 'reference_video', url: videoLink },
				],
			},
			parameters: { resolution: '1080P', duration: 5 },
		},
		{ seconds: 10, perSecond: 0.15 },
	],
	[
		'2.6 from references, silent',
		'cn-beijing',
		video('generateFromReferences', 'wan2.6-r2v-flash', {
			prompt: 'character1 runs',
			audio: false,
			size: '1280*720',
			references: { reference: [reference('video', videoLink), reference('image', imageLink)] },
		}),
		{
			model: 'wan2.6-r2v-flash',
			input: { prompt: 'character1 runs', reference_urls: [videoLink, imageLink] },
			parameters: { size: '1280*720', duration: 5, audio: false },
		},
		{ seconds: 10, perSecond: 0.15, amount: 1.5 },
	],
	[
		'2.2 from a first to a last frame',
		'cn-beijing',
		video('generateFromImage', 'wan2.2-kf2v-flash', {
			...byUrl('firstFrame', imageLink),
			...byUrl('lastFrame', imageLink),
		}),
		{
			model: 'wan2.2-kf2v-flash',
			input: { first_frame_url: imageLink, last_frame_url: imageLink },
			parameters: { resolution: '720P' },
		},
		{ seconds: 5, perSecond: 0.2, amount: 1 },
	],
	[
		'an effect',
		'cn-beijing',
		video('generateFromImage', 'wan2.1-i2v-plus', { ...byUrl('firstFrame', imageLink), template: 'flying' }),
		{ model: 'wanx2.1-i2v-plus', input: { img_url: imageLink, template: 'flying' }, parameters: {} },
		{ seconds: 5, perSecond: 0.7 },
	],
	[
		'2.7 editing a video by an image',
		'ap-southeast-1',
		video('edit', 'wan2.7-videoedit', {
			...byUrl('video', videoLink),
			prompt: 'Make it night',
			audioSetting: 'origin',
			referenceImages: { image: [{ source: 'url', url: imageLink }] },
		}),
		{
			model: 'wan2.7-videoedit',
			input: {
				prompt: 'Make it night',
				media: [
					{ type: 'video', url: videoLink },
					{ type: 'reference_image', url: imageLink },
				],
			},
			parameters: { resolution: '1080P', duration: 0, audio_setting: 'origin' },
		},
		{ seconds: 10.04, perSecond: 0.15, amount: 1.506 },
	],
	[
		'vace editing an area',
		'ap-southeast-1',
		video('edit', 'wan2.1-vace-plus', {
			function: 'video_edit',
			...byUrl('video', videoLink),
			...byUrl('maskImage', imageLink),
			prompt: 'A hat',
			maskFrame: 2,
		}),
		{
			model: 'wan2.1-vace-plus',
			input: {
				function: 'video_edit',
				prompt: 'A hat',
				video_url: videoLink,
				mask_image_url: imageLink,
				mask_frame_id: 2,
			},
			parameters: { size: '1280*720' },
		},
		{ seconds: 5, perSecond: 0.1 },
	],
	[
		'an animated character',
		'ap-southeast-1',
		video('animate', 'wan2.2-animate-mix', {
			...byUrl('characterImage', imageLink),
			...byUrl('motionVideo', videoLink),
			mode: 'wan-pro',
			options: { watermark: true },
		}),
		{
			model: 'wan2.2-animate-mix',
			input: { image_url: imageLink, video_url: videoLink, watermark: true },
			parameters: { mode: 'wan-pro' },
		},
		{ seconds: 5.2, perSecond: 0.26, amount: 1.352 },
	],
	[
		'a speaking portrait',
		'cn-beijing',
		video('generateFromSpeech', 'wan2.2-s2v', {
			...byUrl('portrait', imageLink),
			...byUrl('speech', audioLink),
			resolution: '720P',
		}),
		{
			model: 'wan2.2-s2v',
			input: { image_url: imageLink, audio_url: audioLink },
			parameters: { resolution: '720P' },
		},
		{ seconds: 18.13, perSecond: 0.9, amount: 16.317 },
	],
];

describe('A video of every family is made and delivered', () => {
	it.each(families)('%s (%s)', async (_name, region, parameters, body, cost) => {
		const { items, error } = await run(region, { ...parameters, simple: false });
		expect(error).toBeUndefined();
		const task = [...standIn.tasks.values()][0];
		expect(task?.body).toEqual(body);
		expect(items[0]?.json.output).toMatchObject({ task_status: 'SUCCEEDED' });
		expect(items[0]?.json.cost).toMatchObject({
			currency: region === 'cn-beijing' ? 'CNY' : 'USD',
			estimate: true,
			priceListDate: '2026-10',
			...cost,
		});
		expect(sha256(await readBinary(items[0]))).toBe(await standIn.videoSha256(task?.taskId ?? ''));
	});
});

describe('A model that this node does not know', () => {
	const unknown = (options: object) =>
		({
			...video('generateFromImage', '', { ...byUrl('firstFrame', imageLink), prompt: 'x', options }),
			model: { __rl: true, mode: 'id', value: 'wan4.0-i2v' },
		}) as INodeParameters;

	it('is refused without a dialect, with the way out', async () => {
		const { error } = await run('ap-southeast-1', unknown({}));
		expect(error?.message).toBe('Model "wan4.0-i2v" is not known [item 0]');
		expect(error?.description).toContain('Options: Body Dialect');
		expect(standIn.books).toEqual([]);
	});

	it('is sent what is set, in the dialect that is named, with the JSON last', async () => {
		const options = {
			bodyDialect: 'media',
			seed: 3,
			additionalInput: '{ "mood": "calm" }',
			additionalParameters: { resolution: '4K' },
		};
		const { error } = await run('ap-southeast-1', { ...unknown(options), resolution: '8K', duration: '20' });
		// The stand-in knows no such model either; what counts is what it was asked.
		expect(error?.message).toContain('[item 0]');
		expect(standIn.books.find(({ kind }) => kind === 'submit')?.body).toEqual({
			model: 'wan4.0-i2v',
			input: { prompt: 'x', media: [{ type: 'first_frame', url: imageLink }], mood: 'calm' },
			parameters: { resolution: '4K', duration: 20, seed: 3 },
		});
	});

	it('the JSON goes over the fields of a known model, too', async () => {
		const options = {
			additionalParameters: '{ "resolution": "480P" }',
			additionalInput: '{ "audio_url": "https://example.com/a.mp3" }',
		};
		const parameters = video('generateFromImage', 'wan2.5-i2v-preview', {
			...byUrl('firstFrame', imageLink),
			options,
		});
		const { error } = await run('ap-southeast-1', parameters);
		expect(error).toBeUndefined();
		expect([...standIn.tasks.values()][0]?.body).toMatchObject({
			input: { img_url: imageLink, audio_url: 'https://example.com/a.mp3' },
			parameters: { resolution: '480P', duration: 5 },
		});
	});
});
