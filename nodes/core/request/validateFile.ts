import type { AudioRule, FileRule, ImageRule, VideoRule } from '../catalogue';
import type { MediaFile } from '../media/file';
import type { AudioInfo, ImageInfo, VideoInfo } from '../media/probe';
import {
	formatAudioRule,
	formatBroken,
	formatFormat,
	formatImageRule,
	formatSeconds,
	formatSize,
	formatVideoRule,
} from './mediaLabels';

/** How a file fits a rule. Endings of sentences that begin with the field's name. */
export interface FileCheck {
	/** What breaks the rule, such as `is 200x300 pixels`; empty if nothing does. */
	found: string[];
	/** What the model takes and what to do. */
	description: string;
	/** What the service takes, but perhaps not as the user thinks. */
	hints: string[];
}

/**
 * Seconds by which the length of a sound may miss a limit. An MP3 is made of whole frames of up to 72 ms, and an encoder
 * adds up to two of silence, so that a sound cut at exactly 30 seconds is a little longer in its file.
 */
export const LENGTH_TOLERANCE_SECONDS = 0.15;

/** Checks an image file against a model's rule. Exact limits are legal. Pure. @param model its name, for the advice */
export function checkImageFile(file: MediaFile, rule: ImageRule, model: string): FileCheck {
	const { info, bytes } = file;
	const takes = `${model} accepts ${formatImageRule(rule)}.`;
	if (info.kind === 'broken') {
		return brokenFile(file, 'images', takes);
	}
	const isTaken = rule.formats.some((format) => format === info.format);
	if (!isTaken) {
		return {
			found: [`is ${formatFormat(info)}`],
			description: otherFileDescription(info.format, takes),
			hints: [],
		};
	}
	// TIFF is taken by some models, but not read here further than to its signature.
	if (info.kind !== 'image') return { found: [], description: '', hints: [] };
	const { width, height } = info;
	const found: string[] = [];
	const description: string[] = [];
	if (Math.min(width, height) < rule.minSide || Math.max(width, height) > rule.maxSide) {
		found.push(`is ${width}x${height} pixels`);
		description.push('Resize it.');
	}
	if (info.format === 'png' && info.alpha) {
		found.push('has an alpha channel (transparency)');
		description.push('Save it without transparency, or as JPEG.');
	}
	const ratio = Math.max(width, height) / Math.min(width, height);
	if (ratio > (rule.maxRatio ?? Infinity)) {
		found.push(`is ${width}x${height} pixels, ${Number(ratio.toFixed(2))} to 1`);
		description.push(`Crop it to at most ${rule.maxRatio} to 1.`);
	}
	if (bytes > (rule.maxBytes ?? Infinity)) {
		found.push(`is ${formatSize(bytes)}`);
		description.push('Save it smaller, for example as JPEG.');
	}
	return { found, description: `${takes} ${description.join(' ')}`, hints: imageHints(info) };
}

/** The documents forbid an alpha channel for PNG only and say nothing of animations and turned pictures. */
function imageHints({ format, alpha, transparentColour, animated, rotated }: ImageInfo): string[] {
	return [
		animated &&
			'is animated. The documentation covers only still images, so expect a single frame to be used.',
		alpha && format !== 'png' && 'has an alpha channel. Transparent parts may come out in any color.',
		transparentColour &&
			'has a transparent color. The documentation rules out an alpha channel but does not mention this. If the service refuses the image, save it without transparency.',
		rotated &&
			'is stored sideways with an EXIF rotation tag. If the video comes out sideways, save the image upright.',
	].filter((hint) => typeof hint === 'string');
}

/** Checks a sound file against a model's rule. @param asking the model's name, and the length of the video */
export function checkAudioFile(
	file: MediaFile,
	rule: AudioRule,
	{ model, seconds }: { model: string; seconds: number },
): FileCheck {
	const { info, bytes } = file;
	const takes = `${model} accepts ${formatAudioRule(rule)}.`;
	if (info.kind === 'broken') {
		return brokenFile(file, 'sound', takes);
	}
	const isTaken = info.kind === 'audio' && rule.formats.some((format) => format === info.format);
	if (!isTaken) {
		return {
			found: [`is ${formatFormat(info)}`],
			description: otherFileDescription(info.format, takes),
			hints: [],
		};
	}
	const found: string[] = [];
	const description: string[] = [];
	const length = info.seconds;
	if (
		length < rule.minSeconds - LENGTH_TOLERANCE_SECONDS ||
		length > rule.maxSeconds + LENGTH_TOLERANCE_SECONDS
	) {
		found.push(`is ${formatSeconds(length)} long`);
		description.push(length > rule.maxSeconds ? 'Trim it.' : 'Add silence at the end.');
	}
	if (bytes > rule.maxBytes) {
		found.push(`is ${formatSize(bytes)}`);
		description.push('Save it as MP3.');
	}
	const hints = found.length === 0 ? [...lengthHints(length, seconds), ...oddHints(info)] : [];
	return { found, description: `${takes} ${description.join(' ')}`, hints };
}

/** The service fits the sound to the video silently. */
function lengthHints(length: number, seconds: number): string[] {
	const sound = formatSeconds(length);
	if (length > seconds + LENGTH_TOLERANCE_SECONDS) {
		return [`is ${sound} long and the video ${formatSeconds(seconds)}. The extra sound is cut off.`];
	}
	if (length < seconds - LENGTH_TOLERANCE_SECONDS) {
		return [`is ${sound} long and the video ${formatSeconds(seconds)}. The rest of the video is silent.`];
	}
	return [];
}

function oddHints({ odd = [] }: AudioInfo | VideoInfo): string[] {
	return odd.map((one) => `${one}. Players ignore this. If the service refuses the file, save it again.`);
}

/** @param program what opens such files */
function brokenFile({ info, isDataUrl }: MediaFile, program: string, takes: string): FileCheck {
	const found = info.kind === 'broken' ? [formatBroken(info.format, info.reason)] : [];
	const cause = isDataUrl
		? 'The data URL may have been cut off: a cell holds up to 32,767 characters in Excel and 50,000 in Google Sheets.'
		: `The file may be incomplete. Open it in a program for ${program} and save it again.`;
	return { found, description: `${cause} ${takes}`, hints: [] };
}

function otherFileDescription(format: string, takes: string): string {
	const cause =
		format === 'html' || format === 'json'
			? ' The node that fetched the file may have received a text response instead. Check its output.'
			: ' Convert it, or choose another binary field.';
	return `${takes}${cause}`;
}

/** Checks a clip against a model's rule. Exact limits are legal. Pure. @param model as its region calls it */
export function checkVideoFile(file: MediaFile, rule: VideoRule, model: string): FileCheck {
	const { info, bytes } = file;
	const takes = `${model} accepts ${formatVideoRule(rule)}.`;
	if (info.kind === 'broken') {
		return brokenFile(file, 'videos', takes);
	}
	if (info.kind !== 'video' || !rule.formats.includes(info.format)) {
		return {
			found: [`is ${formatFormat(info)}`],
			description: otherFileDescription(info.format, takes),
			hints: [],
		};
	}
	const { width, height, seconds, framesPerSecond } = info;
	const found: string[] = [];
	const description: string[] = [];
	const ratio = Math.max(width, height) / Math.min(width, height);
	const tooSmall = Math.min(width, height) < (rule.minSide ?? 0);
	const tooLarge = Math.max(width, height) > (rule.maxSide ?? Infinity);
	if (tooSmall || tooLarge) {
		found.push(`is ${width}x${height} pixels`);
		description.push('Resize it.');
	} else if (ratio > (rule.maxRatio ?? Infinity)) {
		found.push(`is ${width}x${height} pixels, ${Number(ratio.toFixed(2))} to 1`);
		description.push(`Crop it to at most ${rule.maxRatio} to 1.`);
	}
	const cutsItself = rule.longerIsCut === true;
	if (seconds < rule.minSeconds - LENGTH_TOLERANCE_SECONDS) {
		found.push(`is ${formatSeconds(seconds)} long`);
		description.push('Use a longer one.');
	} else if (seconds > rule.maxSeconds + LENGTH_TOLERANCE_SECONDS && !cutsItself) {
		found.push(`is ${formatSeconds(seconds)} long`);
		description.push('Trim it.');
	}
	if (framesPerSecond !== undefined && framesPerSecond < (rule.minFramesPerSecond ?? 0)) {
		found.push(`has ${Number(framesPerSecond.toFixed(1))} frames per second`);
		description.push(`Save it with ${rule.minFramesPerSecond} or more.`);
	}
	if (bytes > rule.maxBytes) {
		found.push(`is ${formatSize(bytes)}`);
		description.push('Save it smaller.');
	}
	const hints = oddHints(info);
	if (cutsItself && seconds > rule.maxSeconds + LENGTH_TOLERANCE_SECONDS) {
		hints.push(
			`is ${formatSeconds(seconds)} long. Everything after ${formatSeconds(rule.maxSeconds)} is cut off.`,
		);
	}
	return { found, description: `${takes} ${description.join(' ')}`, hints };
}

/** A document is only known by the ending of its name. */
export function checkDocument({ extension, bytes }: MediaFile, rule: FileRule, model: string): FileCheck {
	const found: string[] = [];
	if (rule.formats.length > 0 && !rule.formats.includes(extension)) {
		found.push(extension ? `ends in .${extension}` : 'has no file extension');
	}
	if (bytes > rule.maxBytes) found.push(`is ${formatSize(bytes)}`);
	const description = `${model} accepts documents of up to ${rule.maxPages} pages and ${formatSize(rule.maxBytes)} with one of these extensions: ${rule.formats.join(', ')}.`;
	return { found, description, hints: [] };
}
