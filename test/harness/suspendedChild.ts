/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals */
import { once } from 'node:events';
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import type { IRunExecutionData } from 'n8n-workflow';

import { Engine } from './engine';
import { simulateTime } from './fastTime';
import { scenes, suspendedWorkflow } from './suspended';
import { packageDirectory } from './wan';

/** What the process is told: one part of an execution, from the state that was saved last to the next suspension. */
export interface ChildOrder {
	/** Stands for n8n's database: `{ data, waitTill? }`. */
	stateFile: string;
	/** Milliseconds since the epoch, when the process begins. */
	now: number;
	credential: Record<string, string>;
	items: number;
}

export interface SavedState {
	data: IRunExecutionData;
	/** Milliseconds since the epoch; without it the execution has ended, or was still running when it was saved. */
	waitTill?: number;
	status?: string;
}

async function main(order: ChildOrder): Promise<void> {
	// The service lives in the process that started this one, and has to know the time first.
	simulateTime(order.now, async (now) => {
		process.send?.(now);
		await once(process, 'message');
	});
	const save = (state: SavedState) => {
		writeFileSync(`${order.stateFile}.new`, JSON.stringify(state));
		renameSync(`${order.stateFile}.new`, order.stateFile);
	};
	const saved = existsSync(order.stateFile)
		? (JSON.parse(readFileSync(order.stateFile, 'utf8')) as SavedState)
		: undefined;
	const engine = await Engine.start(packageDirectory);
	const run = await engine.run({
		...suspendedWorkflow(),
		items: scenes(order.items),
		credential: order.credential,
		...(saved && { resume: saved.data }),
		onProgress: (data) => save({ data }),
	});
	save({
		data: run.data,
		status: run.status,
		...(run.waitTill && { waitTill: new Date(run.waitTill).getTime() }),
	});
}

void main(JSON.parse(process.argv[2] ?? '') as ChildOrder).then(() => process.disconnect());
