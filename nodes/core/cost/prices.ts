import type { Region, Resolution } from '../catalogue';

/** Prices of one model where it is offered, in CNY a second of video. */
export interface PriceRow {
	model: string;
	regions: readonly Region[];
	/** Left out where the price is the same with and without sound. */
	sound?: boolean;
	perSecond: Partial<Record<Resolution, number>>;
}

/**
 * "Model pricing", Model Studio (Chinese page), October 2026. The page shows CNY everywhere; the figures outside
 * China are its own conversion of the international list price, so what is billed there in USD differs a little.
 * Virginia: `wan2.6-i2v` runs in the Global scope, `wan2.6-i2v-us` in the US scope, at different prices.
 */
export const priceList = { date: '2026-10', currency: 'CNY' } as const;

const BEIJING = ['cn-beijing'] as const;
const SINGAPORE = ['ap-southeast-1'] as const;

export const prices: readonly PriceRow[] = [
	{ model: 'wan2.6-i2v-flash', regions: BEIJING, sound: true, perSecond: { '720P': 0.3, '1080P': 0.5 } },
	{ model: 'wan2.6-i2v-flash', regions: BEIJING, sound: false, perSecond: { '720P': 0.15, '1080P': 0.25 } },
	{
		model: 'wan2.6-i2v-flash',
		regions: SINGAPORE,
		sound: true,
		perSecond: { '720P': 0.366962, '1080P': 0.550443 },
	},
	{
		model: 'wan2.6-i2v-flash',
		regions: SINGAPORE,
		sound: false,
		perSecond: { '720P': 0.183481, '1080P': 0.275221 },
	},
	{
		model: 'wan2.6-i2v',
		regions: ['cn-beijing', 'us-east-1', 'eu-central-1'],
		perSecond: { '720P': 0.6, '1080P': 1.0 },
	},
	{ model: 'wan2.6-i2v', regions: SINGAPORE, perSecond: { '720P': 0.733924, '1080P': 1.100886 } },
	{ model: 'wan2.6-i2v-us', regions: ['us-east-1'], perSecond: { '720P': 0.733924, '1080P': 1.100886 } },
	{ model: 'wan2.5-i2v-preview', regions: BEIJING, perSecond: { '480P': 0.3, '720P': 0.6, '1080P': 1.0 } },
	{
		model: 'wan2.5-i2v-preview',
		regions: SINGAPORE,
		perSecond: { '480P': 0.366961, '720P': 0.733923, '1080P': 1.100885 },
	},
	{ model: 'wan2.2-i2v-flash', regions: BEIJING, perSecond: { '480P': 0.1, '720P': 0.2, '1080P': 0.48 } },
	{ model: 'wan2.2-i2v-flash', regions: SINGAPORE, perSecond: { '480P': 0.110089, '720P': 0.264213 } },
	{ model: 'wan2.2-i2v-plus', regions: BEIJING, perSecond: { '480P': 0.14, '1080P': 0.7 } },
	{ model: 'wan2.2-i2v-plus', regions: SINGAPORE, perSecond: { '480P': 0.146785, '1080P': 0.733924 } },
	{ model: 'wan2.1-i2v-turbo', regions: BEIJING, perSecond: { '480P': 0.24, '720P': 0.24 } },
	{ model: 'wan2.1-i2v-turbo', regions: SINGAPORE, perSecond: { '480P': 0.264213, '720P': 0.264213 } },
	{ model: 'wan2.1-i2v-plus', regions: BEIJING, perSecond: { '720P': 0.7 } },
	{ model: 'wan2.1-i2v-plus', regions: SINGAPORE, perSecond: { '720P': 0.733924 } },
];
