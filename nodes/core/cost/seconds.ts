import { rulesOf } from '../catalogue';
import type { CheckedVideo } from '../request/checkedVideo';

/** Seconds that are going to be charged; `atMost` where they depend on an input whose length nobody has measured. */
export interface Charged {
	seconds: number;
	atMost: boolean;
}

/** What is charged for a request, by the rules of its model. */
export function secondsToCharge(video: CheckedVideo): Charged | undefined {
	const input = inputSeconds(video);
	const output = outputSeconds(video);
	if (!output) return undefined;
	const { duration, bills } = video.model;
	const total = output.seconds + (bills.input ? input.seconds : 0);
	const most = duration.kind === 'range' ? (duration.maxTotal ?? Infinity) : Infinity;
	return { seconds: Math.min(total, most), atMost: output.atMost || (bills.input === true && input.atMost) };
}

function outputSeconds(video: CheckedVideo): Charged | undefined {
	const { duration } = video.model;
	if (duration.kind === 'input') {
		const longest = video.model.motionVideo?.maxSeconds ?? video.model.speech?.maxSeconds;
		return longest === undefined ? undefined : { seconds: longest, atMost: true };
	}
	if (video.duration === undefined) return undefined;
	if (duration.kind === 'range' && duration.also?.value === video.duration) {
		return { seconds: duration.max, atMost: true };
	}
	return { seconds: video.duration, atMost: false };
}

function inputSeconds(video: CheckedVideo): Charged {
	const { references: rule, video: toEdit, bills } = rulesOf(video.model, video.editFunction);
	if (video.video && toEdit) return { seconds: toEdit.maxSeconds, atMost: true };
	const clips = video.references?.filter(({ kind }) => kind === 'video').length ?? 0;
	if (clips === 0) return { seconds: 0, atMost: false };
	const longest = clips * (rule?.video?.maxSeconds ?? 0);
	const seconds = Math.min(longest, rule?.maxTotalSeconds ?? Infinity, bills.inputCap ?? Infinity);
	return { seconds, atMost: true };
}
