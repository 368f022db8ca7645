import type { PriceRow, Region } from './types';

/**
 * "Model pricing", Model Studio, October 2026. Beijing's list is in CNY, all others are in USD; the CNY that the Chinese
 * page shows for them is its own conversion. Reductions for a time are not taken off.
 */
export const priceList = { date: '2026-10' } as const;

const BEIJING = ['cn-beijing'] as const;
const SINGAPORE = ['ap-southeast-1'] as const;
/** The scope that the page calls "Global". Hong Kong has no price there. */
const GLOBAL: readonly Region[] = ['us-east-1', 'eu-central-1', 'ap-northeast-1'];

/** The page's lines; several models share one. A new model names its line, or brings one. */
export const prices = {
	/** The page shows 30 % off beside it, for a time that it does not name. */
	wan30: [
		{ regions: SINGAPORE, perSecond: { '480P': 0.05, '720P': 0.1, '1080P': 0.2 } },
		{ regions: BEIJING, perSecond: { '480P': 0.3, '720P': 0.6, '1080P': 1.2 } },
		{ regions: GLOBAL, perSecond: { '480P': 0.043006, '720P': 0.086012, '1080P': 0.172024 } },
	],
	wan30Prime: [
		{ regions: SINGAPORE, perSecond: { '480P': 0.066165, '720P': 0.136221, '1080P': 0.272443 } },
		{ regions: BEIJING, perSecond: { '480P': 0.45, '720P': 0.9, '1080P': 1.8 } },
		{ regions: GLOBAL, perSecond: { '480P': 0.064509, '720P': 0.129018, '1080P': 0.258036 } },
	],
	wan26And27: [
		{ regions: SINGAPORE, perSecond: { '720P': 0.1, '1080P': 0.15 } },
		{ regions: BEIJING, perSecond: { '720P': 0.6, '1080P': 1 } },
		{ regions: GLOBAL, perSecond: { '720P': 0.086012, '1080P': 0.143353 } },
	],
	/** The scope with inference in the United States. */
	wan26Us: [{ regions: ['us-east-1'], perSecond: { '720P': 0.1, '1080P': 0.15 } }],
	wan26Flash: [
		{ regions: SINGAPORE, sound: true, perSecond: { '720P': 0.05, '1080P': 0.075 } },
		{ regions: SINGAPORE, sound: false, perSecond: { '720P': 0.025, '1080P': 0.0375 } },
		{ regions: BEIJING, sound: true, perSecond: { '720P': 0.3, '1080P': 0.5 } },
		{ regions: BEIJING, sound: false, perSecond: { '720P': 0.15, '1080P': 0.25 } },
	],
	wan25: [
		{ regions: SINGAPORE, perSecond: { '480P': 0.05, '720P': 0.1, '1080P': 0.15 } },
		{ regions: BEIJING, perSecond: { '480P': 0.3, '720P': 0.6, '1080P': 1 } },
	],
	wan22Flash: [
		{ regions: SINGAPORE, perSecond: { '480P': 0.015, '720P': 0.036 } },
		{ regions: BEIJING, perSecond: { '480P': 0.1, '720P': 0.2, '1080P': 0.48 } },
	],
	wan22Plus: [
		{ regions: SINGAPORE, perSecond: { '480P': 0.02, '1080P': 0.1 } },
		{ regions: BEIJING, perSecond: { '480P': 0.14, '1080P': 0.7 } },
	],
	wan21Turbo: [
		{ regions: SINGAPORE, perSecond: { '480P': 0.036, '720P': 0.036 } },
		{ regions: BEIJING, perSecond: { '480P': 0.24, '720P': 0.24 } },
	],
	wan21Plus: [
		{ regions: SINGAPORE, perSecond: { '720P': 0.1 } },
		{ regions: BEIJING, perSecond: { '720P': 0.7 } },
	],
	happyHorse11: [
		{ regions: SINGAPORE, perSecond: { '480P': 0.07, '720P': 0.14, '1080P': 0.18 } },
		{ regions: BEIJING, perSecond: { '480P': 0.45, '720P': 0.9, '1080P': 1.2 } },
		{ regions: GLOBAL, perSecond: { '480P': 0.064509, '720P': 0.129018, '1080P': 0.172024 } },
	],
	/** Its price outside Beijing is not known. */
	happyHorse10: [{ regions: BEIJING, perSecond: { '720P': 0.9, '1080P': 1.6 } }],
	speech: [{ regions: BEIJING, perSecond: { '480P': 0.5, '720P': 0.9 } }],
	animateMove: [
		{ regions: SINGAPORE, perSecond: { 'wan-std': 0.12, 'wan-pro': 0.18 } },
		{ regions: BEIJING, perSecond: { 'wan-std': 0.4, 'wan-pro': 0.6 } },
	],
	animateMix: [
		{ regions: SINGAPORE, perSecond: { 'wan-std': 0.18, 'wan-pro': 0.26 } },
		{ regions: BEIJING, perSecond: { 'wan-std': 0.6, 'wan-pro': 0.9 } },
	],
} as const satisfies Record<string, readonly PriceRow[]>;
