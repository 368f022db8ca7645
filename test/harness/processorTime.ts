/* eslint-disable @n8n/community-nodes/no-restricted-globals */
const TRIES = 5;

/**
 * The result of work that is bounded. Neither the clock nor one reading of the processor's time tells that on a busy
 * machine, where others and the garbage collector take their share: the bound is far above what the work needs, and
 * only work that exceeds it in each of five tries fails.
 */
export async function withinProcessorTime<T>(limitMs: number, work: () => T | Promise<T>): Promise<T> {
	for (let attempt = 1; ; attempt++) {
		const start = process.cpuUsage();
		const result = await work();
		const { user, system } = process.cpuUsage(start);
		const tookMs = (user + system) / 1000;
		if (tookMs < limitMs) return result;
		if (attempt === TRIES)
			throw new Error(`Took ${Math.round(tookMs)} ms of processor time, the limit is ${limitMs} ms`);
	}
}
