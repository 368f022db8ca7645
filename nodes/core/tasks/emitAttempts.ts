import type { Fault } from '../base/fault';
import { HOUR_MS, MINUTE_MS } from '../base/units';

/**
 * Ended tasks that have not started the workflow yet, by their IDs: a query or a download failed, or the list was ahead.
 * Times are milliseconds since the epoch, by this machine's clock.
 */
export type EmitAttempts = Record<string, Attempts>;

interface Attempts {
	/** Of the first attempt. */
	since: number;
	/** Of the last one. */
	at: number;
	count: number;
	/** Whether a fault of it has been shown. */
	shown?: true;
}

/** So many attempts come with the next polls, which are a minute apart at least. */
const ATTEMPTS_AT_EVERY_POLL = 5;

/** Milliseconds until the next attempt: none at first, then 2, 4, 8 … 60 minutes. */
export function pauseAfterAttempts(attempts: number): number {
	return attempts < ATTEMPTS_AT_EVERY_POLL
		? 0
		: Math.min(HOUR_MS, MINUTE_MS * 2 ** (attempts - ATTEMPTS_AT_EVERY_POLL + 1));
}

/** Whether it is time; a clock that was set back is no reason to wait. */
export function isAttemptDue(attempts: Attempts | undefined, now: number): boolean {
	if (!attempts) return true;
	const passed = now - attempts.at;
	return passed < 0 || passed >= pauseAfterAttempts(attempts.count);
}

export function noteAttempt(tasks: EmitAttempts, taskId: string, now: number): Attempts {
	const attempts = tasks[taskId] ?? { since: now, at: now, count: 0 };
	attempts.at = now;
	attempts.count++;
	tasks[taskId] = attempts;
	return attempts;
}

/** Forgets tasks that have left the list for an hour. Gives a fault for each that was never shown. */
export function forgetUnlisted(tasks: EmitAttempts = {}, listed: ReadonlySet<string>, now: number): Fault[] {
	const faults: Fault[] = [];
	for (const [taskId, attempts] of Object.entries(tasks)) {
		if (listed.has(taskId) || Math.abs(now - attempts.at) < HOUR_MS) continue;
		delete tasks[taskId];
		if (!attempts.shown) faults.push(neverConfirmed(taskId));
	}
	return faults;
}

function neverConfirmed(taskId: string): Fault {
	return {
		stage: 'wait',
		class: 'expired',
		taskId,
		message: 'The task left the task list before its status was confirmed',
		description: 'Check it with Task: Get or in the Model Studio console.',
	};
}
