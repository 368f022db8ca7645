import type { Region } from '../types';
import type { MediaRule, Rule } from './types';

/** Building blocks of the model rows: each is one phrase of the published field tables. */

export const BEIJING: Region = 'cn-beijing';
export const SINGAPORE: Region = 'ap-southeast-1';
export const VIRGINIA: Region = 'us-east-1';
export const FRANKFURT: Region = 'eu-central-1';
export const TOKYO: Region = 'ap-northeast-1';
export const HONG_KONG: Region = 'cn-hongkong';

export const prompt = (cutAt: number, required = false): Rule => ({ is: 'text', cutAt, required });
export const NEGATIVE_PROMPT: Rule = { is: 'text', cutAt: 500 };
export const FLAG: Rule = { is: 'flag' };
export const ON: Rule = { is: 'flag', usual: true };
export const OFF: Rule = { is: 'flag', usual: false };
export const SEED: Rule = { is: 'integer', from: 0, to: 2147483647 };

export const integer = (from: number, to: number, usual: number, also?: readonly number[]): Rule => ({
	is: 'integer',
	from,
	to,
	usual,
	also,
});

export const option = (of: readonly (string | number)[], usual?: string | number): Rule => ({
	is: 'option',
	of,
	usual,
});

/** The field may be sent, with this one value. */
export const FIVE_SECONDS: Rule = option([5], 5);
export const SHOT_TYPE: Rule = option(['single', 'multi'], 'single');
export const HD: Rule = option(['720P', '1080P'], '1080P');
export const RATIOS: readonly string[] = ['16:9', '9:16', '1:1', '4:3', '3:4'];

/** prompt_extend, watermark, seed: taken by nearly every model. */
export const COMMON = { prompt_extend: ON, watermark: OFF, seed: SEED };

/** Exact pixel sizes of the models up to 2.6, by tier. */
export const SIZES: Readonly<Record<480 | 720 | 1080, readonly string[]>> = {
	480: ['832*480', '480*832', '624*624'],
	720: ['1280*720', '720*1280', '960*960', '1088*832', '832*1088'],
	1080: ['1920*1080', '1080*1920', '1440*1440', '1632*1248', '1248*1632'],
};

export const size = (tiers: readonly (480 | 720 | 1080)[], usual: string): Rule =>
	option(
		tiers.flatMap((tier) => SIZES[tier]),
		usual,
	);

export const image = (maxMegabytes: number): MediaRule => ({
	form: 'image',
	data: true,
	oss: true,
	maxMegabytes,
});

/** Images of the pages that name no data URL. */
export const imageByUrl = (maxMegabytes: number): MediaRule => ({ ...image(maxMegabytes), data: false });

export const AUDIO: MediaRule = { form: 'audio', data: false, oss: true, maxMegabytes: 15 };

export const video = (maxMegabytes: number): MediaRule => ({
	form: 'video',
	data: false,
	oss: true,
	maxMegabytes,
});

export const ascii = (media: MediaRule): MediaRule => ({ ...media, asciiOnly: true });

export const media = (rule: MediaRule, required = false): Rule => ({ is: 'media', media: rule, required });
