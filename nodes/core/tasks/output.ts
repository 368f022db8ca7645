import { nameInRegion } from '../catalogue';
import type { MediaFacts } from '../media/readers';
import type { CheckedVideo } from '../request/check';
import { predictedSizeOf } from '../request/outputSize';
import type { TaskAnswer } from '../studio/answers';
import { translateServiceFault } from '../studio/translate';
import { withoutGaps } from '../withoutGaps';
import { costOfRequest, costOfTask } from './cost';
import { describeVideo } from './delivered';
import type { JobResult } from './job';
import { TASK_LIFETIME } from './ledger';

/**
 * A task as flat fields, times in ISO 8601 UTC. Fields that the service did not give are left out.
 * @param video what was asked for, where this run asked
 * @param file what the stored video is, where one was stored
 */
export function simplifyTask(
	result: JobResult<unknown>,
	video?: CheckedVideo,
	file?: MediaFacts,
): Record<string, unknown> {
	const { answer } = result;
	return withoutGaps({
		taskId: result.taskId,
		taskStatus: answer?.status ?? 'PENDING',
		model: video && nameInRegion(video.model, video.region),
		videoUrl: answer?.videoUrl,
		videoUrlExpiresAt: answer && linkExpiry(answer),
		submittedAt:
			answer?.submittedAt ??
			(result.submittedAt === undefined ? undefined : new Date(result.submittedAt).toISOString()),
		finishedAt: answer?.finishedAt,
		duration: answer?.usage.outputSeconds ?? answer?.usage.billedSeconds,
		resolution:
			answer?.usage.resolution ??
			answer?.usage.size ??
			(answer ? undefined : (video?.size ?? video?.resolution)),
		predictedSize: video && predictedSizeOf(video),
		video: describeVideo(file),
		seed: video?.seed,
		...promptOf(answer),
		...failureOf(answer),
		// The create call's own, where this run made it: that is the one in the service's task list.
		requestId: result.requestId ?? answer?.requestId,
		cost:
			video &&
			(answer?.status === 'SUCCEEDED'
				? costOfTask(video, answer)
				: answer
					? undefined
					: costOfRequest(video)),
	});
}

/** The rewritten prompt says more than the original, where the service gives it back. */
function promptOf(answer: TaskAnswer | undefined): Record<string, string | undefined> {
	return answer?.actualPrompt ? { actualPrompt: answer.actualPrompt } : { prompt: answer?.prompt };
}

/** For a task that is only looked at: how it failed, in the service's words and in ours. */
function failureOf(answer: TaskAnswer | undefined): Record<string, string | undefined> {
	if (answer?.status !== 'FAILED') return {};
	const { what, advice } = translateServiceFault('wait', { code: answer.code, message: answer.message });
	return { errorCode: answer.code, errorMessage: answer.message, errorAdvice: `${what}. ${advice}` };
}

/** A signed link says in `Expires` (seconds since the epoch) when it dies; otherwise 24 hours after the end. */
export function linkExpiry({ videoUrl, finishedAt }: TaskAnswer): string | undefined {
	if (!videoUrl) return undefined;
	const expires = Number(/[?&]Expires=(\d{9,11})(?:&|$)/.exec(videoUrl)?.[1]);
	if (expires) return new Date(expires * 1000).toISOString();
	return finishedAt && new Date(Date.parse(finishedAt) + TASK_LIFETIME).toISOString();
}
