import { isBlank } from '../base/coerce';
import type { MediaName, ModelRules } from '../catalogue';
import type { ValidatedVideo } from './validatedVideo';
import type { FieldValidator } from './fieldValidator';
import { referenceHints } from './referenceNames';
import { LENGTH_TOLERANCE_SECONDS } from './validateFile';
import { secondsOf } from './validateMedia';
import { fieldNames, type VideoValues } from './values';

/** Rules that hold between fields. Runs last; may drop what the service would ignore. */
export function checkCombinations(
	check: FieldValidator,
	values: VideoValues,
	rules: ModelRules,
	video: ValidatedVideo,
): void {
	checkMediaTogether(check, values, rules);
	if (
		rules.framesOrReferences &&
		!isBlank(values.references) &&
		!(isBlank(values.firstFrame) && isBlank(values.lastFrame))
	) {
		check.refuse(
			'references',
			'cannot be combined with a first or last frame',
			`${check.name} accepts frames (Generate From Image) or references (Generate From References), not both.`,
		);
	}
	checkReferenceNames(check, rules, video);
	checkTotalLength(check, rules, video);
	if (rules.functions) checkFunction(check, rules, video);
	if (!video.maskImage) video.maskFrame = undefined;

	if (video.template) dropIgnoredByTemplate(check, video);
	else adviseOnEmpty(check, rules, video);
	if (video.shotType === 'multi' && video.promptExtend === false) {
		check.hints.push('Shot Type Multi has no effect while Prompt Extend is off.');
	}
	checkSilence(check, video);
	if (
		rules.ratioFromFirstFrame &&
		video.firstFrame &&
		video.ratio !== undefined &&
		video.ratio !== rules.ratio?.default
	) {
		check.hints.push(
			'Aspect Ratio has no effect with a First Frame: the video takes the shape of the image.',
		);
	}
}

function checkMediaTogether(check: FieldValidator, values: VideoValues, rules: ModelRules): void {
	const { combinations } = rules;
	// A missing file has been reported already.
	if (!combinations || check.problems.length > 0) return;
	const inCombinations = [...new Set(combinations.flat())];
	const found = inCombinations.filter((name) => !isBlank(values[name]));
	const legal = combinations.some(
		(combination) => combination.length === found.length && combination.every((name) => found.includes(name)),
	);
	if (legal) return;
	const inWords = (names: readonly MediaName[]) => names.map((name) => fieldNames[name]).join(' + ');
	check.refuse(
		found[0] ?? 'firstFrame',
		found.length > 1 ? 'cannot be combined' : 'cannot be used alone',
		`${check.name} accepts only these combinations: ${combinations.map(inWords).join('; ')}. Found: ${inWords(found)}.`,
		inWords(found),
	);
}

function checkReferenceNames(check: FieldValidator, rules: ModelRules, video: ValidatedVideo): void {
	const naming = rules.references?.naming;
	if (!naming || !video.references) return;
	const kinds = video.references.map(({ kind }) => kind);
	check.hints.push(...referenceHints(video.prompt ?? '', kinds, naming, check.name));
}

function checkSilence(check: FieldValidator, video: ValidatedVideo): void {
	if (video.audio !== false || video.audioUrl === undefined) return;
	if (typeof video.audioUrl === 'string') {
		check.hints.push(
			'Audio is off, so the service ignores Audio URL and makes a silent video at the price without audio.',
		);
		return;
	}
	check.hints.push(
		'Audio is off, so Audio Field is not sent, and the video is silent, at the price without audio.',
	);
	video.audioUrl = undefined;
}

/** Each reference video has a second at least, and a file as many as were measured. */
function checkTotalLength(check: FieldValidator, rules: ModelRules, video: ValidatedVideo): void {
	const { duration } = rules;
	if (duration.kind !== 'range' || !duration.maxTotal) return;
	const clips = (video.references ?? []).filter(({ kind }) => kind === 'video');
	const input = clips.reduce((sum, { url }) => sum + (secondsOf(url) ?? 1), 0);
	if (clips.length > 0 && (video.duration ?? 0) + input > duration.maxTotal + LENGTH_TOLERANCE_SECONDS) {
		check.refuse(
			'duration',
			`is ${video.duration}`,
			`With ${check.name}, the reference videos and the output may last ${duration.maxTotal} seconds in total.`,
		);
	}
}

/** vace: what each function wants together. */
function checkFunction(check: FieldValidator, rules: ModelRules, video: ValidatedVideo): void {
	if (rules.maskImage || rules.maskVideo) {
		if (video.maskImage && video.maskVideo) {
			check.refuse('maskImage', 'and Mask Video are both set', `${check.name} accepts one of the two.`);
		} else if (!video.maskImage && !video.maskVideo) {
			check.refuse('maskImage', 'and Mask Video are both empty', `${check.name} needs one of the two.`);
		} else if (video.maskVideo && video.maskFrame !== undefined) {
			if (video.maskFrame !== rules.maskFrame?.default) {
				check.hints.push('Mask Frame belongs to a Mask Image, so it was not sent with the Mask Video.');
			}
		}
	}
	if (video.editFunction !== 'video_extension') return;
	const ends = [video.firstFrame, video.lastFrame, video.firstClip, video.lastClip];
	if (ends.every(isBlank)) {
		check.hints.push(
			`No First Frame, Last Frame, First Clip or Last Clip is set for ${check.name} to extend. The documentation calls each of them optional.`,
		);
	}
	if (video.video && !video.controlCondition) {
		const takes = `With a Video as the guide, ${check.name} accepts ${rules.controlCondition?.options.join(' or ')}.`;
		check.refuse('controlCondition', 'is not chosen', takes);
	}
}

function adviseOnEmpty(check: FieldValidator, rules: ModelRules, video: ValidatedVideo): void {
	for (const name of rules.neededInPractice ?? []) {
		if (video[name] !== undefined) continue;
		check.hints.push(
			`${fieldNames[name]} is empty. The documentation of ${check.name} calls it optional, but tasks without it have failed.`,
		);
	}
}

function dropIgnoredByTemplate(check: FieldValidator, video: ValidatedVideo): void {
	for (const name of ['prompt', 'lastFrame'] as const) {
		if (video[name] === undefined) continue;
		check.hints.push(`${fieldNames[name]} has no effect with an Effect, so it was not sent.`);
		video[name] = undefined;
	}
}
