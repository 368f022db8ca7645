import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

import { withoutGaps } from '../../../core/base/omitUndefined';
import { limitsInRegion, type Making, nameInRegion } from '../../../core/catalogue';
import { costOfRequest } from '../../../core/pricing/cost';
import { buildRequest } from '../../../core/request/body';
import { outgoingFiles } from '../../../core/request/delivery';
import { predictedSizeOf } from '../../../core/request/outputSize';
import { previewOf } from '../../../core/request/preview';
import { type CheckedVideo, checkVideo } from '../../../core/request/validate';
import { isSet, shown } from '../../../core/request/values';
import type { AddressProblem, StudioAddress } from '../../../core/studio/address';
import type { SendFile } from '../../../core/tasks/job';
import { ledgerKey } from '../../../core/tasks/ledger';
import { checkPortraitOf, sendFilesOf } from '../../../core/tasks/prepareFiles';
import { clientFor, readAccess } from '../../../shared/connection';
import { faultOfReading, problemsToFault, problemToFault } from '../../../shared/errors';
import { isAgentTool } from '../../run/agentTool';
import type { ItemPlan } from '../../run/plan';
import { runPlans } from '../../run/run';
import { readOptions, readOutputSettings } from '../../run/settings';
import { keepToLimit, readMoneySettings } from '../../run/spendingLimit';
import { readValues } from './readValues';

/** What every Video operation does: read and check all items, then submit, wait for and deliver them together. */
export async function makeVideos(
	context: IExecuteFunctions,
	making: Making,
): Promise<INodeExecutionData[][]> {
	const access = await readAccess(context);
	const plans: ItemPlan[] = [];
	for (let itemIndex = 0; itemIndex < context.getInputData().length; itemIndex++) {
		plans.push(await planItem(context, itemIndex, access, making));
	}
	return await runPlans(context, keepToLimit(context, plans), 'apiBase' in access ? access : undefined);
}

async function planItem(
	context: IExecuteFunctions,
	itemIndex: number,
	access: StudioAddress | AddressProblem,
	making: Making,
): Promise<ItemPlan> {
	const output = readOutputSettings(context, itemIndex, true);
	const money = readMoneySettings(context, itemIndex);
	const empty = { itemIndex, output, hints: [] };
	if (!('apiBase' in access)) return { ...empty, fault: problemToFault(access) };
	if ('class' in money) return { ...empty, fault: money };
	const plan: ItemPlan = { ...empty, money };

	const wait = context.getNodeParameter('waitForVideo', itemIndex, true) !== false;
	const until = wait ? (output.download ? 'delivered' : 'ended') : 'submitted';
	const resume = readOptions(context, itemIndex).taskIdToResume;
	if (isSet(resume)) return planResumed(plan, resume, until);
	try {
		const { video, problems, hints } = checkVideo(
			await readValues(context, itemIndex, making),
			access.region,
		);
		if (!video) return { ...plan, fault: problemsToFault(problems) };
		video.pricePerSecond = money.pricePerSecond;
		const request = buildRequest(video);
		if (money.dryRun) return { ...plan, video, hints, preview: previewOfVideo(video, access) };
		if (isAgentTool(context) && money.spendingLimit === undefined)
			hints.push('No Spending Limit holds the agent back.');
		const { id } = video.model;
		const limits = limitsInRegion(video.model, access.region);
		const start = {
			kind: 'submit' as const,
			request,
			key: ledgerKey(itemIndex, request),
			model: id,
			limits,
			...((outgoingFiles(video).length > 0 || video.checkPortrait) && {
				prepare: async (send: SendFile) => {
					const fits = await checkPortraitOf(video, send, clientFor(context, access));
					return fits.ok ? await sendFilesOf(video, send) : fits;
				},
			}),
		};
		return { ...plan, video, hints, job: { itemIndex, start, until } };
	} catch (error) {
		return { ...plan, fault: faultOfReading(error) };
	}
}

/** What a dry run outputs in place of a video. */
function previewOfVideo(video: CheckedVideo, address: StudioAddress): Record<string, unknown> {
	return withoutGaps({
		dryRun: true,
		model: nameInRegion(video.model, video.region),
		request: previewOf(video, address),
		predictedSize: predictedSizeOf(video),
		cost: costOfRequest(video),
	});
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
	if (plan.money?.dryRun) return { ...plan, preview: { dryRun: true, taskId: taskId.trim() } };
	return {
		...plan,
		job: { itemIndex: plan.itemIndex, start: { kind: 'known task', taskId: taskId.trim() }, until },
	};
}
