import type { PriceRow, Region } from './types';

/**
 * "Model pricing", Model Studio (Chinese page), October 2026. The page shows CNY everywhere; the figures outside
 * China are its own conversion of the international list price, so what is billed there in USD differs a little.
 */
export const priceList = { date: '2026-10', currency: 'CNY' } as const;

const BEIJING = ['cn-beijing'] as const;
const SINGAPORE = ['ap-southeast-1'] as const;
/** What the page calls "Global" costs the same as Beijing. */
const BEIJING_AND_GLOBAL: readonly Region[] = ['cn-beijing', 'us-east-1', 'eu-central-1'];
/** The page says nothing of Hong Kong, so the price there is not known. */
const ELSEWHERE: readonly Region[] = [...BEIJING_AND_GLOBAL, 'ap-northeast-1'];

/** The page's lines; several models share one. A new model names its line, or brings one. */
export const prices = {
	/** The page announces 30 % off for a time and leaves open whether these figures have it taken off. */
	wan30: [
		{ regions: ELSEWHERE, perSecond: { '480P': 0.3, '720P': 0.6, '1080P': 1.2 } },
		{ regions: SINGAPORE, perSecond: { '480P': 0.37471, '720P': 0.74942, '1080P': 1.49884 } },
	],
	wan30Prime: [
		{ regions: ELSEWHERE, perSecond: { '480P': 0.45, '720P': 0.9, '1080P': 1.8 } },
		{ regions: SINGAPORE, perSecond: { '480P': 0.495838, '720P': 1.020844, '1080P': 2.041687 } },
	],
	wan26And27: [
		{ regions: BEIJING_AND_GLOBAL, perSecond: { '720P': 0.6, '1080P': 1.0 } },
		{ regions: SINGAPORE, perSecond: { '720P': 0.733924, '1080P': 1.100886 } },
	],
	/** The scope with inference in the United States. */
	wan26Us: [{ regions: ['us-east-1'], perSecond: { '720P': 0.733924, '1080P': 1.100886 } }],
	wan26Flash: [
		{ regions: BEIJING, sound: true, perSecond: { '720P': 0.3, '1080P': 0.5 } },
		{ regions: BEIJING, sound: false, perSecond: { '720P': 0.15, '1080P': 0.25 } },
		{ regions: SINGAPORE, sound: true, perSecond: { '720P': 0.366962, '1080P': 0.550443 } },
		{ regions: SINGAPORE, sound: false, perSecond: { '720P': 0.183481, '1080P': 0.275221 } },
	],
	wan25: [
		{ regions: BEIJING, perSecond: { '480P': 0.3, '720P': 0.6, '1080P': 1.0 } },
		{ regions: SINGAPORE, perSecond: { '480P': 0.366961, '720P': 0.733923, '1080P': 1.100885 } },
	],
	wan22Flash: [
		{ regions: BEIJING, perSecond: { '480P': 0.1, '720P': 0.2, '1080P': 0.48 } },
		{ regions: SINGAPORE, perSecond: { '480P': 0.110089, '720P': 0.264213 } },
	],
	wan22Plus: [
		{ regions: BEIJING, perSecond: { '480P': 0.14, '1080P': 0.7 } },
		{ regions: SINGAPORE, perSecond: { '480P': 0.146785, '1080P': 0.733924 } },
	],
	wan21Turbo: [
		{ regions: BEIJING, perSecond: { '480P': 0.24, '720P': 0.24 } },
		{ regions: SINGAPORE, perSecond: { '480P': 0.264213, '720P': 0.264213 } },
	],
	wan21Plus: [
		{ regions: BEIJING, perSecond: { '720P': 0.7 } },
		{ regions: SINGAPORE, perSecond: { '720P': 0.733924 } },
	],
	speech: [{ regions: BEIJING, perSecond: { '480P': 0.5, '720P': 0.9 } }],
	animateMove: [
		{ regions: BEIJING, perSecond: { 'wan-std': 0.4, 'wan-pro': 0.6 } },
		{ regions: SINGAPORE, perSecond: { 'wan-std': 0.880709, 'wan-pro': 1.321063 } },
	],
	animateMix: [
		{ regions: BEIJING, perSecond: { 'wan-std': 0.6, 'wan-pro': 0.9 } },
		{ regions: SINGAPORE, perSecond: { 'wan-std': 1.321063, 'wan-pro': 1.908202 } },
	],
} as const satisfies Record<string, readonly PriceRow[]>;
