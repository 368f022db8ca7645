import { readCompactTime } from './clock';
import { CONTRACTS } from './contract';
import { listedState, listRow, pageOf, type TaskLife } from './listBehaviour';
import { invalid, Refusal } from './refusal';
import type { Service } from './service';
import type { AcceptedTask } from './types';

const STATUSES = ['PENDING', 'RUNNING', 'SUCCEEDED', 'FAILED', 'CANCELED', 'UNKNOWN'];
const DAY_MS = 24 * 3600_000;

/** One page of the task list, newest first unless a switch says otherwise. */
export function listTasks(service: Service, query: URLSearchParams): object {
	const { list, clock } = service;
	const pageNo = readCount(query, 'page_no', 1, Number.MAX_SAFE_INTEGER);
	const pageSize = readCount(query, 'page_size', 10, service.listPageMax);
	if (pageNo === list.brokenPage) throw new Refusal(500, 'InternalError', 'An internal error has occurred.');
	const status = query.get('status');
	if (status !== null && !STATUSES.includes(status)) {
		throw invalid(`Input should be ${STATUSES.join(' or ')}: status`);
	}
	const { from, to } = readWindow(service, query);
	const taskId = query.get('task_id');
	const model = query.get('model_name');
	const now = clock.epoch(clock.now());
	const rows = [...service.keeper.tasks.values()].reverse().flatMap((task) => {
		const life = lifeOf(service, task);
		const state = listedState(life, now, list);
		if (state === undefined) return [];
		if (taskId !== null) return task.taskId === taskId ? [listRow(life, state, list)] : [];
		const fits = (status === null || state === status) && (model === null || task.model === model);
		return fits && life.createdAt >= from && life.createdAt < to ? [listRow(life, state, list)] : [];
	});
	const page = pageOf(rows, { pageNo, pageSize }, list);
	const data = (page.data as object[]).map((row) => ({ ...row, region: service.region }));
	return { ...page, data };
}

function lifeOf({ clock }: Service, task: AcceptedTask): TaskLife {
	const { taskId, requestId, model, submittedAt, scheduledAt, endedAt, status } = task;
	return {
		taskId,
		requestId,
		model,
		path: CONTRACTS.get(model)?.path.replace('/', ':') ?? 'text2image:image-synthesis',
		createdAt: clock.epoch(submittedAt),
		startedAt: scheduledAt === undefined ? undefined : clock.epoch(scheduledAt),
		endedAt: endedAt === undefined ? undefined : clock.epoch(endedAt),
		end: status,
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
	// Without times the list gives all that it has.
	const from = start ?? to - (last === undefined ? service.list.keepHours * 3600_000 : DAY_MS);
	if (from > to || (start !== undefined && to - from > DAY_MS + 1000)) {
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
