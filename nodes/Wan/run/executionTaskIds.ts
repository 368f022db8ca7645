import type { IExecuteFunctions } from 'n8n-workflow';

import type { JobResult } from '../../core/tasks/job';

/** n8n gives an execution ten keys, for all of its nodes together. */
const KEYS = ['wanTaskIds', 'wanTaskIds2', 'wanTaskIds3', 'wanTaskIds4'] as const;
/** A value holds 255 characters, and a task ID has 36. */
const IDS_PER_KEY = 6;
const MAX_IDS = KEYS.length * IDS_PER_KEY;

/**
 * Writes the ID of every task into the execution's custom data as soon as it is known: of all that a node can leave
 * behind, n8n 2.41 keeps only this when an execution is stopped in the editor. Where there are more IDs than places,
 * those whose videos have arrived make room, then the oldest. Never fails because of it.
 * @param fresh IDs that are written for the first time, so that none that made room comes back as the newest
 */
export function keepTaskIds(
	context: IExecuteFunctions,
	fresh: readonly string[],
	results: ReadonlyArray<JobResult<unknown>>,
): void {
	try {
		// Contexts without an execution of their own, such as an AI agent's tool, may have no custom data.
		const { customData } = context;
		const all = [...new Set([...executionTaskIds(context), ...fresh])];
		const isDelivered = (id: string) => results.some(({ taskId, delivered }) => taskId === id && delivered);
		const written = [...all.filter(isDelivered), ...all.filter((id) => !isDelivered(id))].slice(-MAX_IDS);
		KEYS.forEach((key, index) => {
			const ids = written.slice(index * IDS_PER_KEY, (index + 1) * IDS_PER_KEY);
			if (ids.length > 0) customData.set(key, ids.join(' '));
		});
	} catch {
		// A note beside the run; the ledger has the tasks themselves.
	}
}

/** The IDs of the execution's newest tasks, of whatever node. */
export function executionTaskIds({ customData }: IExecuteFunctions): string[] {
	try {
		return KEYS.flatMap((key) => (customData.get(key) ?? '').split(' ').filter(Boolean));
	} catch {
		return [];
	}
}
