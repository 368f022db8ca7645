/* eslint-disable @n8n/community-nodes/no-restricted-globals */

/** Taken before any faster clock is put in place: memory is looked at in real time. */
const { setInterval: lookEvery, clearInterval: lookNoMore } = globalThis;

/**
 * Does the work and tells by how many bytes the resident memory of this process grew at its peak. For a true figure the
 * process runs with --expose-gc and has loaded and used all the code before.
 */
export async function peakWhile<T>(work: () => Promise<T>): Promise<{ growth: number; result: T }> {
	const { gc } = globalThis as { gc?: (how: object) => void };
	// Anything less leaves tens of megabytes to the heap from loading n8n, which would hide as much of the growth.
	gc?.({ type: 'major', execution: 'sync', flavor: 'last-resort' });
	const before = process.memoryUsage.rss();
	const highest = process.resourceUsage().maxRSS * 1024;
	let peak = before;
	const look = () => (peak = Math.max(peak, process.memoryUsage.rss()));
	const looking = lookEvery(look, 5);
	const result = await work().finally(() => lookNoMore(looking));
	look();
	// Between two looks the peak may be missed; the system's own record has it if it is the highest so far.
	const record = process.resourceUsage().maxRSS * 1024;
	if (record > highest) peak = Math.max(peak, record);
	return { growth: peak - before, result };
}
