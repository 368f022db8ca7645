import type { IDataObject, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

import { systemClock } from '../../core/base/clock';
import { ok, type Result } from '../../core/base/result';
import type { RequestedVideo } from '../../core/tasks/requestedVideo';
import type { StudioAddress } from '../../core/studio/address';
import { cancelPending, isPending } from '../../core/tasks/cancelTask';
import type { Job, JobResult } from '../../core/tasks/job';
import { Ledger } from '../../core/tasks/ledger';
import { differences, fieldsOfTask, rawTask, simplifyTask } from '../../core/tasks/output';
import { addCandidates } from '../../core/tasks/reconcile';
import { runJobs, type RunSettings } from '../../core/tasks/runJobs';
import { connectRun } from '../../shared/connection';
import { failedItem, nodeError, problemToFault, type Sibling } from '../../shared/nodeErrors';
import { fileNameFor } from '../../shared/outputSettings';
import { binaryOf, type StoredVideo, storeVideo } from '../../shared/videoStore';
import { forAgent, isAgentTool } from './agentTool';
import { durationsByAddress } from './durationsByAddress';
import { executionTaskIds } from './executionTaskIds';
import { HintCollector } from './hints';
import { ledgerMemory, nodeMemory, runIndexOf } from './nodeContext';
import { ItemPlan } from './plan';
import { reportProgress } from './progress';
import { runSettings } from './settings';
import { noteSpending } from './spending';
import { StoredVideos } from './storedVideos';
import { describeStop, stoppedError, throwIfStopped, untilEndOrStop } from './stopped';

/** For the list calls that look for a lost task after the run. */
const RECONCILE_TIMEOUT_MS = 120_000;
/** The same after Stop, when the user waits for the execution to end. */
const RECONCILE_TIMEOUT_AT_STOP_MS = 15_000;

/**
 * Executes the plans of all items and gives their outputs in order. In "Stop Workflow" mode the first fault is thrown,
 * and a fault that the check found is thrown before anything is submitted.
 */
export async function runPlans(
	context: IExecuteFunctions,
	plans: readonly ItemPlan[],
	connection: Result<StudioAddress>,
): Promise<INodeExecutionData[]> {
	const results = await executePlans(context, plans, connection);
	if (!context.continueOnFail()) throwFirstFault(context, results);
	const items = plans.map((plan) => outputOf(plan, results));
	return isAgentTool(context) ? items.map(forAgent) : items;
}

/** What the jobs of the plans came to, without items for the output. @param stopAtFirstFault whether a fault ends the run */
export async function executePlans(
	context: IExecuteFunctions,
	plans: readonly ItemPlan[],
	connection: Result<StudioAddress>,
	stopAtFirstFault = !context.continueOnFail(),
): Promise<Array<JobResult<StoredVideo>>> {
	// With Retry On Fail the engine calls a stopped node again, with the signal of Stop already given.
	const memory = nodeMemory(context);
	throwIfStopped(context, memory.wanReport);
	const refused = plans.find(({ fault }) => fault);
	if (refused?.fault && stopAtFirstFault) {
		const others = plans.filter((plan) => plan !== refused).map(submittedEarlier);
		throw nodeError(context, { itemIndex: refused.itemIndex, fault: refused.fault }, others);
	}
	const hints = new HintCollector();
	plans.forEach((plan) => hints.add(plan.itemIndex, plan.hints));

	const settings = runSettings(plans, stopAtFirstFault);
	const results = connection.ok ? await runAt(context, plans, connection.value, settings) : [];
	// Stop may also come between two tries; the next one then has to say what became of the tasks of this one.
	memory.wanReport = results.some(({ fault }) => fault) ? describeStop(results) : undefined;
	for (const { job, hints: ofRun, delivered } of results) {
		const asked = plans.find((plan) => plan.job === job)?.asked;
		hints.add(job.itemIndex, [...ofRun, ...differences(delivered?.info, asked)]);
	}
	hints.publish(context);
	return results;
}

/** Throws at Stop. What is left to do then goes on behind it: n8n waits for no node. */
async function runAt(
	context: IExecuteFunctions,
	plans: readonly ItemPlan[],
	address: StudioAddress,
	settings: RunSettings,
): Promise<Array<JobResult<StoredVideo>>> {
	noteSpending(context, plans);
	const signal = context.getExecutionCancelSignal?.();
	const { halt, client, storage, clientAfterHalt } = connectRun(context, address);
	const ledger = Ledger.open(ledgerMemory(context), runIndexOf(context));
	const videos = new StoredVideos(context);
	const settingsOf = ({ itemIndex }: Job) => plans.find((plan) => plan.itemIndex === itemIndex)?.settings;
	// A plan over the spending limit has a job and a fault; only what nothing speaks against is submitted.
	const jobs = plans.flatMap(({ job, fault }) => (job && !fault ? [job] : []));
	const { results, ended } = runJobs<StoredVideo>(jobs, settings, {
		clock: systemClock,
		random: Math.random,
		client,
		ledger,
		halt,
		sendFile: async ({ file, model }, deadline) => await storage.upload(file, model, deadline),
		deliver: async (job, response, deadline, submittedAt) => {
			const { taskId } = response;
			const kept = await videos.find(taskId);
			if (kept) return ok(kept);
			const name = settingsOf(job)?.output.fileName ?? '';
			const { signal } = halt;
			const stored = await storeVideo(context, response, name, deadline, { submittedAt, signal });
			if (stored.ok) videos.keep(taskId, stored.value);
			return stored;
		},
		durations: durationsByAddress(address.apiBase),
		progress: reportProgress(context),
	});
	const isToBeCanceled = (job: Job) => settingsOf(job)?.waiting.cancelAtStop === true;
	const wasStopped = () =>
		signal?.aborted === true && results.some(({ fault }) => fault?.class === 'stopped');

	let isReported = false;
	const finish = async () => {
		await ended;
		noteSpending(context, plans, results);
		const mayBeTriedAgain = [...plans, ...results].some(({ fault }) => fault);
		videos.keepOnly(mayBeTriedAgain ? results.map(({ taskId }) => taskId) : []);
		// Pending tasks would still start, and be charged, for a run that has ended; a later attempt submits them again.
		if (halt.signal.aborted) {
			const wanted = results.filter(({ job }) => isToBeCanceled(job));
			await cancelPending(wanted, { client: clientAfterHalt, ledger });
		}
		await addCandidates(results, {
			client: clientAfterHalt,
			ledger,
			known: executionTaskIds(context),
			now: systemClock.now(),
			deadline: systemClock.now() + (wasStopped() ? RECONCILE_TIMEOUT_AT_STOP_MS : RECONCILE_TIMEOUT_MS),
		});
		if (isReported) context.logger?.warn(`Wan: after Stop. ${describeStop(results)}`);
	};
	const hasEnded = await untilEndOrStop(finish(), signal);
	if (!hasEnded || wasStopped()) {
		isReported = true;
		for (const result of results) {
			const { start } = result.job;
			if (start.kind !== 'known task' && isPending(result) && isToBeCanceled(result.job))
				ledger.noteCanceledAtStop(start.key);
		}
		const report = describeStop(results, isToBeCanceled);
		nodeMemory(context).wanReport = report;
		context.logger?.warn(`Wan: execution stopped. ${report}`);
		throw stoppedError(context, report);
	}
	return results;
}

/** What an earlier try has submitted, for an error that comes before the tasks are queried. */
function submittedEarlier({ job, fault }: ItemPlan): Sibling {
	const entry = job?.start.kind === 'earlier try' ? job.start.entry : undefined;
	return { taskId: entry?.taskId ?? fault?.taskId };
}

function throwFirstFault(context: IExecuteFunctions, results: ReadonlyArray<JobResult<StoredVideo>>): void {
	const faulty = results.filter(({ fault }) => fault);
	// Siblings that were halted because of the first fault are no cause.
	const first = faulty.find(({ fault }) => fault?.class !== 'stopped') ?? faulty[0];
	if (!first?.fault) return;
	const siblings = results.filter((result) => result !== first);
	throw nodeError(
		context,
		{ itemIndex: first.job.itemIndex, fault: first.fault, known: knownOf(first) },
		siblings,
	);
}

export function outputOf(plan: ItemPlan, results: ReadonlyArray<JobResult<StoredVideo>>): INodeExecutionData {
	const { itemIndex, settings, asked } = plan;
	const pairedItem = { item: itemIndex };
	if (plan.preview && !plan.fault) return { json: plan.preview as IDataObject, pairedItem };
	const result = results.find(({ job }) => job === plan.job);
	const fault = plan.fault ?? result?.fault;
	if (fault || !result || !settings) {
		return failedItem({ itemIndex, fault: fault ?? noResult, known: result && knownOf(result, asked) });
	}
	const { output } = settings;
	return {
		json: (output.simplify
			? simplifyTask(result, asked)
			: rawTask(result, asked, result.delivered?.info)) as IDataObject,
		...(result.delivered && {
			binary: {
				[output.binaryField]: binaryOf(result.delivered, fileNameFor(result.taskId ?? '', output.fileName)),
			},
		}),
		pairedItem,
	};
}

/** What is known of a task that failed an item. */
export function knownOf(result: JobResult<StoredVideo>, asked?: RequestedVideo): Record<string, unknown> {
	return result.taskId ? fieldsOfTask(result, asked) : {};
}

/** For an item that no result came for, which should not happen. */
export const noResult = problemToFault({
	message: 'The item was not processed',
	description: 'Run the workflow again.',
});
