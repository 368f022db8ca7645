import type { CheckedVideo } from '../request/check';
import type { TaskAnswer } from '../studio/answers';
import { estimateCost, type Estimate } from '../cost/estimate';

/** What a request is going to cost, before it is sent. */
export function costOfRequest(video: CheckedVideo): Estimate | undefined {
	return estimateCost({
		model: video.model.id,
		region: video.region,
		resolution: video.resolution,
		sound: video.model.sound === 'never' ? false : video.audio,
		seconds: video.duration,
	});
}

/** What a finished task cost: the seconds that the service bills, at the price of what was asked for. */
export function costOfTask(video: CheckedVideo, answer: TaskAnswer): Estimate | undefined {
	const { usage } = answer;
	return estimateCost({
		model: video.model.id,
		region: video.region,
		resolution: usage.resolution ?? video.resolution,
		sound: usage.sound ?? video.audio,
		seconds: usage.billedSeconds ?? video.duration,
	});
}
