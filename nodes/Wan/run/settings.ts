import type { IExecuteFunctions } from 'n8n-workflow';

import { asObject } from '../../core/base/json';
import { err, type Result } from '../../core/base/result';
import { DAY_MS, MINUTE_MS } from '../../core/base/units';
import type { Goal } from '../../core/tasks/job';
import { DEFAULT_POLL_CEILING_MS, MIN_POLL_INTERVAL_MS } from '../../core/tasks/pollPolicy';
import type { RunSettings } from '../../core/tasks/runJobs';
import { faultOfReading } from '../../shared/nodeErrors';
import { readOutput } from '../../shared/outputSettings';
import { SettingsReader } from '../../shared/settingsReader';
import { ownCurrency } from '../fields/options';
import { isAgentTool } from './agentTool';
import type { ItemPlan, ItemSettings, MoneySettings, WaitSettings } from './plan';

type Options = Record<string, unknown>;

export function readOptions(context: IExecuteFunctions, itemIndex: number): Options {
	return asObject(context.getNodeParameter('options', itemIndex, {})) ?? {};
}

export const DEFAULT_MAXIMUM_WAIT_MS = 30 * MINUTE_MS;
/** How long the service keeps a task. */
const DAY_MINUTES = DAY_MS / MINUTE_MS;

/** Fields that are settings; the rest are options. Without a value the engine knows their defaults. */
const fields = ['simple', 'waitForVideo', 'resumeInterval'];

/** Reads every setting of an item. What cannot be read is the fault of the item. */
export function readSettings(
	context: IExecuteFunctions,
	itemIndex: number,
	downloadByDefault: boolean,
): Result<ItemSettings> {
	try {
		const written = context.getNode().parameters;
		const ofFields = fields
			.filter((name) => written[name] !== undefined)
			.map((name) => [name, context.getNodeParameter(name, itemIndex)]);
		const reader = new SettingsReader(
			{ ...Object.fromEntries(ofFields), ...readOptions(context, itemIndex) },
			asObject(written.options),
		);
		const settings: ItemSettings = {
			output: readOutput(reader, downloadByDefault),
			waiting: readWaiting(reader),
			money: readMoney(reader),
			waitForVideo: reader.boolean('waitForVideo', 'Wait for Video', true),
			// n8n looks for executions to resume once a minute.
			resumeInterval: MINUTE_MS * (reader.number('resumeInterval', 'Resume Interval', minutes) ?? 1),
		};
		// An agent cannot take files; n8n would drop them.
		if (isAgentTool(context)) settings.output.download = false;
		return reader.result(settings);
	} catch (error) {
		return err(faultOfReading(error));
	}
}

const minutes = { min: 1, max: DAY_MINUTES, hint: `Enter minutes, from 1 to ${DAY_MINUTES}.` };
const minPollSeconds = MIN_POLL_INTERVAL_MS / 1000;

function readWaiting(reader: SettingsReader): WaitSettings {
	const atLeastASecond = { ...minutes, min: 1 / 60, hint: `Enter minutes, up to ${DAY_MINUTES}.` };
	const ceiling = { min: minPollSeconds, hint: `Enter seconds, ${minPollSeconds} or more.` };
	const tasks = { min: 1, whole: true, hint: 'Enter a whole number of 1 or more, or remove the option.' };
	const atDeadline = reader.choice('atDeadline', 'When Maximum Wait Is Over', ['fail', 'returnTask']);
	return {
		runningTasks: reader.number('tasksAtOnce', 'Tasks at Once', tasks),
		maximumWait:
			MINUTE_MS *
			(reader.number('maximumWait', 'Maximum Wait', atLeastASecond) ?? DEFAULT_MAXIMUM_WAIT_MS / MINUTE_MS),
		pollCeiling:
			1000 *
			(reader.number('pollingCeiling', 'Polling Interval Ceiling', ceiling) ??
				DEFAULT_POLL_CEILING_MS / 1000),
		atDeadline: atDeadline === 'returnTask' ? 'return task' : 'fail',
		cancelAtStop: reader.boolean('callOffAtStop', 'Cancel Waiting Tasks on Stop', true),
	};
}

function readMoney(reader: SettingsReader): MoneySettings {
	const hint = `Enter an amount ${ownCurrency}, such as 12.5, or remove the option.`;
	return {
		dryRun: reader.boolean('dryRun', 'Dry Run', false),
		spendingLimit: reader.number('spendingLimit', 'Spending Limit', { min: 0, hint }),
		// A price of nothing would switch the limit off; the option begins with 0.
		pricePerSecond: reader.number('pricePerSecond', 'Price per Second', { min: Number.MIN_VALUE, hint }),
	};
}

/** How far to go for the task of an item. */
export function goalOf({ output, waiting }: ItemSettings, query: Goal['query']): Goal {
	const { maximumWait, atDeadline } = waiting;
	return { query, download: query !== 'no' && output.download, maximumWait, atDeadline };
}

/** What the items of a run share is as careful as the most careful of them: fewest tasks at once, longest delays. */
export function runSettings(plans: readonly ItemPlan[], stopAtFirstFault: boolean): RunSettings {
	const all = plans.flatMap(({ settings }) => settings?.waiting ?? []);
	const most = all.flatMap(({ runningTasks }) => runningTasks ?? []);
	return {
		runningTasks: most.length > 0 ? Math.min(...most) : undefined,
		pollCeiling: Math.max(...all.map(({ pollCeiling }) => pollCeiling)),
		stopAtFirstFault,
	};
}

export function readModel(context: IExecuteFunctions, itemIndex: number): unknown {
	return context.getNodeParameter('model', itemIndex, '', { extractValue: true });
}
