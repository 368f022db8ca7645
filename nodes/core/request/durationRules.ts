import type { DurationRule } from '../catalogue';
import { formatLimits, joinOr } from './values';

interface DurationLimits {
	/** Whether a model takes so many seconds. */
	isLegal(seconds: number): boolean;
	/** What it takes, as an end to "wan2.6-i2v accepts …". */
	takes: string;
}

/** @param hasVideo whether there is a reference video, with which some models make less */
export function durationLimits(rule: DurationRule, hasVideo: boolean): DurationLimits {
	switch (rule.kind) {
		case 'range': {
			const { min, maxWithVideo, also } = rule;
			const max = (hasVideo && maxWithVideo) || rule.max;
			const video = max < rule.max ? ' with a reference video' : '';
			const more = also ? `, or ${also.value} (${also.meaning})` : '';
			return {
				isLegal: (seconds) =>
					(Number.isInteger(seconds) && seconds >= min && seconds <= max) || seconds === also?.value,
				takes: `a whole number of seconds${formatLimits(min, max)}${video}${more}`,
			};
		}
		case 'list':
			return {
				isLegal: (seconds) => rule.options.includes(seconds),
				takes: `${joinOr(rule.options)} seconds`,
			};
		case 'fixed':
			return {
				isLegal: (seconds) => seconds === rule.default,
				takes: `no Duration: its videos are always ${rule.default} seconds long`,
			};
		case 'input':
			return { isLegal: () => false, takes: 'no Duration: its videos are as long as the input' };
	}
}
