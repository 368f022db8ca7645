import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

import { systemClock } from '../../../core/base/clock';
import { ok, type Result } from '../../../core/base/result';
import { omitUndefined } from '../../../core/base/omitUndefined';
import { limitsInRegion, nameInRegion, type Operation, type WanModel } from '../../../core/catalogue';
import { costOfRequest } from '../../../core/pricing/cost';
import { buildRequest } from '../../../core/request/body';
import { filesToSend } from '../../../core/request/delivery';
import { predictedSizeOf } from '../../../core/request/outputSize';
import { previewOf } from '../../../core/request/preview';
import { type ValidatedVideo, validateVideo } from '../../../core/request/validate';
import type { StudioAddress } from '../../../core/studio/address';
import type { StudioClient } from '../../../core/studio/client';
import type { SendFile } from '../../../core/tasks/job';
import { requestedVideoOf } from '../../../core/tasks/requestedVideo';
import { wasCanceledAtStop } from '../../../core/tasks/cancelTask';
import { Ledger, ledgerKey } from '../../../core/tasks/ledger';
import { Portraits } from '../../../core/tasks/portraits';
import { sendFilesOf } from '../../../core/tasks/prepareFiles';
import { clientFor, readConnection } from '../../../shared/connection';
import { faultOfReading, problemsToFault } from '../../../shared/nodeErrors';
import { optionsBesideTheVideo } from '../../fields/options';
import { fieldsOfVideo, type OwnFields } from '../../fields/video';
import { isAgentTool } from '../../run/agentTool';
import { ledgerMemory, nodeMemory, runIndexOf } from '../../run/nodeContext';
import type { NodeOperation } from '../../run/nodeOperation';
import type { ItemPlan } from '../../run/plan';
import { runPlans } from '../../run/run';
import { goalOf, readSettings } from '../../run/settings';
import { applySpendingLimit, faultOfAgentLimit } from '../../run/spendingLimit';
import { readTaskToResume } from './readTaskToResume';
import { readValues } from './readValues';

/** What all items of a run share. */
interface Making {
	operation: Operation;
	connection: Result<{ address: StudioAddress; client: StudioClient; portraits: Portraits }>;
	/** What earlier tries of the run have submitted. */
	ledger: Ledger;
}

/** An operation that makes videos with these models. */
export function videoOperation(
	operation: Operation,
	models: readonly WanModel[],
	own: OwnFields,
): NodeOperation {
	return {
		description: fieldsOfVideo(operation, models, own),
		execute: async (context) => await makeVideos(context, operation),
	};
}

/** What each of them does: read and check all items, then submit, wait for and deliver them together. */
async function makeVideos(context: IExecuteFunctions, operation: Operation): Promise<INodeExecutionData[][]> {
	const connection = await readConnection(context);
	const ledger = Ledger.open(ledgerMemory(context), runIndexOf(context));
	const making: Making = { operation, ledger, connection: connected(context, connection) };
	const plans: ItemPlan[] = [];
	for (let itemIndex = 0; itemIndex < context.getInputData().length; itemIndex++) {
		plans.push(await planItem(context, itemIndex, making));
	}
	return [await runPlans(context, applySpendingLimit(context, plans), connection)];
}

function connected(context: IExecuteFunctions, connection: Result<StudioAddress>): Making['connection'] {
	if (!connection.ok) return connection;
	const address = connection.value;
	const client = clientFor(context, address);
	const portraits = new Portraits(client, () => (nodeMemory(context).wanPortraits ??= {}));
	return ok({ address, client, portraits });
}

/** What an earlier try of this run has paid for is named, whatever hinders this one. */
async function planItem(context: IExecuteFunctions, itemIndex: number, making: Making): Promise<ItemPlan> {
	const key = ledgerKeyOf(context, itemIndex);
	const plan = await planRequest(context, itemIndex, key, making);
	const { taskId } = making.ledger.find(key, systemClock.now()) ?? {};
	return plan.fault && taskId ? { ...plan, fault: { ...plan.fault, taskId } } : plan;
}

/** @param key the place in the ledger, which has what an earlier try submitted for the item */
async function planRequest(
	context: IExecuteFunctions,
	itemIndex: number,
	key: string,
	{ operation, connection, ledger }: Making,
): Promise<ItemPlan> {
	const empty = { itemIndex, hints: [] };
	const lifted = faultOfAgentLimit(context);
	if (lifted) return { ...empty, fault: lifted };
	const settings = readSettings(context, itemIndex, true);
	if (!connection.ok) return { ...empty, fault: connection.fault };
	if (!settings.ok) return { ...empty, fault: settings.fault };
	const { address, client, portraits } = connection.value;
	const { money, waitForVideo } = settings.value;
	const plan: ItemPlan = { ...empty, settings: settings.value };
	const goal = goalOf(settings.value, waitForVideo ? 'until done' : 'no');
	const resume = readTaskToResume(context, itemIndex);
	if (!resume.ok) return { ...plan, fault: resume.fault };
	if (resume.value !== undefined) {
		// It only has to be followed: its task was paid for by an earlier run.
		const taskId = resume.value;
		if (money.dryRun) return { ...plan, preview: { dryRun: true, taskId } };
		return { ...plan, job: { itemIndex, start: { kind: 'known task', taskId }, goal } };
	}
	const entry = money.dryRun ? undefined : ledger.find(key, systemClock.now());
	if (entry) {
		// Its values are not evaluated again: they may have come to others, or to none.
		if (!(await wasCanceledAtStop(client, entry, systemClock))) {
			const { model, asked, limits } = entry;
			const start = { kind: 'earlier try' as const, key, entry, model, limits };
			return { ...plan, asked, job: { itemIndex, start, goal } };
		}
		ledger.forget(key);
	}
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
			hints.push('No Spending Limit is set, so nothing limits what the agent spends.');
		const asked = requestedVideoOf(video);
		const limits = limitsInRegion(video.model, address.region);
		const start = {
			kind: 'submit' as const,
			request,
			key,
			model: video.model.id,
			limits,
			asked,
			...((filesToSend(video).length > 0 || video.checkPortrait) && {
				prepare: async (send: SendFile) => {
					const fits = await portraits.check(video, send);
					return fits.ok ? await sendFilesOf(video, send) : fits;
				},
			}),
		};
		return { ...plan, video, asked, hints, job: { itemIndex, start, goal } };
	} catch (error) {
		return { ...plan, fault: faultOfReading(error) };
	}
}

/** Settings that change nothing of the video. With another one an item still asks for the same video. */
const besideTheVideo = ['waitForVideo', ...optionsBesideTheVideo];

/** The parameters as they are written in the workflow, and not what they come to. */
function ledgerKeyOf(context: IExecuteFunctions, itemIndex: number): string {
	const { options, ...fields } = context.getNode().parameters;
	const withoutOthers = (values: object) =>
		Object.fromEntries(Object.entries(values).filter(([name]) => !besideTheVideo.includes(name)));
	const written = [
		withoutOthers(fields),
		typeof options === 'object' && options ? withoutOthers(options) : options,
	];
	const call = isAgentTool(context) ? context.getInputData()[itemIndex]?.json : undefined;
	return ledgerKey(itemIndex, written, call);
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
