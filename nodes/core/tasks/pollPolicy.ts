import { QUERY_GAP } from '../studio/client';

/** Milliseconds. No Wan model finishes sooner, but a task with an unusable input fails within 2-3 seconds. */
export const FIRST_LOOK = 5_000;
/** Milliseconds between two looks at a task. */
export const SHORTEST_PAUSE = 2_000;
/** Milliseconds that a glance may take while the service is not to be reached. */
export const GLANCE = 60_000;
/** Milliseconds for which an answer may be on its way; a task that ends meanwhile is met by the next look only. */
const ANSWER_TIME = 1_000;
/** The service's own advice for polling. */
export const DEFAULT_CEILING = 15_000;

/** What is known of a task that goes on. Milliseconds. */
export interface Progress {
	/** Since it was submitted. */
	age: number;
	/** Since it has begun; nothing while it waits. */
	runningFor?: number;
	/** How long tasks like it have run, in any order. */
	durations: readonly number[];
}

/** Milliseconds. A look is aimed this much behind an expected end, since what is looked at in that moment goes on. */
const AFTER_END = 300;
/**
 * Milliseconds between two looks at a task of which nothing is known, up to `LONG`: an end is then noticed 2 seconds
 * late in the median, its answer's way included, however long the task takes. Beyond that a fixed share of its time.
 */
const UNKNOWN_GAP = 3_700;
const LONG = 180_000;
/** The share by which durations are taken to vary at least, where there are so few of them: with one, with two. */
const SPREAD_OF_FEW = [0.2, 0.1];
/** The span in which an end is likely is looked at so many times, at gaps from the shortest pause to this one. */
const LOOKS_AT_SPAN = 12;
const WIDEST_GAP = 4_000;

/**
 * The pause before the next look at a task. Where others like it have ended, looks are rare until the first of them
 * would have, close until the last, aimed at their ends, and ever rarer after that.
 * @param ceiling milliseconds
 * @param random 0 to 1
 */
export function nextPause(progress: Progress, ceiling: number, random: number): number {
	const { age, runningFor, durations } = progress;
	const jitter = 0.9 + random / 5;
	if (durations.length === 0) {
		const pause = runningFor === undefined ? pauseWhileWaiting(age, ceiling) : pauseWhileRunning(runningFor);
		return Math.min(ceiling, pause * jitter);
	}
	const first = Math.min(...durations);
	// It cannot end before it has run as long as the others.
	if (runningFor === undefined) return within(first + AFTER_END, ceiling);
	const last = Math.max(...durations);
	const margin = Math.max((last - first) / 4, last * (SPREAD_OF_FEW[durations.length - 1] ?? 0));
	const from = first - margin;
	const to = last + margin;
	if (runningFor < from) return within(from + AFTER_END - runningFor, ceiling);
	if (runningFor > to) return within(Math.min((runningFor - to) / 4, ceiling / 2), ceiling);
	const gap = Math.min(WIDEST_GAP, Math.max(SHORTEST_PAUSE, (to - from) / LOOKS_AT_SPAN));
	const ends = durations.map((duration) => duration + AFTER_END - runningFor).filter((end) => end > 0);
	return within(Math.min(gap, ...ends), ceiling);
}

function within(pause: number, ceiling: number): number {
	return Math.min(ceiling, Math.max(SHORTEST_PAUSE, pause));
}

/** Milliseconds. It waits and then runs, so its end is farther off: a fifth of its age, up to half the ceiling. */
function pauseWhileWaiting(age: number, ceiling: number): number {
	return Math.max(SHORTEST_PAUSE, Math.min(age / 5, ceiling / 2), age / 25);
}

/** Milliseconds. */
function pauseWhileRunning(runningFor: number): number {
	return UNKNOWN_GAP * Math.max(1, runningFor / LONG);
}

/**
 * The longest pause after which a task's query still comes within the ceiling: it may stand in line behind one of each
 * other task, and a page of the list. Half the ceiling where they are too many for that.
 * @param ceiling milliseconds
 * @param tasks tasks that are queried one by one
 */
export function longestPause(ceiling: number, tasks: number): number {
	return Math.max(ceiling / 2, ceiling - (tasks + 1) * QUERY_GAP - ANSWER_TIME);
}
