import type { IDataObject, INodeExecutionData } from 'n8n-workflow';

import { balance } from '../harness/accounts';
import { submitTasks, task } from '../harness/submitted';
import { engine, standIn, useEngine } from '../harness/suite';
import { imageToVideo, runWan } from '../harness/wan';

/* A second node behind the error branch takes up what was paid for, and pays for nothing again unless it is told to. */

useEngine({ taskSeconds: 20, strictRates: false });

const resume = async (taskIdToResume: unknown, json: IDataObject = {}) =>
	await runWan(engine, standIn, imageToVideo({ options: { taskIdToResume } as IDataObject as never }), {
		items: [{ json }],
	});

/** What a lost create call leaves on the error branch. */
async function lost(): Promise<INodeExecutionData> {
	standIn.misbehave({ on: 'submit', what: 'reset' });
	const { errorItems } = await runWan(engine, standIn, imageToVideo(), {
		items: [{ json: { scene: 1 } }],
		node: { onError: 'continueErrorOutput' },
	});
	return errorItems[0] as INodeExecutionData;
}

describe('Behind the error branch of a lost create call', () => {
	it.each(['={{ $json.details.taskId }}', '', '={{ "" }}', '={{ " " }}'])(
		'no second video is paid for by %j',
		async (field) => {
			const { json } = await lost();
			const before = standIn.books.length;
			const { error } = await resume(field, json);
			expect(error?.message).toBe('The item has failed before, and Task ID to Resume is empty [item 0]');
			expect(standIn.books).toHaveLength(before);
		},
	);

	it.each([
		'={{ $json.details.candidates[0].taskId }}',
		'={{ $json.details.candidates }}',
		'={{ $json.details }}',
		'={{ $json }}',
	])('its candidate is taken up by %s', async (field) => {
		const { json } = await lost();
		const { items } = await resume(field, json);
		expect((await balance(standIn, items)).delivered).toEqual([...standIn.tasks.keys()]);
		expect(standIn.count('submit')).toBe(1);
	});

	it.each(['new', '={{ $json.details.taskId || "new" }}'])('the user gets a new one by %s', async (field) => {
		const { json } = await lost();
		const { items } = await resume(field, json);
		expect(items[0]?.binary?.data).toBeDefined();
		expect(standIn.count('submit')).toBe(2);
	});
});

it('an option that was added and left empty is none', async () => {
	const { items } = await resume('');
	expect(items[0]?.binary?.data).toBeDefined();
});

const writings: Array<[string, (id: string, address: string) => unknown]> = [
	['with blanks around', (id) => `  ${id}\u00a0\n`],
	['in quotes', (id) => `"${id}"`],
	['in curly quotes', (id) => `\u201c${id}\u201d`],
	['as an address', (id, address) => `${address}/tasks/${id}`],
	['as an address with more', (id, address) => `${address}/tasks/${id}/?x=1`],
	['as a list of one', (id) => `={{ ["${id}"] }}`],
];

describe.each(writings)('A task ID %s', (_name, write) => {
	it('is read, in every field that takes one', async () => {
		const [id = ''] = await submitTasks(standIn, 1);
		const value = write(id, standIn.baseUrl);
		const { items } = await resume(value);
		expect(items[0]?.json.taskId).toBe(id);
		for (const operation of ['get', 'wait']) {
			const looked = await runWan(engine, standIn, task(operation, { taskId: value as string }));
			expect(looked.items[0]?.json.taskId).toBe(id);
		}
		expect(standIn.count('submit')).toBe(1);
	});
});

it.each([
	'  ',
	'null',
	'undefined',
	'a b',
	'https://example.com/video.mp4',
	'../models',
	'={{ true }}',
	'={{ 1.5 }}',
])('%j is refused at once', async (value) => {
	const { error } = await resume(value);
	expect(error?.message).toMatch(/^Task ID to Resume is /);
	const looked = await runWan(engine, standIn, task('wait', { taskId: value }));
	expect(looked.error?.message).toMatch(/^Task ID is /);
	expect(standIn.books).toEqual([]);
});

it('several candidates are named, and none is chosen', async () => {
	const { error } = await resume('={{ $json.candidates }}', {
		candidates: [{ taskId: 'abcd-1' }, { taskId: 'abcd-2' }],
	});
	expect(error?.message).toBe('Task ID to Resume is a list of 2 [item 0]');
	expect(error?.description).toContain('abcd-1 or abcd-2');
	expect(standIn.books).toEqual([]);
});
