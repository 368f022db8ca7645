import type { IPollFunctions } from 'n8n-workflow';

import type { Fault } from '../core/base/fault';
import { DAY_MS } from '../core/base/units';

/** What this process knows of a node beyond what n8n saves. */
export interface PollNotes {
	/** Older versions of n8n begin a poll while the one before still goes on. */
	polling: boolean;
	/** The fault of the list that was shown last. */
	fault?: { words: string; at: number };
}

/** By workflow and node. */
export const pollNotes = new Map<string, PollNotes>();
/** n8n keeps one context for all polls from an activation to the next. */
const seen = new WeakSet<IPollFunctions>();
/** After which a fault that lasts is shown again. */
const REPEAT_FAULT_MS = DAY_MS;

export function notesOf(poll: IPollFunctions): PollNotes {
	const key = `${poll.getWorkflow().id} ${poll.getNode().id}`;
	const notes = pollNotes.get(key) ?? { polling: false };
	pollNotes.set(key, notes);
	return notes;
}

/** Whether it is the first poll since the workflow was activated. */
export function isFirstPoll(poll: IPollFunctions): boolean {
	const first = !seen.has(poll);
	seen.add(poll);
	return first;
}

/** Whether a fault of the list is news. Some faults last, and an error at every poll would bury the others. */
export function isNewFault(notes: PollNotes, fault: Fault, now: number): boolean {
	const words = [fault.class, fault.httpStatus, fault.code, fault.networkCode].join(' ');
	if (notes.fault?.words === words && Math.abs(now - notes.fault.at) < REPEAT_FAULT_MS) return false;
	notes.fault = { words, at: now };
	return true;
}
