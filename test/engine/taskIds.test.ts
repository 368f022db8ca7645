import type { IDataObject } from 'n8n-workflow';

import { engine, standIn, startService, useEngine } from '../harness/suite';
import { imageToVideo, runWan } from '../harness/wan';

useEngine();

const itemsOf = (count: number) => Array.from({ length: count }, (_, index) => ({ json: { index } }));
const submitOnly = { ...imageToVideo(), waitForVideo: false };

/** The custom data of an execution: what n8n's public API gives with `includeData=true`. */
function taskIdsIn(metadata: IDataObject = {}): string[] {
	return Object.values(metadata).flatMap((value) => String(value).split(' '));
}

describe("The execution's custom data", () => {
	it('has the ID of every task, also of those that are running when Stop is pressed', async () => {
		await startService({ taskSeconds: 600 });
		const { run } = await runWan(engine, standIn, imageToVideo(), {
			items: itemsOf(3),
			onStart: (stop) =>
				standIn.misbehave({ on: 'query', what: '500', which: (count) => (count === 3 && stop(), false) }),
		});
		expect(run.status).toBe('canceled');
		expect(standIn.tasks.size).toBe(3);
		expect(taskIdsIn(run.data.resultData.metadata).sort()).toEqual([...standIn.tasks.keys()].sort());
	});

	it('keeps the newest 24 of many tasks, in four keys of at most 255 characters, however long the run goes on', async () => {
		await startService({ taskSeconds: 60 });
		const arrived: string[] = [];
		const { run } = await runWan(engine, standIn, imageToVideo({ options: { downloadVideo: false } }), {
			items: itemsOf(40),
			onMessage: (line) => arrived.push(...(/ is task (\S+)$/.exec(line)?.slice(1) ?? [])),
		});
		const metadata = run.data.resultData.metadata ?? {};
		expect(arrived).toHaveLength(40);
		expect(Object.keys(metadata)).toHaveLength(4);
		expect(Object.values(metadata).every((value) => value.length <= 255)).toBe(true);
		expect(taskIdsIn(metadata)).toEqual(arrived.slice(-24));
	});
});

it("prints each task's ID to the browser's console", async () => {
	await startService({ taskSeconds: 60 });
	const lines: string[] = [];
	await runWan(engine, standIn, submitOnly, { items: itemsOf(2), onMessage: (line) => lines.push(line) });
	for (const taskId of standIn.tasks.keys()) {
		expect(lines.filter((line) => line.includes(taskId))).toHaveLength(1);
	}
});
