import type { INodeExecutionData } from 'n8n-workflow';

import type { StandIn } from '../standIn';
import { readBinary } from './engine';
import { sha256 } from './hash';

/** What a batch came to, told from its items on one side and from the service's books on the other. */
export interface Accounts {
	/** Tasks that the service took, and so may charge. */
	accepted: string[];
	/** Tasks whose whole video came out of the node, in item order. */
	delivered: string[];
	/** Tasks that an item's error names, as its own or as a candidate. */
	reported: string[];
	/** Accepted and neither delivered nor reported. Must stay empty. */
	lost: string[];
	/** Delivered more than once. Must stay empty. */
	twice: string[];
}

/** Balances items against books, comparing every delivered file with the bytes that the service made. */
export async function balance(standIn: StandIn, items: INodeExecutionData[]): Promise<Accounts> {
	const accepted = [...standIn.tasks.keys()];
	const delivered: string[] = [];
	const reported: string[] = [];
	for (const { json, binary } of items) {
		if (binary) {
			const taskId = String(json.taskId);
			const stored = sha256(await readBinary({ json, binary }));
			if (stored !== (await standIn.videoSha256(taskId)))
				throw new Error(`The file of task ${taskId} is not its video`);
			delivered.push(taskId);
		}
		const details = json.details as { taskId?: string; candidates?: Array<{ taskId: string }> } | undefined;
		if (details?.taskId) reported.push(details.taskId);
		reported.push(...(details?.candidates ?? []).map(({ taskId }) => taskId));
	}
	return {
		accepted,
		delivered,
		reported,
		lost: accepted.filter((taskId) => !delivered.includes(taskId) && !reported.includes(taskId)),
		twice: delivered.filter((taskId, index) => delivered.indexOf(taskId) !== index),
	};
}
