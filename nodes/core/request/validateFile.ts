import type { FileLimits } from '../catalogue';
import type { MediaFile } from '../media/file';
import type { MediaInfo } from '../media/probe';
import {
	formatBroken,
	formatFileFormat,
	formatFileRule,
	formatSeconds,
	formatSize,
	type FileKind,
} from './mediaLabels';

/** How a file fits a rule. Endings of sentences that begin with the field's name. */
interface FileCheck {
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

/** What breaks a rule, and what to do about it. */
type Flaw = readonly [found: string, advice: string];

/** What was read of a file, whatever kind it is. */
interface Measured {
	kind: MediaInfo['kind'];
	width?: number;
	height?: number;
	seconds?: number;
	framesPerSecond?: number;
	alpha?: boolean;
	transparentColour?: boolean;
	animated?: boolean;
	rotated?: boolean;
	odd?: readonly string[];
}

/**
 * Checks a file against a model's rule. Exact limits are legal, and what was not measured breaks none. Pure.
 * @param model its name, for the advice
 * @param videoSeconds length of the video for which a sound is meant
 */
export function checkFile(
	file: MediaFile,
	kind: FileKind,
	rule: FileLimits,
	model: string,
	videoSeconds?: number,
): FileCheck {
	const wrongFormat = formatFlaw(file, kind, rule);
	const flaws = wrongFormat ? [wrongFormat] : limitFlaws(file, kind, rule);
	const takes = `${model} accepts ${formatFileRule(kind, rule)}.`;
	return {
		found: flaws.map(([found]) => found),
		description: [takes, ...flaws.map(([, advice]) => advice)].join(' '),
		hints: fileHints(file.info, rule.longerIsCut ? rule.maxSeconds : videoSeconds),
	};
}

/** A broken file, or one of a format that the model does not take. A document is only known by the ending of its name. */
function formatFlaw(
	{ info, extension, isDataUrl }: MediaFile,
	kind: FileKind,
	{ formats }: FileLimits,
): Flaw | undefined {
	if (kind === 'file') {
		if (formats.length === 0 || formats.includes(extension)) return undefined;
		return [extension ? `ends in .${extension}` : 'has no file extension', CONVERT];
	}
	if (info.kind === 'broken') {
		const cause = isDataUrl
			? 'The data URL may have been cut off: a cell holds up to 32,767 characters in Excel and 50,000 in Google Sheets.'
			: 'The file may be incomplete. Open it in another program and save it again.';
		return [formatBroken(info.format, info.reason), cause];
	}
	// TIFF is taken by some models, but read here no further than to its signature, so it is of no kind.
	const isOfKind = info.kind === kind || info.kind === 'other';
	if (isOfKind && formats.includes(info.format)) return undefined;
	const isText = info.format === 'html' || info.format === 'json';
	const advice = isText ? 'Check the output of the node that fetched the file.' : CONVERT;
	return [`is ${formatFileFormat(info)}`, advice];
}

const CONVERT = 'Convert it, or choose another binary field.';

function limitFlaws({ info, bytes }: MediaFile, kind: FileKind, rule: FileLimits): Flaw[] {
	const { width = NaN, height = NaN, seconds = NaN, framesPerSecond = NaN, alpha }: Measured = info;
	const { minSide = 0, maxSide = Infinity, maxRatio = Infinity, maxBytes = Infinity } = rule;
	const { minSeconds = 0, maxSeconds = Infinity, longerIsCut, minFramesPerSecond = 0 } = rule;
	const pixels = `is ${width}x${height} pixels`;
	const [shorter, longer] = [Math.min(width, height), Math.max(width, height)];
	const ratio = longer / shorter;
	const length = `is ${formatSeconds(seconds)} long`;
	const flaws: Array<Flaw | false> = [
		(shorter < minSide || longer > maxSide) && [pixels, 'Resize it.'],
		kind === 'image' &&
			info.format === 'png' &&
			alpha === true && ['has an alpha channel (transparency)', 'Save it without transparency, or as JPEG.'],
		ratio > maxRatio && [
			`${pixels}, ${Number(ratio.toFixed(2))} to 1`,
			`Crop it to at most ${maxRatio} to 1.`,
		],
		seconds < minSeconds - LENGTH_TOLERANCE_SECONDS && [length, 'Use a longer one.'],
		!longerIsCut && seconds > maxSeconds + LENGTH_TOLERANCE_SECONDS && [length, 'Trim it.'],
		framesPerSecond < minFramesPerSecond && [
			`has ${Number(framesPerSecond.toFixed(1))} frames per second`,
			`Save it with ${minFramesPerSecond} or more.`,
		],
		bytes > maxBytes && [`is ${formatSize(bytes)}`, 'Save it smaller.'],
	];
	return flaws.filter((flaw) => flaw !== false);
}

/** What the service does in silence, and what the documents leave open. @param cutAt seconds of a file that are used */
function fileHints({ format, ...measured }: MediaInfo, cutAt = NaN): string[] {
	const { alpha, transparentColour, animated, rotated, odd = [], seconds = NaN }: Measured = measured;
	const isImage = measured.kind === 'image';
	const length = `is ${formatSeconds(seconds)} long`;
	return [
		animated && 'is animated. Expect a single frame to be used.',
		alpha && format !== 'png' && 'has an alpha channel. Transparent parts may come out in any color.',
		transparentColour &&
			'has a transparent color. If the service refuses the image, save it without transparency.',
		isImage &&
			rotated &&
			'is stored sideways (EXIF). If the video comes out sideways, save the image upright.',
		...odd.map((one) => `${one}. Players ignore this. If the service refuses the file, save it again.`),
		seconds > cutAt + LENGTH_TOLERANCE_SECONDS &&
			`${length}. Everything after ${formatSeconds(cutAt)} is cut off.`,
		measured.kind === 'audio' &&
			seconds < cutAt - LENGTH_TOLERANCE_SECONDS &&
			`${length}. The rest of the video is silent.`,
	].filter((hint) => typeof hint === 'string');
}
