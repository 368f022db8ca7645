import type { FileRule, VideoRule } from '../catalogue';
import type { MediaFile } from '../media/file';
import { LENGTH_TOLERANCE, otherFileAdvice, type FileCheck } from './checkMedia';
import { brokenInWords, formatInWords, secondsInWords, sizeInWords, videoRuleInWords } from './mediaWords';

/** Checks a clip against a model's rule. Exact limits are legal. Pure. @param model as its region calls it */
export function checkVideoFile({ facts, bytes }: MediaFile, rule: VideoRule, model: string): FileCheck {
	const takes = `${model} takes ${videoRuleInWords(rule)}.`;
	if (facts.kind === 'broken') {
		const advice = `The file may have been cut off on its way. Open it in a video program and save it again. ${takes}`;
		return { found: [brokenInWords(facts.format, facts.reason)], advice, hints: [] };
	}
	if (facts.kind !== 'video' || !rule.formats.includes(facts.format)) {
		return {
			found: [`is ${formatInWords(facts)}`],
			advice: otherFileAdvice(facts.format, takes),
			hints: [],
		};
	}
	const { width, height, seconds, framesPerSecond } = facts;
	const found: string[] = [];
	const advice: string[] = [];
	const ratio = Math.max(width, height) / Math.min(width, height);
	const tooSmall = Math.min(width, height) < (rule.minSide ?? 0);
	const tooLarge = Math.max(width, height) > (rule.maxSide ?? Infinity);
	if (tooSmall || tooLarge) {
		found.push(`is ${width}x${height} pixels`);
		advice.push('Resize it.');
	} else if (ratio > (rule.maxRatio ?? Infinity)) {
		found.push(`is ${width}x${height} pixels, ${Number(ratio.toFixed(2))} to 1`);
		advice.push(`Cut it to at most ${rule.maxRatio} to 1.`);
	}
	const cutsItself = rule.longerIsCut === true;
	if (seconds < rule.minSeconds - LENGTH_TOLERANCE) {
		found.push(`is ${secondsInWords(seconds)} long`);
		advice.push('Take a longer one.');
	} else if (seconds > rule.maxSeconds + LENGTH_TOLERANCE && !cutsItself) {
		found.push(`is ${secondsInWords(seconds)} long`);
		advice.push('Cut it.');
	}
	if (framesPerSecond !== undefined && framesPerSecond < (rule.minFramesPerSecond ?? 0)) {
		found.push(`has ${Number(framesPerSecond.toFixed(1))} frames a second`);
		advice.push(`Save it with ${rule.minFramesPerSecond} or more.`);
	}
	if (bytes > rule.maxBytes) {
		found.push(`is ${sizeInWords(bytes)}`);
		advice.push('Save it smaller.');
	}
	const isCut = cutsItself && seconds > rule.maxSeconds + LENGTH_TOLERANCE;
	const hints = isCut
		? [`is ${secondsInWords(seconds)} long. What is longer than ${secondsInWords(rule.maxSeconds)} is cut.`]
		: [];
	return { found, advice: `${takes} ${advice.join(' ')}`, hints };
}

/** A document is only known by the ending of its name. */
export function checkDocument({ extension, bytes }: MediaFile, rule: FileRule, model: string): FileCheck {
	const found: string[] = [];
	if (rule.formats.length > 0 && !rule.formats.includes(extension)) {
		found.push(extension ? `ends in .${extension}` : 'has no ending in its name');
	}
	if (bytes > rule.maxBytes) found.push(`is ${sizeInWords(bytes)}`);
	const advice = `${model} takes documents of up to ${rule.maxPages} pages and ${sizeInWords(rule.maxBytes)} with one of these endings: ${rule.formats.join(', ')}.`;
	return { found, advice, hints: [] };
}
