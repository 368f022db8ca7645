import type { EndedTasksMemory } from '../core/tasks/endedTasks';
import { DAY_MS } from '../core/base/units';

/** What n8n keeps of the node. The fields of 0.1.0, which knew one account only, stand beside. */
interface SavedMemory extends EndedTasksMemory {
	/** By what `accountKey` makes of each credential. */
	accounts?: Record<string, EndedTasksMemory>;
}

/** So long after its last poll what is known of a credential is given up. */
const ABANDONED_AFTER_MS = 14 * DAY_MS;

/** The memory of a credential, and those of all others that the node has had. @param now milliseconds since the epoch */
export function memoryOf(
	saved: SavedMemory,
	account: string,
	now: number,
): { memory: EndedTasksMemory; others: EndedTasksMemory[] } {
	// n8n saves only after something was set right here: it does not see what is set in what a poll has made.
	const accounts = (saved.accounts = { ...(saved.accounts ?? migrate(saved, account)) });
	for (const [key, { told, polledAt = now }] of Object.entries(accounts)) {
		const abandoned = told === undefined || Math.abs(now - polledAt) > ABANDONED_AFTER_MS;
		if (key !== account && abandoned) delete accounts[key];
	}
	const memory = (accounts[account] ??= {});
	const others = Object.keys(accounts).filter((key) => key !== account);
	return { memory, others: others.map((key) => accounts[key] ?? {}) };
}

/** What 0.1.0 has noted was of the credential that the node has. */
function migrate(saved: SavedMemory, account: string): Record<string, EndedTasksMemory> {
	const { told, polledAt } = saved;
	for (const key of ['told', 'openSince', 'pages', 'readWholeAt', 'polledAt'] as const) delete saved[key];
	return told === undefined ? {} : { [account]: { told: { ...told }, ...(polledAt && { polledAt }) } };
}
