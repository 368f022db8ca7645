import type { IDataObject, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

import { omitUndefined } from '../../../../core/base/omitUndefined';

/** What an item carries through a suspended wait, over saves and loads of the execution. */
export interface WaitState {
	taskId: string;
	/** Milliseconds since the epoch: the submission. */
	since: number;
	/** Milliseconds since the epoch. */
	lookedAt: number;
}

/** Reads the mark that this node left on an item; those of other nodes mean nothing. */
export function waitStateOf(context: IExecuteFunctions, { json }: INodeExecutionData): WaitState | undefined {
	const mark = json.wanWait as (Partial<WaitState> & { node?: string }) | undefined;
	if (mark?.node !== context.getNode().name || typeof mark.taskId !== 'string' || !mark.taskId)
		return undefined;
	return { taskId: mark.taskId, since: Number(mark.since), lookedAt: Number(mark.lookedAt) };
}

/** The item as it came, with the task's state and the mark. */
export function withWaitState(
	context: IExecuteFunctions,
	item: INodeExecutionData,
	taskStatus: string | undefined,
	mark: WaitState,
): INodeExecutionData {
	const wanWait = { node: context.getNode().name, ...mark };
	const submittedAt = new Date(mark.since).toISOString();
	const json = { ...item.json, ...omitUndefined({ taskId: mark.taskId, taskStatus, submittedAt }), wanWait };
	return { ...item, json: json as IDataObject };
}
