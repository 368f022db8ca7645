import { type Bill, estimateCost, type Estimate } from './estimate';
import { secondsToCharge } from './billedSeconds';
import { tierOf, type ValidatedVideo } from '../request/validatedVideo';
import type { TaskResponse } from '../studio/responses';

/** What a request is going to cost, before it is sent. */
export function costOfRequest(asked: ValidatedVideo): Estimate | undefined {
	const video = asSent(asked);
	if (!video) return undefined;
	const charged = secondsToCharge(video);
	const cost = estimateCost({ ...billOf(video), seconds: charged?.seconds });
	return cost && { ...cost, ...(charged?.atMost && { atMost: true }) };
}

/**
 * The video with what the user's own JSON changes of its price. Nothing where that is not known: a limit must not be
 * passed by a field that nobody has checked.
 */
function asSent(video: ValidatedVideo): ValidatedVideo | undefined {
	const { model, additionalInput, additionalParameters = {} } = video;
	const inputCounts = model.billedInputSeconds !== undefined || model.duration.kind === 'input';
	if (additionalInput && inputCounts) return undefined;
	// Other services make several videos by it.
	if (additionalParameters.n !== undefined) return undefined;
	const sent = { ...video };
	for (const [name, type] of [
		['duration', 'number'],
		['resolution', 'string'],
		['size', 'string'],
		['mode', 'string'],
		['audio', 'boolean'],
	] as const) {
		const value = additionalParameters[name];
		if (value === undefined) continue;
		if (typeof value !== type) return undefined;
		Object.assign(sent, { [name]: value });
	}
	// A resolution of one's own goes before the size that the fields have, which is not known to be read any more.
	if (additionalParameters.resolution !== undefined && video.size !== undefined) return undefined;
	return sent;
}

/** What decides the price of a task that was asked for. */
export interface RequestedBill extends Bill {
	/** That of an animate model, which the finished task does not say. */
	mode?: string;
}

/** The seconds are left out where only the most that they can be is known. */
export function billOf(video: ValidatedVideo): RequestedBill {
	const sent = asSent(video) ?? video;
	const charged = secondsToCharge(sent);
	return {
		model: video.model.id,
		region: video.region,
		mode: sent.mode,
		tier: tierOf(sent),
		sound: sent.audio,
		seconds: charged?.atMost ? undefined : charged?.seconds,
		perSecond: video.pricePerSecond,
	};
}

/** What a finished task cost: the seconds that the service bills, at the price of what was asked for. */
export function costOfTask(bill: RequestedBill, { usage }: TaskResponse): Estimate | undefined {
	return estimateCost({
		...bill,
		tier: bill.mode ?? usage.resolution ?? bill.tier,
		sound: usage.sound ?? bill.sound,
		seconds: usage.billedSeconds ?? bill.seconds,
	});
}
