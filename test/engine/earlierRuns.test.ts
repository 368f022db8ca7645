import { engine, standIn, startService, useEngine } from '../harness/suite';
import { imageToVideo, runWan } from '../harness/wan';

useEngine();

/** Makes a video. @returns its queries, and the seconds from its task's end to its download */
async function makeOne(resolution = '720P') {
	const before = standIn.count('query');
	const { error } = await runWan(engine, standIn, imageToVideo({ resolution, duration: 5 }));
	expect(error).toBeUndefined();
	const task = [...standIn.tasks.values()].at(-1);
	const download = standIn.books.find(({ kind, taskId }) => kind === 'download' && taskId === task?.taskId);
	return {
		queries: standIn.count('query') - before,
		lag: ((download?.at ?? Infinity) - (task?.endedAt ?? 0)) / 1000,
	};
}

test("A task is queried when it is likely to end, by what earlier executions' tasks took, each like its own", async () => {
	// Tasks are counted from 1.
	const seconds = [0, 180, 178.3, 181.9, 60, 61.2];
	await startService({ taskSeconds: (_model, n) => seconds[n] ?? 180 });
	const first = await makeOne();
	expect(first.queries).toBeGreaterThan(40);
	expect(first.lag).toBeLessThan(4.5);
	for (const made of [await makeOne(), await makeOne()]) {
		expect(made.queries).toBeLessThan(25);
		expect(made.lag).toBeLessThan(4.5);
	}
	// Nothing is known of the other resolution, whose task would have been met a minute late.
	expect((await makeOne('1080P')).lag).toBeLessThan(4.5);
	const known = await makeOne('1080P');
	expect(known.queries).toBeLessThan(14);
	expect(known.lag).toBeLessThan(4.5);
});
