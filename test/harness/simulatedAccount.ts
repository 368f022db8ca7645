import type { Clock } from '../../nodes/core/base/clock';
import type {
	NetworkFailure,
	StudioResponse,
	StudioRequest,
	Transport,
} from '../../nodes/core/studio/transport';
import { stamp, readCompactTime } from '../standIn/clock';
import {
	listedState,
	listRow,
	pageOf,
	queriedInstead,
	type ListBehaviour,
	type TaskLife,
} from '../standIn/listBehaviour';
import { response } from './fakes';

const DAY = 24 * 3_600_000;

/** Time that passes only where somebody sleeps, and then at once. */
export class LeapingClock implements Clock {
	/** @param time milliseconds since the epoch */
	constructor(public time: number) {}

	now(): number {
		return this.time;
	}

	async sleep(milliseconds: number): Promise<void> {
		if (milliseconds > 0) this.time += milliseconds;
		return await Promise.resolve();
	}
}

/** The tasks of one account as its list and its queries tell of them, without any HTTP. */
export class SimulatedAccount implements Transport {
	readonly lives = new Map<string, TaskLife>();
	/** Queries that are refused, by the status of the refusal. */
	readonly refused = new Map<string, number>();

	/** @param now the service's clock, in milliseconds since the epoch */
	constructor(
		private readonly now: () => number,
		readonly behaviour: ListBehaviour,
	) {}

	/** Newest last. */
	add(...lives: TaskLife[]): void {
		for (const life of lives) this.lives.set(life.taskId, life);
	}

	async send({ url }: StudioRequest): Promise<StudioResponse | NetworkFailure> {
		const { pathname, searchParams } = new URL(url);
		const taskId = /\/tasks\/(.+)$/.exec(pathname)?.[1];
		return await Promise.resolve(taskId === undefined ? this.list(searchParams) : this.query(taskId));
	}

	listedAsEnded(): string[] {
		const lives = [...this.lives.values()];
		return lives
			.filter((life) => listedState(life, this.now(), this.behaviour) === life.end)
			.map(({ taskId }) => taskId);
	}

	private list(query: URLSearchParams): StudioResponse {
		const pageNo = Number(query.get('page_no'));
		if (pageNo === this.behaviour.brokenPage) {
			return response(500, { code: 'InternalError', message: 'An internal error has occurred.' });
		}
		const now = this.now();
		const start = readCompactTime(query.get('start_time') ?? '');
		const [from, to] = start === undefined ? [-Infinity, Infinity] : [start, start + DAY];
		const rows: Array<Record<string, unknown>> = [];
		for (const life of this.lives.values()) {
			if (life.createdAt < from || life.createdAt > to) continue;
			const state = listedState(life, now, this.behaviour);
			if (state !== undefined) rows.unshift(listRow(life, state, this.behaviour));
		}
		return response(200, pageOf(rows, { pageNo, pageSize: Number(query.get('page_size')) }, this.behaviour));
	}

	private query(taskId: string): StudioResponse {
		const status = this.refused.get(taskId);
		if (status !== undefined) return response(status, { code: 'AccessDenied', message: 'Access denied.' });
		const life = this.lives.get(taskId);
		const output = { task_id: taskId, ...(life ? this.outputOf(life) : { task_status: 'UNKNOWN' }) };
		return response(200, { request_id: 'q', output });
	}

	private outputOf(life: TaskLife): Record<string, unknown> {
		const now = this.now();
		const { endedAt = Number.POSITIVE_INFINITY } = life;
		if (now - endedAt >= DAY) return { task_status: 'UNKNOWN' };
		const instead = queriedInstead(life, now, this.behaviour);
		const status = instead ?? (endedAt <= now ? life.end : 'RUNNING');
		const video = status === 'SUCCEEDED' && life.path.endsWith('video-synthesis');
		const expires = Math.floor((endedAt + DAY) / 1000);
		return {
			task_status: status,
			submit_time: stamp(life.createdAt),
			...(endedAt <= now && !instead && { end_time: stamp(endedAt) }),
			...(video && { video_url: `https://result.example.com/${life.taskId}.mp4?Expires=${expires}` }),
		};
	}
}
