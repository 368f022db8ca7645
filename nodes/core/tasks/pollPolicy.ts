import { QUERY_INTERVAL_MS } from '../studio/client';

/** No Wan model finishes sooner, but a task with an unusable input fails within 2-3 seconds. */
export const FIRST_POLL_DELAY_MS = 5_000;
/** Between two queries of a task. */
export const MIN_POLL_INTERVAL_MS = 2_000;
/** For one query of a batch while the service cannot be reached. */
export const SINGLE_POLL_TIMEOUT_MS = 60_000;
/** How long an answer may be in transit; only the next query notices a task that ends meanwhile. */
const ANSWER_TIME_MS = 1_000;
/** The service's own advice for polling. */
export const DEFAULT_POLL_CEILING_MS = 15_000;

/** What is known of a task that goes on. Milliseconds. */
export interface Progress {
	/** Since it was submitted. */
	age: number;
	/** Since it has begun; nothing while it waits. */
	runningFor?: number;
	/** How long tasks like it have run, in any order. */
	durations: readonly number[];
}

/** A query is aimed this much behind an expected end, since a task that is queried in that moment still runs. */
const AFTER_END_MS = 300;
/**
 * Between two queries of a task of which nothing is known, up to `LONG_RUN_MS`: an end is then noticed 2 seconds
 * late in the median, its answer's way included, however long the task takes. Beyond that a fixed share of its time.
 */
const BLIND_POLL_INTERVAL_MS = 3_700;
const LONG_RUN_MS = 180_000;
/** The share by which durations are taken to vary at least, where there are so few of them: with one, with two. */
const MIN_SPREAD_OF_FEW = [0.2, 0.1];
/** In the span in which an end is likely, a task is queried so many times, at most this far apart. */
const POLLS_IN_LIKELY_SPAN = 12;
const MAX_LIKELY_INTERVAL_MS = 4_000;

/**
 * The delay before the next query of a task, in milliseconds. Where others like it have ended, queries are rare until the
 * first of them would have, close until the last, aimed at their ends, and ever rarer after that.
 * @param ceiling milliseconds
 * @param random 0 to 1
 */
export function nextPollDelay(progress: Progress, ceiling: number, random: number): number {
	const { age, runningFor, durations } = progress;
	const jitter = 0.9 + random / 5;
	if (durations.length === 0) {
		const delay = runningFor === undefined ? delayWhilePending(age, ceiling) : delayWhileRunning(runningFor);
		return Math.min(ceiling, delay * jitter);
	}
	const first = Math.min(...durations);
	// It cannot end before it has run as long as the others.
	if (runningFor === undefined) return clamp(first + AFTER_END_MS, ceiling);
	const last = Math.max(...durations);
	const margin = Math.max((last - first) / 4, last * (MIN_SPREAD_OF_FEW[durations.length - 1] ?? 0));
	const from = first - margin;
	const to = last + margin;
	if (runningFor < from) return clamp(from + AFTER_END_MS - runningFor, ceiling);
	if (runningFor > to) return clamp(Math.min((runningFor - to) / 4, ceiling / 2), ceiling);
	const gap = Math.min(
		MAX_LIKELY_INTERVAL_MS,
		Math.max(MIN_POLL_INTERVAL_MS, (to - from) / POLLS_IN_LIKELY_SPAN),
	);
	const ends = durations.map((duration) => duration + AFTER_END_MS - runningFor).filter((end) => end > 0);
	return clamp(Math.min(gap, ...ends), ceiling);
}

function clamp(delay: number, ceiling: number): number {
	return Math.min(ceiling, Math.max(MIN_POLL_INTERVAL_MS, delay));
}

/** Milliseconds. It waits and then runs, so its end is farther off: a fifth of its age, up to half the ceiling. */
function delayWhilePending(age: number, ceiling: number): number {
	return Math.max(MIN_POLL_INTERVAL_MS, Math.min(age / 5, ceiling / 2), age / 25);
}

/** Milliseconds. */
function delayWhileRunning(runningFor: number): number {
	return BLIND_POLL_INTERVAL_MS * Math.max(1, runningFor / LONG_RUN_MS);
}

/**
 * The longest delay after which a task's query still comes within the ceiling: it may queue behind one of each
 * other task, and a page of the list. Half the ceiling where they are too many for that.
 * @param ceiling milliseconds
 * @param tasks tasks that are queried one by one
 */
export function maxPollDelay(ceiling: number, tasks: number): number {
	return Math.max(ceiling / 2, ceiling - (tasks + 1) * QUERY_INTERVAL_MS - ANSWER_TIME_MS);
}
