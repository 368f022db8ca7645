import { CONTRACTS } from './contract';
import type { AcceptedTask, ScriptedOutcome, TaskStatus } from './types';

/** A task is known to query and list for 24 hours after its end. */
export const TASK_LIFE_MS = 24 * 3600_000;
/** Tasks that may wait for one model. */
const QUEUE_LIMIT = 500;

export interface TaskTimes {
	/** Service milliseconds. */
	now(): number;
	/** Service milliseconds a free slot lets a fresh task wait. */
	pendingMs: number;
	/** Service milliseconds a task runs. */
	runMs(model: string, n: number): number;
}

/** What the keeper knows of a task beyond what tests may see. */
interface Life {
	task: AcceptedTask;
	outcome: ScriptedOutcome;
	runMs: number;
	scheduledAt?: number;
	/** Planned as soon as it runs; it has ended once service time is there. */
	endsAt?: number;
	canceledAt?: number;
}

/**
 * One line per model before its slots. Nothing moves by itself: the line is worked off up to the present
 * whenever somebody looks, and each start is computed from the moment its slot became free, so the times
 * do not depend on who looked when.
 */
class Line {
	readonly waiting: Life[] = [];

	private readonly slotFreeAt: number[];

	constructor(
		slots: number,
		private readonly pendingMs: number,
	) {
		this.slotFreeAt = new Array<number>(slots).fill(Number.NEGATIVE_INFINITY);
	}

	settle(now: number): void {
		for (let head = this.waiting[0]; head; head = this.waiting[0]) {
			const free = Math.min(...this.slotFreeAt);
			const start = Math.max(head.task.submittedAt + this.pendingMs, free);
			if (start > now) return;
			head.scheduledAt = start;
			head.endsAt = start + head.runMs;
			this.slotFreeAt[this.slotFreeAt.indexOf(free)] = head.endsAt;
			this.waiting.shift();
		}
	}
}

export class TaskKeeper {
	readonly tasks = new Map<string, AcceptedTask>();

	private readonly lives = new Map<string, Life>();

	private readonly lines = new Map<string, Line>();

	private readonly scripted: ScriptedOutcome[] = [];

	constructor(private readonly times: TaskTimes) {}

	script(outcomes: ScriptedOutcome[]): void {
		this.scripted.push(...outcomes);
	}

	/** Whether the model's line takes one more. */
	hasRoom(model: string): boolean {
		const line = this.line(model);
		line.settle(this.times.now());
		return line.waiting.length < QUEUE_LIMIT;
	}

	accept(taskId: string, requestId: string, model: string, body: unknown): AcceptedTask {
		const now = this.times.now();
		const outcome = this.scripted.shift() ?? { status: 'SUCCEEDED' };
		const usual = this.times.runMs(model, this.tasks.size + 1);
		const runMs = outcome.afterSeconds === undefined ? usual : outcome.afterSeconds * 1000;
		const task = { taskId, requestId, model, body, submittedAt: now, downloads: 0 } as AcceptedTask;
		const life: Life = { task, outcome, runMs };
		const settled = <T>(read: () => T) => ({
			enumerable: true,
			get: (): T => {
				this.line(model).settle(this.times.now());
				return read();
			},
		});
		Object.defineProperties(task, {
			status: settled(() => this.statusOf(life)),
			scheduledAt: settled(() => life.scheduledAt),
			endedAt: settled(() => this.endOf(life)),
		});
		if (outcome.status === 'CANCELED') {
			// Somebody else cancels it: it waits and never takes a slot.
			life.canceledAt = now + (outcome.afterSeconds === undefined ? this.times.pendingMs : runMs);
		} else {
			this.line(model).settle(now);
			this.line(model).waiting.push(life);
		}
		this.tasks.set(taskId, task);
		this.lives.set(taskId, life);
		return task;
	}

	/** The task, unless the service has forgotten it. */
	find(taskId: string): { task: AcceptedTask; outcome: ScriptedOutcome } | undefined {
		const life = this.lives.get(taskId);
		if (!life || this.isForgotten(life.task)) return undefined;
		return { task: life.task, outcome: life.outcome };
	}

	/** Those still known, newest first. */
	known(): AcceptedTask[] {
		return [...this.tasks.values()].filter((task) => !this.isForgotten(task)).reverse();
	}

	/** False when the task is not PENDING (any more). */
	cancel(taskId: string): boolean {
		const life = this.lives.get(taskId);
		if (life?.task.status !== 'PENDING') return false;
		life.canceledAt = this.times.now();
		const { waiting } = this.line(life.task.model);
		const place = waiting.indexOf(life);
		if (place >= 0) waiting.splice(place, 1);
		return true;
	}

	private line(model: string): Line {
		let line = this.lines.get(model);
		if (!line) {
			line = new Line(CONTRACTS.get(model)?.slots ?? 1, this.times.pendingMs);
			this.lines.set(model, line);
		}
		return line;
	}

	private endOf(life: Life): number | undefined {
		const end = life.canceledAt ?? life.endsAt;
		return end !== undefined && end <= this.times.now() ? end : undefined;
	}

	private statusOf(life: Life): TaskStatus {
		if (this.endOf(life) !== undefined) {
			return life.canceledAt === undefined ? life.outcome.status : 'CANCELED';
		}
		return life.scheduledAt === undefined ? 'PENDING' : 'RUNNING';
	}

	private isForgotten(task: AcceptedTask): boolean {
		return task.endedAt !== undefined && this.times.now() - task.endedAt >= TASK_LIFE_MS;
	}
}
