import { omitUndefined } from '../base/omitUndefined';
import { nameInRegion } from '../catalogue';
import { billOf, costOfRequest, type RequestedBill } from '../pricing/cost';
import type { Estimate } from '../pricing/estimate';
import { predictedSizeOf } from '../request/outputSize';
import type { ValidatedVideo } from '../request/validate';

/**
 * What was requested, as far as outputs and limits need it. Plain JSON without prompts and media, so that the
 * ledger keeps it for a later attempt, whose own values may differ (a random seed).
 */
export interface RequestedVideo {
	/** The model by the region's own name. */
	model: string;
	resolution?: string;
	predictedSize?: string;
	seed?: number;
	/** Seconds; nothing where the input or the model decides. */
	duration?: number;
	/** Whether the video has sound; nothing where the input decides. */
	sound?: boolean;
	/** Expected. */
	cost?: Estimate;
	bill: RequestedBill;
}

export function requestedVideoOf(video: ValidatedVideo): RequestedVideo {
	const { model, region, duration } = video;
	return omitUndefined({
		model: nameInRegion(model, region),
		resolution: video.size ?? video.resolution,
		predictedSize: predictedSizeOf(video),
		seed: video.seed,
		duration: duration !== undefined && duration > 0 ? duration : undefined,
		sound: {
			input: undefined,
			switch: video.audio !== false,
			always: true,
			never: false,
		}[model.sound],
		cost: costOfRequest(video),
		bill: omitUndefined(billOf(video)),
	});
}
