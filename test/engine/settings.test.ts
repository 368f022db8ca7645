import type { INodeParameters } from 'n8n-workflow';

import { balance } from '../harness/accounts';
import { submitTasks, task } from '../harness/submitted';
import { engine, standIn, startService, useEngine } from '../harness/suite';
import { imageToVideo, runWan } from '../harness/wan';

/* Every option means what is plainly written into it, or fails its item before anything is sent. */

useEngine({ taskSeconds: 20, strictRates: false });

/** Once with a value in the field, once with an expression that comes to it. */
const ways = (value: unknown): unknown[] => [value, `={{ ${JSON.stringify(value) ?? 'undefined'} }}`];
const make = async (options: Record<string, unknown>, more: INodeParameters = {}, values: object = {}) =>
	await runWan(engine, standIn, imageToVideo({ ...more, options: options as INodeParameters }), {
		items: [{ json: { ...values } }],
	});

describe('A switch that comes as text', () => {
	it.each(['true', 'TRUE', ' True ', 'yes', 'on', 1, '1', true])('is on as %j', async (value) => {
		for (const dryRun of ways(value)) {
			const { items } = await make({ dryRun });
			expect(items[0]?.json.dryRun).toBe(true);
		}
		expect(standIn.books).toEqual([]);
	});

	it.each(['false', 'FALSE', ' no ', 'off', 0, '0', false])('is off as %j', async (value) => {
		const { items } = await make(
			{ downloadVideo: value },
			{ waitForVideo: `={{ ${JSON.stringify(value)} }}` },
		);
		expect(items[0]?.json.taskStatus).toBe('PENDING');
		const link = await make({ downloadVideo: value });
		expect(link.items[0]?.json.videoUrl).toBeDefined();
		expect(standIn.count('download')).toBe(0);
	});
});

const labels: Array<[string, string]> = [
	['dryRun', 'Dry Run'],
	['spendingLimit', 'Spending Limit'],
	['pricePerSecond', 'Price per Second'],
	['downloadVideo', 'Download Video'],
	['maximumWait', 'Maximum Wait'],
	['pollingCeiling', 'Polling Interval Ceiling'],
	['tasksAtOnce', 'Tasks at Once'],
	['atDeadline', 'When Maximum Wait Is Over'],
	['callOffAtStop', 'Cancel Waiting Tasks on Stop'],
	['waitForVideo', 'Wait for Video'],
	['simple', 'Simplify'],
	['taskIdToResume', 'Task ID to Resume'],
];

describe.each(labels)('%s', (name, label) => {
	it.each([
		'={{ $json.missing }}',
		'={{ "" }}',
		'={{ "  " }}',
		'={{ null }}',
		'={{ "abc" }}',
		'={{ {} }}',
		'={{ [] }}',
	])('that comes to nothing or to nonsense by %s is refused, and nothing is sent', async (value) => {
		const own = name === 'waitForVideo' || name === 'simple';
		const { error } = await make(own ? {} : { [name]: value }, own ? { [name]: value } : {});
		expect(error?.message).toMatch(new RegExp(`^${label} is .*\\[item 0\\]$`));
		expect(standIn.books).toEqual([]);
	});
});

it.each([
	[{ maximumWait: 0 }, 'Maximum Wait is 0'],
	[{ maximumWait: -5 }, 'Maximum Wait is -5'],
	[{ maximumWait: 99_999 }, 'Maximum Wait is 99999'],
	[{ pollingCeiling: 0.001 }, 'Polling Interval Ceiling is 0.001'],
	[{ tasksAtOnce: 0 }, 'Tasks at Once is 0'],
	[{ tasksAtOnce: '2.5' }, 'Tasks at Once is 2.5'],
	[{ spendingLimit: '1,5' }, 'Spending Limit is 1,5'],
	[{ spendingLimit: -1, maximumWait: 'soon' }, 'Maximum Wait is soon; Spending Limit is -1'],
])('refuses %j', async (options, message) => {
	const { error } = await make(options);
	expect(error?.message).toBe(`${message} [item 0]`);
	expect(standIn.books).toEqual([]);
});

it('takes a number from a sheet for what it is', async () => {
	const { items } = await make({
		spendingLimit: ' 100 ',
		maximumWait: '30',
		pollingCeiling: '15',
		tasksAtOnce: '2',
	});
	expect(items[0]?.binary?.data).toBeDefined();
});

it('gives each item its own time and its own end of it', async () => {
	await startService({ taskSeconds: 600, strictRates: false });
	const options = { maximumWait: '={{ $json.minutes }}', atDeadline: '={{ $json.end }}' };
	const run = await runWan(engine, standIn, imageToVideo({ options }), {
		items: [
			{ json: { minutes: '1', end: 'returnTask' } },
			{ json: { minutes: 2, end: 'fail' } },
			{ json: { minutes: 'never', end: 'fail' } },
			{ json: { minutes: 60, end: 'fail' } },
		],
		node: { onError: 'continueRegularOutput' },
	});
	expect(run.items.map(({ json, binary }) => json.error ?? json.taskStatus ?? binary)).toEqual([
		'RUNNING',
		expect.stringContaining('The task was still RUNNING after 2 minutes'),
		'Maximum Wait is never',
		'SUCCEEDED',
	]);
	expect(standIn.count('submit')).toBe(3);
});

describe('An expression that throws for one item', () => {
	const throwing = "={{ $json.index === 1 ? $('Nowhere').item.json.x : $json.value }}";
	const items = [0, 1, 2].map((index) => ({ json: { index, value: true } }));

	it.each<INodeParameters>([
		{ options: { downloadVideo: throwing } },
		{ simple: throwing },
		{ waitForVideo: throwing },
		{ prompt: throwing.replace('$json.value', '"A cat"') },
	])('fails that item alone, %j', async (parameters) => {
		const one = await runWan(engine, standIn, imageToVideo(parameters), {
			items,
			node: { onError: 'continueErrorOutput' },
		});
		expect(one.errorItems).toHaveLength(1);
		expect(one.errorItems[0]?.json.details).toMatchObject({ stage: 'check' });
		expect((await balance(standIn, one.items)).delivered).toHaveLength(2);
		expect(standIn.count('submit')).toBe(2);
	});

	it('also where tasks are followed', async () => {
		const ids = await submitTasks(standIn, 3);
		const run = await runWan(engine, standIn, task('get', { taskId: '={{ $json.id }}', simple: throwing }), {
			items: ids.map((id, index) => ({ json: { id, index, value: true } })),
			node: { onError: 'continueErrorOutput' },
		});
		expect([run.items.length, run.errorItems.length]).toEqual([2, 1]);
		const cancel = task('cancel', { taskId: throwing.replace('$json.value', '$json.id') });
		const canceled = await runWan(engine, standIn, cancel, {
			items: ids.map((id, index) => ({ json: { id, index } })),
			node: { onError: 'continueErrorOutput' },
		});
		expect(canceled.errorItems.length).toBeGreaterThanOrEqual(1);
		expect(canceled.run.data.resultData.error).toBeUndefined();
	});
});
