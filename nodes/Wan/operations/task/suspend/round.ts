import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

import { systemClock } from '../../../../core/base/clock';
import type { Fault } from '../../../../core/base/fault';
import type { Goal, JobResult } from '../../../../core/tasks/job';
import { deadlineFault, faultOfTask, isActive } from '../../../../core/tasks/taskFaults';
import { readConnection } from '../../../../shared/connection';
import { failedItem, nodeError } from '../../../../shared/errors';
import { readTaskId } from '../../../../shared/taskId';
import type { StoredVideo } from '../../../../shared/videoStore';
import type { ItemPlan } from '../../../run/plan';
import { carryPlans, knownOf, outputOf } from '../../../run/run';
import { readOutputSettings, readResumeInterval, readRunSettings } from '../../../run/settings';
import { restorePosition, runAfterSiblings, suspend } from './suspend';
import { type WaitState, waitStateOf, withWaitState } from './waitState';

/** Milliseconds. Items that were looked at just now have come straight back around the loop. */
const JUST_NOW = 20_000;

/** What one look made of an item. */
type Verdict =
	| { kind: 'still running' }
	| { kind: 'finished' }
	| { kind: 'failed'; fault: Fault; known?: Record<string, unknown> };

/**
 * One round of the suspended wait: looks at each task once. What has finished leaves through output 1 with the rest on
 * output 0; if nothing has, the execution is suspended. The deadline counts from the submission of each task.
 */
export async function waitSuspended(context: IExecuteFunctions): Promise<INodeExecutionData[][]> {
	restorePosition(context);
	const items = context.getInputData();
	const pause = readResumeInterval(context);
	const now = systemClock.now();
	const marks = items.map((item) => waitStateOf(context, item));
	if (items.length > 0 && marks.every((mark) => now - (mark?.lookedAt ?? 0) < JUST_NOW)) {
		await suspend(context, items, pause);
		return [items, []];
	}
	const round = new Round(context, marks);
	const verdicts = await round.look();
	const { stopAtFirstFault } = readRunSettings(context);
	const indexes = (kind: Verdict['kind']) =>
		verdicts.flatMap((verdict, index) => (verdict.kind === kind ? [index] : []));
	const finished = indexes('finished');
	if (stopAtFirstFault && finished.length === 0) round.throwFirst(verdicts);

	// What failed ends the node, so what has finished goes out first; the failed task is met again in the next round.
	const still = stopAtFirstFault
		? indexes('still running')
				.concat(indexes('failed'))
				.sort((a, b) => a - b)
		: indexes('still running');
	const stillItems = still.map((index) =>
		round.itemToComeBack(index, verdicts[index]?.kind === 'failed' ? 0 : now),
	);
	const out = verdicts.flatMap((verdict, index) => {
		if (verdict.kind === 'finished') return [round.outputOf(index)];
		if (verdict.kind === 'failed' && !stopAtFirstFault) return [failedItem({ ...verdict, itemIndex: index })];
		return [];
	});
	if (out.length === 0 && stillItems.length > 0) await suspend(context, stillItems, pause);
	else if (stillItems.length > 0) runAfterSiblings(context);
	return [stillItems, out];
}

class Round {
	private readonly items: INodeExecutionData[];
	private readonly settings: ReturnType<typeof readRunSettings>;
	private plans: ItemPlan[] = [];
	private results: Array<JobResult<StoredVideo> | undefined> = [];

	constructor(
		private readonly context: IExecuteFunctions,
		private readonly marks: Array<WaitState | undefined>,
	) {
		this.items = context.getInputData();
		this.settings = readRunSettings(context);
	}

	async look(): Promise<Verdict[]> {
		const connection = await readConnection(this.context);
		this.plans = this.items.map((_item, itemIndex): ItemPlan => {
			const output = readOutputSettings(this.context, itemIndex, true);
			const plan: ItemPlan = { itemIndex, output, hints: [] };
			if (!connection.ok) return { ...plan, fault: connection.fault };
			const { taskId, since } = this.marks[itemIndex] ?? {};
			const read = taskId ? { ok: true as const, value: taskId } : readTaskId(this.context, itemIndex);
			if (!read.ok) return { ...plan, fault: read.fault };
			// The last look at a task is always its own: the list may lag behind.
			const last = since !== undefined && systemClock.now() >= since + this.settings.maximumWait;
			const goal: Goal = { query: 'once', download: output.download, ...(!last && { batch: true }) };
			return { ...plan, job: { itemIndex, start: { kind: 'known task', taskId: read.value }, goal } };
		});
		const address = connection.ok ? connection.value : undefined;
		// A fault of one item must not cut off the download of another.
		const results = await carryPlans(this.context, this.plans, address, { stopAtFirstFault: false });
		this.results = this.plans.map(({ job }) => results.find((result) => result.job === job));
		return this.plans.map((_plan, index) => this.judge(index));
	}

	private judge(index: number): Verdict {
		const plan = this.plans[index];
		const result = this.results[index];
		if (plan?.fault || !result) return { kind: 'failed', fault: plan?.fault ?? notLooked };
		const { answer, fault, taskId = '' } = result;
		const known = knownOf(result);
		const now = systemClock.now();
		const over = now >= this.sinceOf(index) + this.settings.maximumWait;
		// A passing fault, also of a download, is left to the next round while there is time.
		if (fault)
			return fault.class === 'retry' && !over ? { kind: 'still running' } : { kind: 'failed', fault, known };
		if (!answer) return { kind: 'failed', fault: notLooked, known };
		if (isActive(answer)) {
			if (!over) return { kind: 'still running' };
			if (this.settings.atDeadline === 'return task') return { kind: 'finished' };
			const waited = now - this.sinceOf(index);
			return { kind: 'failed', fault: deadlineFault(taskId, answer.status, waited), known };
		}
		const end = faultOfTask(answer);
		return end ? { kind: 'failed', fault: end, known } : { kind: 'finished' };
	}

	/** Milliseconds since the epoch: the submission, or the first look where the service does not tell it. */
	private sinceOf(index: number): number {
		const { submittedAt } = this.results[index]?.answer ?? {};
		return (submittedAt ? Date.parse(submittedAt) : this.marks[index]?.since) ?? systemClock.now();
	}

	itemToComeBack(index: number, lookedAt: number): INodeExecutionData {
		const result = this.results[index];
		const item = this.items[index] ?? { json: {} };
		const taskId = result?.taskId ?? '';
		const status = result?.answer?.status;
		return withWaitState(this.context, { ...item, pairedItem: { item: index } }, status, {
			taskId,
			since: this.sinceOf(index),
			lookedAt,
		});
	}

	outputOf(index: number): INodeExecutionData {
		const results = this.results.filter((result) => result !== undefined);
		return outputOf(this.plans[index] as ItemPlan, results);
	}

	throwFirst(verdicts: readonly Verdict[]): void {
		verdicts.forEach((verdict, itemIndex) => {
			if (verdict.kind !== 'failed') return;
			const siblings = this.results.filter((result, index) => result !== undefined && index !== itemIndex);
			throw nodeError(this.context, { ...verdict, itemIndex }, siblings as Array<JobResult<StoredVideo>>);
		});
	}
}

const notLooked: Fault = {
	stage: 'wait',
	class: 'input',
	message: 'The task was not looked at',
	description: 'Run the workflow again.',
};
