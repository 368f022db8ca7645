import type { StudioClient } from '../studio/client';
import type { Fault } from '../base/fault';
import { listTasksCreated } from '../studio/taskList';
import type { Job, JobResult } from './job';
import type { Ledger } from './ledger';

/** Milliseconds by which this machine's clock and the service's may differ. */
const CLOCK_DIFFERENCE = 60_000;

/**
 * Adds to every unclear fault the tasks at the service that may be the lost one: same model, created around the time of
 * the call, and not known to this run. Done when all items have ended, so that no task of a sibling is among them.
 * @param deadline milliseconds since the epoch, for the list calls
 */
export async function addCandidates<T>(
	results: ReadonlyArray<JobResult<T>>,
	tools: { client: StudioClient; ledger: Ledger; now: number; deadline: number },
): Promise<void> {
	// A task that failed is no longer in the ledger, but it is known all the same.
	const own = new Set([...tools.ledger.taskIds(), ...results.map(({ taskId }) => taskId)]);
	for (const { fault, submittedAt, job } of results) {
		if (fault?.class !== 'unclear' || submittedAt === undefined || job.start.kind === 'known task') continue;
		const listed = await listTasksCreated(
			tools.client,
			{
				model: nameInList(job.start),
				from: submittedAt - CLOCK_DIFFERENCE,
				// The call's own time-out is two minutes.
				to: Math.min(tools.now, submittedAt + 120_000) + CLOCK_DIFFERENCE,
			},
			tools.deadline,
		);
		if (!listed.ok) continue;
		fault.candidates = listed.value
			.filter(({ taskId }) => !own.has(taskId))
			.map(({ taskId, status, createdAt }) => ({
				taskId,
				status,
				createdAt: createdAt === undefined ? '' : new Date(createdAt).toISOString(),
			}));
	}
}

/** The list knows a model by the region's own name. */
function nameInList(start: Exclude<Job['start'], { kind: 'known task' }>): string {
	return start.kind === 'submit'
		? String(start.request.body.model)
		: (start.entry.asked?.model ?? start.model);
}

/** The faults of create calls whose answers were lost. */
export function lostAnswers(results: ReadonlyArray<JobResult<unknown>>): Fault[] {
	return results.flatMap(({ fault }) => (fault?.class === 'unclear' ? [fault] : []));
}

/** What is known of the tasks behind lost answers, in a sentence. */
export function describeCandidates(lost: readonly Fault[]): string {
	if (lost.some(({ candidates }) => candidates === undefined)) {
		return 'The task list could not be read; look for the tasks in the Model Studio console.';
	}
	const tasks = new Map(
		lost.flatMap(({ candidates }) => candidates ?? []).map((task) => [task.taskId, task]),
	);
	if (tasks.size === 0) return 'The task list shows no such task.';
	const shown = [...tasks.values()].map(
		({ taskId, status, createdAt }) => `${taskId} (${status}, ${createdAt})`,
	);
	return `Tasks that may be meant: ${shown.join(', ')}.`;
}
