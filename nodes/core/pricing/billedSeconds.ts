import { rulesOf } from '../catalogue';
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
	const { duration, bills } = video.model;
	const total = output.seconds + (bills.input ? input.seconds : 0);
	const most = duration.kind === 'range' ? (duration.maxTotal ?? Infinity) : Infinity;
	return { seconds: Math.min(total, most), atMost: output.atMost || (bills.input === true && input.atMost) };
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

function inputSeconds(video: ValidatedVideo): Charged {
	const { references: rule, video: toEdit, bills } = rulesOf(video.model, video.editFunction);
	const nothing = { seconds: 0, atMost: false };
	if (video.video && toEdit) return lengthOf(video.video, toEdit.maxSeconds) ?? nothing;
	const clips = (video.references ?? []).filter(({ kind }) => kind === 'video');
	const lengths = clips.map(({ url }) => lengthOf(url, rule?.video?.maxSeconds) ?? nothing);
	const most = Math.min(rule?.maxTotalSeconds ?? Infinity, bills.inputCap ?? Infinity);
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
