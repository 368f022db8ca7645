import { binaryItem } from '../harness/engine';
import { imageLink } from '../harness/family';
import { engine, standIn, useEngine } from '../harness/suite';
import { imageFile, imageToVideo, runWan } from '../harness/wan';

useEngine({ taskSeconds: 1 });

const byExpression = {
	model: { __rl: true, mode: 'id', value: '={{ $json.model }}' },
	duration: '={{ $json.seconds }}',
	resolution: '={{ $json.tier }}',
};
/** Hand-computed: 5 x 0.05 + 10 x 0.10 + 5 x 0.02 + 5 x 0.036 = 1.53. */
const mixed = [
	{ json: { model: 'wan2.6-i2v-flash', seconds: 5, tier: '720P' } },
	{ json: { model: 'wan2.6-i2v', seconds: 10, tier: '720P' } },
	{ json: { model: 'wan2.2-i2v-plus', seconds: '', tier: '480P' } },
	{ json: { model: 'wan2.1-i2v-turbo', seconds: 5, tier: '480P' } },
];
const SUM = 1.53;

describe('Dry Run', () => {
	it('of 100 items makes no request and outputs each request with its price', async () => {
		const items = Array.from({ length: 100 }, (_, index) => ({ json: { seconds: 2 + (index % 10) } }));
		const parameters = imageToVideo({
			duration: '={{ $json.seconds }}',
			resolution: '720P',
			options: { dryRun: true },
		});
		const { items: out, error } = await runWan(engine, standIn, parameters, { items });
		expect(error).toBeUndefined();
		expect(standIn.books).toEqual([]);
		expect(out).toHaveLength(100);
		expect(out[3]).toEqual({
			json: {
				dryRun: true,
				model: 'wan2.6-i2v-flash',
				request: {
					method: 'POST',
					url: `${standIn.baseUrl}/services/aigc/video-generation/video-synthesis`,
					headers: { 'Content-Type': 'application/json', 'X-DashScope-Async': 'enable' },
					body: {
						model: 'wan2.6-i2v-flash',
						input: { prompt: 'A cat runs across the grass', img_url: 'https://example.com/first-frame.png' },
						parameters: { resolution: '720P', duration: 5 },
					},
				},
				cost: {
					seconds: 5,
					perSecond: 0.05,
					amount: 0.25,
					currency: 'USD',
					priceListDate: '2026-10',
					estimate: true,
				},
			},
			pairedItem: { item: 3 },
		});
		const sum = out.reduce((all, { json }) => all + (json.cost as { amount: number }).amount, 0);
		expect(sum).toBeCloseTo(10 * (2 + 3 + 4 + 5 + 6 + 7 + 8 + 9 + 10 + 11) * 0.05, 6);
	});

	it('shows an image file short', async () => {
		const image = await binaryItem(imageFile, 'cat.jpg', 'image/jpeg');
		const parameters = imageToVideo({ firstFrameSource: 'binary', options: { dryRun: true } });
		const { items } = await runWan(engine, standIn, parameters, { items: [image] });
		const body = (items[0]?.json.request as { body: { input: { img_url: string } } }).body;
		expect(body.input.img_url).toMatch(/^data:image\/jpeg;base64,… \(\d+ \w+\)$/);
		expect(standIn.books).toEqual([]);
	});

	it('refuses what a run would refuse', async () => {
		const { error } = await runWan(
			engine,
			standIn,
			imageToVideo({ duration: 99, options: { dryRun: true } }),
		);
		expect(error?.message).toBe('Duration is 99 [item 0]');
	});

	it('looks at no task that is to be resumed', async () => {
		const options = { dryRun: true, taskIdToResume: 'abcd-1234' };
		const { items } = await runWan(engine, standIn, imageToVideo({ options }));
		expect(items[0]?.json).toEqual({ dryRun: true, taskId: 'abcd-1234' });
		expect(standIn.books).toEqual([]);
	});
});

describe('Spending Limit', () => {
	const run = async (options: object, items = mixed) =>
		await runWan(engine, standIn, imageToVideo({ ...byExpression, options } as never), { items });

	it('refuses the whole run before the first submit, with the sum', async () => {
		const { error } = await run({ spendingLimit: 1.52 });
		expect(error?.message).toBe(`This run costs USD ${SUM}, more than the Spending Limit of 1.52 [item 0]`);
		expect(error?.description).toContain('Nothing was submitted');
		expect(standIn.books).toEqual([]);
	});

	it('lets a run through that costs just as much', async () => {
		const { error, items } = await run({ spendingLimit: SUM, downloadVideo: false });
		expect(error).toBeUndefined();
		const sum = items.reduce((all, { json }) => all + Number(json.estimatedCost), 0);
		expect(sum).toBeCloseTo(SUM, 6);
	});

	it('in the continue mode every item has the sum, and nothing was submitted', async () => {
		const { items } = await runWan(
			engine,
			standIn,
			imageToVideo({ ...byExpression, options: { spendingLimit: 1 } } as never),
			{
				items: mixed,
				node: { onError: 'continueRegularOutput' },
			},
		);
		expect(items.map(({ json }) => String(json.error))).toEqual(
			Array(4).fill(expect.stringContaining(`USD ${SUM}`)),
		);
		expect(standIn.books).toEqual([]);
	});

	it('refuses a model whose price is not known, unless the user gives one', async () => {
		const options = { spendingLimit: 100, bodyDialect: 'flat' };
		const unknown = [{ json: { model: 'wan4.0-i2v', seconds: 5, tier: '720P' } }];
		const { error } = await run(options, unknown);
		expect(error?.message).toBe('The price of wan4.0-i2v is not known, and a Spending Limit is set [item 0]');
		expect(standIn.books).toEqual([]);
		const priced = await run({ ...options, pricePerSecond: 30 }, unknown);
		expect(priced.error?.message).toContain('This run costs USD 150, more than the Spending Limit of 100');
	});

	it.each(['a lot', -1, true])('%j is no limit, and is not taken for none', async (spendingLimit) => {
		const { error } = await run({ spendingLimit });
		expect(error?.message).toBe(`Spending Limit is ${spendingLimit} [item 0]`);
		expect(standIn.books).toEqual([]);
	});

	it('a price of nothing, with which the option begins, does not switch the limit off', async () => {
		const { error } = await run({ spendingLimit: 1, pricePerSecond: 0 });
		expect(error?.message).toBe('Price per Second is 0 [item 0]');
		expect(standIn.books).toEqual([]);
	});

	it('takes the most that an input of unknown length can cost', async () => {
		const parameters = {
			resource: 'video',
			operation: 'edit',
			model: { __rl: true, mode: 'list', value: 'wan2.7-videoedit' },
			videoSource: 'url',
			videoUrl: 'https://example.com/clip.mp4',
			referenceImages: { image: [{ source: 'url', url: imageLink }] },
			options: { spendingLimit: 2.9 },
		};
		const { error } = await runWan(engine, standIn, parameters);
		expect(error?.message).toContain('This run costs up to USD 3, more than the Spending Limit of 2.9');
		expect(standIn.books).toEqual([]);
	});
});

it("the user's own price stands in the output and says so", async () => {
	const options = { pricePerSecond: 0.5, downloadVideo: false, simple: false };
	const { items } = await runWan(engine, standIn, imageToVideo({ duration: 4, options }));
	expect(items[0]?.json.cost).toEqual({
		seconds: 4,
		perSecond: 0.5,
		amount: 2,
		currency: 'USD',
		priceListDate: 'own price',
		estimate: true,
	});
});
