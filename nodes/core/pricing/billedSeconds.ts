import { secondsOf } from '../request/validateMedia';
import type { ValidatedVideo, MediaInput } from '../request/validatedVideo';

/** Seconds that are going to be charged; `atMost` where they depend on an input whose length nobody has measured. */
interface Charged {
	seconds: number;
	atMost: boolean;
}

/** What is charged for a request, by the rules of its model. */
export function secondsToCharge(video: ValidatedVideo): Charged | undefined {
	const input = inputSeconds(video);
	const output = outputSeconds(video);
	if (!output) return undefined;
	const { duration } = video.model;
	const most = duration.kind === 'range' ? (duration.maxTotal ?? Infinity) : Infinity;
	return {
		seconds: Math.min(output.seconds + input.seconds, most),
		atMost: output.atMost || input.atMost,
	};
}

function outputSeconds(video: ValidatedVideo): Charged | undefined {
	const { duration } = video.model;
	if (duration.kind === 'input') {
		const { motionVideo, speech, video: toEdit } = video.model;
		const input = video.motionVideo ?? video.speech ?? video.video;
		return lengthOf(input, (motionVideo ?? speech ?? toEdit)?.maxSeconds);
	}
	if (video.duration === undefined) return undefined;
	if (duration.kind === 'range' && duration.also?.value === video.duration) {
		return video.video ? lengthOf(video.video, duration.max) : { seconds: duration.max, atMost: true };
	}
	return { seconds: video.duration, atMost: false };
}

function inputSeconds({ model, video, references = [] }: ValidatedVideo): Charged {
	const { references: rule, video: toEdit, billedInputSeconds = 0 } = model;
	const clips = references.filter(({ kind }) => kind === 'video').map(({ url }) => url);
	const lengths = (video ? [video] : clips).flatMap(
		(clip) => lengthOf(clip, (toEdit ?? rule?.video)?.maxSeconds) ?? [],
	);
	const most = Math.min(rule?.maxTotalSeconds ?? Infinity, billedInputSeconds);
	const sumOf = (some: Charged[]) => some.reduce((sum, { seconds }) => sum + seconds, 0);
	const measured = sumOf(lengths.filter(({ atMost }) => !atMost));
	return {
		seconds: Math.min(sumOf(lengths), most),
		atMost: measured < most && lengths.some(({ atMost }) => atMost),
	};
}

/** The length of a file that was probed, without what the service cuts; for a link, the most that the model takes. */
function lengthOf(input: MediaInput | undefined, most: number | undefined): Charged | undefined {
	const measured = secondsOf(input);
	const seconds = Math.min(measured ?? Infinity, most ?? Infinity);
	return Number.isFinite(seconds) ? { seconds, atMost: measured === undefined } : undefined;
}
