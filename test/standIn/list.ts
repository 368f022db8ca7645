import { readCompactTime } from './clock';
import { CONTRACTS } from './contract';
import { invalid } from './refusal';
import type { Service } from './service';
import type { AcceptedTask } from './types';

const STATUSES = ['PENDING', 'RUNNING', 'SUCCEEDED', 'FAILED', 'CANCELED', 'UNKNOWN'];
const DAY_MS = 24 * 3600_000;

/** One page of the task list, newest first. Times are epoch milliseconds here, unlike in the query. */
export function listTasks(service: Service, query: URLSearchParams): object {
	const pageNo = readCount(query, 'page_no', 1, Number.MAX_SAFE_INTEGER);
	const pageSize = readCount(query, 'page_size', 10, service.listPageMax);
	const status = query.get('status');
	if (status !== null && !STATUSES.includes(status)) {
		throw invalid(`Input should be ${STATUSES.join(' or ')}: status`);
	}
	const { from, to } = readWindow(service, query);
	const taskId = query.get('task_id');
	const model = query.get('model_name');
	const found = service.keeper.known().filter((task) => {
		if (taskId !== null) return task.taskId === taskId;
		const created = service.clock.epoch(task.submittedAt);
		const fits = (status === null || task.status === status) && (model === null || task.model === model);
		return fits && created >= from && created < to;
	});
	return {
		total: found.length,
		data: found.slice((pageNo - 1) * pageSize, pageNo * pageSize).map((task) => row(service, task)),
		total_page: Math.ceil(found.length / pageSize),
		page_no: pageNo,
		page_size: pageSize,
	};
}

function row(service: Service, task: AcceptedTask): object {
	const { clock, region } = service;
	const { taskId, requestId, model, submittedAt, scheduledAt, endedAt, status } = task;
	const path = CONTRACTS.get(model)?.path.replace('/', ':') ?? '';
	return {
		api_key_id: '15001',
		caller_parent_id: '1234567890',
		caller_uid: '1234567890',
		...(endedAt === undefined ? {} : { end_time: clock.epoch(endedAt) }),
		gmt_create: clock.epoch(submittedAt),
		model_name: model,
		region,
		request_id: requestId,
		...(scheduledAt === undefined ? {} : { start_time: clock.epoch(scheduledAt) }),
		status,
		task_id: taskId,
		user_api_unique_key: `apikey:v1:aigc:${path}:${model}`,
	};
}

/** At most 24 hours; one end alone means the 24 hours after or before it, none the last 24 hours. */
function readWindow(service: Service, query: URLSearchParams): { from: number; to: number } {
	const read = (name: string): number | undefined => {
		const text = query.get(name);
		if (text === null) return undefined;
		const epoch = readCompactTime(text);
		if (epoch === undefined) throw invalid(`Time should be YYYYMMDDhhmmss: ${name}`);
		return epoch;
	};
	const start = read('start_time');
	// A second is named whole, so the last one belongs to the window.
	const last = read('end_time');
	const end = last === undefined ? undefined : last + 1000;
	const now = service.clock.epoch(service.clock.now()) + 1;
	const to = end ?? (start === undefined ? now : start + DAY_MS);
	const from = start ?? to - DAY_MS;
	if (from > to || to - from > DAY_MS + 1000) {
		throw invalid('The time range between start_time and end_time should be within 24 hours.');
	}
	return { from, to };
}

/** A page number or size: a positive whole number up to `most`. */
export function readCount(query: URLSearchParams, name: string, usual: number, most: number): number {
	const text = query.get(name);
	if (text === null) return usual;
	const value = Number(text);
	if (!Number.isInteger(value) || value < 1 || value > most) {
		throw invalid(`Range of ${name} should be [1, ${most}]`);
	}
	return value;
}
