import { omitUndefined } from '../base/omitUndefined';
import { pixelsOfTier } from '../catalogue';
import type { MediaInfo } from '../media/probe';
import { costOfTask } from '../pricing/cost';
import type { Estimate } from '../pricing/estimate';
import type { TaskResponse } from '../studio/responses';
import { endOfSignedLink } from '../request/signedLink';
import { faultFromApiError } from '../studio/errors';
import type { ListedTask } from '../studio/taskList';
import { toIso } from '../studio/times';
import type { VideoLink } from '../transfer/videoLink';
import type { RequestedVideo } from './requestedVideo';
import type { JobResult } from './job';
import { TASK_LIFETIME_MS } from './ledger';

/** What is known of a task. */
type KnownTask = Pick<JobResult<unknown>, 'taskId' | 'requestId' | 'submittedAt' | 'response'>;

/** Left out of a video that this execution has asked for: n8n wants few fields, and there the cost says more. */
const BESIDE_THE_COST = ['submittedAt', 'predictedSize', 'requestId'];

/**
 * A task as at most 12 flat fields, times in ISO 8601 UTC. Fields that the service did not give are left out.
 * @param asked what was asked for, where this execution asked
 */
export function simplifyTask(known: KnownTask, asked?: RequestedVideo): Record<string, unknown> {
	const facts = fieldsOfTask(known, asked);
	if (!asked || known.response?.status !== 'SUCCEEDED') return facts;
	return Object.fromEntries(Object.entries(facts).filter(([name]) => !BESIDE_THE_COST.includes(name)));
}

/** All that is known of a task, as flat fields. */
export function fieldsOfTask(result: KnownTask, asked?: RequestedVideo): Record<string, unknown> {
	const { response } = result;
	const cost = costOf(result, asked);
	return omitUndefined({
		taskId: result.taskId,
		taskStatus: response?.status ?? 'PENDING',
		model: asked?.model,
		videoUrl: response?.videoUrl,
		videoUrlExpiresAt: response && linkExpiry(response),
		...failureOf(response),
		estimatedCost: cost?.amount,
		currency: cost?.currency,
		submittedAt: response?.submittedAt ?? toIso(result.submittedAt),
		finishedAt: response?.finishedAt,
		duration: response?.usage.outputSeconds ?? response?.usage.billedSeconds,
		resolution:
			response?.usage.resolution ?? response?.usage.size ?? (response ? undefined : asked?.resolution),
		predictedSize: asked?.predictedSize,
		seed: asked?.seed,
		...promptOf(response),
		// The create call's own, where this run made it: that is the one in the service's task list.
		requestId: result.requestId ?? response?.requestId,
	});
}

/**
 * A task's raw answer with what the service does not tell: what was asked for, what it costs, what the file is. A task
 * that was only submitted has its create answer.
 * @param file what the stored video is, where one was stored
 */
export function rawTask(
	result: KnownTask & Pick<JobResult<unknown>, 'created'>,
	asked?: RequestedVideo,
	file?: MediaInfo,
): Record<string, unknown> {
	const created = result.created ?? { output: { task_id: result.taskId, task_status: 'PENDING' } };
	return omitUndefined({
		...(result.response?.raw ?? created),
		model: asked?.model,
		seed: asked?.seed,
		predictedSize: asked?.predictedSize,
		video: describeVideo(file),
		cost: costOf(result, asked),
	});
}

/** What a video has cost, or what a task that was only submitted is going to. */
function costOf({ response }: KnownTask, asked: RequestedVideo | undefined): Estimate | undefined {
	if (!asked) return undefined;
	if (!response) return asked.cost;
	return response.status === 'SUCCEEDED' ? costOfTask(asked.bill, response) : undefined;
}

/** The rewritten prompt says more than the original, where the service gives it back. */
function promptOf(response: TaskResponse | undefined): Record<string, string | undefined> {
	return response?.actualPrompt ? { actualPrompt: response.actualPrompt } : { prompt: response?.prompt };
}

/** For a task that is only queried: how it failed, in the service's words and in ours. */
function failureOf(response: TaskResponse | undefined): Record<string, string | undefined> {
	if (response?.status !== 'FAILED') return {};
	const { message, description } = faultFromApiError('wait', {
		code: response.code,
		message: response.message,
	});
	return {
		errorCode: response.code,
		errorMessage: response.message,
		errorAdvice: `${message}. ${description}`,
	};
}

/** A signed link says when it dies, the service's in `Expires` (seconds since the epoch); otherwise 24 hours after the end. */
export function linkExpiry({ videoUrl, finishedAt }: TaskResponse): string | undefined {
	if (!videoUrl) return undefined;
	const expires = Number(/[?&]Expires=(\d{9,11})(?:&|$)/.exec(videoUrl)?.[1]) * 1000;
	const signed = URL.canParse(videoUrl) ? endOfSignedLink(new URL(videoUrl)) : NaN;
	const end = expires || signed || Date.parse(finishedAt ?? '') + TASK_LIFETIME_MS;
	return toIso(end);
}

/**
 * The link of a finished task, and how long it lives. A task that this machine submitted ends after that by its own
 * clock, too.
 * @param submittedAt milliseconds since the epoch, by this machine's clock
 */
export function videoLinkOf(response: TaskResponse, submittedAt?: number): VideoLink {
	const expiry = linkExpiry(response);
	return {
		url: response.videoUrl ?? '',
		...(expiry !== undefined && { expiresAt: Date.parse(expiry) }),
		...(submittedAt !== undefined && { livesUntil: submittedAt + TASK_LIFETIME_MS }),
	};
}

/** A row of the task list in the same words as a task that was queried: ISO 8601 UTC, `taskStatus` and so on. */
export function simplifyListed(task: ListedTask): Record<string, unknown> {
	return omitUndefined({
		taskId: task.taskId,
		taskStatus: task.status,
		model: task.model,
		submittedAt: toIso(task.createdAt),
		startedAt: toIso(task.startedAt),
		finishedAt: toIso(task.endedAt),
		requestId: task.requestId,
	});
}

/** What the list tells of a task, as if it had been queried. */
export function responseOfRow({ taskId, status, requestId, createdAt, startedAt }: ListedTask): TaskResponse {
	return omitUndefined({
		taskId,
		status,
		submittedAt: toIso(createdAt),
		startedAt: toIso(startedAt),
		requestId,
		usage: {},
		raw: omitUndefined({ request_id: requestId, output: { task_id: taskId, task_status: status } }),
	});
}

/** The list's order is not documented. */
export function newestFirst(a: ListedTask, b: ListedTask): number {
	return (b.createdAt ?? 0) - (a.createdAt ?? 0);
}

/** Whether the tasks, as far as they go, came in that order. Of one task or without times nothing is known of it. */
export function isNewestFirst(tasks: readonly ListedTask[]): boolean {
	const times = tasks.map(({ createdAt }) => createdAt);
	const isInOrder = (time: number | undefined, index: number) =>
		time !== undefined && time <= (times[index - 1] ?? time);
	return times.length > 1 && times.every(isInOrder);
}

type VideoInfo = Extract<MediaInfo, { kind: 'video' }>;

/** The sides of a stored video in pixels, as they are seen. */
function sidesOf({ width, height, rotated }: VideoInfo): { width: number; height: number } {
	return rotated ? { width: height, height: width } : { width, height };
}

/** A stored video as the raw output shows it, in pixels, seconds and frames per second. */
function describeVideo(info: MediaInfo | undefined): Record<string, unknown> | undefined {
	if (info?.kind !== 'video') return undefined;
	const { seconds, framesPerSecond, videoCodec, hasSound } = info;
	return omitUndefined({
		...sidesOf(info),
		seconds: rounded(seconds),
		framesPerSecond: framesPerSecond === undefined ? undefined : rounded(framesPerSecond),
		codec: videoCodec,
		hasSound,
	});
}

/** Seconds by which a video may be longer or shorter than asked for: the models make whole frames. */
const LENGTH_TOLERANCE_SECONDS = 1;
/** Pixels by which a side may differ: the models make whole blocks. */
const SIZE_TOLERANCE_PIXELS = 16;
/** A video may have so many times more or fewer pixels than its tier: shapes differ, and tiers lie 2.25 apart. */
const TIER_TOLERANCE = 1.5;

/** Where a stored video differs from what was asked for, as hints. */
export function differences(info: MediaInfo | undefined, asked: RequestedVideo | undefined): string[] {
	if (info?.kind === 'broken') {
		return [`The stored video may not play: the file ${info.reason}. Its link works for 24 hours.`];
	}
	if (info?.kind !== 'video' || !asked) return [];
	const { sound, duration, resolution, predictedSize } = asked;
	const { width, height } = sidesOf(info);
	const inPixels = `is ${width} × ${height} pixels`;
	const [, ...sides] = /^(\d+)[x*](\d+)$/.exec(predictedSize ?? resolution ?? '') ?? [];
	const hasOtherSide = sides.some(
		(side, index) => Math.abs(Number(side) - (index === 0 ? width : height)) > SIZE_TOLERANCE_PIXELS,
	);
	const tier = sides.length > 0 ? undefined : pixelsOfTier(resolution);
	const found: Array<[differs: boolean, is: string, although: string]> = [
		[sound === true && !info.hasSound, 'is silent', 'sound was requested'],
		[sound === false && info.hasSound, 'has sound', 'a silent video was requested'],
		[
			Math.abs(info.seconds - (duration ?? info.seconds)) > LENGTH_TOLERANCE_SECONDS,
			`is ${rounded(info.seconds)} seconds long`,
			`${duration} were requested`,
		],
		[hasOtherSide, inPixels, `${sides.join(' × ')} were ${predictedSize ? 'expected' : 'requested'}`],
		[
			Math.abs(Math.log((width * height) / (tier ?? width * height))) > Math.log(TIER_TOLERANCE),
			inPixels,
			`${resolution} was requested`,
		],
	];
	return found
		.filter(([differs]) => differs)
		.map(([, is, although]) => `The video ${is}, although ${although}.`);
}

function rounded(value: number): number {
	return Number(value.toFixed(3));
}
