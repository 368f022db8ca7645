/* eslint-disable @n8n/community-nodes/no-restricted-imports */
import { copyFileSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { lastRun } from '../../harness/engine';
import {
	activate,
	costOf,
	costTold,
	FILES,
	itemsFrom,
	loadExample,
	runExample,
} from '../../harness/exampleWorkflow';
import { sha256 } from '../../harness/hash';
import { submitTasks } from '../../harness/submitted';
import { engine, standIn, startService, useEngine } from '../../harness/suite';
import { itemsOf } from '../../harness/suspended';
import { packageDirectory } from '../../harness/wan';

/* The examples that end with files on disk, in one run. */

useEngine();

const parent = mkdtempSync(path.join(tmpdir(), 'n8n-nodes-wan-examples-'));

let folder: string;

beforeEach(() => {
	folder = mkdtempSync(path.join(parent, 'files-'));
});
afterAll(() => rmSync(parent, { recursive: true, force: true }));

/** Every MP4 in the folder is the video of the task that it is named after. Gives the tasks' IDs, sorted. */
async function videosOnDisk(): Promise<string[]> {
	const names = readdirSync(folder).filter((name) => name.endsWith('.mp4'));
	for (const name of names) {
		const hash = await standIn.videoSha256(path.basename(name, '.mp4'));
		expect(sha256(readFileSync(path.join(folder, name)))).toBe(hash);
	}
	return names.map((name) => path.basename(name, '.mp4')).sort();
}

it('01: an image file becomes a video on disk', async () => {
	await startService({ taskSeconds: 30 });
	const image = path.join(packageDirectory, 'test/fixtures/images/first-frame.jpg');
	copyFileSync(image, path.join(folder, 'first-frame.jpg'));
	const example = loadExample('01-image-file-to-disk.json', { [FILES]: folder });
	activate(example, 'Read Image', 'Write Video');
	const run = await runExample(engine, standIn, example);
	expect(run.data.resultData.error).toBeUndefined();
	expect(await videosOnDisk()).toEqual([...standIn.tasks.keys()]);
	expect([...standIn.tasks.values()][0]?.body.input.img_url).toBe(
		`data:image/jpeg;base64,${readFileSync(image).toString('base64')}`,
	);
	expect(costOf(itemsFrom(run, 'Wan'))).toBe(costTold(example));
});

describe('04: a batch of 20 that resumes what was paid for', () => {
	it('writes 19 of 20 videos though one is slow, one answer is lost and one task fails, and pays for none twice', async () => {
		const slow = 7;
		await startService({
			taskSeconds: (_model, n) => (n === slow ? 220 : 30),
			strictRates: false,
		});
		const succeeds = { status: 'SUCCEEDED' as const };
		standIn.script(succeeds, succeeds, {
			status: 'FAILED',
			code: 'DataInspectionFailed',
			message: 'not allowed',
		});
		standIn.misbehave({ on: 'submit', what: 'reset', which: 12, accepted: true });
		// Three minutes of patience in place of half an hour.
		const impatient = { '"spendingLimit": 10': '"spendingLimit": 10, "maximumWait": 3' };
		const example = loadExample('04-batch-with-error-branch.json', { [FILES]: folder, ...impatient });
		const run = await runExample(engine, standIn, example);
		expect(run.data.resultData.error).toBeUndefined();

		const tasks = [...standIn.tasks.values()];
		const failed = tasks.filter(({ status }) => status === 'FAILED').map(({ taskId }) => taskId);
		expect(failed).toHaveLength(1);
		expect(tasks).toHaveLength(20);
		expect(standIn.count('submit')).toBe(20);
		const made = tasks.map(({ taskId }) => taskId).filter((taskId) => !failed.includes(taskId));
		expect(await videosOnDisk()).toEqual(made.sort());
		expect(itemsOf(run.data, 'Scenes Without Video')).toMatchObject([
			{ json: { details: { taskId: failed[0] } } },
		]);
		const resumed = itemsFrom(run, 'Resume Paid Tasks').map(({ json }) => json.taskId);
		expect(resumed).toEqual(expect.arrayContaining([tasks[slow - 1]?.taskId, tasks[11]?.taskId]));
	});

	it('goes straight to disk in the order of the list when nothing fails, at the price of the note', async () => {
		await startService({ taskSeconds: 30, strictRates: false });
		const example = loadExample('04-batch-with-error-branch.json', { [FILES]: folder });
		const run = await runExample(engine, standIn, example);
		const videos = itemsFrom(run, 'Make 20 Videos');
		expect(costOf(videos)).toBe(costTold(example));
		expect(videos.map(({ json }) => json.prompt)).toEqual(
			itemsFrom(run, 'One Item per Scene').map(({ json }) => json.prompt),
		);
		expect(await videosOnDisk()).toHaveLength(20);
		expect(lastRun(run, 'Resume Paid Tasks')).toBeUndefined();
	});
});

describe('10: lost and found', () => {
	it('writes the finished videos of the last day, and makes none', async () => {
		await startService({ taskSeconds: 30 });
		standIn.script({ status: 'FAILED', code: 'InternalError', message: 'odd' });
		const [, ...finished] = await submitTasks(standIn, 3);
		standIn.advance(60);
		await submitTasks(standIn, 1, 'wan2.6-i2v');
		const run = await runExample(engine, standIn, loadExample('10-lost-and-found.json', { [FILES]: folder }));
		expect(run.data.resultData.error).toBeUndefined();
		expect(await videosOnDisk()).toEqual(finished.sort());
		expect(standIn.count('submit')).toBe(4);
	});

	it('leaves out the videos that the user has', async () => {
		await startService({ taskSeconds: 30 });
		const [first, second = '', third] = await submitTasks(standIn, 3);
		standIn.advance(60);
		const known = { '"value": ""': `"value": "${first}, ${third}"` };
		const run = await runExample(
			engine,
			standIn,
			loadExample('10-lost-and-found.json', { [FILES]: folder, ...known }),
		);
		expect(run.data.resultData.error).toBeUndefined();
		expect(await videosOnDisk()).toEqual([second]);
		expect(standIn.count('download')).toBe(1);
	});
});
