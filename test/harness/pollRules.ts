import {
	DEFAULT_POLL_CEILING_MS,
	FIRST_POLL_DELAY_MS,
	type Progress,
} from '../../nodes/core/tasks/pollPolicy';

/** The pause before the next look. Milliseconds. */
type Rule = (progress: Progress, ceiling: number, random: number) => number;

/** How 0.1.0 paused, for comparison: a tenth of the task's age, from 2 seconds to the ceiling, jittered by a tenth. */
export const ruleOfFirstVersion: Rule = ({ age }, ceiling, random) =>
	Math.min(ceiling, Math.min(ceiling, Math.max(2_000, age / 10)) * (0.9 + random / 5));

/** Queries that a rule makes for a task that runs so long from its submit on, and its lag. Milliseconds. */
export function follow(
	duration: number,
	durations: readonly number[],
	rule: Rule,
	random: () => number,
): { queries: number; lag: number } {
	let queries = 1;
	let age = FIRST_POLL_DELAY_MS;
	for (; age < duration; queries++)
		age += rule({ age, runningFor: age, durations }, DEFAULT_POLL_CEILING_MS, random());
	return { queries, lag: age - duration };
}

/**
 * Follows 500 tasks whose durations vary, each when `known` others of the same kind have ended.
 * @param seconds the shortest and the longest; equal ones vary by half a second
 * @returns queries a task, and lags in seconds
 */
export function followAll(
	[least, most]: readonly [number, number],
	known: number,
	rule: Rule,
	random: () => number,
): { queries: number; median: number; worst: number } {
	const spread = Math.max(1, most - least);
	const duration = () => ((least + most) / 2 + (random() - 0.5) * spread) * 1000;
	const followed = Array.from({ length: 500 }, () =>
		follow(duration(), Array.from({ length: known }, duration), rule, random),
	);
	const lags = followed.map(({ lag }) => lag / 1000).sort((a, b) => a - b);
	return {
		queries: followed.reduce((sum, { queries }) => sum + queries, 0) / followed.length,
		median: lags[followed.length / 2] ?? NaN,
		worst: lags.at(-1) ?? NaN,
	};
}
