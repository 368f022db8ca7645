import type { Fault } from '../base/fault';
import { ok, type Result } from '../base/result';
import { HOUR_MS, MINUTE_MS } from '../base/units';
import type { StudioClient } from '../studio/client';
import { type ListedTask, listTasks } from '../studio/taskList';
import { toIso } from '../studio/times';
import type { Job, JobResult } from './job';
import type { Ledger } from './ledger';
import { newestFirst } from './output';

/** The create call's own time-out, within which it may have arrived. */
const IN_TRANSIT_MS = 2 * MINUTE_MS;
/** The most that the clocks of the service's own machines may differ. */
const SERVICE_CLOCK_SKEW_MS = 15 * MINUTE_MS;
/** A list of all tasks of a day would say nothing. */
const MAX_CANDIDATES = 5;

interface Tools {
	client: StudioClient;
	ledger: Ledger;
	/** Tasks of other nodes of the execution, and of other calls of an agent. */
	known?: readonly string[];
	/** Milliseconds since the epoch, as is the deadline of the list calls. */
	now: number;
	deadline: number;
}

/**
 * Adds to every unclear fault the tasks at the service that may be the lost one, the likeliest first: same model, created
 * around the time of the call, and not known to this execution. Done when all items have ended, so that no task of a sibling
 * is among them.
 */
export async function addCandidates<T>(results: ReadonlyArray<JobResult<T>>, tools: Tools): Promise<void> {
	const { ledger, known = [] } = tools;
	const own = new Set([...ledger.taskIds(), ...results.map(({ taskId }) => taskId), ...known]);
	for (const { fault, submittedAt, job } of results) {
		if (fault?.class !== 'unclear' || submittedAt === undefined || job.start.kind === 'known task') continue;
		const found = await findCandidates(nameInList(job.start), submittedAt, own, tools);
		if (!found.ok) continue;
		fault.candidates = found.value.map(({ taskId, status, createdAt }) => ({
			taskId,
			status,
			createdAt: toIso(createdAt) ?? '',
		}));
	}
}

/**
 * First by this machine's clock. If that shows nothing, or the service's clock is known to be another, the whole list:
 * the times in it may be hours off.
 */
async function findCandidates(
	model: string,
	submittedAt: number,
	own: ReadonlySet<string | undefined>,
	{ client, now, deadline }: Tools,
): Promise<Result<ListedTask[]>> {
	const isForeign = ({ taskId }: ListedTask) => !own.has(taskId);
	const span = { from: submittedAt - MINUTE_MS, to: Math.min(now, submittedAt + IN_TRANSIT_MS) + MINUTE_MS };
	const near = await listTasks(client, { model, ...span }, { deadline });
	if (!near.ok) return near;
	const skew = client.clockSkew;
	const clocksAgree = skew !== undefined && Math.abs(skew) <= MINUTE_MS;
	const nearTasks = near.value.tasks.filter(isForeign);
	if (nearTasks.length > 0 && (clocksAgree || skew === undefined)) return ok(nearTasks);

	const all = await listTasks(client, { model }, { deadline });
	if (!all.ok) return all;
	const foreign = all.value.tasks.filter(isForeign).sort(newestFirst);
	const distanceOf = (task: ListedTask) => distanceTo(task, submittedAt, skew);
	const exact = foreign.filter((task) => distanceOf(task) <= IN_TRANSIT_MS + MINUTE_MS);
	if (exact.length > 0) return ok(exact.sort((a, b) => distanceOf(a) - distanceOf(b)));
	// By a clock that nobody knows the newest are the likeliest: the call has just been made.
	const likely = foreign.filter((task) => !clocksAgree || isPlausible(distanceOf(task)));
	return ok(likely.slice(0, MAX_CANDIDATES));
}

/** Milliseconds between a task and the call, by the clock that fits better. A task without a time may be any. */
function distanceTo({ createdAt }: ListedTask, submittedAt: number, skew = 0): number {
	if (createdAt === undefined) return 0;
	return Math.min(Math.abs(createdAt - submittedAt), Math.abs(createdAt - submittedAt - skew));
}

/** Whether a task may be of the call although the list says another time: by a clock, or by a time zone. */
function isPlausible(distance: number): boolean {
	const offTheHour = Math.abs(distance - Math.round(distance / HOUR_MS) * HOUR_MS);
	return distance <= SERVICE_CLOCK_SKEW_MS || offTheHour <= IN_TRANSIT_MS + MINUTE_MS;
}

/** The list knows a model by the region's own name. */
function nameInList(start: Exclude<Job['start'], { kind: 'known task' }>): string {
	return start.kind === 'submit'
		? String(start.request.body.model)
		: (start.entry.asked?.model ?? start.model);
}

/** The create calls whose answers were lost, in two sentences; nothing if there are none. @param of whose they are */
export function describeLost(results: ReadonlyArray<Pick<JobResult<unknown>, 'fault'>>, of = ''): string {
	const lost = results.flatMap(({ fault }) => (fault?.class === 'unclear' ? [fault] : []));
	if (lost.length === 0) return '';
	return `Create calls${of} without a clear answer: ${lost.length}. ${describeCandidates(lost)}`;
}

/** What is known of the tasks behind lost answers, in a sentence. */
export function describeCandidates(lost: readonly Fault[]): string {
	const inConsole = 'Check the Model Studio console before you make the video again.';
	if (lost.some(({ candidates }) => candidates === undefined)) {
		return `The task list could not be read. ${inConsole}`;
	}
	// By their IDs: between the readings for two lost calls a task may have begun.
	const tasks = new Map(
		lost.flatMap(({ candidates = [] }) =>
			candidates.map(({ taskId, status, createdAt }) => [taskId, `${taskId} (${status}, ${createdAt})`]),
		),
	);
	if (tasks.size === 0) {
		return `The task list shows none yet, but it can lag behind. ${inConsole}`;
	}
	return `Possible tasks: ${[...tasks.values()].join(', ')}.`;
}
