import type { MediaFacts } from '../media/readers';
import type { CheckedVideo } from '../request/check';
import { withoutGaps } from '../withoutGaps';

/** Seconds by which a video may be longer or shorter than asked for: the models make whole frames. */
const LENGTH_TOLERANCE = 1;

/** A stored video as the output shows it, in pixels as they are seen, seconds and frames a second. */
export function describeVideo(facts: MediaFacts | undefined): Record<string, unknown> | undefined {
	if (facts?.kind !== 'video') return undefined;
	const { width, height, seconds, framesPerSecond, videoCodec, hasSound, rotated } = facts;
	return withoutGaps({
		width: rotated ? height : width,
		height: rotated ? width : height,
		seconds: rounded(seconds),
		framesPerSecond: framesPerSecond === undefined ? undefined : rounded(framesPerSecond),
		codec: videoCodec,
		hasSound,
	});
}

/** Where a stored video differs from what was asked for, as hints. */
export function differences(facts: MediaFacts | undefined, video: CheckedVideo | undefined): string[] {
	if (facts?.kind === 'broken') {
		return [`The stored video may not play: the file ${facts.reason}. Its link works for 24 hours.`];
	}
	if (facts?.kind !== 'video' || !video) return [];
	const { sound } = video.model;
	const wantsSound = sound === 'always' || (sound === 'switch' && video.audio !== false);
	const hints: string[] = [];
	if (wantsSound && !facts.hasSound)
		hints.push('The video is silent, although one with sound was asked for.');
	if (!wantsSound && sound !== 'input' && facts.hasSound)
		hints.push('The video has sound, although a silent one was asked for.');
	const { duration } = video;
	// Where the input or the model decides, nothing was asked for.
	if (duration !== undefined && duration > 0 && Math.abs(facts.seconds - duration) > LENGTH_TOLERANCE) {
		hints.push(`The video is ${rounded(facts.seconds)} seconds long, although ${duration} were asked for.`);
	}
	return hints;
}

function rounded(value: number): number {
	return Number(value.toFixed(3));
}
