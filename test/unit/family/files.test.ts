import { MediaFile } from '../../../nodes/core/media/file';
import type { MediaInfo } from '../../../nodes/core/media/probe';
import type { VideoInfo } from '../../../nodes/core/media/probe/mediaInfo';
import { validateVideo } from '../../../nodes/core/request/validate';
import { filesToSend } from '../../../nodes/core/request/delivery';
import type { VideoValues } from '../../../nodes/core/request/values';
import { costOfRequest } from '../../../nodes/core/pricing/cost';
import { imageLink } from '../../harness/family';

/** A file that says so of itself; its bytes are never read here. */
function file(facts: MediaInfo, bytes = 1000, fileName?: string): MediaFile {
	const open = async () => new Uint8Array();
	return new MediaFile({ open, ...(fileName && { fileName }) }, facts, bytes, 'f'.repeat(64));
}
const clip = (more: Partial<VideoInfo> = {}, bytes?: number) =>
	file(
		{
			kind: 'video',
			format: 'mp4',
			mimeType: 'video/mp4',
			width: 1280,
			height: 720,
			seconds: 5,
			framesPerSecond: 24,
			hasSound: true,
			...more,
		},
		bytes,
	);
const picture = (width: number, height: number, bytes?: number) =>
	file({ kind: 'image', format: 'jpeg', mimeType: 'image/jpeg', width, height, alpha: false }, bytes);
const sound = (seconds: number) => file({ kind: 'audio', format: 'mp3', mimeType: 'audio/mpeg', seconds });

const MB = 1024 * 1024;
const going = (firstClip: unknown): VideoValues => ({
	operation: 'continue',
	model: 'wan2.7-i2v',
	firstClip,
});
const editing = (video: unknown, more = {}): VideoValues => ({
	operation: 'edit',
	model: 'wan2.7-videoedit',
	video,
	...more,
});
const moving = (characterImage: unknown, motionVideo: unknown): VideoValues => ({
	operation: 'animate',
	model: 'wan2.2-animate-move',
	characterImage,
	motionVideo,
});
const repainting = (video: unknown): VideoValues => ({
	operation: 'edit',
	model: 'wan2.1-vace-plus',
	editFunction: 'video_outpainting',
	prompt: 'x',
	video,
});
const referring = (model: string, url: unknown, kind = 'video', more = {}): VideoValues => ({
	operation: 'generateFromReferences',
	model,
	prompt: 'x',
	references: [{ kind, url, ...more }],
});
const speaking = (portrait: unknown, speech: unknown): VideoValues => ({
	operation: 'generateFromSpeech',
	model: 'wan2.2-s2v',
	portrait,
	speech,
});

describe('A wrong file is refused with what it is and what the model takes', () => {
	test.each<[string, VideoValues, RegExp, RegExp]>([
		[
			'a short clip',
			going(clip({ seconds: 1.5 })),
			/^First Clip is 1\.5 seconds long/,
			/wan2\.7-i2v accepts MP4 or MOV videos, 2 to 10 seconds/,
		],
		['a long clip', going(clip({ seconds: 10.5 })), /is 10\.5 seconds long/, /Trim it/],
		[
			'a small clip',
			going(clip({ width: 320, height: 180 })),
			/is 320x180 pixels/,
			/240 to 4096 pixels a side/,
		],
		['a large clip', going(clip({ width: 4100 })), /is 4100x720/, /Resize/],
		['a narrow clip', going(clip({ width: 2400, height: 240 })), /10 to 1/, /at most 8 to 1/],
		['a heavy clip', going(clip({}, 101 * MB)), /is 101 MB/, /up to 100 MB/],
		['an AVI', going(clip({ format: 'avi' })), /is a file of type AVI/, /MP4 or MOV/],
		['a picture for a clip', going(picture(500, 500)), /is a file of type JPEG/, /videos/],
		[
			'a broken clip',
			going(file({ kind: 'broken', format: 'mp4', reason: 'ends in its header' })),
			/is a broken MP4 file/,
			/incomplete/,
		],
		[
			'a clip for a picture',
			{ operation: 'generateFromImage', model: 'wan2.7-i2v', firstFrame: clip() },
			/First Frame is a file of type MP4/,
			/images/,
		],
		[
			'a narrow picture',
			{ operation: 'generateFromImage', model: 'wan2.7-i2v', firstFrame: picture(4000, 400) },
			/10 to 1/,
			/at most 8 to 1/,
		],
		['a heavy character', moving(picture(500, 500, 6 * MB), clip()), /Character Image is 6 MB/, /up to 5 MB/],
		['a wide character', moving(picture(2000, 500), clip()), /4 to 1/, /3 to 1/],
		[
			'a large motion',
			moving(picture(500, 500), clip({ width: 2560 })),
			/Motion Video is 2560x720/,
			/200 to 2048/,
		],
		['a slow clip', repainting(clip({ framesPerSecond: 12 })), /has 12 frames per second/, /16 or more/],
		[
			'a clip of another container',
			repainting(clip({ format: 'mov' })),
			/is a file of type MOV/,
			/MP4 videos/,
		],
		['a small portrait', speaking(picture(300, 500), sound(5)), /Portrait is 300x500/, /400 to 7000/],
		['a long speech', speaking(picture(500, 500), sound(21)), /Speech is 21 seconds long/, /20 seconds/],
		[
			'a long reference',
			referring('wan2.7-r2v', clip({ seconds: 31 })),
			/Reference 1 is 31 seconds long/,
			/1 to 30/,
		],
		[
			'a long voice',
			referring('wan2.7-r2v', picture(500, 500), 'image', { voice: sound(11) }),
			/The voice of Reference 1 is 11 seconds/,
			/1 to 10/,
		],
		[
			'a document of an unknown kind',
			referring('wan3.0-video', file({ kind: 'other', format: 'unknown' }, 10, 'a.exe'), 'file'),
			/ends in \.exe/,
			/PDF/,
		],
		['a file for a web page', referring('wan3.0-video', clip(), 'link'), /is a file/, /public web page/],
	])('%s', (_name, values, found, takes) => {
		const region = values.model === 'wan2.2-s2v' ? 'cn-beijing' : 'ap-southeast-1';
		const { problems, video } = validateVideo(values, region);
		expect(video).toBeUndefined();
		expect(problems).toHaveLength(1);
		expect(problems[0]?.message).toMatch(found);
		expect(problems[0]?.description).toMatch(takes);
	});

	test('a model that nobody knows takes a document of any format, and its hint names no number that is none', () => {
		const drawing = file({
			kind: 'image',
			format: 'png',
			mimeType: 'image/png',
			width: 10,
			height: 10,
			alpha: true,
		});
		const { problems, hints, video } = validateVideo(
			{
				...referring('wan9-r2v', drawing, 'file'),
				dialect: 'media',
				duration: '',
				expressions: ['duration'],
			},
			'ap-southeast-1',
		);
		expect(problems).toEqual([]);
		expect(video?.references).toEqual([{ kind: 'file', url: drawing }]);
		expect(hints).toContain('Duration is empty. Its expression returned nothing. The default is used.');
	});

	test('more seconds of reference videos than there may be together', () => {
		const references = [clip({ seconds: 9 }), clip({ seconds: 9 })].map((url) => ({ kind: 'video', url }));
		const { problems } = validateVideo(
			{ operation: 'generateFromReferences', model: 'wan3.0-video', references },
			'cn-beijing',
		);
		expect(problems[0]?.message).toBe('References has 18 seconds of video');
	});

	test('an output that is too long together with a reference video', () => {
		const values = { ...referring('wan3.0-video', clip({ seconds: 12 })), duration: 20 };
		expect(validateVideo(values, 'cn-beijing').problems[0]?.description).toContain('30 seconds in total');
		expect(validateVideo({ ...values, duration: 18 }, 'cn-beijing').problems).toEqual([]);
	});

	test('a longer clip for vace is a hint, since it is cut', () => {
		const { hints, problems } = validateVideo(repainting(clip({ seconds: 8 })), 'ap-southeast-1');
		expect(problems).toEqual([]);
		expect(hints).toEqual([expect.stringContaining('Everything after 5 seconds is cut off')]);
	});
});

describe('Exact limits pass', () => {
	test.each<[string, VideoValues]>([
		['2 seconds', going(clip({ seconds: 2 }))],
		['10 seconds, 100 MB', going(clip({ seconds: 10 }, 100 * MB))],
		['240 pixels, 8 to 1', going(clip({ width: 1920, height: 240 }))],
		['4096 pixels', going(clip({ width: 4096, height: 4096 }))],
		[
			'a character of 3 to 1',
			moving(
				picture(600, 200, 5 * MB),
				clip({ seconds: 30, width: 2048, height: 2048, format: 'avi' }, 200 * MB),
			),
		],
		[
			'a document',
			referring('wan3.0-video', file({ kind: 'other', format: 'pdf' }, 100 * MB, 'a.pdf'), 'file'),
		],
	])('%s', (_name, values) => {
		expect(validateVideo(values, 'ap-southeast-1').problems).toEqual([]);
	});
});

describe('How files get to the service', () => {
	const routes = (values: VideoValues) => {
		const { video } = validateVideo(values, values.model === 'wan2.2-s2v' ? 'cn-beijing' : 'ap-southeast-1');
		if (!video) throw new Error('Refused');
		return filesToSend(video).map(({ delivery: route }) => route);
	};
	test.each<[string, VideoValues, string[]]>([
		['a clip', going(clip()), ['upload']],
		[
			'pictures where a data URL is documented',
			editing(clip(), { referenceImages: [{ url: picture(500, 500) }] }),
			['upload', 'data URL'],
		],
		['pictures where none is', moving(picture(500, 500), clip()), ['upload', 'upload']],
		['a portrait and a speech', speaking(picture(500, 500), sound(5)), ['upload', 'upload']],
		[
			'references with voices',
			referring('wan2.7-r2v', picture(500, 500), 'image', { voice: sound(3) }),
			['data URL', 'upload'],
		],
		['references of 2.6', referring('wan2.6-r2v', picture(500, 500), 'image'), ['upload']],
		['links', editing('https://example.com/a.mp4', { referenceImages: [{ url: imageLink }] }), []],
	])('%s', (_name, values, expected) => {
		expect(routes(values)).toEqual(expected);
	});
});

describe('What is charged for inputs that were measured, and at most for those that were not', () => {
	const cost = (values: VideoValues) => {
		const { video, problems } = validateVideo(values, 'cn-beijing');
		if (!video) throw new Error(problems[0]?.message);
		return costOfRequest(video);
	};
	const link = 'https://example.com/a.mp4';
	test.each<[string, VideoValues, object]>([
		['editing 4 seconds', editing(clip({ seconds: 4 })), { seconds: 8, amount: 8 }],
		['editing 4 seconds to 3', editing(clip({ seconds: 4 }), { duration: 3 }), { seconds: 7, amount: 7 }],
		['editing a link', editing(link), { seconds: 20, amount: 20, atMost: true }],
		[
			'3.0 with 6 seconds of reference',
			referring('wan3.0-video', clip({ seconds: 6 })),
			{ seconds: 11, amount: 13.2 },
		],
		['3.0 with a link', referring('wan3.0-video', link), { seconds: 20, amount: 24, atMost: true }],
		[
			'3.0 that chooses its length',
			{ operation: 'generateFromText', model: 'wan3.0-video', prompt: 'x', duration: -1 },
			{ seconds: 30, amount: 36, atMost: true },
		],
		['2.7 with a link', referring('wan2.7-r2v', link), { seconds: 10, amount: 10, atMost: true }],
		[
			'2.6 with 12 seconds, of which 5 are charged',
			referring('wan2.6-r2v', clip({ seconds: 12 })),
			{ seconds: 10, amount: 10 },
		],
		[
			'an animation of 7 seconds',
			moving(picture(500, 500), clip({ seconds: 7 })),
			{ seconds: 7, amount: 2.8 },
		],
		['an animation of a link', moving(picture(500, 500), link), { seconds: 30, amount: 12, atMost: true }],
		['a speech of 8 seconds', speaking(picture(500, 500), sound(8)), { seconds: 8, amount: 4 }],
		[
			'a clip that goes on to 12 seconds',
			{ ...going(clip({ seconds: 4 })), duration: 12 },
			{ seconds: 12, amount: 12 },
		],
		[
			'JSON that makes it longer and larger',
			{
				model: 'wan2.6-i2v',
				firstFrame: imageLink,
				resolution: '720P',
				additionalParameters: { duration: 15, resolution: '1080P' },
			},
			{ seconds: 15, amount: 15 },
		],
		[
			'JSON that takes the sound away',
			{ model: 'wan2.6-i2v-flash', firstFrame: imageLink, additionalParameters: '{ "audio": false }' },
			{ seconds: 5, amount: 1.25 },
		],
	])('%s', (_name, values, expected) => {
		expect(cost(values)).toEqual({
			...expected,
			perSecond: expect.any(Number),
			currency: 'CNY',
			priceListDate: '2026-10',
			estimate: true,
		});
	});

	/*
	 * By hand: 1080P of 5 seconds and at most 5 of the clips, CNY 1 a second (flash: 0.5). A clip has 2 seconds; a link may
	 * have up to 30. 2.6 takes three clips at most.
	 */
	const everyNumber: Array<[model: string, perSecond: number, most: number]> = [
		['wan2.7-r2v', 1, 5],
		['wan2.7-r2v-2026-06-12', 1, 5],
		['wan2.6-r2v', 1, 3],
		['wan2.6-r2v-flash', 0.5, 3],
	];
	test.each(everyNumber)(
		'%s (%d a second) with 0 to %d clips bills 5 seconds of them at most',
		(model, perSecond, most) => {
			const withClips = (clips: unknown[]) =>
				cost({
					operation: 'generateFromReferences',
					model,
					prompt: 'x',
					references: [
						...(clips.length < 5 ? [{ kind: 'image', url: imageLink }] : []),
						...clips.map((url) => ({ kind: 'video', url })),
					],
				});
			const billed = [5, 7, 9, 10, 10, 10];
			for (let count = 0; count <= most; count++) {
				const seconds = billed[count] ?? 0;
				expect(withClips(Array(count).fill(clip({ seconds: 2 })))).toMatchObject({
					seconds,
					amount: seconds * perSecond,
				});
				const linked = withClips(Array(count).fill(link));
				expect(linked).toMatchObject({ amount: (count === 0 ? 5 : 10) * perSecond });
				expect(linked?.atMost).toBe(count === 0 ? undefined : true);
			}
			// What was measured is all that can be billed, so it is no upper bound.
			expect(withClips([clip({ seconds: 6 }), link])).not.toHaveProperty('atMost');
		},
	);

	test.each<[string, VideoValues]>([
		[
			'a resolution that the list does not have',
			{ model: 'wan2.6-i2v', firstFrame: imageLink, additionalParameters: { resolution: '4K' } },
		],
		[
			'a duration that is no number',
			{ model: 'wan2.6-i2v', firstFrame: imageLink, additionalParameters: { duration: 'long' } },
		],
		['inputs that nobody has looked at', { ...editing(link), additionalInput: { media: [] } }],
		[
			'a size by the side of a resolution',
			{
				operation: 'generateFromText',
				model: 'wan2.6-t2v',
				prompt: 'x',
				additionalParameters: { resolution: '1080P' },
			},
		],
	])('nothing that is known: JSON with %s', (_name, values) => {
		expect(cost(values)).toBeUndefined();
	});
});
