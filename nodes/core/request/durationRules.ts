import type { DurationRule } from '../catalogue';
import { joinOr } from './values';

/** Whether a model takes so many seconds. */
export function isLegalDuration(seconds: number, rule: DurationRule): boolean {
	switch (rule.kind) {
		case 'range':
			return (seconds >= rule.min && seconds <= rule.max) || seconds === rule.also?.value;
		case 'list':
			return rule.options.includes(seconds);
		case 'fixed':
			return seconds === rule.default;
		case 'input':
			return false;
	}
}

/** What a model takes, as an end to "wan2.6-i2v accepts …". @param most seconds, where the references leave less than the rule */
export function formatDurationRule(rule: DurationRule, most: number): string {
	switch (rule.kind) {
		case 'range': {
			const range = `a whole number of seconds from ${rule.min} to ${Math.min(rule.max, most)}`;
			const video = most < rule.max ? ' with a reference video' : '';
			return `${range}${video}${rule.also ? `, or ${rule.also.value} (${rule.also.meaning})` : ''}`;
		}
		case 'list':
			return `${joinOr(rule.options)} seconds`;
		case 'fixed':
			return `no Duration: its videos are always ${rule.default} seconds long`;
		case 'input':
			return 'no Duration: its videos are as long as the input';
	}
}
