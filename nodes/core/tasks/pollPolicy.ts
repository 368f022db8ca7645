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

/**
 * The pause before the next look at a task: a tenth of its age, so that a video is noticed at most a tenth late, at
 * least 2 seconds and at most the ceiling, jittered by a tenth so that tasks of one batch do not come in step.
 * @param age milliseconds since the task was submitted
 * @param ceiling milliseconds
 * @param random 0 to 1
 */
export function nextPause(age: number, ceiling: number, random: number): number {
	const grown = Math.min(ceiling, Math.max(SHORTEST_PAUSE, age / 10));
	return Math.min(ceiling, grown * (0.9 + random / 5));
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
