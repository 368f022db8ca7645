import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

import { buildRequest } from '../../core/request/body';
import { checkVideo } from '../../core/request/check';
import { outgoingFiles } from '../../core/request/routes';
import { isSet, shown, type VideoValues } from '../../core/request/values';
import type { AddressProblem, StudioAddress } from '../../core/studio/address';
import type { SendFile } from '../../core/tasks/job';
import { ledgerKey } from '../../core/tasks/ledger';
import { sendFilesOf } from '../../core/tasks/prepare';
import { readAccess } from './access';
import { problemsToFault, problemToFault } from './errors';
import { faultOfReading } from './reading';
import { runPlans, type ItemPlan } from './run';
import { readOptions, readOutputSettings } from './settings';

/**
 * What every Video operation does: read and check all items, then submit, wait for and deliver them together.
 * @param readValues gives an item's values; may throw n8n's own errors for a missing binary field
 */
export async function makeVideos(
	context: IExecuteFunctions,
	readValues: (itemIndex: number) => Promise<VideoValues>,
): Promise<INodeExecutionData[][]> {
	const access = await readAccess(context);
	const plans: ItemPlan[] = [];
	for (let itemIndex = 0; itemIndex < context.getInputData().length; itemIndex++) {
		plans.push(await planItem(context, itemIndex, access, readValues));
	}
	return await runPlans(context, plans, 'apiBase' in access ? access : undefined);
}

async function planItem(
	context: IExecuteFunctions,
	itemIndex: number,
	access: StudioAddress | AddressProblem,
	readValues: (itemIndex: number) => Promise<VideoValues>,
): Promise<ItemPlan> {
	const output = readOutputSettings(context, itemIndex, true);
	const plan: ItemPlan = { itemIndex, output, hints: [] };
	if (!('apiBase' in access)) return { ...plan, fault: problemToFault(access) };

	const wait = context.getNodeParameter('waitForVideo', itemIndex, true) !== false;
	const until = wait ? (output.download ? 'delivered' : 'ended') : 'submitted';
	const resume = readOptions(context, itemIndex).taskIdToResume;
	if (isSet(resume)) return planResumed(plan, resume, until);
	try {
		const { video, problems, hints } = checkVideo(await readValues(itemIndex), access.region);
		if (!video) return { ...plan, fault: problemsToFault(problems) };
		const request = buildRequest(video);
		const { id, limits } = video.model;
		const start = {
			kind: 'submit' as const,
			request,
			key: ledgerKey(itemIndex, request),
			model: id,
			limits,
			...(outgoingFiles(video).length > 0 && {
				prepare: async (send: SendFile) => await sendFilesOf(video, send),
			}),
		};
		return { ...plan, video, hints, job: { itemIndex, start, until } };
	} catch (error) {
		return { ...plan, fault: faultOfReading(error) };
	}
}

/** An item that only has to be followed: its task was paid for by an earlier run. */
function planResumed(plan: ItemPlan, taskId: unknown, until: 'submitted' | 'ended' | 'delivered'): ItemPlan {
	if (typeof taskId !== 'string') {
		const what = `Task ID to Resume is ${shown(taskId)}`;
		return {
			...plan,
			fault: problemToFault({ what, advice: 'Enter the task ID as a text, or leave it empty.' }),
		};
	}
	return {
		...plan,
		job: { itemIndex: plan.itemIndex, start: { kind: 'known task', taskId: taskId.trim() }, until },
	};
}
