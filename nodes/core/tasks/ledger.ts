import { createHash } from 'crypto';

import { asObject } from '../base/json';
import { DAY_MS } from '../base/units';
import type { RequestedVideo } from './requestedVideo';

/** How long the service keeps a task. */
export const TASK_LIFETIME_MS = DAY_MS;

export interface LedgerEntry {
	/** Missing while the create call is under way, after one whose answer was lost, and where the process died during it. */
	taskId?: string;
	requestId?: string;
	model: string;
	/** Milliseconds since the epoch, by this machine's clock. */
	submittedAt: number;
	/** What the create call asked for. A later try may come to other values, and shows these. */
	asked?: RequestedVideo;
	limits?: ModelLimits;
	/** Stop has had its task canceled behind the execution, and it is not known what came of that. */
	canceledAtStop?: boolean;
}

/** What the node's context keeps. */
interface Saved {
	runIndex: number;
	entries: Record<string, LedgerEntry>;
	/** Tasks of this execution, the newest last, also those of earlier runs and those that have failed. */
	known?: string[];
}

/** IDs that are kept; a task that may be the one of a lost create call is of the last minutes. */
const MOST_KNOWN = 100;

/** The published limits of a model. */
export interface ModelLimits {
	submitsPerSecond: number;
	runningTasks: number;
}

/**
 * What this node has submitted in this execution, kept in n8n's node context. The context outlives Retry On Fail, a
 * retried execution and a suspended one, and all three run the node again with the same items.
 */
export class Ledger {
	private constructor(private readonly saved: Saved) {}

	/**
	 * Opens the ledger of one run of the node. Within a loop the node's next run is another run: what the earlier one
	 * delivered is forgotten, so the same item makes a new video.
	 * @param context the node's context object; written to
	 * @param runIndex the engine's count of this node's runs; tries of one run share it
	 */
	static open(context: Record<string, unknown>, runIndex: number): Ledger {
		const saved = context.wanTasks as Saved | undefined;
		if (saved?.runIndex === runIndex) return new Ledger(saved);
		const fresh: Saved = { runIndex, entries: {}, known: saved?.known };
		context.wanTasks = fresh;
		return new Ledger(fresh);
	}

	/** The entry of an item, unless the service has forgotten its task. */
	find(key: string, now: number): LedgerEntry | undefined {
		const entry = this.entries[key];
		if (entry && now - entry.submittedAt > TASK_LIFETIME_MS) this.forget(key);
		return this.entries[key];
	}

	note(key: string, entry: LedgerEntry): void {
		this.entries[key] = entry;
		const { taskId } = entry;
		const { known = [] } = this.saved;
		if (taskId && !known.includes(taskId)) this.saved.known = [...known, taskId].slice(-MOST_KNOWN);
	}

	noteCanceledAtStop(key: string): void {
		const entry = this.entries[key];
		if (entry) entry.canceledAtStop = true;
	}

	forget(key: string): void {
		delete this.entries[key];
	}

	/** All tasks that this node is known to have submitted in this execution. */
	taskIds(): Set<string> {
		const ids = Object.values(this.entries).flatMap(({ taskId }) => taskId ?? []);
		return new Set([...(this.saved.known ?? []), ...ids]);
	}

	private get entries(): Record<string, LedgerEntry> {
		return this.saved.entries;
	}
}

/**
 * Names what an item asks for in one run of the node: by its place among the items, and the parameters as they
 * are written in the workflow. Their values would not do: an expression may come to another one on each try (a random
 * seed, the time, a variable), and the try would pay for a second video.
 * @param written the node's parameters before evaluation, without those that change nothing of the video
 * @param call what an agent sent: each of its calls asks for a video of its own
 */
export function ledgerKey(itemIndex: number, written: unknown, call?: unknown): string {
	return createHash('sha256')
		.update(JSON.stringify([itemIndex, written, call ?? null], sortEntries))
		.digest('hex');
}

/** The editor may save the same parameters in another order, and the name that it shows for a model. */
function sortEntries(_name: string, value: unknown): unknown {
	const object = asObject(value);
	if (!object) return value;
	const entries = Object.entries(object).filter(([name]) => !name.startsWith('cachedResult'));
	return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)));
}
