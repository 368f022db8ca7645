import { modelsFor, optionsInRegion, type Region } from '../../nodes/core/catalogue';
import type { Clock } from '../../nodes/core/base/clock';
import { asObject, parseObject } from '../../nodes/core/base/json';
import { costOfRequest } from '../../nodes/core/pricing/cost';
import type { Estimate } from '../../nodes/core/pricing/estimate';
import { buildRequest } from '../../nodes/core/request/body';
import { validateVideo, type ValidatedVideo } from '../../nodes/core/request/validate';
import { timeouts } from '../../nodes/core/studio/timeouts';
import type { Transport } from '../../nodes/core/studio/transport';

/** One exchange in the life of a task, with its seconds since the create call. */
export interface LifeEntry {
	call: 'create' | 'query' | 'list';
	atSeconds: number;
	status: number;
	body: unknown;
}

export interface Life {
	model: string;
	cost: Estimate;
	request: unknown;
	entries: LifeEntry[];
}

/** Seconds; what the documents advise. */
const LOOK_EVERY = 15;
const MOST_LOOKS = 120;

/** The cheapest video that the region's list has: shortest, smallest, silent. */
export function cheapestVideo(
	region: Region,
	image: string,
): { video: ValidatedVideo; cost: Estimate } | undefined {
	const choices = modelsFor('generateFromImage').flatMap((model) => {
		if (!model.regions.includes(region) || model.snapshotOf) return [];
		const { duration } = model;
		const seconds =
			duration.kind === 'range' ? duration.min : duration.kind === 'list' ? duration.options[0] : undefined;
		const resolutions = model.resolution ? optionsInRegion(model.resolution, region) : [undefined];
		return resolutions.flatMap((resolution) => {
			const { video } = validateVideo(
				{
					...{ operation: 'generateFromImage', model: model.id, prompt: 'The light changes slowly' },
					...{ firstFrame: image, resolution, duration: seconds },
					...(model.sound === 'switch' && { audio: false }),
				},
				region,
			);
			const cost = video && !model.neededInPractice ? costOfRequest(video) : undefined;
			return video && cost ? [{ video, cost }] : [];
		});
	});
	return choices.sort((a, b) => a.cost.amount - b.cost.amount)[0];
}

/** Makes the video and writes down every answer until the task has ended, and its row of the task list. */
export async function recordLife(
	{ video, cost }: { video: ValidatedVideo; cost: Estimate },
	apiBase: string,
	transport: Transport,
	clock: Clock,
): Promise<Life> {
	const { path, headers, body } = buildRequest(video);
	const life: Life = { model: video.model.id, cost, request: body, entries: [] };
	const begun = clock.now();
	const note = async (
		call: LifeEntry['call'],
		request: { method: 'GET' | 'POST'; path: string; body?: object },
	) => {
		const response = await transport.send({
			method: request.method,
			url: apiBase + request.path,
			...(request.body && { body: request.body, headers: { ...headers, 'X-DashScope-Async': 'enable' } }),
			timeout: timeouts.read,
		});
		const read =
			response.kind === 'response' ? (parseObject(response.text) ?? response.text) : response.message;
		const status = response.kind === 'response' ? response.status : 0;
		life.entries.push({ call, atSeconds: Math.round((clock.now() - begun) / 1000), status, body: read });
		return asObject(read);
	};
	const created = await note('create', { method: 'POST', path, body: { ...body } });
	const taskId = asObject(created?.output)?.task_id;
	if (typeof taskId !== 'string') return life;
	for (let look = 0; look < MOST_LOOKS; look++) {
		const response = await note('query', { method: 'GET', path: `/tasks/${taskId}` });
		const status = String(asObject(response?.output)?.task_status);
		if (['SUCCEEDED', 'FAILED', 'CANCELED', 'UNKNOWN'].includes(status)) break;
		await clock.sleep(LOOK_EVERY * 1000);
	}
	await note('list', { method: 'GET', path: `/tasks/?task_id=${taskId}` });
	return life;
}
