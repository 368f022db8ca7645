/* eslint-disable @n8n/community-nodes/no-restricted-globals */
import { createHash, randomBytes } from 'node:crypto';
import { request } from 'undici';
import { startStandIn, type Region, type StandIn, type StandInOptions } from '../standIn';

// eslint-disable-next-line @typescript-eslint/no-explicit-any -- bodies and answers of every shape
type Any = any;

const V = 'video-generation/video-synthesis';
const K = 'image2video/video-synthesis';
const IMAGE = 'https://example.com/cat.png';
const AUDIO = 'https://example.com/voice.mp3';
const VIDEO = 'https://example.com/clip.mp4';
const PNG =
	'data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAIAAACQd1PeAAAADElEQVR4nGP4z8AAAAMBAQDJ/pLvAAAAAElFTkSuQmCC';

const media = (...types: string[]) =>
	types.map((type) => ({
		type,
		url: type.includes('audio') ? AUDIO : /video|clip/.test(type) ? VIDEO : IMAGE,
	}));

const running: StandIn[] = [];
/** Its clock moves by `advance` only, so a machine that is busy for a while changes nothing. */
const start = async (options: StandInOptions = {}): Promise<StandIn> => {
	const begun = Date.now();
	const standIn = await startStandIn({ now: () => begun, ...options });
	running.push(standIn);
	return standIn;
};

afterEach(async () => {
	await Promise.all(running.splice(0).map(async (standIn) => await standIn.close()));
});

interface Reply {
	status: number;
	headers: Record<string, string | string[] | undefined>;
	text: string;
	json: Any;
}

async function call(standIn: StandIn, method: 'GET' | 'POST', path: string, more: Any = {}): Promise<Reply> {
	const url = path.startsWith('http') ? path : `${standIn.baseUrl}${path}`;
	const headers = { authorization: `Bearer ${standIn.apiKey}`, ...more.headers };
	const response = await request(url, { method, headers, body: more.body, signal: more.signal });
	const text = await response.body.text();
	let json: Any;
	try {
		json = JSON.parse(text);
	} catch {
		json = undefined;
	}
	return { status: response.statusCode, headers: response.headers, text, json };
}

const post = async (standIn: StandIn, path: string, body: Any, headers: Any = {}): Promise<Reply> =>
	await call(standIn, 'POST', `/services/aigc/${path}`, {
		headers: { 'content-type': 'application/json', 'x-dashscope-async': 'enable', ...headers },
		body: typeof body === 'string' ? body : JSON.stringify(body),
	});

const FLASH = { model: 'wan2.6-i2v-flash', input: { img_url: IMAGE }, parameters: {} };
const flash = (input: Any = {}, parameters: Any = {}) => ({
	...FLASH,
	input: { ...FLASH.input, ...input },
	parameters,
});

async function submitFlash(standIn: StandIn, parameters: Any = {}): Promise<string> {
	const response = await post(standIn, V, flash({ prompt: 'A cat runs' }, parameters));
	expect(response.json).toMatchObject({ output: { task_status: 'PENDING' } });
	return response.json.output.task_id;
}

const query = async (standIn: StandIn, taskId: string): Promise<Reply> =>
	await call(standIn, 'GET', `/tasks/${taskId}`);

async function finishedUrl(standIn: StandIn): Promise<string> {
	const taskId = await submitFlash(standIn);
	standIn.advance(100);
	return (await query(standIn, taskId)).json.output.video_url;
}

const content = randomBytes(300_000);

/** A form as the storage wants it, or with one thing changed. */
const uploadForm = (data: Any, change: Any = {}): FormData => {
	const fields = {
		OSSAccessKeyId: data.oss_access_key_id,
		Signature: data.signature,
		policy: data.policy,
		'x-oss-object-acl': data.x_oss_object_acl,
		'x-oss-forbid-overwrite': data.x_oss_forbid_overwrite,
		key: `${data.upload_dir}/cat.png`,
		success_action_status: '200',
		...change,
	};
	const form = new FormData();
	for (const [name, value] of Object.entries(fields)) form.append(name, String(value));
	form.append('file', new Blob([content]), 'cat.png');
	return form;
};

const prompt = { prompt: 'A cat' };
const image = { img_url: IMAGE };
const animate = { input: { image_url: IMAGE, video_url: VIDEO }, parameters: { mode: 'wan-std' } };
const kf2v = { input: { first_frame_url: IMAGE, last_frame_url: IMAGE } };
const vace = { input: { function: 'image_reference', prompt: 'A cat', ref_images_url: [IMAGE] } };
const references = { input: { ...prompt, reference_urls: [IMAGE, VIDEO] } };
const ALL: Region[] = [
	'cn-beijing',
	'ap-southeast-1',
	'us-east-1',
	'eu-central-1',
	'cn-hongkong',
	'ap-northeast-1',
];
const BOTH: Region[] = ['cn-beijing', 'ap-southeast-1'];
const WORLD: Region[] = [...BOTH, 'us-east-1', 'eu-central-1'];

/** A minimal legal body for every published model: path, regions, the rest. Written from the tables by hand. */
const MINIMAL: Array<[model: string, path: string, regions: Region[], rest: Any, linkPlace?: string]> = [
	['wan3.0-video', V, ALL, { input: prompt }],
	['wan3.0-video-prime', V, ALL, { input: { media: media('first_frame') } }],
	['wan2.7-i2v', V, BOTH, { input: { media: media('first_frame') } }],
	['wan2.7-i2v-2026-04-25', V, BOTH, { input: { media: media('first_clip', 'last_frame') } }],
	['wan2.7-t2v', V, BOTH, { input: prompt }],
	['wan2.7-t2v-2026-04-25', V, BOTH, { input: prompt }],
	['wan2.7-t2v-2026-06-12', V, BOTH, { input: prompt }],
	['wan2.7-r2v', V, BOTH, { input: { ...prompt, media: media('reference_image', 'reference_video') } }],
	['wan2.7-r2v-2026-06-12', V, BOTH, { input: { ...prompt, media: media('reference_image') } }],
	['wan2.7-videoedit', V, BOTH, { input: { media: media('video') } }],
	['wan2.6-i2v-flash', V, BOTH, { input: image }],
	['wan2.6-i2v', V, WORLD, { input: image }],
	['wan2.6-i2v-us', V, ['us-east-1'], { input: image }],
	['wan2.6-t2v', V, WORLD, { input: prompt }],
	['wan2.6-t2v-us', V, ['us-east-1'], { input: prompt }],
	['wan2.6-r2v', V, WORLD, references],
	['wan2.6-r2v-flash', V, BOTH, references],
	['wan2.5-i2v-preview', V, BOTH, { input: image }],
	['wan2.5-t2v-preview', V, BOTH, { input: prompt }],
	['wan2.2-i2v-flash', V, BOTH, { input: image }],
	['wan2.2-i2v-plus', V, BOTH, { input: image }],
	['wan2.2-t2v-plus', V, BOTH, { input: prompt }],
	['wan2.2-kf2v-flash', K, ['cn-beijing'], kf2v],
	['wanx2.1-kf2v-plus', K, ['cn-beijing'], { input: { first_frame_url: IMAGE, template: 'hanfu-1' } }],
	['wan2.1-kf2v-plus', K, ['ap-southeast-1'], kf2v],
	['wanx2.1-i2v-turbo', V, ['cn-beijing'], { input: image }],
	['wan2.1-i2v-turbo', V, ['ap-southeast-1'], { input: image }],
	['wanx2.1-i2v-plus', V, ['cn-beijing'], { input: image }],
	['wan2.1-i2v-plus', V, ['ap-southeast-1'], { input: image }],
	['wanx2.1-t2v-turbo', V, ['cn-beijing'], { input: prompt }],
	['wan2.1-t2v-turbo', V, ['ap-southeast-1'], { input: prompt }],
	['wanx2.1-t2v-plus', V, ['cn-beijing'], { input: prompt }],
	['wan2.1-t2v-plus', V, ['ap-southeast-1'], { input: prompt }],
	['wanx2.1-vace-plus', V, ['cn-beijing'], vace],
	['wan2.1-vace-plus', V, ['ap-southeast-1'], vace],
	['wan2.2-animate-move', K, BOTH, animate],
	['wan2.2-animate-mix', K, BOTH, animate],
	['wan2.2-s2v', K, ['cn-beijing'], { input: { image_url: IMAGE, audio_url: AUDIO } }],
];

/** usage of the minimal bodies, one model for each dialect. */
const USAGE: Record<string, object> = {
	'wan3.0-video': {
		video_count: 1,
		duration: 5,
		input_video_duration: 0,
		output_video_duration: 5,
		fps: 30,
		SR: 1080,
		ratio: '16:9',
	},
	'wan2.7-i2v': {
		duration: 5,
		input_video_duration: 0,
		output_video_duration: 5,
		SR: 1080,
		video_count: 1,
	},
	'wan2.7-t2v': {
		duration: 5,
		input_video_duration: 0,
		output_video_duration: 5,
		SR: 1080,
		video_count: 1,
		ratio: '16:9',
	},
	'wan2.7-r2v': {
		duration: 10,
		input_video_duration: 5,
		output_video_duration: 5,
		SR: 1080,
		video_count: 1,
		ratio: '16:9',
	},
	'wan2.7-videoedit': {
		duration: 10.04,
		input_video_duration: 5.02,
		output_video_duration: 5.02,
		SR: 1080,
		video_count: 1,
	},
	'wan2.6-i2v-flash': {
		duration: 5,
		input_video_duration: 0,
		output_video_duration: 5,
		SR: 1080,
		video_count: 1,
		audio: true,
	},
	'wan2.6-t2v': {
		duration: 5,
		input_video_duration: 0,
		output_video_duration: 5,
		SR: 1080,
		video_count: 1,
		size: '1920*1080',
	},
	'wan2.5-i2v-preview': { duration: 5, video_count: 1, SR: 1080 },
	'wan2.2-i2v-flash': { duration: 5, video_count: 1, SR: 720 },
	'wan2.2-t2v-plus': { video_duration: 5, video_ratio: '1920*1080', video_count: 1 },
	'wan2.2-kf2v-flash': { video_duration: 5, video_count: 1, SR: 720 },
	'wanx2.1-i2v-turbo': { video_duration: 5, video_ratio: 'standard', video_count: 1 },
	'wanx2.1-vace-plus': { video_duration: 5, video_ratio: 'standard', video_count: 1 },
	'wan2.2-animate-move': { video_duration: 5.2, video_ratio: 'standard' },
	'wan2.2-s2v': { duration: 18.13, size: '512*640', fps: 16, video_count: 1, SR: 480 },
};

describe('every published model', () => {
	it.each(ALL)(
		'is taken with a minimal legal body in its regions and unknown elsewhere: %s',
		async (region) => {
			const standIn = await start({ region });
			for (const [model, path, regions, rest] of MINIMAL) {
				const { status, json } = await post(standIn, path, { model, ...rest });
				const expected = regions.includes(region) ? { status: 200 } : { status: 404, code: 'ModelNotFound' };
				expect({ model, status, code: json.code }).toEqual({ model, code: undefined, ...expected });
			}
		},
	);

	it('answers in the dialect of its model', async () => {
		const standIn = await start({ region: 'cn-beijing' });
		for (const [model, path, regions, rest] of MINIMAL) {
			if (!regions.includes('cn-beijing')) continue;
			const { json } = await post(standIn, path, { model, ...rest });
			standIn.advance(100);
			const { output, usage } = (await query(standIn, json.output.task_id)).json;
			expect({ model, status: output.task_status }).toEqual({ model, status: 'SUCCEEDED' });
			if (USAGE[model]) expect({ model, usage }).toEqual({ model, usage: USAGE[model] });
			const nested = /animate|s2v/.test(model);
			expect({ model, flat: output.video_url !== undefined }).toEqual({ model, flat: !nested });
			expect({ model, nested: output.results?.video_url !== undefined }).toEqual({ model, nested });
			const rewrites = !nested && /^wan(x2\.1|2\.[25])/.test(model);
			expect({ model, actual: 'actual_prompt' in output }).toEqual({ model, actual: rewrites });
			standIn.advance(2);
		}
	});

	it('has effects in Beijing only, with an empty prompt in the answer', async () => {
		const beijing = await start({ region: 'cn-beijing' });
		const input = { img_url: IMAGE, prompt: 'ignored', template: 'frenchkiss' };
		const { json } = await post(beijing, V, { model: 'wanx2.1-i2v-turbo', input });
		beijing.advance(100);
		const response = await query(beijing, json.output.task_id);
		expect(response.json.output).toMatchObject({ orig_prompt: '', actual_prompt: '' });
		const singapore = await start();
		const refused = await post(singapore, V, { model: 'wan2.1-i2v-turbo', input });
		expect(refused.json).toMatchObject({
			code: 'InvalidParameter',
			message: 'Unexpected field: input.template',
		});
	});
});

describe('a submit is checked in order', () => {
	it('asks for the key first, then for the async header, then for the path, then for the model', async () => {
		const standIn = await start();
		const bad = { model: 'wan9.9', input: {} };
		const responses = [
			await post(standIn, K, bad, { authorization: '', 'x-dashscope-async': '' }),
			await post(standIn, K, bad, { authorization: 'Bearer sk-other', 'x-dashscope-async': '' }),
			await post(standIn, K, bad, { 'x-dashscope-async': '' }),
			await post(standIn, 'text2video/video-synthesis', bad),
			await post(standIn, K, { ...FLASH, input: {} }),
			await post(standIn, V, bad),
			await post(standIn, V, '{"model":'),
		];
		expect(responses.map(({ status, json }) => [status, json.code, json.message])).toEqual([
			[401, 'InvalidApiKey', 'No API-key provided.'],
			[401, 'InvalidApiKey', 'Invalid API-key provided.'],
			[403, 'AccessDenied', 'current user api does not support synchronous calls.'],
			[400, 'InvalidParameter', 'url error, please check url！'],
			[400, 'InvalidParameter', 'url error, please check url！'],
			[400, 'InvalidParameter', 'Model not exist.'],
			[400, 'InvalidParameter', 'Required body invalid, please check the request body format.'],
		]);
		expect(standIn.tasks.size).toBe(0);
		for (const { json, headers } of responses) {
			expect(json.request_id).toMatch(/^[0-9a-f-]{36}$/);
			expect(headers['x-request-id']).toBe(json.request_id);
		}
	});

	const long = 'x'.repeat(5000);
	it.each<[string, Any]>([
		['text over the limit, which is cut silently', flash({ prompt: long, negative_prompt: long })],
		[
			'every parameter of the model',
			flash({ audio_url: AUDIO }, { audio: false, shot_type: 'multi', seed: 0 }),
		],
		['an image as a data URL', flash({ img_url: PNG })],
		['-1 and 30 seconds of 3.0', { model: 'wan3.0-video', input: prompt, parameters: { duration: -1 } }],
	])('takes %s', async (_, body) => {
		const standIn = await start();
		expect(await post(standIn, V, body)).toMatchObject({ status: 200 });
	});

	const i2v27 = (...types: string[]) => ({ model: 'wan2.7-i2v', input: { media: media(...types) } });
	const r2v27 = (types: string[], parameters: Any = {}) => ({
		model: 'wan2.7-r2v',
		input: { ...prompt, media: media(...types) },
		parameters,
	});
	const w3 = (types: string[], more: Any = {}) => ({
		model: 'wan3.0-video',
		input: { media: media(...types) },
		...more,
	});
	const vaceBody = (input: Any, parameters: Any = {}) => ({
		model: 'wan2.1-vace-plus',
		input: { prompt: 'A cat', ...input },
		parameters,
	});
	it.each<[string, Any, string | RegExp, string?]>([
		['no input', { model: 'wan2.6-i2v' }, 'Field required: input'],
		['no image', { model: 'wan2.6-i2v', input: {} }, 'Field required: input.img_url'],
		['the old body for 2.7', { model: 'wan2.7-i2v', input: image }, 'Field required: input.media'],
		['no prompt for text', { model: 'wan2.6-t2v', input: { prompt: '' } }, 'Field required: input.prompt'],
		['an unknown input field', flash({ last_frame_url: IMAGE }), 'Unexpected field: input.last_frame_url'],
		['an unknown parameter', flash({}, { size: '1280*720' }), 'Unexpected field: parameters.size'],
		['an inherited name', flash({}, { constructor: 1 }), 'Unexpected field: parameters.constructor'],
		['an unknown field beside', { ...FLASH, stream: true }, 'Unexpected field: stream'],
		['a duration as text', flash({}, { duration: '5' }), /valid integer: parameters.duration/],
		['a broken duration', flash({}, { duration: 5.5 }), /valid integer: parameters.duration/],
		['a duration out of range', flash({}, { duration: 16 }), /Range of duration should be \[2, 15\]/],
		[
			'a fixed duration changed',
			{ model: 'wan2.2-i2v-plus', input: image, parameters: { duration: 10 } },
			/duration/,
		],
		['a seed out of range', flash({}, { seed: 2147483648 }), /Range of seed/],
		['a flag as text', flash({}, { watermark: 'true' }), /valid boolean: parameters.watermark/],
		['a wrong resolution', flash({}, { resolution: '480P' }), /Input should be "720P" or "1080P"/],
		[
			'audio where it is no parameter',
			{ model: 'wan2.6-i2v', input: image, parameters: { audio: false } },
			/audio/,
		],
		[
			'a size of 2.7 for 2.6',
			{ model: 'wan2.6-t2v', input: prompt, parameters: { size: '1104*832' } },
			/size/,
		],
		[
			'1080P of 2.2 flash here',
			{ model: 'wan2.2-i2v-flash', input: image, parameters: { resolution: '1080P' } },
			/"720P"/,
		],
		['a clip with a first frame', i2v27('first_clip', 'first_frame'), /combination/],
		['a last frame alone', i2v27('last_frame'), /combination/],
		['a type twice', i2v27('first_frame', 'first_frame'), /At most 1 first_frame/],
		['an unknown type', i2v27('reference_image'), /type/],
		[
			'prompt_extend for 2.6 r2v',
			{ model: 'wan2.6-r2v', ...references, parameters: { prompt_extend: true } },
			/prompt_extend/,
		],
		[
			'an image as data URL in 2.6 r2v',
			{ model: 'wan2.6-r2v', input: { ...prompt, reference_urls: [PNG] } },
			/base64/,
			'InvalidURL',
		],
		['no reference in r2v', r2v27(['first_frame']), /At least one/],
		['six references', r2v27(Array(5).fill('reference_image').concat('reference_video')), /At most 5/],
		['12 s with a reference video', r2v27(['reference_video'], { duration: 12 }), /\[2, 10\]/],
		[
			'two videos to edit',
			{ model: 'wan2.7-videoedit', input: { media: media('video', 'video') } },
			/At most 1 video/,
		],
		[
			'1 s of editing',
			{ model: 'wan2.7-videoedit', input: { media: media('video') }, parameters: { duration: 1 } },
			/duration/,
		],
		['3.0 with nothing', { model: 'wan3.0-video', input: {} }, /Field required/],
		['3.0 with mixed modes', w3(['first_frame', 'reference_image']), /mutually exclusive/],
		['3.0 with 30 s after a video', w3(['reference_video'], { parameters: { duration: 30 } }), /30 seconds/],
		[
			'3.0 with a negative prompt',
			{ model: 'wan3.0-video', input: { ...prompt, negative_prompt: 'x' } },
			/negative_prompt/,
		],
		['a function without its video', vaceBody({ function: 'video_repainting' }), /input.video_url/],
		[
			'two images without roles',
			vaceBody({ function: 'image_reference', ref_images_url: [IMAGE, IMAGE] }),
			/obj_or_bg/,
		],
		[
			'a field of another function',
			vaceBody({ function: 'image_reference', ref_images_url: [IMAGE], video_url: VIDEO }),
			/video_url/,
		],
		['an edit without a mask', vaceBody({ function: 'video_edit', video_url: VIDEO }), /mask/],
		['raw base64', flash({ img_url: PNG.split(',')[1] }), /invalid/, 'InvalidURL'],
		['a data URL of another kind', flash({ img_url: 'data:image/gif;base64,R0lGODlh' }), /data URL/],
		[
			'a data URL without an image in it',
			flash({ img_url: 'data:image/png;base64,aGVsbG8h' }),
			/format/,
			'InvalidParameter.DataInspection',
		],
		['audio as data URL', flash({ audio_url: 'data:audio/mp3;base64,SUQz' }), /base64/, 'InvalidURL'],
	])('refuses %s', async (_, body, message, code = 'InvalidParameter') => {
		const standIn = await start();
		const response = await post(standIn, V, body);
		expect(response).toMatchObject({ status: 400, json: { code } });
		expect(response.json.message).toEqual(
			typeof message === 'string' ? message : expect.stringMatching(message),
		);
		expect(standIn.books[0]).toMatchObject({ kind: 'submit', status: 400, code, body });
		expect(standIn.tasks.size).toBe(0);
	});

	it('wants the watermark of animate in input, its mode, and a last frame of kf2v', async () => {
		const standIn = await start();
		const body = { model: 'wan2.2-animate-mix', ...animate };
		const place = { ...body, parameters: { mode: 'wan-pro', watermark: true } };
		expect((await post(standIn, K, place)).json.message).toBe('Unexpected field: parameters.watermark');
		expect((await post(standIn, K, { ...body, parameters: {} })).json.message).toBe(
			'Field required: parameters.mode',
		);
		const allowed = await post(standIn, K, { ...body, input: { ...body.input, watermark: true } });
		expect(allowed.status).toBe(200);
		const half = { model: 'wan2.1-kf2v-plus', input: { first_frame_url: IMAGE } };
		expect((await post(standIn, K, half)).json.message).toBe('Field required: input.last_frame_url');
	});

	it('looks at a face at once and without the async header', async () => {
		const standIn = await start({ region: 'cn-beijing' });
		const body = { model: 'wan2.2-s2v-detect', input: { image_url: IMAGE } };
		const send = async (headers: Any = {}) =>
			await call(standIn, 'POST', '/services/aigc/image2video/face-detect', {
				headers: { 'content-type': 'application/json', ...headers },
				body: JSON.stringify(body),
			});
		expect((await send()).json).toMatchObject({
			output: { check_pass: true, humanoid: true },
			usage: { image_count: 1 },
		});
		expect(await send({ 'x-dashscope-async': 'enable' })).toMatchObject({ status: 403 });
		expect(standIn.count('detect')).toBe(2);
	});
});

describe('time', () => {
	it('moves a task from PENDING over RUNNING to SUCCEEDED, with times in UTC+8', async () => {
		const standIn = await start({ taskSeconds: 60, pendingSeconds: 30 });
		const taskId = await submitFlash(standIn);
		const before = (await query(standIn, taskId)).json.output;
		expect(before).toEqual({ task_id: taskId, task_status: 'PENDING', submit_time: expect.any(String) });
		standIn.advance(30);
		expect((await query(standIn, taskId)).json.output.task_status).toBe('RUNNING');
		standIn.advance(60);
		const { output } = (await query(standIn, taskId)).json;
		expect(output).toMatchObject({ task_status: 'SUCCEEDED', orig_prompt: 'A cat runs' });
		const epoch = (text: string) => Date.parse(`${text.replace(' ', 'T')}+08:00`);
		expect(output.submit_time).toMatch(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d{3}$/);
		expect(Math.abs(epoch(output.submit_time) - Date.now())).toBeLessThan(60_000);
		expect(epoch(output.scheduled_time) - epoch(output.submit_time)).toBe(30_000);
		expect(epoch(output.end_time) - epoch(output.scheduled_time)).toBe(60_000);
	});

	it('starts a waiting task exactly when a slot becomes free, whoever looks when', async () => {
		const standIn = await start({ taskSeconds: (_, n) => n * 10, pendingSeconds: 1, strictRates: false });
		const ids: string[] = [];
		for (let n = 1; n <= 8; n += 1) ids.push(await submitFlash(standIn));
		standIn.advance(2);
		expect(ids.map((id) => standIn.tasks.get(id)?.status)).toEqual([
			...Array(5).fill('RUNNING'),
			...Array(3).fill('PENDING'),
		]);
		standIn.advance(500);
		const tasks = ids.map((id) => standIn.tasks.get(id));
		const ends = tasks.map((task) => task?.endedAt);
		expect(tasks.slice(5).map((task) => task?.scheduledAt)).toEqual(ends.slice(0, 3));
		expect(tasks.map((task) => (task?.endedAt ?? 0) - (task?.scheduledAt ?? 0))).toEqual(
			ids.map((_, index) => (index + 1) * 10_000),
		);
	});

	it('gives the slots of one model to no other: 2 of a 2.2 model, 1 of animate', async () => {
		const standIn = await start({ strictRates: false });
		for (let n = 0; n < 3; n += 1) {
			await post(standIn, V, { model: 'wan2.2-i2v-flash', input: image });
			await post(standIn, K, { model: 'wan2.2-animate-move', ...animate });
		}
		standIn.advance(1);
		const statuses = (model: string) =>
			[...standIn.tasks.values()].filter((task) => task.model === model).map((task) => task.status);
		expect(statuses('wan2.2-i2v-flash')).toEqual(['RUNNING', 'RUNNING', 'PENDING']);
		expect(statuses('wan2.2-animate-move')).toEqual(['RUNNING', 'PENDING', 'PENDING']);
	});

	it('runs as much faster as asked', async () => {
		const standIn = await start({ timeScale: 10_000, now: undefined });
		const taskId = await submitFlash(standIn);
		await new Promise((resolve) => setTimeout(resolve, 30));
		expect((await query(standIn, taskId)).json.output.task_status).toBe('SUCCEEDED');
	});

	it('forgets a task 24 hours after its end: UNKNOWN with 200, and a link that has expired', async () => {
		const standIn = await start();
		const url = await finishedUrl(standIn);
		const [taskId = ''] = [...standIn.tasks.keys()];
		standIn.advance(24 * 3600 - 200);
		expect((await query(standIn, taskId)).json.output.task_status).toBe('SUCCEEDED');
		standIn.advance(200);
		const unknown = await query(standIn, taskId);
		expect(unknown).toMatchObject({
			status: 200,
			json: { output: { task_id: taskId, task_status: 'UNKNOWN' } },
		});
		const expired = await request(url);
		expect(expired.statusCode).toBe(403);
		expect(await expired.body.text()).toContain('<Message>Request has expired.</Message>');
		expect((await call(standIn, 'GET', '/tasks/')).json.total).toBe(0);
		expect((await query(standIn, 'invalid-task-id-12345')).json.output.task_status).toBe('UNKNOWN');
	});

	it('refuses a query without or with a wrong key', async () => {
		const standIn = await start();
		const response = await call(standIn, 'GET', '/tasks/x', { headers: { authorization: 'Bearer sk-sp-1' } });
		expect(response).toMatchObject({ status: 401, json: { code: 'InvalidApiKey' } });
	});
});

describe('scripted outcomes', () => {
	it('come to the next accepted submits in order, with or without a code', async () => {
		const standIn = await start();
		standIn.script(
			{ status: 'FAILED', code: 'DataInspectionFailed', message: 'Output data may…', afterSeconds: 5 },
			{ status: 'FAILED' },
			{ status: 'CANCELED', afterSeconds: 1 },
			{ status: 'SUCCEEDED', response: (response) => ({ ...response, usage: { duration: '5' } }) },
		);
		await post(standIn, V, flash({}, { seed: -1 }));
		const ids: string[] = [];
		for (let n = 0; n < 4; n += 1) ids.push(await submitFlash(standIn));
		standIn.advance(6);
		const statuses = () => ids.map((id) => standIn.tasks.get(id)?.status);
		expect(statuses()).toEqual(['FAILED', 'RUNNING', 'CANCELED', 'RUNNING']);
		standIn.advance(60);
		expect(statuses()).toEqual(['FAILED', 'FAILED', 'CANCELED', 'SUCCEEDED']);
		const responses = await Promise.all(ids.map(async (id) => (await query(standIn, id)).json));
		expect(responses[0].output).toMatchObject({ code: 'DataInspectionFailed', message: 'Output data may…' });
		expect(responses[1].output).not.toHaveProperty('code');
		expect(responses[3].usage).toEqual({ duration: '5' });
	});
});

describe('cancel', () => {
	it('takes a PENDING task out of the line, and nothing else', async () => {
		const standIn = await start({ strictRates: false });
		const ids: string[] = [];
		for (let n = 0; n < 7; n += 1) ids.push(await submitFlash(standIn));
		standIn.advance(1);
		const cancel = async (id = '') => await call(standIn, 'POST', `/tasks/${id}/cancel`);
		const done = await cancel(ids[5]);
		expect(done).toMatchObject({ status: 200, json: { request_id: expect.any(String) } });
		expect((await query(standIn, ids[5] ?? '')).json.output).toMatchObject({ task_status: 'CANCELED' });
		for (const id of [ids[0], ids[5], 'invented']) {
			expect(await cancel(id)).toMatchObject({ status: 400, json: { code: 'UnsupportedOperation' } });
		}
		standIn.advance(60);
		expect(standIn.tasks.get(ids[6] ?? '')?.scheduledAt).toBe(standIn.tasks.get(ids[0] ?? '')?.endedAt);
		expect(standIn.tasks.get(ids[5] ?? '')?.scheduledAt).toBeUndefined();
	});
});

describe('the task list', () => {
	const compact = (epoch: number) =>
		new Date(epoch + 8 * 3600_000).toISOString().replace(/\D/g, '').slice(0, 14);

	it('shows the newest first, in pages, with epoch times and without results', async () => {
		const standIn = await start({ strictRates: false, listPageMax: 50 });
		const ids: string[] = [];
		for (let n = 0; n < 12; n += 1) ids.push(await submitFlash(standIn));
		standIn.advance(70);
		const first = (await call(standIn, 'GET', '/tasks/')).json;
		expect(first).toMatchObject({ total: 12, total_page: 2, page_no: 1, page_size: 10 });
		expect(first.data.map((row: Any) => row.task_id)).toEqual(ids.slice(2).reverse());
		const second = (await call(standIn, 'GET', '/tasks?page_no=2')).json;
		expect(second.data.map((row: Any) => row.task_id)).toEqual([ids[1], ids[0]]);
		const task = standIn.tasks.get(ids[0] ?? '');
		expect(second.data[1]).toMatchObject({
			status: 'SUCCEEDED',
			model_name: FLASH.model,
			region: 'ap-southeast-1',
			request_id: task?.requestId,
			user_api_unique_key: 'apikey:v1:aigc:video-generation:video-synthesis:wan2.6-i2v-flash',
		});
		expect(second.data[1].end_time - second.data[1].start_time).toBe(60_000);
		expect(second.data[1]).not.toHaveProperty('video_url');
		expect((await call(standIn, 'GET', '/tasks/?page_size=51')).status).toBe(400);
	});

	it('filters by model, status, id and a window of at most 24 hours', async () => {
		const standIn = await start();
		const old = await submitFlash(standIn);
		standIn.advance(20 * 3600);
		await post(standIn, V, { model: 'wan2.7-t2v', input: prompt });
		const total = async (filter: string) => (await call(standIn, 'GET', `/tasks/?${filter}`)).json.total;
		expect(await total('')).toBe(2);
		expect(await total('model_name=wan2.7-t2v')).toBe(1);
		expect(await total('status=SUCCEEDED')).toBe(1);
		expect(await total(`task_id=${old}`)).toBe(1);
		const now = Date.now() + 20 * 3600_000;
		expect(await total(`start_time=${compact(now - 3600_000)}`)).toBe(1);
		expect(await total(`end_time=${compact(now - 3600_000)}`)).toBe(1);
		const wide = `start_time=${compact(now - 30 * 3600_000)}&end_time=${compact(now)}`;
		expect((await call(standIn, 'GET', `/tasks/?${wide}`)).status).toBe(400);
		expect((await call(standIn, 'GET', '/tasks/?start_time=yesterday')).status).toBe(400);
		expect((await call(standIn, 'GET', '/tasks/?status=DONE')).status).toBe(400);
		standIn.advance(5 * 3600);
		expect(await total('')).toBe(1);
	});
});

describe('the model lists', () => {
	it('name the models of the region, filtered and in pages', async () => {
		const standIn = await start({ region: 'eu-central-1' });
		const path = '/models?providers=wan&capabilities=VG&page_size=100';
		const { success, output } = (await call(standIn, 'GET', path)).json;
		expect(success).toBe(true);
		expect(output.models.map((model: Any) => model.model).sort()).toEqual([
			...['wan2.6-i2v', 'wan2.6-r2v', 'wan2.6-t2v', 'wan3.0-video', 'wan3.0-video-prime'],
		]);
		const page = (await call(standIn, 'GET', '/models?page_no=2&page_size=3')).json.output;
		expect(page).toMatchObject({ total: 13, page_no: 2, page_size: 3 });
		expect(page.models).toHaveLength(3);
		const compatible = `${standIn.host}/compatible-mode/v1/models`;
		expect((await call(standIn, 'GET', compatible)).json).toMatchObject({ object: 'list' });
		const refused = await call(standIn, 'GET', compatible, { headers: { authorization: 'Bearer x' } });
		expect(refused).toMatchObject({ status: 401, json: { error: { code: 'invalid_api_key' } } });
	});
});

describe('temporary storage', () => {
	async function policy(standIn: StandIn, model = FLASH.model): Promise<Any> {
		return (await call(standIn, 'GET', `/uploads?action=getPolicy&model=${model}`)).json.data;
	}

	const send = async (data: Any, form: FormData, headers: Record<string, string> = {}) => {
		const response = await fetch(data.upload_host, { method: 'POST', body: form, headers });
		return { status: response.status, text: await response.text() };
	};

	it('takes a file under a policy, and a submit of the same model uses it for 48 hours', async () => {
		const standIn = await start();
		const data = await policy(standIn);
		expect(data).toMatchObject({
			expire_in_seconds: 300,
			max_file_size_mb: 100,
			x_oss_object_acl: 'private',
		});
		expect(await send(data, uploadForm(data))).toEqual({ status: 200, text: '' });
		const url = `oss://${data.upload_dir}/cat.png`;
		const sha256 = createHash('sha256').update(content).digest('hex');
		expect(standIn.uploads.get(url)).toMatchObject({ bytes: 300_000, sha256, model: FLASH.model });
		expect(standIn.books.at(-1)).toMatchObject({ kind: 'upload', status: 200, body: { file: { sha256 } } });
		expect(standIn.books.at(-1)?.body.names.at(-1)).toBe('file');

		const resolve = { 'x-dashscope-ossresourceresolve': 'enable' };
		expect((await post(standIn, V, flash({ img_url: url }), resolve)).status).toBe(200);
		const other = { model: 'wan2.6-i2v', input: { img_url: url } };
		for (const refused of [
			await post(standIn, V, flash({ img_url: url })),
			await post(standIn, V, flash({ img_url: `${url}x` }), resolve),
			await post(standIn, V, other, resolve),
		]) {
			expect(refused).toMatchObject({ status: 400, json: { code: 'InvalidParameter.DataInspection' } });
		}
		standIn.advance(48 * 3600 + 1);
		expect((await post(standIn, V, flash({ img_url: url }), resolve)).status).toBe(400);
	});

	it('refuses a wrong form: Authorization, order, key, twice the same name, signature, too late', async () => {
		const standIn = await start();
		const data = await policy(standIn);
		const refuse = async (form: FormData, status: number, text: string, headers = {}) => {
			const response = await send(data, form, headers);
			expect(response).toMatchObject({ status, text: expect.stringContaining(text) });
		};
		await refuse(uploadForm(data), 400, 'Only one auth mechanism', { authorization: 'Bearer x' });
		const disordered = uploadForm(data);
		disordered.append('late', 'x');
		await refuse(disordered, 400, 'last one');
		const elsewhere = 'elsewhere/cat.png';
		await refuse(uploadForm(data, { key: elsewhere }), 403, 'starts-with');
		await refuse(uploadForm(data, { Signature: 'x' }), 403, 'SignatureDoesNotMatch');
		await refuse(uploadForm(data, { 'x-oss-forbid-overwrite': 'false' }), 403, 'forbid-overwrite');
		expect((await send(data, uploadForm(data))).status).toBe(200);
		await refuse(uploadForm(data), 409, 'FileAlreadyExists');
		standIn.advance(301);
		await refuse(
			uploadForm(data, { key: `${data.upload_dir}/b.png` }),
			403,
			'Invalid according to Policy: Policy expired.',
		);
		expect(standIn.uploads.size).toBe(1);
	});

	it('reads a form in pieces of any size', async () => {
		const standIn = await start();
		const data = await policy(standIn);
		const packed = new Request('http://localhost', { method: 'POST', body: uploadForm(data) });
		const body = Buffer.from(await packed.arrayBuffer());
		const pieces = function* () {
			for (let at = 0; at < body.length; at += 4099) yield body.subarray(at, at + 4099);
		};
		const headers = { 'content-type': packed.headers.get('content-type') ?? '' };
		const response = await request(data.upload_host, { method: 'POST', headers, body: pieces() as Any });
		expect(response.statusCode).toBe(200);
		await response.body.dump();
		expect([...standIn.uploads.values()][0]?.sha256).toBe(createHash('sha256').update(content).digest('hex'));
	});

	it('is for models of the region, and by assumption in Beijing and Singapore only', async () => {
		const path = '/uploads?action=getPolicy&model=wan2.6-i2v';
		const virginia = await start({ region: 'us-east-1' });
		expect(await call(virginia, 'GET', path)).toMatchObject({ status: 200 });
		const standIn = await start({ region: 'us-east-1', refuseUploadsElsewhere: true });
		expect(await call(standIn, 'GET', path)).toMatchObject({ status: 403, json: { code: 'AccessDenied' } });
		const singapore = await start();
		const absent = await call(singapore, 'GET', '/uploads?action=getPolicy&model=wan2.2-s2v');
		expect(absent).toMatchObject({ status: 404, json: { code: 'ModelNotFound' } });
		expect((await call(singapore, 'GET', '/uploads?action=getPolicy')).status).toBe(400);
	});
});

describe('downloads', () => {
	const bytesOf = async (url: string, headers = {}) => {
		const response = await request(url, { headers });
		return { response, bytes: Buffer.from(await response.body.arrayBuffer()) };
	};
	const hash = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex');

	it('come from another origin by a signed link, and count when complete', async () => {
		const standIn = await start();
		const url = await finishedUrl(standIn);
		expect(new URL(url).origin).toBe(standIn.downloadHost);
		expect(new URL(url).origin).not.toBe(standIn.host);
		const { response, bytes } = await bytesOf(url);
		expect(response).toMatchObject({ statusCode: 200, headers: { 'content-type': 'video/mp4' } });
		expect(bytes.toString('latin1', 4, 8)).toBe('ftyp');
		expect(hash(bytes)).toBe(await standIn.videoSha256());
		expect([...standIn.tasks.values()][0]?.downloads).toBe(1);
		const rest = await bytesOf(url, { range: `bytes=${bytes.length - 10}-` });
		expect(rest.response.statusCode).toBe(206);
		expect(rest.bytes).toEqual(bytes.subarray(-10));
	});

	it('refuse a Bearer header and a changed link', async () => {
		const standIn = await start();
		const url = await finishedUrl(standIn);
		expect((await bytesOf(url, { authorization: 'Bearer x' })).response.statusCode).toBe(400);
		expect((await bytesOf(url.replace('Expires=', 'Expires=9'))).response.statusCode).toBe(403);
		expect(standIn.count('download')).toBe(2);
		expect([...standIn.tasks.values()][0]?.downloads).toBe(0);
	});

	it('give every task its own bytes, sound where the model makes it, padded to any size', async () => {
		const standIn = await start({ videoBytes: 3_000_000 });
		const ids = [await submitFlash(standIn), await submitFlash(standIn, { audio: false })];
		standIn.advance(100);
		const videos: Buffer[] = [];
		for (const id of ids)
			videos.push((await bytesOf((await query(standIn, id)).json.output.video_url)).bytes);
		expect(videos.map((bytes) => bytes.length)).toEqual([3_000_000, 3_000_000]);
		expect(videos.map((bytes) => bytes.includes('mp4a'))).toEqual([true, false]);
		expect(videos.map(hash)).toEqual([await standIn.videoSha256(ids[0]), await standIn.videoSha256(ids[1])]);
	});
});

describe('misbehaviour', () => {
	it('can lose the answer of a submit that was taken, and of one that was not', async () => {
		const standIn = await start({ strictRates: false });
		const outcomes: Array<[string, number | string, number]> = [];
		for (const what of [
			...(['429', '500', '502-html', 'reset', 'truncated-json', 'wrong-content-type'] as const),
			...(['cut', 'empty', 'html'] as const),
		]) {
			const before = standIn.tasks.size;
			standIn.misbehave({ on: 'submit', what });
			const response = await post(standIn, V, FLASH).then(
				({ status, text }) => `${status} ${text.slice(0, 1)}`,
				() => 'broken',
			);
			outcomes.push([what, response, standIn.tasks.size - before]);
			expect(standIn.books.at(-1)).toMatchObject({ kind: 'submit', fault: what, body: FLASH });
		}
		expect(outcomes).toEqual([
			['429', '429 {', 0],
			['500', '500 {', 0],
			['502-html', '502 <', 1],
			['reset', 'broken', 1],
			['truncated-json', '200 {', 1],
			['wrong-content-type', '200 {', 1],
			['cut', 'broken', 1],
			['empty', '200 ', 1],
			['html', '200 <', 1],
		]);
		standIn.misbehave({ on: 'submit', what: 'reset', accepted: false });
		await expect(post(standIn, V, FLASH)).rejects.toThrow();
		expect(standIn.tasks.size).toBe(7);
		expect((await post(standIn, V, FLASH)).status).toBe(200);
	});

	it('hits the requests it was told to, with the words it was told', async () => {
		const standIn = await start({ strictRates: false });
		standIn.misbehave({
			on: 'query',
			what: '429',
			which: 'every-third',
			code: 'Throttling',
			message: 'Too many requests in route.',
			retryAfter: '7',
		});
		standIn.misbehave({
			on: 'list',
			what: '500',
			which: 'all',
			times: 2,
			status: 503,
			code: 'ModelUnavailable',
		});
		standIn.misbehave({ on: 'models', what: '500', which: [2, 4] });
		standIn.misbehave({ on: 'cancel', what: '500', which: (n) => n > 1 });
		const statuses = async (method: 'GET' | 'POST', path: string) => {
			const found: number[] = [];
			for (let n = 0; n < 4; n += 1) found.push((await call(standIn, method, path)).status);
			return found;
		};
		expect(await statuses('GET', '/tasks/x')).toEqual([200, 200, 429, 200]);
		expect(await statuses('GET', '/tasks/')).toEqual([503, 503, 200, 200]);
		expect(await statuses('GET', '/models')).toEqual([200, 500, 200, 500]);
		expect(await statuses('POST', '/tasks/x/cancel')).toEqual([400, 500, 500, 500]);
		await query(standIn, 'x');
		const throttled = await query(standIn, 'x');
		expect(throttled.headers['retry-after']).toBe('7');
		expect(throttled.json).toMatchObject({ code: 'Throttling', message: 'Too many requests in route.' });
	});

	it('breaks downloads in the middle, and keeps the connection of a hung one until the end', async () => {
		const standIn = await start({ videoBytes: 2_000_000 });
		const url = await finishedUrl(standIn);
		standIn.misbehave({ on: 'download', what: 'cut' });
		const cut = await request(url);
		expect(cut.headers['content-length']).toBe('2000000');
		let seen = 0;
		await expect(
			(async () => {
				for await (const chunk of cut.body) seen += (chunk as Buffer).length;
			})(),
		).rejects.toThrow();
		expect(seen).toBe(1_000_000);
		for (const [what, type] of [
			['html', 'text/html'],
			['wrong-content-type', 'application/json'],
			['empty', 'video/mp4'],
		] as const) {
			standIn.behave();
			standIn.misbehave({ on: 'download', what });
			const response = await request(url);
			expect(response).toMatchObject({ statusCode: 200, headers: { 'content-type': type } });
			await response.body.dump();
		}
		standIn.behave();
		standIn.misbehave({ on: 'query', what: 'hang' });
		const hung = query(standIn, 'x').catch(() => 'broken');
		while (standIn.count('query') < 2) await new Promise((resolve) => setTimeout(resolve, 5));
		expect(standIn.books.at(-1)).toMatchObject({ fault: 'hang', status: 0 });
		await standIn.close();
		expect(await hung).toBe('broken');
	});

	it('may lose the answer of an upload that was stored', async () => {
		const standIn = await start();
		const path = `/uploads?action=getPolicy&model=${FLASH.model}`;
		standIn.misbehave({ on: 'policy', what: '500' });
		expect((await call(standIn, 'GET', path)).status).toBe(500);
		const { data } = (await call(standIn, 'GET', path)).json;
		standIn.misbehave({ on: 'upload', what: 'reset', which: 1 });
		standIn.misbehave({ on: 'upload', what: '500', which: 2, status: 503 });
		const send = async () => await fetch(data.upload_host, { method: 'POST', body: uploadForm(data) });
		await expect(send()).rejects.toThrow();
		expect(standIn.uploads.size).toBe(1);
		expect((await send()).status).toBe(503);
		expect((await send()).status).toBe(409);
	});
});

describe('limits', () => {
	it('take 5 submits a second of a recent model, 2 of an earlier one, each model for itself', async () => {
		const standIn = await start({ timeScale: 0.001 });
		const burst = async (path: string, body: Any) => {
			const responses = await Promise.all(
				Array.from({ length: 7 }, async () => await post(standIn, path, body)),
			);
			return responses.filter((response) => response.status === 200).length;
		};
		expect(await burst(V, FLASH)).toBe(5);
		expect(await burst(V, { model: 'wan2.2-i2v-plus', input: image })).toBe(2);
		expect(await burst(K, { model: 'wan2.2-animate-move', ...animate })).toBe(5);
		expect(standIn.tasks.size).toBe(12);
		const refused = standIn.books.find((entry) => entry.status === 429);
		expect(refused?.code).toBe('Throttling.RateQuota');
		standIn.advance(1);
		expect(await burst(V, FLASH)).toBe(5);
	});

	it('take 20 queries a second of the account, and the same of lists and cancels', async () => {
		const standIn = await start({ timeScale: 0.001 });
		for (const [method, path] of [
			['GET', '/tasks/x'],
			['GET', '/tasks/'],
			['POST', '/tasks/x/cancel'],
		] as const) {
			const responses = await Promise.all(
				Array.from({ length: 25 }, async () => await call(standIn, method, path)),
			);
			expect(responses.filter((response) => response.status === 429)).toHaveLength(5);
		}
	});

	it('let 500 tasks wait for a model and refuse the next', async () => {
		const standIn = await start({ strictRates: false });
		const body = { model: 'wan2.2-i2v-plus', input: image };
		for (let n = 0; n < 10; n += 1) {
			await Promise.all(Array.from({ length: 50 }, async () => await post(standIn, V, body)));
		}
		standIn.advance(1);
		expect((await post(standIn, V, body)).status).toBe(200);
		expect((await post(standIn, V, body)).status).toBe(200);
		expect((await post(standIn, V, body)).status).toBe(429);
	});
});

it('says in the end when it failed itself', async () => {
	const standIn = await startStandIn({
		taskSeconds: () => {
			throw new Error('a mistake of the test');
		},
	});
	const body = { model: 'wan2.6-i2v-flash', input: { img_url: IMAGE }, parameters: { resolution: '720P' } };
	expect(await post(standIn, V, body)).toMatchObject({ status: 500 });
	await expect(standIn.close()).rejects.toMatchObject({
		message: 'The stand-in itself failed',
		cause: { message: 'a mistake of the test' },
	});
});
