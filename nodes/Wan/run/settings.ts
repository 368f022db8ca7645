import type { IExecuteFunctions } from 'n8n-workflow';

import { DEFAULT_CEILING } from '../../core/tasks/pollPolicy';
import type { RunSettings } from '../../core/tasks/run';
import { OutputSettings, outputSettings } from '../../shared/outputSettings';
import { isAgentTool } from './agentTool';

type Options = Record<string, unknown>;

export function readOptions(context: IExecuteFunctions, itemIndex: number): Options {
	return context.getNodeParameter('options', itemIndex, {}) as Options;
}

/** How the run goes; one run has one set of these, so they are read for the first item. */
export function readRunSettings(context: IExecuteFunctions): RunSettings & { callOffAtStop: boolean } {
	const options = readOptions(context, 0);
	return {
		runningTasks: positive(options.tasksAtOnce),
		maximumWait: (positive(options.maximumWait) ?? 30) * 60_000,
		pollCeiling: (positive(options.pollingCeiling) ?? DEFAULT_CEILING / 1000) * 1000,
		atDeadline: options.atDeadline === 'returnTask' ? 'return task' : 'fail',
		stopAtFirstFault: !context.continueOnFail(),
		callOffAtStop: options.callOffAtStop !== false,
	};
}

/** Milliseconds between two looks of a suspended wait. n8n looks for executions to resume once a minute. */
export function readResumeInterval(context: IExecuteFunctions): number {
	const minutes = positive(context.getNodeParameter('resumeInterval', 0, 1)) ?? 1;
	return Math.max(1, minutes) * 60_000;
}

/** How an item's result looks like; each item may have its own. */
export function readOutputSettings(
	context: IExecuteFunctions,
	itemIndex: number,
	downloadByDefault: boolean,
): OutputSettings {
	const options = readOptions(context, itemIndex);
	// An agent cannot take files; n8n would drop them.
	const download = !isAgentTool(context) && isWanted(options.downloadVideo, downloadByDefault);
	return outputSettings(context.getNodeParameter('simple', itemIndex, true), options, download);
}

function isWanted(value: unknown, byDefault: boolean): boolean {
	return value === undefined ? byDefault : value === true;
}

function positive(value: unknown): number | undefined {
	const number = Number(value);
	return Number.isFinite(number) && number > 0 ? number : undefined;
}
