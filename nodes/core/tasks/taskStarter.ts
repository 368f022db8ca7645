import type { Clock } from '../base/clock';
import type { Fault } from '../base/fault';
import { err, ok, type Result } from '../base/result';
import { Semaphore } from '../base/semaphore';
import type { FileToSend } from '../request/delivery';
import { type StudioClient } from '../studio/client';
import { stopFault } from '../studio/errors';
import type { CreateRequest } from '../studio/createRequest';
import type { JobResult, NewTaskStart, SubmitStart } from './job';
import type { Ledger, LedgerEntry } from './ledger';
import { ModelLimiter, type TaskSlot } from './modelLimiter';
import { earlierUnclear } from './taskFaults';

/** Files may be large, and a data URL is held from the reading of the file to the answer of the create call. */
const PREPARATIONS_AT_ONCE = 2;

export interface StartTools {
	client: StudioClient;
	clock: Clock;
	ledger: Ledger;
	/** Ends the run: by n8n's Stop, or by the first fault. The client listens to the same signal. */
	halt: AbortController;
	/** Brings an item's file to the service. Needed for jobs that have files. @param deadline milliseconds since the epoch */
	sendFile?(file: FileToSend, deadline: number): Promise<Result<string>>;
}

export interface StartSettings {
	/** Tasks of one model at the service at once; by default what `ModelLimiter` makes of the model's published limit. */
	runningTasks?: number;
}

/** Sees to it that each job of a run has its task: the given one, the one of an earlier try, or a new one. */
export class TaskStarter {
	private readonly limiters = new Map<string, ModelLimiter>();
	private readonly preparations = new Semaphore(PREPARATIONS_AT_ONCE);

	/** @param onSubmitted is called when the ID of a new task is known */
	constructor(
		private readonly settings: StartSettings,
		private readonly tools: StartTools,
		private readonly onSubmitted: () => void,
	) {}

	/** Resolves when there is room for the job's task at the service; nothing for a task that is there already. */
	async acquireSlot({ job: { start } }: JobResult<unknown>): Promise<TaskSlot | undefined> {
		if (start.kind === 'known task') return undefined;
		return await this.limiterOf(start).acquire(this.tools.halt.signal);
	}

	/** Models have limits of their own, so each has its own limiter. */
	private limiterOf({ model, limits }: NewTaskStart): ModelLimiter {
		const { clock } = this.tools;
		const limiter = this.limiters.get(model) ?? new ModelLimiter(clock, limits, this.settings.runningTasks);
		this.limiters.set(model, limiter);
		return limiter;
	}

	/** Milliseconds since the epoch. */
	private deadlineOf({ job: { goal } }: JobResult<unknown>, from = this.tools.clock.now()): number {
		return from + goal.maximumWait;
	}

	/** Writes the task's ID into the result. @returns why there is none */
	async start(result: JobResult<unknown>, slot: TaskSlot | undefined): Promise<Fault | undefined> {
		const { start } = result.job;
		if (start.kind === 'known task') {
			result.taskId = start.taskId;
			return undefined;
		}
		const { ledger, clock } = this.tools;
		if (start.kind === 'earlier try') return this.resume(result, start, start.entry);
		const remembered = ledger.find(start.key, clock.now());
		return remembered ? this.resume(result, start, remembered) : await this.submit(result, start, slot);
	}

	private resume(result: JobResult<unknown>, { model }: NewTaskStart, entry: LedgerEntry): Fault | undefined {
		result.submittedAt = entry.submittedAt;
		if (!entry.taskId) return { ...earlierUnclear, model };
		result.taskId = entry.taskId;
		result.requestId = entry.requestId;
		result.hints.push(`Resumed task ${entry.taskId}, which an earlier attempt had submitted.`);
		return undefined;
	}

	private async submit(
		result: JobResult<unknown>,
		start: SubmitStart,
		slot?: TaskSlot,
	): Promise<Fault | undefined> {
		const { ledger, clock, halt, client } = this.tools;
		const { key, model, limits, asked } = start;
		const limiter = this.limiterOf(start);
		const deadline = this.deadlineOf(result);
		const release = start.prepare && (await this.preparations.acquire(halt.signal));
		const entry = { model, submittedAt: 0, limits, asked };
		let settleThrottled: (() => void) | undefined;
		const waitForTurn = async () => {
			await limiter.acquireSubmit(halt.signal, settleThrottled !== undefined);
			if (halt.signal.aborted) return;
			entry.submittedAt = clock.now();
			result.submittedAt = entry.submittedAt;
			ledger.note(key, { ...entry });
		};
		const onThrottled = async () => {
			ledger.forget(key);
			settleThrottled ??= limiter.noteThrottled();
			limiter.slowDown();
			release?.();
			// When a task of this run has ended, there is room for another one.
			return this.deadlineOf(result, await slot?.expectedStart);
		};
		try {
			const prepared = await this.prepare(start, deadline);
			if (!prepared.ok) return { ...prepared.fault, model };
			await waitForTurn();
			if (halt.signal.aborted) return stopFault('submit');
			const created = await client.submit(prepared.value, deadline, { onThrottled, waitForTurn });
			if (created.ok) {
				const { taskId, requestId, raw } = created.value;
				ledger.note(key, { ...entry, taskId, requestId });
				result.taskId = taskId;
				result.requestId = requestId;
				result.created = raw;
				this.onSubmitted();
				return undefined;
			}
			if (created.fault.class === 'unclear') {
				result.submittedAt = created.fault.calledAt ?? entry.submittedAt;
				ledger.note(key, { ...entry, submittedAt: result.submittedAt });
			} else {
				ledger.forget(key);
			}
			return { ...created.fault, model };
		} finally {
			release?.();
			settleThrottled?.();
		}
	}

	/** The files of a remembered task are not sent again, so the ledger is asked before. */
	private async prepare(start: SubmitStart, deadline: number): Promise<Result<CreateRequest>> {
		const { halt, sendFile } = this.tools;
		if (!start.prepare) return ok(start.request);
		if (halt.signal.aborted || !sendFile) return err(stopFault('upload'));
		return await start.prepare(async (file) => await sendFile(file, deadline));
	}
}
