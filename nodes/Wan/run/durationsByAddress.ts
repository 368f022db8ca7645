import { Durations } from '../../core/tasks/durations';

const MAX_ADDRESSES = 20;

/**
 * How long tasks of this process's executions have run, by the service's address. A restart of n8n forgets it. n8n's
 * static data would last, but is kept for production executions only, and each of them would rewrite the workflow's row.
 */
const byAddress = new Map<string, Durations>();

export function durationsByAddress(apiBase: string): Durations {
	const durations = byAddress.get(apiBase) ?? new Durations();
	byAddress.delete(apiBase);
	byAddress.set(apiBase, durations);
	for (const address of [...byAddress.keys()].slice(0, -MAX_ADDRESSES)) byAddress.delete(address);
	return durations;
}
