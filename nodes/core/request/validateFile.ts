import type { AudioRule, FileRule, ImageRule, VideoRule } from '../catalogue';
import type { MediaFile } from '../media/file';
import type { AudioInfo, ImageInfo, VideoInfo } from '../media/probe';
import {
	formatAudioRule,
	formatBroken,
	formatFileFormat,
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

/** What breaks a rule, and what to do about it. */
type Flaw = readonly [found: string, advice: string];

function checkOf(takes: string, flaws: ReadonlyArray<Flaw | false>, hints: string[] = []): FileCheck {
	const real = flaws.filter((flaw) => flaw !== false);
	const found = real.map(([what]) => what);
	return { found, description: [takes, ...real.map(([, advice]) => advice)].join(' '), hints };
}

/** Checks an image file against a model's rule. Exact limits are legal. Pure. @param model its name, for the advice */
export function checkImageFile(file: MediaFile, rule: ImageRule, model: string): FileCheck {
	const { info, bytes } = file;
	const takes = `${model} accepts ${formatImageRule(rule)}.`;
	const isTaken = rule.formats.some((format) => format === info.format);
	const refused = refuseFormat(file, isTaken, 'images', takes);
	if (refused) return refused;
	// TIFF is taken by some models, but not read here further than to its signature.
	if (info.kind !== 'image') return checkOf(takes, []);
	const { width, height } = info;
	const flaws: Array<Flaw | false> = [
		areSidesWrong(info, rule) && [`is ${width}x${height} pixels`, 'Resize it.'],
		info.format === 'png' &&
			info.alpha && ['has an alpha channel (transparency)', 'Save it without transparency, or as JPEG.'],
		ratioFlaw(info, rule),
		bytes > (rule.maxBytes ?? Infinity) && [
			`is ${formatSize(bytes)}`,
			'Save it smaller, for example as JPEG.',
		],
	];
	return checkOf(takes, flaws, imageHints(info));
}

type SideLimits = Partial<Pick<ImageRule, 'minSide' | 'maxSide' | 'maxRatio'>>;

interface Sides {
	width: number;
	height: number;
}

function areSidesWrong({ width, height }: Sides, { minSide = 0, maxSide = Infinity }: SideLimits): boolean {
	return Math.min(width, height) < minSide || Math.max(width, height) > maxSide;
}

function ratioFlaw({ width, height }: Sides, { maxRatio = Infinity }: SideLimits): Flaw | false {
	const ratio = Math.max(width, height) / Math.min(width, height);
	const found = `is ${width}x${height} pixels, ${Number(ratio.toFixed(2))} to 1`;
	return ratio > maxRatio && [found, `Crop it to at most ${maxRatio} to 1.`];
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

/** Checks a sound file against a model's rule. @param seconds the length of the video */
export function checkAudioFile(
	file: MediaFile,
	rule: AudioRule,
	{ model, seconds }: { model: string; seconds: number },
): FileCheck {
	const { info, bytes } = file;
	const takes = `${model} accepts ${formatAudioRule(rule)}.`;
	const isTaken = info.kind === 'audio' && rule.formats.some((format) => format === info.format);
	const refused = refuseFormat(file, isTaken, 'sound', takes);
	if (refused || info.kind !== 'audio') return refused ?? checkOf(takes, []);
	const length = info.seconds;
	const advice = length > rule.maxSeconds ? 'Trim it.' : 'Add silence at the end.';
	const check = checkOf(takes, [
		(isTooShort(length, rule) || isTooLong(length, rule)) && [`is ${formatSeconds(length)} long`, advice],
		bytes > rule.maxBytes && [`is ${formatSize(bytes)}`, 'Save it as MP3.'],
	]);
	if (check.found.length === 0) check.hints.push(...lengthHints(length, seconds), ...oddHints(info));
	return check;
}

function isTooShort(seconds: number, { minSeconds }: { minSeconds: number }): boolean {
	return seconds < minSeconds - LENGTH_TOLERANCE_SECONDS;
}

function isTooLong(seconds: number, { maxSeconds }: { maxSeconds: number }): boolean {
	return seconds > maxSeconds + LENGTH_TOLERANCE_SECONDS;
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

/** A broken file, or one of a format that the model does not take. @param program what opens files of the right kind */
function refuseFormat(
	{ info, isDataUrl }: MediaFile,
	isTaken: boolean,
	program: string,
	takes: string,
): FileCheck | undefined {
	if (info.kind === 'broken') {
		const cause = isDataUrl
			? 'The data URL may have been cut off: a cell holds up to 32,767 characters in Excel and 50,000 in Google Sheets.'
			: `The file may be incomplete. Open it in a program for ${program} and save it again.`;
		return { found: [formatBroken(info.format, info.reason)], description: `${cause} ${takes}`, hints: [] };
	}
	if (isTaken) return undefined;
	const isText = info.format === 'html' || info.format === 'json';
	const advice = isText
		? 'The node that fetched the file may have received a text response instead. Check its output.'
		: 'Convert it, or choose another binary field.';
	return checkOf(takes, [[`is ${formatFileFormat(info)}`, advice]]);
}

/** Checks a clip against a model's rule. Exact limits are legal. Pure. @param model as its region calls it */
export function checkVideoFile(file: MediaFile, rule: VideoRule, model: string): FileCheck {
	const { info, bytes } = file;
	const takes = `${model} accepts ${formatVideoRule(rule)}.`;
	const isTaken = info.kind === 'video' && rule.formats.includes(info.format);
	const refused = refuseFormat(file, isTaken, 'videos', takes);
	if (refused || info.kind !== 'video') return refused ?? checkOf(takes, []);
	const { width, height, seconds, framesPerSecond = Infinity } = info;
	const { maxSeconds, longerIsCut, minFramesPerSecond = 0 } = rule;
	const length = `is ${formatSeconds(seconds)} long`;
	const tooLong = isTooLong(seconds, rule);
	const flaws: Array<Flaw | false> = [
		areSidesWrong(info, rule) ? [`is ${width}x${height} pixels`, 'Resize it.'] : ratioFlaw(info, rule),
		isTooShort(seconds, rule) && [length, 'Use a longer one.'],
		tooLong && !longerIsCut && [length, 'Trim it.'],
		framesPerSecond < minFramesPerSecond && [
			`has ${Number(framesPerSecond.toFixed(1))} frames per second`,
			`Save it with ${minFramesPerSecond} or more.`,
		],
		bytes > rule.maxBytes && [`is ${formatSize(bytes)}`, 'Save it smaller.'],
	];
	const cutHint =
		tooLong && longerIsCut && `${length}. Everything after ${formatSeconds(maxSeconds)} is cut off.`;
	return checkOf(takes, flaws, [...oddHints(info), ...(cutHint ? [cutHint] : [])]);
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
