import { models, optionsInRegion, tierOfSize, type Region } from '../../nodes/core/catalogue';
import { estimateCost } from '../../nodes/core/pricing/estimate';
import { validateVideo } from '../../nodes/core/request/validate';
import { readTaskResponse } from '../../nodes/core/studio/responses';
import { billOf, costOfRequest, costOfTask } from '../../nodes/core/pricing/cost';

const BJ = 'cn-beijing';
const SG = 'ap-southeast-1';
const VA = 'us-east-1';
const FRA = 'eu-central-1';
const TYO = 'ap-northeast-1';

/*
 * The price list of October 2026, written by hand from the fact sheet: Beijing from 1.12 (CNY), Singapore, "Global" and
 * the US scope from 13.4, HappyHorse from 13.6 (USD). A line: models: regions: sound: prices of a second.
 */
const PRICE_LIST = `
wan3.0-video: SG: any: 480P 0.05, 720P 0.10, 1080P 0.20
wan3.0-video: VA FRA TYO: any: 480P 0.043006, 720P 0.086012, 1080P 0.172024
wan3.0-video: BJ: any: 480P 0.3, 720P 0.6, 1080P 1.2
wan3.0-video-prime: SG: any: 480P 0.066165, 720P 0.136221, 1080P 0.272443
wan3.0-video-prime: VA FRA TYO: any: 480P 0.064509, 720P 0.129018, 1080P 0.258036
wan3.0-video-prime: BJ: any: 480P 0.45, 720P 0.9, 1080P 1.8
wan2.7-i2v wan2.7-i2v-2026-04-25 wan2.6-i2v: SG: any: 720P 0.10, 1080P 0.15
wan2.7-i2v wan2.7-i2v-2026-04-25 wan2.6-i2v: VA FRA TYO: any: 720P 0.086012, 1080P 0.143353
wan2.7-i2v wan2.7-i2v-2026-04-25 wan2.6-i2v: BJ: any: 720P 0.6, 1080P 1.0
wan2.7-t2v wan2.7-t2v-2026-04-25 wan2.7-t2v-2026-06-12 wan2.6-t2v: SG: any: 720P 0.10, 1080P 0.15
wan2.7-t2v wan2.7-t2v-2026-04-25 wan2.7-t2v-2026-06-12 wan2.6-t2v: VA FRA TYO: any: 720P 0.086012, 1080P 0.143353
wan2.7-t2v wan2.7-t2v-2026-04-25 wan2.7-t2v-2026-06-12 wan2.6-t2v: BJ: any: 720P 0.6, 1080P 1.0
wan2.7-r2v wan2.7-r2v-2026-06-12 wan2.6-r2v wan2.7-videoedit: SG: any: 720P 0.10, 1080P 0.15
wan2.7-r2v wan2.7-r2v-2026-06-12 wan2.6-r2v wan2.7-videoedit: VA FRA TYO: any: 720P 0.086012, 1080P 0.143353
wan2.7-r2v wan2.7-r2v-2026-06-12 wan2.6-r2v wan2.7-videoedit: BJ: any: 720P 0.6, 1080P 1.0
wan2.6-i2v-us wan2.6-t2v-us: VA: any: 720P 0.10, 1080P 0.15
wan2.6-i2v-flash wan2.6-r2v-flash: SG: sound: 720P 0.05, 1080P 0.075
wan2.6-i2v-flash wan2.6-r2v-flash: SG: silent: 720P 0.025, 1080P 0.0375
wan2.6-i2v-flash wan2.6-r2v-flash: BJ: sound: 720P 0.3, 1080P 0.5
wan2.6-i2v-flash wan2.6-r2v-flash: BJ: silent: 720P 0.15, 1080P 0.25
wan2.5-i2v-preview wan2.5-t2v-preview: SG: any: 480P 0.05, 720P 0.10, 1080P 0.15
wan2.5-i2v-preview wan2.5-t2v-preview: BJ: any: 480P 0.3, 720P 0.6, 1080P 1.0
wan2.2-i2v-flash: SG: any: 480P 0.015, 720P 0.036
wan2.2-i2v-flash wan2.2-kf2v-flash: BJ: any: 480P 0.10, 720P 0.20, 1080P 0.48
wan2.2-i2v-plus wan2.2-t2v-plus: SG: any: 480P 0.02, 1080P 0.10
wan2.2-i2v-plus wan2.2-t2v-plus: BJ: any: 480P 0.14, 1080P 0.70
wan2.1-i2v-turbo wan2.1-t2v-turbo: SG: any: 480P 0.036, 720P 0.036
wan2.1-i2v-turbo wan2.1-t2v-turbo: BJ: any: 480P 0.24, 720P 0.24
wan2.1-i2v-plus wan2.1-t2v-plus wan2.1-kf2v-plus wan2.1-vace-plus: SG: any: 720P 0.10
wan2.1-i2v-plus wan2.1-t2v-plus wan2.1-kf2v-plus wan2.1-vace-plus: BJ: any: 720P 0.70
wan2.2-animate-move: SG: any: wan-std 0.12, wan-pro 0.18
wan2.2-animate-move: BJ: any: wan-std 0.4, wan-pro 0.6
wan2.2-animate-mix: SG: any: wan-std 0.18, wan-pro 0.26
wan2.2-animate-mix: BJ: any: wan-std 0.6, wan-pro 0.9
happyhorse-1.1-t2v happyhorse-1.1-i2v happyhorse-1.1-r2v: SG: any: 480P 0.07, 720P 0.14, 1080P 0.18
happyhorse-1.1-t2v happyhorse-1.1-i2v happyhorse-1.1-r2v: VA FRA TYO: any: 480P 0.064509, 720P 0.129018, 1080P 0.172024
happyhorse-1.1-t2v happyhorse-1.1-i2v happyhorse-1.1-r2v: BJ: any: 480P 0.45, 720P 0.9, 1080P 1.2
happyhorse-1.0-t2v happyhorse-1.0-i2v happyhorse-1.0-r2v happyhorse-1.0-video-edit: BJ: any: 720P 0.9, 1080P 1.6
wan2.2-s2v: BJ: any: 480P 0.5, 720P 0.9
`;

const REGIONS: Record<string, Region> = { BJ, SG, VA, FRA, TYO, HK: 'cn-hongkong' };
const TIERS = ['480P', '720P', '1080P', 'wan-std', 'wan-pro'];

/** Price of a second by `model region tier sound`. */
const prices = new Map<string, number>();
for (const line of PRICE_LIST.trim().split('\n')) {
	const [names = '', regions = '', sound = '', perTier = ''] = line.split(': ');
	for (const model of names.split(' ')) {
		for (const region of regions.split(' ')) {
			for (const [tier, price] of perTier.split(', ').map((cell) => cell.split(' '))) {
				for (const each of sound === 'any' ? ['sound', 'silent'] : [sound])
					prices.set([model, REGIONS[region], tier, each].join(' '), Number(price));
			}
		}
	}
}

describe('A second costs, by the price list', () => {
	const cells = models.flatMap(({ id }) =>
		Object.values(REGIONS).flatMap((region) =>
			TIERS.flatMap((tier) => ['sound', 'silent'].map((sound) => ({ id, region, tier, sound }))),
		),
	);

	test('what the hand-written list says in each of its cells, in the currency of the region, and nothing elsewhere', () => {
		const found = new Map<string, number>();
		for (const { id, region, tier, sound } of cells) {
			const cost = estimateCost({
				model: id,
				region,
				tier,
				sound: sound === 'sound',
				seconds: 1,
			});
			if (!cost) continue;
			found.set([id, region, tier, sound].join(' '), cost.perSecond);
			expect(cost).toEqual({
				seconds: 1,
				perSecond: cost.perSecond,
				amount: cost.perSecond,
				currency: region === BJ ? 'CNY' : 'USD',
				priceListDate: '2026-10',
				estimate: true,
			});
		}
		expect(Object.fromEntries(found)).toEqual(Object.fromEntries(prices));
		expect(prices.size).toBeGreaterThan(250);
	});

	test('with sound where the request does not say, as the service reads it', () => {
		const cost = estimateCost({
			model: 'wan2.6-i2v-flash',
			region: SG,
			tier: '1080P',
			sound: undefined,
			seconds: 1,
		});
		expect(cost?.perSecond).toBe(0.075);
	});

	test('for every model in every region, tier and sound that it is offered with', () => {
		for (const { id, regions, resolution, size, mode } of models) {
			// The price page says nothing of Hong Kong, and of HappyHorse 1.0 Beijing's price only.
			const unknown = (region: Region) =>
				region === 'cn-hongkong' || (id.startsWith('happyhorse-1.0') && region !== BJ);
			for (const region of regions.filter((one) => !unknown(one))) {
				const sizes = (size?.options ?? []).map((option) => tierOfSize(option) ?? '');
				const tiers = [
					...(resolution ? optionsInRegion(resolution, region) : []),
					...sizes,
					...(mode?.options ?? []),
				];
				expect(tiers.length).toBeGreaterThan(0);
				for (const tier of tiers) {
					expect([id, region, tier, prices.get([id, region, tier, 'silent'].join(' '))]).toEqual([
						...[id, region, tier],
						expect.any(Number),
					]);
				}
			}
		}
	});

	test('no more digits than the list, for any number of whole seconds', () => {
		const digits = (amount: number) => (String(amount).split('.')[1] ?? '').length;
		for (const { id, region, tier, sound } of cells) {
			for (const seconds of [2, 3, 5, 7, 10, 15, 30]) {
				const asked = { model: id, region, tier, sound: sound === 'sound', seconds };
				const cost = estimateCost(asked);
				if (cost) expect(digits(cost.amount)).toBeLessThanOrEqual(digits(cost.perSecond));
			}
		}
	});
});

describe('A video costs', () => {
	test.each([
		[5, 0.716765],
		[10, 1.43353],
		[15, 2.150295],
		[5.2, 0.745436],
	])('%d seconds of wan2.6-i2v in 1080P in Virginia: USD %d, without binary dust', (seconds, amount) => {
		const cost = estimateCost({ model: 'wan2.6-i2v', region: VA, tier: '1080P', sound: true, seconds });
		expect(cost).toMatchObject({ seconds, amount });
	});

	test.each([
		[{ model: 'wan9.9-i2v' }],
		[{ region: 'cn-hongkong' as Region }],
		[{ tier: '480P' }],
		[{ tier: undefined }],
		[{ seconds: undefined }],
		[{ seconds: 0 }],
	])('nothing that we know with %j', (change) => {
		const known = { model: 'wan2.6-i2v', region: SG as Region, tier: '720P', sound: true, seconds: 5 };
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
		const response = readTaskResponse({ output: { task_id: 't', task_status: 'SUCCEEDED' }, usage });
		if (!response) throw new Error('No answer');
		return response;
	};

	test.each([
		[{ duration: 10, resolution: '720P' }, 0.5],
		[{ duration: 10, resolution: '720P', audio: false }, 0.25],
		[{}, 0.375],
		[{ model: 'wan2.2-i2v-plus', resolution: '480P' }, 0.1],
		[{ model: 'wan2.1-i2v-plus' }, 0.5],
	])('a request for %j costs USD %d before it is sent', (values, amount) => {
		expect(costOfRequest(ask(values))).toMatchObject({ amount });
	});

	test.each([
		[{ duration: 10, SR: 720, audio: true }, 0.5],
		// What the service says goes before what was asked for.
		[{ duration: 4, SR: 1080, audio: false }, 0.15],
		[{ video_duration: 3 }, 0.225],
		[{}, 0.375],
	])('a task with the usage %j cost USD %d', (usage, amount) => {
		expect(costOfTask(billOf(ask({})), made(usage))).toMatchObject({ amount });
	});

	test("Beijing's wanx2.1 name has the price of its model", () => {
		expect(costOfRequest(ask({ model: 'wanx2.1-i2v-plus' }, BJ))).toMatchObject({
			amount: 3.5,
			currency: 'CNY',
		});
	});
});
