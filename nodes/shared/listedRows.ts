import { systemClock } from '../core/base/clock';
import { ok, type Result } from '../core/base/result';
import type { StudioClient } from '../core/studio/client';
import { listTasks, type ListedTask } from '../core/studio/taskList';

/** For which a row answers; nothing of it but the model is asked for. */
const FRESH_MS = 60_000;

interface Span {
	from?: number;
	to?: number;
}

/**
 * Rows of the task list for the many events of a burst: one reading at a time, whose rows serve all who wait. A reading
 * that came to the end of its span without a task says the same to all who ask for that span.
 */
export class ListedRows {
	private readonly rows = new Map<string, ListedTask>();
	private readAt = 0;
	private reading?: Promise<unknown>;
	private whole?: Span & { at: number };

	async find(
		client: StudioClient,
		taskId: string,
		span: Span,
		deadline: number,
	): Promise<Result<ListedTask | undefined>> {
		const asked = systemClock.now();
		while (this.reading) await this.reading;
		if (Math.abs(systemClock.now() - this.readAt) > FRESH_MS) this.rows.clear();
		const row = this.rows.get(taskId);
		if (row || this.isMissing(span, asked)) return ok(row);
		const work = this.read(client, taskId, span, deadline);
		this.reading = work;
		const listing = await work;
		this.reading = undefined;
		return listing;
	}

	private async read(
		client: StudioClient,
		taskId: string,
		span: Span,
		deadline: number,
	): Promise<Result<ListedTask | undefined>> {
		const at = systemClock.now();
		const isEnough = (tasks: readonly ListedTask[]) => tasks.some((task) => task.taskId === taskId);
		const listing = await listTasks(client, span, { deadline, isEnough });
		if (!listing.ok) return listing;
		this.readAt = systemClock.now();
		for (const task of listing.value.tasks) this.rows.set(task.taskId, task);
		if (!listing.value.truncated) this.whole = { ...span, at };
		return ok(this.rows.get(taskId));
	}

	private isMissing({ from, to }: Span, asked: number): boolean {
		const { whole } = this;
		if (!whole || whole.at < asked) return false;
		const { from: begin = -Infinity, to: end = Infinity } = whole;
		return begin <= (from ?? -Infinity) && end >= (to ?? Infinity);
	}
}
