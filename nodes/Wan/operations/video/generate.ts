import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

import { systemClock } from '../../../core/base/clock';
import type { Result } from '../../../core/base/result';
import { omitUndefined } from '../../../core/base/omitUndefined';
import { limitsInRegion, nameInRegion, type Operation } from '../../../core/catalogue';
import { costOfRequest } from '../../../core/pricing/cost';
import { buildRequest } from '../../../core/request/body';
import { filesToSend } from '../../../core/request/delivery';
import { predictedSizeOf } from '../../../core/request/outputSize';
import { previewOf } from '../../../core/request/preview';
import { type ValidatedVideo, validateVideo } from '../../../core/request/validate';
import { formatValue, isSet } from '../../../core/request/values';
import type { StudioAddress } from '../../../core/studio/address';
import type { Goal, SendFile } from '../../../core/tasks/job';
import { ledgerKey } from '../../../core/tasks/ledger';
import { checkPortraitOf, sendFilesOf } from '../../../core/tasks/prepareFiles';
import { clientFor, readConnection } from '../../../shared/connection';
import { faultOfReading, problemsToFault, problemToFault } from '../../../shared/errors';
import { isAgentTool } from '../../run/agentTool';
import type { ItemPlan } from '../../run/plan';
import { runPlans } from '../../run/run';
import { readOptions, readOutputSettings } from '../../run/settings';
import { applySpendingLimit, readMoneySettings } from '../../run/spendingLimit';
import { readValues } from './readValues';

/** What every Video operation does: read and check all items, then submit, wait for and deliver them together. */
export async function makeVideos(
	context: IExecuteFunctions,
	operation: Operation,
): Promise<INodeExecutionData[][]> {
	const connection = await readConnection(context);
	const plans: ItemPlan[] = [];
	for (let itemIndex = 0; itemIndex < context.getInputData().length; itemIndex++) {
		plans.push(await planItem(context, itemIndex, connection, operation));
	}
	return await runPlans(
		context,
		applySpendingLimit(context, plans),
		connection.ok ? connection.value : undefined,
	);
}

async function planItem(
	context: IExecuteFunctions,
	itemIndex: number,
	connection: Result<StudioAddress>,
	operation: Operation,
): Promise<ItemPlan> {
	const output = readOutputSettings(context, itemIndex, true);
	const read = readMoneySettings(context, itemIndex);
	const empty = { itemIndex, output, hints: [] };
	if (!connection.ok) return { ...empty, fault: connection.fault };
	if (!read.ok) return { ...empty, fault: read.fault };
	const address = connection.value;
	const money = read.value;
	const plan: ItemPlan = { ...empty, money };

	const wait = context.getNodeParameter('waitForVideo', itemIndex, true) !== false;
	const goal: Goal = wait
		? { query: 'until done', download: output.download }
		: { query: 'no', download: false };
	const resume = readOptions(context, itemIndex).taskIdToResume;
	if (isSet(resume)) return planResumed(plan, resume, goal);
	try {
		const { video, problems, hints } = validateVideo(
			await readValues(context, itemIndex, operation),
			address.region,
			systemClock.now(),
		);
		if (!video) return { ...plan, fault: problemsToFault(problems) };
		if (address.hint) hints.push(address.hint);
		video.pricePerSecond = money.pricePerSecond;
		const request = buildRequest(video);
		if (money.dryRun) return { ...plan, video, hints, preview: previewOfVideo(video, address) };
		if (isAgentTool(context) && money.spendingLimit === undefined)
			hints.push('No Spending Limit holds the agent back.');
		const { id } = video.model;
		const limits = limitsInRegion(video.model, address.region);
		const start = {
			kind: 'submit' as const,
			request,
			key: ledgerKey(itemIndex, request),
			model: id,
			limits,
			...((filesToSend(video).length > 0 || video.checkPortrait) && {
				prepare: async (send: SendFile) => {
					const fits = await checkPortraitOf(video, send, clientFor(context, address));
					return fits.ok ? await sendFilesOf(video, send) : fits;
				},
			}),
		};
		return { ...plan, video, hints, job: { itemIndex, start, goal } };
	} catch (error) {
		return { ...plan, fault: faultOfReading(error) };
	}
}

/** What a dry run outputs in place of a video. */
function previewOfVideo(video: ValidatedVideo, address: StudioAddress): Record<string, unknown> {
	return omitUndefined({
		dryRun: true,
		model: nameInRegion(video.model, video.region),
		request: previewOf(video, address),
		predictedSize: predictedSizeOf(video),
		cost: costOfRequest(video),
	});
}

/** An item that only has to be followed: its task was paid for by an earlier run. */
function planResumed(plan: ItemPlan, taskId: unknown, goal: Goal): ItemPlan {
	if (typeof taskId !== 'string') {
		const message = `Task ID to Resume is ${formatValue(taskId)}`;
		return {
			...plan,
			fault: problemToFault({ message, description: 'Enter the task ID as a text, or leave it empty.' }),
		};
	}
	if (plan.money?.dryRun) return { ...plan, preview: { dryRun: true, taskId: taskId.trim() } };
	return {
		...plan,
		job: { itemIndex: plan.itemIndex, start: { kind: 'known task', taskId: taskId.trim() }, goal },
	};
}
