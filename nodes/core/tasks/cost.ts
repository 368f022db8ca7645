import { estimateCost, type Estimate } from '../cost/estimate';
import { secondsToCharge } from '../cost/seconds';
import { tierOf, type CheckedVideo } from '../request/checkedVideo';
import type { TaskAnswer } from '../studio/answers';

/** What a request is going to cost, before it is sent. */
export function costOfRequest(video: CheckedVideo): Estimate | undefined {
	const charged = secondsToCharge(video);
	const cost = estimateCost({
		model: video.model.id,
		region: video.region,
		resolution: tierOf(video),
		sound: video.model.sound === 'never' ? false : video.audio,
		seconds: charged?.seconds,
		perSecond: video.pricePerSecond,
	});
	return cost && { ...cost, ...(charged?.atMost && { atMost: true }) };
}

/** What a finished task cost: the seconds that the service bills, at the price of what was asked for. */
export function costOfTask(video: CheckedVideo, answer: TaskAnswer): Estimate | undefined {
	const { usage } = answer;
	const charged = secondsToCharge(video);
	const known = charged?.atMost ? undefined : charged?.seconds;
	return estimateCost({
		model: video.model.id,
		region: video.region,
		resolution: video.mode ?? usage.resolution ?? tierOf(video),
		sound: usage.sound ?? video.audio,
		seconds: usage.billedSeconds ?? known,
		perSecond: video.pricePerSecond,
	});
}
