import { models, optionsInRegion, tierOfSize, type Region } from '../../nodes/core/catalogue';
import { estimateCost } from '../../nodes/core/pricing/estimate';
import { validateVideo } from '../../nodes/core/request/validate';
import { readTaskAnswer } from '../../nodes/core/studio/answers';
import { costOfRequest, costOfTask } from '../../nodes/core/pricing/cost';

/* Fact sheet 1.12: CNY a second, October 2026, transcribed line by line. */
const BJ = 'cn-beijing';
const SG = 'ap-southeast-1';
const VA = 'us-east-1';
const FRA = 'eu-central-1';

type Row = [model: string, region: Region, sound: boolean | undefined, resolution: string, perSecond: number];
const prices: Row[] = [
	['wan2.6-i2v-flash', BJ, true, '720P', 0.3],
	['wan2.6-i2v-flash', BJ, true, '1080P', 0.5],
	['wan2.6-i2v-flash', SG, true, '720P', 0.366962],
	['wan2.6-i2v-flash', SG, true, '1080P', 0.550443],
	['wan2.6-i2v-flash', BJ, false, '720P', 0.15],
	['wan2.6-i2v-flash', BJ, false, '1080P', 0.25],
	['wan2.6-i2v-flash', SG, false, '720P', 0.183481],
	['wan2.6-i2v-flash', SG, false, '1080P', 0.275221],
	// Not set means on, as the service reads it.
	['wan2.6-i2v-flash', SG, undefined, '1080P', 0.550443],
	['wan2.6-i2v', BJ, undefined, '720P', 0.6],
	['wan2.6-i2v', BJ, undefined, '1080P', 1],
	['wan2.6-i2v', SG, undefined, '720P', 0.733924],
	['wan2.6-i2v', SG, undefined, '1080P', 1.100886],
	['wan2.6-i2v', VA, undefined, '720P', 0.6],
	['wan2.6-i2v', VA, undefined, '1080P', 1],
	['wan2.6-i2v', FRA, undefined, '720P', 0.6],
	['wan2.6-i2v', FRA, undefined, '1080P', 1],
	['wan2.6-i2v-us', VA, undefined, '720P', 0.733924],
	['wan2.6-i2v-us', VA, undefined, '1080P', 1.100886],
	['wan2.5-i2v-preview', BJ, undefined, '480P', 0.3],
	['wan2.5-i2v-preview', BJ, undefined, '720P', 0.6],
	['wan2.5-i2v-preview', BJ, undefined, '1080P', 1],
	['wan2.5-i2v-preview', SG, undefined, '480P', 0.366961],
	['wan2.5-i2v-preview', SG, undefined, '720P', 0.733923],
	['wan2.5-i2v-preview', SG, undefined, '1080P', 1.100885],
	['wan2.2-i2v-flash', BJ, undefined, '480P', 0.1],
	['wan2.2-i2v-flash', BJ, undefined, '720P', 0.2],
	['wan2.2-i2v-flash', BJ, undefined, '1080P', 0.48],
	['wan2.2-i2v-flash', SG, undefined, '480P', 0.110089],
	['wan2.2-i2v-flash', SG, undefined, '720P', 0.264213],
	['wan2.2-i2v-plus', BJ, undefined, '480P', 0.14],
	['wan2.2-i2v-plus', BJ, undefined, '1080P', 0.7],
	['wan2.2-i2v-plus', SG, undefined, '480P', 0.146785],
	['wan2.2-i2v-plus', SG, undefined, '1080P', 0.733924],
	['wan2.1-i2v-turbo', BJ, undefined, '480P', 0.24],
	['wan2.1-i2v-turbo', BJ, undefined, '720P', 0.24],
	['wan2.1-i2v-turbo', SG, undefined, '480P', 0.264213],
	['wan2.1-i2v-turbo', SG, undefined, '720P', 0.264213],
	['wan2.1-i2v-plus', BJ, undefined, '720P', 0.7],
	['wan2.1-i2v-plus', SG, undefined, '720P', 0.733924],
	['wan3.0-video', BJ, undefined, '480P', 0.3],
	['wan3.0-video', BJ, undefined, '720P', 0.6],
	['wan3.0-video', 'ap-northeast-1', undefined, '1080P', 1.2],
	['wan3.0-video', FRA, undefined, '1080P', 1.2],
	['wan3.0-video', VA, undefined, '1080P', 1.2],
	['wan3.0-video', SG, true, '480P', 0.37471],
	['wan3.0-video', SG, false, '720P', 0.74942],
	['wan3.0-video', SG, undefined, '1080P', 1.49884],
	['wan3.0-video-prime', BJ, undefined, '480P', 0.45],
	['wan3.0-video-prime', BJ, undefined, '720P', 0.9],
	['wan3.0-video-prime', BJ, undefined, '1080P', 1.8],
	['wan3.0-video-prime', SG, undefined, '480P', 0.495838],
	['wan3.0-video-prime', SG, undefined, '720P', 1.020844],
	['wan3.0-video-prime', SG, undefined, '1080P', 2.041687],
	...[
		'wan2.7-i2v',
		'wan2.7-i2v-2026-04-25',
		'wan2.7-t2v',
		'wan2.7-t2v-2026-06-12',
		'wan2.7-r2v',
		'wan2.7-videoedit',
		'wan2.6-t2v',
		'wan2.6-r2v',
	].flatMap((model): Row[] => [
		[model, BJ, undefined, '720P', 0.6],
		[model, BJ, undefined, '1080P', 1],
		[model, SG, undefined, '720P', 0.733924],
		[model, SG, undefined, '1080P', 1.100886],
	]),
	['wan2.6-t2v', FRA, undefined, '1080P', 1],
	['wan2.6-r2v', VA, undefined, '720P', 0.6],
	['wan2.6-t2v-us', VA, undefined, '1080P', 1.100886],
	['wan2.6-r2v-flash', BJ, true, '720P', 0.3],
	['wan2.6-r2v-flash', BJ, false, '1080P', 0.25],
	['wan2.6-r2v-flash', SG, true, '1080P', 0.550443],
	['wan2.6-r2v-flash', SG, false, '720P', 0.183481],
	['wan2.5-t2v-preview', BJ, undefined, '480P', 0.3],
	['wan2.5-t2v-preview', SG, undefined, '1080P', 1.100885],
	['wan2.2-t2v-plus', BJ, undefined, '480P', 0.14],
	['wan2.2-t2v-plus', SG, undefined, '1080P', 0.733924],
	['wan2.1-t2v-turbo', BJ, undefined, '480P', 0.24],
	['wan2.1-t2v-turbo', SG, undefined, '720P', 0.264213],
	['wan2.1-t2v-plus', BJ, undefined, '720P', 0.7],
	['wan2.1-kf2v-plus', SG, undefined, '720P', 0.733924],
	['wan2.1-vace-plus', BJ, undefined, '720P', 0.7],
	['wan2.2-kf2v-flash', BJ, undefined, '480P', 0.1],
	['wan2.2-kf2v-flash', BJ, undefined, '720P', 0.2],
	['wan2.2-kf2v-flash', BJ, undefined, '1080P', 0.48],
	['wan2.2-s2v', BJ, undefined, '480P', 0.5],
	['wan2.2-s2v', BJ, undefined, '720P', 0.9],
	['wan2.2-animate-move', BJ, undefined, 'wan-std', 0.4],
	['wan2.2-animate-move', BJ, undefined, 'wan-pro', 0.6],
	['wan2.2-animate-move', SG, undefined, 'wan-std', 0.880709],
	['wan2.2-animate-move', SG, undefined, 'wan-pro', 1.321063],
	['wan2.2-animate-mix', BJ, undefined, 'wan-std', 0.6],
	['wan2.2-animate-mix', BJ, undefined, 'wan-pro', 0.9],
	['wan2.2-animate-mix', SG, undefined, 'wan-std', 1.321063],
	['wan2.2-animate-mix', SG, undefined, 'wan-pro', 1.908202],
];

describe('A second costs, by the price list', () => {
	test.each(prices)('%s in %s, sound %j, %s: CNY %d', (model, region, sound, resolution, perSecond) => {
		expect(estimateCost({ model, region, resolution, sound, seconds: 1 })).toEqual({
			seconds: 1,
			perSecond,
			amount: perSecond,
			currency: 'CNY',
			priceListDate: '2026-10',
			estimate: true,
		});
	});

	test('for every model in every region, tier and sound that it is offered with', () => {
		for (const { id, regions, resolution, size, mode } of models) {
			for (const region of regions) {
				const sizes = (size?.options ?? []).map((option) => tierOfSize(option) ?? '');
				const tiers = [
					...(resolution ? optionsInRegion(resolution, region) : []),
					...sizes,
					...(mode?.options ?? []),
				];
				// The price page says nothing of Hong Kong, where only 3.0 is.
				if (region === 'cn-hongkong') continue;
				expect(tiers.length).toBeGreaterThan(0);
				for (const tier of tiers) {
					for (const sound of [true, false, undefined]) {
						const cost = estimateCost({ model: id, region, resolution: tier, sound, seconds: 5 });
						expect([id, region, tier, cost?.amount]).toEqual([id, region, tier, expect.any(Number)]);
					}
				}
			}
		}
	});
});

describe('A video costs', () => {
	test.each([
		[5, 5.50443],
		[10, 11.00886],
		[15, 16.51329],
		[5.2, 5.724607],
	])('%d seconds of wan2.6-i2v in 1080P in Singapore: CNY %d, without binary dust', (seconds, amount) => {
		const cost = estimateCost({ model: 'wan2.6-i2v', region: SG, resolution: '1080P', sound: true, seconds });
		expect(cost).toMatchObject({ seconds, amount });
	});

	test.each([
		[{ model: 'wan9.9-i2v' }],
		[{ region: 'cn-hongkong' as Region }],
		[{ resolution: '480P' }],
		[{ resolution: undefined }],
		[{ seconds: undefined }],
		[{ seconds: 0 }],
	])('nothing that we know with %j', (change) => {
		const known = { model: 'wan2.6-i2v', region: SG as Region, resolution: '720P', sound: true, seconds: 5 };
		expect(estimateCost(known)).toBeDefined();
		expect(estimateCost({ ...known, ...change })).toBeUndefined();
	});
});

describe('What was asked for and what was made', () => {
	const ask = (values: object, region: Region = SG) => {
		const firstFrame = 'https://example.com/cat.png';
		const { video } = validateVideo({ model: 'wan2.6-i2v-flash', firstFrame, ...values }, region);
		if (!video) throw new Error('Refused');
		return video;
	};
	const made = (usage: object) => {
		const answer = readTaskAnswer({ output: { task_id: 't', task_status: 'SUCCEEDED' }, usage });
		if (!answer) throw new Error('No answer');
		return answer;
	};

	test.each([
		[{ duration: 10, resolution: '720P' }, 3.66962],
		[{ duration: 10, resolution: '720P', audio: false }, 1.83481],
		[{}, 2.752215],
		[{ model: 'wan2.2-i2v-plus', resolution: '480P' }, 0.733925],
		[{ model: 'wan2.1-i2v-plus' }, 3.66962],
	])('a request for %j costs CNY %d before it is sent', (values, amount) => {
		expect(costOfRequest(ask(values))).toMatchObject({ amount });
	});

	test.each([
		[{ duration: 10, SR: 720, audio: true }, 3.66962],
		// What the service says goes before what was asked for.
		[{ duration: 4, SR: 1080, audio: false }, 1.100884],
		[{ video_duration: 3 }, 1.651329],
		[{}, 2.752215],
	])('a task with the usage %j cost CNY %d', (usage, amount) => {
		expect(costOfTask(ask({}), made(usage))).toMatchObject({ amount });
	});

	test("Beijing's wanx2.1 name has the price of its model", () => {
		expect(costOfRequest(ask({ model: 'wanx2.1-i2v-plus' }, BJ))).toMatchObject({ amount: 3.5 });
	});
});
