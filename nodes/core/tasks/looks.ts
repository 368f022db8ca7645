import type { Fault } from '../base/fault';
import { HOUR_MS, MINUTE_MS } from '../base/units';

/** A task that could not be told yet, by its ID. Times in milliseconds since the epoch, by this machine's clock. */
export type Looks = Record<string, Look>;

interface Look {
	/** Of the first look. */
	since: number;
	/** Of the last one. */
	at: number;
	count: number;
	/** Whether a fault of it has been shown. */
	shown?: true;
}

/** So many looks come with the next polls, which are a minute apart at least. */
const SOON = 5;

/** Milliseconds until a task is looked at again: none at first, then 2, 4, 8 … 60 minutes. */
export function pauseAfter(looks: number): number {
	return looks < SOON ? 0 : Math.min(HOUR_MS, MINUTE_MS * 2 ** (looks - SOON + 1));
}

/** Whether it is time; a clock that was set back is no reason to wait. */
export function isLookDue(look: Look | undefined, now: number): boolean {
	if (!look) return true;
	const passed = now - look.at;
	return passed < 0 || passed >= pauseAfter(look.count);
}

export function noteLook(looks: Looks, taskId: string, now: number): Look {
	const look = looks[taskId] ?? { since: now, at: now, count: 0 };
	look.at = now;
	look.count++;
	looks[taskId] = look;
	return look;
}

/** Forgets tasks that have left the list for an hour. Gives a fault for each of which nobody has heard. */
export function forgetLooks(looks: Looks = {}, listed: ReadonlySet<string>, now: number): Fault[] {
	const faults: Fault[] = [];
	for (const [taskId, look] of Object.entries(looks)) {
		if (listed.has(taskId) || Math.abs(now - look.at) < HOUR_MS) continue;
		delete looks[taskId];
		if (!look.shown) faults.push(leftUntold(taskId));
	}
	return faults;
}

function leftUntold(taskId: string): Fault {
	return {
		stage: 'wait',
		class: 'expired',
		taskId,
		message: 'The task disappeared from the task list before its status could be confirmed',
		description: 'Check it with Task: Get or in the Model Studio console.',
	};
}
