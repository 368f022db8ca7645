import type { IDataObject, INodeExecutionData, IPollFunctions } from 'n8n-workflow';

import { systemClock } from '../core/base/clock';
import { StudioClient } from '../core/studio/client';
import { findEndedTasks, unmarkEmitted, markEmitted, type EndedTasksMemory } from '../core/tasks/endedTasks';
import type { Job, JobResult } from '../core/tasks/job';
import { Ledger, TASK_LIFETIME } from '../core/tasks/ledger';
import { newestFirst, videoLinkOf } from '../core/tasks/output';
import { runJobs } from '../core/tasks/run';
import { readConnection } from '../shared/connection';
import { nodeError } from '../shared/errors';
import { itemOfTask, readOutput, readFilters } from '../shared/taskItem';
import { fileNameFor } from '../shared/outputSettings';
import { n8nTransport } from '../shared/httpTransport';
import { storeVideo, type StoredVideo } from '../shared/videoStore';
import { exampleTask } from './example';

/** n8n gives a poll five minutes; older versions do not tell. */
const USUAL_BUDGET = 300_000;
/** Tasks that one poll tells at most; the next one goes on with the rest. */
const MOST_AT_ONCE = 500;

/** Tells every task once when it has ended. In the editor it shows the newest one instead, and remembers nothing. */
export async function pollForTasks(poll: IPollFunctions): Promise<INodeExecutionData[][] | null> {
	const connection = await readConnection(poll);
	if (!connection.ok) throw nodeError(poll, { itemIndex: 0, fault: connection.fault });
	const budget = poll.getPollBudgetMs?.() ?? USUAL_BUDGET;
	const halt = new AbortController();
	const time = { clock: systemClock, random: Math.random };
	const client = new StudioClient(connection.value.apiBase, n8nTransport(poll), {
		...time,
		signal: halt.signal,
	});
	const now = systemClock.now();

	const manual = poll.getMode() === 'manual';
	const memory: EndedTasksMemory = manual ? { told: {} } : poll.getWorkflowStaticData('node');
	warnOfGap(poll, memory, now);
	const found = await findEndedTasks(client, memory, readFilters(poll), { now, deadline: now + budget / 4 });
	if (!found.ok) throw nodeError(poll, { itemIndex: 0, fault: found.fault });
	const tasks = manual ? found.value.sort(newestFirst).slice(0, 1) : found.value.slice(0, MOST_AT_ONCE);
	const output = readOutput(poll);
	if (manual && tasks.length === 0) return [[{ json: exampleTask(now) as IDataObject }]];

	const jobs = tasks.map(
		({ taskId }, itemIndex): Job => ({
			itemIndex,
			start: { kind: 'known task', taskId },
			goal: { query: 'once', download: output.download },
		}),
	);
	// Told from here on, so that a poll that begins before this one has ended does not tell them, too.
	markEmitted(memory, tasks, now);
	const settings = {
		maximumWait: budget / 2,
		pollCeiling: budget,
		atDeadline: 'fail',
		stopAtFirstFault: false,
	} as const;
	const results = await runJobs<StoredVideo>(jobs, settings, {
		...time,
		client,
		halt,
		ledger: Ledger.open({}, 0),
		deliver: async (_job, answer, deadline) => {
			const video = { ...videoLinkOf(answer), fileName: fileNameFor(answer.taskId, output.fileName) };
			return await storeVideo(poll, video, deadline, { clock: systemClock, signal: halt.signal });
		},
	});
	const told = results.filter(isTold);
	unmarkEmitted(
		memory,
		tasks.filter((_task, index) => !told.some(({ job }) => job.itemIndex === index)),
	);
	// In the meantime the service may have forgotten a task; there is nothing left to tell of it.
	const items = told
		.filter(({ answer }) => answer?.status !== 'UNKNOWN')
		.map((result) => itemOfTask(result, tasks[result.job.itemIndex], output));
	return items.length > 0 ? [items] : null;
}

/** A task that could not be looked up is left to the next poll; one whose video could not be fetched has its link. */
function isTold({ answer }: JobResult<StoredVideo>): boolean {
	return answer !== undefined;
}

/** The service forgets what n8n did not ask for within a day. */
function warnOfGap(poll: IPollFunctions, { polledAt }: EndedTasksMemory, now: number): void {
	if (polledAt === undefined || now - polledAt < TASK_LIFETIME) return;
	const hours = Math.round((now - polledAt) / 3_600_000);
	poll.logger.warn(
		`Wan Trigger: the last poll was ${hours} hours ago. The service keeps tasks for 24 hours, so what ended before that is left out.`,
	);
}
