import { omitUndefined } from '../base/omitUndefined';
import { asObject, asText } from '../base/json';
import type { TaskStatus } from './taskStatus';
import { serviceTimeToIso } from './times';

/** What a task query says, with every dialect of the service read alike. */
export interface TaskResponse {
	taskId: string;
	status: TaskStatus;
	submittedAt?: string;
	startedAt?: string;
	finishedAt?: string;
	videoUrl?: string;
	/** The link to what a task of another kind has made: an image, speech. */
	otherUrl?: string;
	prompt?: string;
	actualPrompt?: string;
	code?: string;
	message?: string;
	requestId?: string;
	usage: Usage;
	/** The answer as it came. */
	raw: Record<string, unknown>;
}

interface Usage {
	/** Seconds that the service bills. */
	billedSeconds?: number;
	outputSeconds?: number;
	/** `720P` and so on. */
	resolution?: string;
	/** `1280*720`, where the service tells it. */
	size?: string;
	sound?: boolean;
}

/** Reads a query's body; nothing if it is not a task's answer. */
export function readTaskResponse(body: Record<string, unknown>): TaskResponse | undefined {
	const output = asObject(body.output);
	const status = asText(output?.task_status);
	if (!output || !status) return undefined;
	const results = linksOf(output.results);
	const videoUrl = asText(output.video_url) ?? results.find(leadsToVideo);
	return omitUndefined({
		taskId: asText(output.task_id) ?? '',
		status: status.toUpperCase(),
		submittedAt: serviceTimeToIso(output.submit_time),
		startedAt: serviceTimeToIso(output.scheduled_time),
		finishedAt: serviceTimeToIso(output.end_time),
		videoUrl,
		otherUrl: videoUrl === undefined ? results[0] : undefined,
		prompt: asText(output.orig_prompt),
		actualPrompt: asText(output.actual_prompt),
		code: asText(output.code) ?? asText(body.code),
		message: asText(output.message) ?? asText(body.message),
		requestId: asText(body.request_id),
		usage: readUsage(asObject(body.usage) ?? {}),
		raw: body,
	});
}

/** The links under `results`, which other models of the service give as a list, and by the name of `url`. */
function linksOf(results: unknown): string[] {
	const entries = Array.isArray(results) ? results.map(asObject) : [asObject(results)];
	const links = entries.map((entry) => asText(entry?.video_url) ?? asText(entry?.url));
	return links.filter((link) => link !== undefined);
}

/** Images and speech have their links in the same place; the name of the file tells. Without an ending it is a video's. */
function leadsToVideo(url: string): boolean {
	const [path = ''] = url.split(/[?#]/);
	return !/\.(?!(mp4|m4v|mov|mkv|avi|webm)$)[a-z]\w{2,3}$/i.test(path);
}

/**
 * The models speak of usage in two dialects (`duration` and `SR`, or `video_duration` and `video_ratio`), as numbers,
 * floats or strings; SDK-shaped answers add zeros and empty strings beside the real fields. Zero and empty mean absent.
 */
function readUsage(usage: Record<string, unknown>): Usage {
	const tier = number(usage.SR);
	const ratio = asText(usage.video_ratio);
	return omitUndefined({
		billedSeconds: number(usage.duration) ?? number(usage.video_duration),
		outputSeconds: number(usage.output_video_duration),
		resolution: tier === undefined ? undefined : `${tier}P`,
		size: asText(usage.size) ?? (ratio?.includes('*') ? ratio : undefined),
		sound: typeof usage.audio === 'boolean' ? usage.audio : undefined,
	});
}

function number(value: unknown): number | undefined {
	const read = typeof value === 'string' && value.trim() !== '' ? Number(value.replace(/p$/i, '')) : value;
	return typeof read === 'number' && Number.isFinite(read) && read !== 0 ? read : undefined;
}
