import type { INodeProperties } from 'n8n-workflow';

import { priceList } from '../../core/catalogue';
import {
	downloadVideo,
	fileOptions,
	getTaskDownload,
	optionsField,
	simplify,
} from '../../shared/outputFields';

/** Of amounts that the user enters. */
export const ownCurrency = "in the currency of the credential's region (CNY in Beijing, USD elsewhere)";

const waitOptions: INodeProperties[] = [
	{
		displayName: 'Maximum Wait (Minutes)',
		name: 'maximumWait',
		type: 'number',
		typeOptions: { minValue: 1 },
		default: 30,
		description:
			'For each item, from submission to download. After it, the task continues, and its video can be fetched later.',
	},
	{
		displayName: 'Polling Interval Ceiling (Seconds)',
		name: 'pollingCeiling',
		type: 'number',
		typeOptions: { minValue: 2 },
		default: 15,
		description:
			'Longest pause between two queries of a task. Pauses are shorter when the task is likely to end.',
	},
	{
		displayName: 'When Maximum Wait Is Over',
		name: 'atDeadline',
		type: 'options',
		options: [
			{ name: 'Fail the Item', value: 'fail', description: 'The error names the task' },
			{
				name: 'Return the Task',
				value: 'returnTask',
				description: 'The item has the task, but no video',
			},
		],
		default: 'fail',
	},
];

const runOptions: INodeProperties[] = [
	{
		displayName: 'Cancel Waiting Tasks on Stop',
		name: 'callOffAtStop',
		type: 'boolean',
		default: true,
		description: 'Whether to cancel tasks that have not started when the execution is stopped or fails',
	},
	{
		displayName: 'Dry Run',
		name: 'dryRun',
		type: 'boolean',
		default: false,
		description:
			'Whether to only check the item and output the request and its price. Nothing is sent or charged.',
	},
	{
		displayName: 'Price per Second',
		name: 'pricePerSecond',
		type: 'number',
		typeOptions: { minValue: 0, numberPrecision: 6 },
		default: 0,
		description: `Your own price ${ownCurrency}, in place of the price list of ${priceList.date}`,
	},
	{
		displayName: 'Spending Limit',
		name: 'spendingLimit',
		type: 'number',
		typeOptions: { minValue: 0, numberPrecision: 6 },
		default: 10,
		description: `The most that all videos of this node may cost in one execution, ${ownCurrency}: all items, rounds of a loop and calls of an AI agent. If they cost more, or a price is not known, nothing more is submitted.`,
	},
	{
		displayName: 'Task ID to Resume',
		name: 'taskIdToResume',
		type: 'string',
		default: '',
		placeholder: 'e.g. {{ $json.details.taskId }}',
		description:
			'Waits for this task in place of a new one, e.g. after an error branch. Takes an ID, the details of a failed item, or its only candidate. If an expression returns nothing, the item fails; <code>new</code> makes a new video.',
	},
	{
		displayName: 'Tasks at Once',
		name: 'tasksAtOnce',
		type: 'number',
		typeOptions: { minValue: 1 },
		default: 5,
		description:
			"How many tasks of a model are at the service at the same time. By default, twice as many as the model's limit, so that half of them wait.",
	},
];

/** Names of the options that change nothing of the video. */
const besideTheVideo = [...fileOptions, ...waitOptions, ...runOptions, downloadVideo, simplify];
export const optionsBesideTheVideo = besideTheVideo.map(({ name }) => name);

/** What whoever opens Options sees at once; the rest is in alphabetical order, and what few people need comes last. */
const FIRST = ['dryRun', 'spendingLimit'];

/** Options of the operations that make videos. @param ofModels options that the models have */
export function videoOptions(ofModels: INodeProperties[]): INodeProperties {
	const field = optionsField([...ofModels, ...besideTheVideo]);
	const rank = ({ name, type }: INodeProperties) => (FIRST.includes(name) ? 0 : type === 'json' ? 2 : 1);
	(field.options as INodeProperties[]).sort((a, b) => rank(a) - rank(b));
	return field;
}

export const waitTaskOptions = optionsField([...fileOptions, ...waitOptions, downloadVideo, simplify]);

/** Files are for the lost tasks among many; the list itself has no videos. */
export const getManyTasksOptions = optionsField([
	...[...fileOptions, getTaskDownload].map((option) => ({
		...option,
		displayOptions: { show: { '/onlyLostTasks': [true] } },
	})),
	simplify,
]);
