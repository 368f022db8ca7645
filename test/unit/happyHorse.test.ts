import { buildRequest } from '../../nodes/core/request/body';
import { validateVideo } from '../../nodes/core/request/validate';
import type { VideoValues } from '../../nodes/core/request/values';
import { costOfRequest } from '../../nodes/core/pricing/cost';
import { generateFromImage } from '../../nodes/Wan/operations/video/generateFromImage';

const check = (values: VideoValues, region: 'cn-beijing' | 'ap-southeast-1' = 'ap-southeast-1') =>
	validateVideo(values, region);
const sent = (values: VideoValues) => {
	const { video, problems } = check(values);
	if (!video) throw new Error(problems[0]?.message);
	return buildRequest(video);
};
const image = 'https://example.com/a.png';

describe('HappyHorse', () => {
	test.each<[string, VideoValues, object]>([
		[
			'text',
			{
				operation: 'generateFromText',
				model: 'happyhorse-1.1-t2v',
				prompt: 'A cat',
				ratio: '9:16',
				duration: 3,
			},
			{
				model: 'happyhorse-1.1-t2v',
				input: { prompt: 'A cat' },
				parameters: { resolution: '1080P', ratio: '9:16', duration: 3 },
			},
		],
		[
			'an image, without a watermark',
			{ model: 'happyhorse-1.0-i2v', firstFrame: image, resolution: '720P', watermark: false },
			{
				model: 'happyhorse-1.0-i2v',
				input: { media: [{ type: 'first_frame', url: image }] },
				parameters: { resolution: '720P', duration: 5, watermark: false },
			},
		],
		[
			'references',
			{
				operation: 'generateFromReferences',
				model: 'happyhorse-1.1-r2v',
				prompt: 'They meet',
				references: [
					{ kind: 'image', url: image },
					{ kind: 'image', url: image },
				],
			},
			{
				model: 'happyhorse-1.1-r2v',
				input: {
					prompt: 'They meet',
					media: [
						{ type: 'reference_image', url: image },
						{ type: 'reference_image', url: image },
					],
				},
				parameters: { resolution: '1080P', duration: 5 },
			},
		],
		[
			'a clip to edit',
			{
				operation: 'edit',
				model: 'happyhorse-1.0-video-edit',
				prompt: 'Make it snow',
				video: 'https://example.com/a.mp4',
				audioSetting: 'origin',
			},
			{
				model: 'happyhorse-1.0-video-edit',
				input: { prompt: 'Make it snow', media: [{ type: 'video', url: 'https://example.com/a.mp4' }] },
				parameters: { resolution: '1080P', audio_setting: 'origin' },
			},
		],
	])('is asked in the form of 2.7: %s', (_name, values, body) => {
		const request = sent(values);
		expect(request.path).toBe('/services/aigc/video-generation/video-synthesis');
		expect(request.body).toEqual(body);
	});

	test.each<[VideoValues, RegExp]>([
		[{ model: 'happyhorse-1.0-i2v', firstFrame: image, resolution: '480P' }, /Resolution is 480P/],
		[{ model: 'happyhorse-1.1-i2v', firstFrame: image, duration: 2 }, /Duration is 2/],
		[{ operation: 'generateFromText', model: 'happyhorse-1.1-t2v' }, /Prompt is empty/],
	])('%j is refused', (values, message) => {
		expect(check(values).problems.map((problem) => problem.message)).toEqual([
			expect.stringMatching(message),
		]);
	});

	test('what other models have and it has not gets a hint and is not sent', () => {
		const { hints, video } = check({
			model: 'happyhorse-1.1-i2v',
			firstFrame: image,
			promptExtend: true,
			negativePrompt: 'rain',
		});
		expect(hints.join()).toMatch(/Negative Prompt is set/);
		expect(hints.join()).toMatch(/Prompt Extend is set/);
		expect(video && buildRequest(video).body.parameters).toEqual({ resolution: '1080P', duration: 5 });
	});

	test.each([
		['a', 5000, false],
		['a', 5001, true],
		['马', 2500, false],
		['马', 2501, true],
	])('a prompt of %s, %d times: cut %s', (letter, times, cut) => {
		const { hints } = check({ model: 'happyhorse-1.1-i2v', firstFrame: image, prompt: letter.repeat(times) });
		expect(hints.some((hint) => hint.includes('cuts the rest'))).toBe(cut);
	});

	test('an edited clip is charged with the new one, 15 seconds each at most', () => {
		const { video } = check(
			{
				operation: 'edit',
				model: 'happyhorse-1.0-video-edit',
				prompt: 'Make it snow',
				video: 'https://example.com/a.mp4',
			},
			'cn-beijing',
		);
		expect(video && costOfRequest(video)).toMatchObject({ seconds: 30, amount: 48, atMost: true });
	});

	test('the option says for which models the watermark is on', () => {
		const options = generateFromImage.description.flatMap(({ name, options: all }) =>
			name === 'options' ? (all ?? []) : [],
		);
		const watermark = options.find(({ name }) => name === 'watermark');
		expect(watermark).toMatchObject({
			description:
				'Whether to put "AI Generated" into the lower right corner. On unless you turn it off with happyhorse-1.1-i2v, happyhorse-1.0-i2v.',
		});
	});
});
