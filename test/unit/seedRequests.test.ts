import { imageToVideoModels as models, nameInRegion, type Region } from '../../nodes/core/catalogue';
import { buildRequest } from '../../nodes/core/request/body';
import { validateVideo } from '../../nodes/core/request/validate';
import type { VideoValues } from '../../nodes/core/request/values';
import { studioAddress } from '../../nodes/core/studio/address';
import examples from '../fixtures/seed/requests.json';

const IMAGE = 'https://cdn.translate.alibaba.com/r/wanx-demo-1.png';

type Body = { model: string; input: Record<string, unknown>; parameters: Record<string, unknown> };

/** What a user enters to get a body: one field of the editor for each field of the API. */
function entered({ model, input, parameters }: Body): VideoValues {
	return {
		model,
		prompt: input.prompt,
		negativePrompt: input.negative_prompt,
		firstFrame: input.img_url,
		audioUrl: input.audio_url,
		resolution: parameters.resolution,
		duration: parameters.duration,
		audio: parameters.audio,
		shotType: parameters.shot_type,
		promptExtend: parameters.prompt_extend,
		watermark: parameters.watermark,
		seed: parameters.seed,
	};
}

function requestFor(values: VideoValues, region: Region) {
	const { video, problems } = validateVideo(values, region);
	expect(problems).toEqual([]);
	if (!video) throw new Error('No video');
	return buildRequest(video);
}

describe('The curl examples of the seed page', () => {
	test('are all five there', () => {
		expect(examples.map(({ body }) => body.model)).toEqual([
			'wan2.6-i2v-flash',
			'wan2.5-i2v-preview',
			'wan2.5-i2v-preview',
			'wan2.2-i2v-plus',
			'wan2.2-i2v-plus',
		]);
	});

	test.each(examples)('$example: the values entered make exactly that call', ({ body }) => {
		const request = requestFor(entered(body), 'ap-southeast-1');
		expect(request.body).toEqual(body);
		expect(request.path).toBe('/services/aigc/video-generation/video-synthesis');
		expect(request.headers).toEqual({});
	});

	test("The SDKs' example, with watermark off and a seed, is sent with both and without the empty text", () => {
		const values = {
			model: 'wan2.6-i2v-flash',
			prompt: 'A boy raps',
			negativePrompt: '',
			firstFrame: IMAGE,
			audioUrl: 'https://help-static-aliyun-doc.aliyuncs.com/file-manage-files/zh-CN/20250925/ozwpvi/rap.mp3',
			resolution: '720P',
			duration: 10,
			promptExtend: true,
			watermark: false,
			seed: 12345,
		};
		expect(requestFor(values, 'ap-southeast-1').body).toEqual({
			model: 'wan2.6-i2v-flash',
			input: { prompt: values.prompt, img_url: values.firstFrame, audio_url: values.audioUrl },
			parameters: { resolution: '720P', duration: 10, prompt_extend: true, watermark: false, seed: 12345 },
		});
	});

	test('A silent video of wan2.6-i2v-flash is asked for with audio false', () => {
		const { body } = requestFor(
			{ model: 'wan2.6-i2v-flash', firstFrame: IMAGE, audio: false },
			'ap-southeast-1',
		);
		expect(body).toMatchObject({ parameters: { audio: false } });
	});
});

describe('The addresses of the seed page', () => {
	const access = { apiKey: 'sk-1234', baseUrl: '' };

	test.each([
		['Singapore', 'ap-southeast-1', '', 'https://dashscope-intl.aliyuncs.com'],
		['Virginia', 'us-east-1', '', 'https://dashscope-us.aliyuncs.com'],
		['Beijing', 'cn-beijing', '', 'https://dashscope.aliyuncs.com'],
		['Frankfurt', 'eu-central-1', 'llm-abc123', 'https://llm-abc123.eu-central-1.maas.aliyuncs.com'],
	] as Array<[string, Region, string, string]>)('%s', (_name, region, workspaceId, host) => {
		const address = studioAddress({ ...access, region, workspaceId });
		const { path } = requestFor({ model: 'wan2.6-i2v', firstFrame: IMAGE }, region);
		expect(address.ok && address.value.apiBase + path).toBe(
			`${host}/api/v1/services/aigc/video-generation/video-synthesis`,
		);
	});
});

describe('The name that is sent is the one that the region knows', () => {
	test.each([
		['wan2.1-i2v-turbo', 'cn-beijing', 'wanx2.1-i2v-turbo'],
		['wanx2.1-i2v-turbo', 'cn-beijing', 'wanx2.1-i2v-turbo'],
		['wanx2.1-i2v-turbo', 'ap-southeast-1', 'wan2.1-i2v-turbo'],
		['wan2.1-i2v-plus', 'cn-beijing', 'wanx2.1-i2v-plus'],
		['wanx2.1-i2v-plus', 'ap-southeast-1', 'wan2.1-i2v-plus'],
		['wan2.2-i2v-flash', 'cn-beijing', 'wan2.2-i2v-flash'],
		[' wan2.6-i2v ', 'us-east-1', 'wan2.6-i2v'],
	] as Array<[string, Region, string]>)('%s in %s is %s', (model, region, name) => {
		expect(requestFor({ model, firstFrame: IMAGE }, region).body.model).toBe(name);
	});
});

describe('With nothing set but the image', () => {
	test.each([
		['wan2.6-i2v-flash', 'ap-southeast-1', { resolution: '1080P', duration: 5 }],
		['wan2.6-i2v', 'eu-central-1', { resolution: '1080P', duration: 5 }],
		['wan2.6-i2v-us', 'us-east-1', { resolution: '1080P', duration: 5 }],
		['wan2.5-i2v-preview', 'ap-southeast-1', { resolution: '1080P', duration: 5 }],
		['wan2.2-i2v-flash', 'ap-southeast-1', { resolution: '720P' }],
		['wan2.2-i2v-plus', 'ap-southeast-1', { resolution: '1080P' }],
		['wan2.1-i2v-turbo', 'ap-southeast-1', { resolution: '720P', duration: 5 }],
		['wan2.1-i2v-plus', 'ap-southeast-1', {}],
	] as Array<[string, Region, object]>)(
		'%s in %s is sent what decides its price: %j',
		(model, region, parameters) => {
			const { body } = requestFor({ model, firstFrame: IMAGE }, region);
			expect(body).toEqual({ model, input: { img_url: IMAGE }, parameters });
		},
	);

	test('every model can be built in every region that offers it', () => {
		for (const model of models) {
			for (const region of model.regions) {
				const { body } = requestFor({ model: model.id, firstFrame: IMAGE }, region);
				expect(body.model).toBe(nameInRegion(model, region));
			}
		}
	});
});

describe('A first frame in the temporary storage of Model Studio', () => {
	test('is sent with the header that lets the service look there', () => {
		const values = { model: 'wan2.6-i2v', firstFrame: 'oss://dashscope-instant/x/2026-11-22/cat.png' };
		expect(requestFor(values, 'ap-southeast-1').headers).toEqual({
			'X-DashScope-OssResourceResolve': 'enable',
		});
	});
});
