import { isBlank } from '../base/coerce';
import type { MediaName, ModelRules } from '../catalogue';
import type { ValidatedVideo } from './validatedVideo';
import type { FieldValidator } from './fieldValidator';
import { referenceHints } from './referenceNames';
import { LENGTH_TOLERANCE_SECONDS } from './validateFile';
import { secondsOf } from './validateMedia';
import { fieldNameOf, fieldNames, joinOr, type VideoValues } from './values';

/** Rules that hold between fields. Runs last; may drop what the service would ignore. */
export function checkCombinations(
	check: FieldValidator,
	values: VideoValues,
	rules: ModelRules,
	video: ValidatedVideo,
): void {
	checkMediaTogether(check, values, rules);
	const hasFrame = !isBlank(values.firstFrame) || !isBlank(values.lastFrame);
	if (rules.framesOrReferences && hasFrame && !isBlank(values.references)) {
		check.refuse(
			'references',
			'cannot be combined with a first or last frame',
			`${check.name} accepts frames or references, not both.`,
		);
	}
	checkReferenceNames(check, rules, video);
	checkTotalLength(check, rules, video);
	if (rules.functions) checkFunction(check, rules, video);
	if (!video.maskImage)
		dropField(check, video, 'maskFrame', 'without a Mask Image', rules.maskFrame?.default);

	if (video.template) {
		dropField(check, video, 'prompt', 'with an Effect');
		dropField(check, video, 'lastFrame', 'with an Effect');
	} else adviseOnEmpty(check, rules, video);
	if (video.shotType === 'multi' && video.promptExtend === false) {
		check.hints.push('Shot Type Multi has no effect while Prompt Extend is off.');
	}
	checkSilence(check, video);
	const { ratio } = video;
	if (rules.ratioFromFirstFrame && video.firstFrame && ratio && ratio !== rules.ratio?.default) {
		check.hints.push('Aspect Ratio has no effect with a First Frame: the image decides.');
	}
}

/** Takes out what the service would ignore, and says so unless it is the default. */
function dropField(
	check: FieldValidator,
	video: ValidatedVideo,
	name: 'maskFrame' | 'prompt' | 'lastFrame',
	why: string,
	preset?: number,
): void {
	if (video[name] !== undefined && video[name] !== preset)
		check.hints.push(`${fieldNames[name]} has no effect ${why}, so it was not sent.`);
	video[name] = undefined;
}

function checkMediaTogether(check: FieldValidator, values: VideoValues, { combinations }: ModelRules): void {
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
		'firstFrame',
		found.length > 1 ? 'cannot be combined' : 'cannot be used alone',
		`${check.name} accepts only these combinations: ${combinations.map(inWords).join('; ')}.`,
		inWords(found),
	);
}

function checkReferenceNames(check: FieldValidator, rules: ModelRules, video: ValidatedVideo): void {
	const naming = rules.references?.naming;
	if (!naming || !video.references) return;
	const kinds = video.references.map(({ kind }) => kind);
	check.hints.push(...referenceHints(video.prompt ?? '', kinds, naming, check.name));
}

/** A sound is sent as a link, which costs nothing; a file would be uploaded for nothing. */
function checkSilence(check: FieldValidator, video: ValidatedVideo): void {
	if (video.audio !== false || video.audioUrl === undefined) return;
	const field = fieldNameOf('audioUrl', video.audioUrl);
	check.hints.push(
		`${field} has no effect, because Audio is off: the video is silent, at the price without audio.`,
	);
	if (typeof video.audioUrl !== 'string') video.audioUrl = undefined;
}

/** Each reference video has a second at least, and a file as many as were measured. */
function checkTotalLength(check: FieldValidator, { duration }: ModelRules, video: ValidatedVideo): void {
	if (duration.kind !== 'range' || !duration.maxTotal) return;
	const clips = (video.references ?? []).filter(({ kind }) => kind === 'video');
	const input = clips.reduce((sum, { url }) => sum + (secondsOf(url) ?? 1), 0);
	if (clips.length > 0 && (video.duration ?? 0) + input > duration.maxTotal + LENGTH_TOLERANCE_SECONDS) {
		const takes = `${check.name} accepts ${duration.maxTotal} seconds in total, with the reference videos.`;
		check.refuse('duration', `is ${video.duration}`, takes);
	}
}

/** vace: what each function wants together. */
function checkFunction(check: FieldValidator, rules: ModelRules, video: ValidatedVideo): void {
	const hasMask = video.maskImage !== undefined;
	if (rules.maskImage && hasMask === (video.maskVideo !== undefined)) {
		const found = `and Mask Video are both ${hasMask ? 'set' : 'empty'}`;
		check.refuse('maskImage', found, `${check.name} needs one of the two.`);
	}
	if (video.editFunction !== 'video_extension') return;
	const ends = [video.firstFrame, video.lastFrame, video.firstClip, video.lastClip];
	if (ends.every(isBlank)) {
		check.hints.push('There is no frame or clip to extend. The documentation calls them optional.');
	}
	if (video.video && !video.controlCondition) {
		const takes = `With a Video, ${check.name} accepts ${joinOr(rules.controlCondition?.options ?? [])}.`;
		check.refuse('controlCondition', 'is not chosen', takes);
	}
}

function adviseOnEmpty(check: FieldValidator, rules: ModelRules, video: ValidatedVideo): void {
	for (const name of rules.neededInPractice ?? []) {
		if (video[name] !== undefined) continue;
		check.hints.push(
			`${fieldNames[name]} is empty. The documentation calls it optional, but tasks without it have failed.`,
		);
	}
}
