import type { INodeExecutionData, IRun } from 'n8n-workflow';

import {
	costOf,
	costTold,
	itemsFrom,
	loadExample,
	nodeOf,
	retryOf,
	runExample,
} from '../../harness/exampleWorkflow';
import { ObjectStorage } from '../../harness/objectStorage';
import { Poller } from '../../harness/poller';
import { submitTasks } from '../../harness/submitted';
import { engine, standIn, useEngine } from '../../harness/suite';

useEngine({ taskSeconds: 30 });

let storage: ObjectStorage;

beforeEach(async () => {
	storage = await ObjectStorage.start('my-videos');
});
afterEach(async () => {
	await storage.close();
});

const credentials = () => ({ s3: storage.credential });
const dayOf = ({ json }: INodeExecutionData) => String(json.finishedAt).slice(0, 10);

/** The objects below the folders of the videos' days are these keys, and each is the video of its task. */
async function expectStored(
	videos: INodeExecutionData[],
	keyOf: (video: INodeExecutionData) => string,
): Promise<void> {
	const days = [...new Set(videos.map(dayOf))];
	const keys = await Promise.all(days.map(async (day) => await storage.keys(engine, `wan/${day}`)));
	expect(keys.flat().sort()).toEqual(videos.map(keyOf).sort());
	for (const video of videos) {
		const hash = await standIn.videoSha256(String(video.json.taskId));
		expect(await storage.hashOf(engine, keyOf(video))).toBe(hash);
	}
}

describe('02: every morning, a list of scenes to S3 storage', () => {
	const example = loadExample('02-schedule-to-s3.json');

	async function expectStoredScenes(run: IRun): Promise<void> {
		const videos = itemsFrom(run, 'Make Videos');
		expect(videos).toHaveLength(2);
		const sceneOf = (video: INodeExecutionData) => ['harbor', 'market'][videos.indexOf(video)];
		await expectStored(
			videos,
			(video) => `wan/${dayOf(video)}/${sceneOf(video)}-${String(video.json.taskId)}.mp4`,
		);
	}

	it('makes all scenes together, and stores each under its name', async () => {
		const run = await runExample(engine, standIn, example, { credentials: credentials() });
		expect(run.data.resultData.error).toBeUndefined();
		await expectStoredScenes(run);
		expect(standIn.count('submit')).toBe(2);
		expect(costOf(itemsFrom(run, 'Make Videos'))).toBe(costTold(example));
	});

	it('stores the good ones first when a scene fails, and then fails with its name for the error workflow', async () => {
		standIn.script({ status: 'FAILED', code: 'DataInspectionFailed', message: 'not allowed' });
		const run = await runExample(engine, standIn, example, { credentials: credentials() });
		const [video, ...more] = itemsFrom(run, 'Make Videos');
		expect(more).toEqual([]);
		await expectStored(
			video ? [video] : [],
			(one) => `wan/${dayOf(one)}/market-${String(one.json.taskId)}.mp4`,
		);
		expect(run.status).toBe('error');
		const [failed] = [...standIn.tasks.keys()];
		expect(run.data.resultData.error?.message).toMatch(
			new RegExp(`^1 of the scenes have no video. harbor: .+ \\(${failed}\\)$`),
		);
	});

	it('submits nothing when the scenes together cost more than the limit', async () => {
		const dearer = loadExample('02-schedule-to-s3.json', {
			'"duration": 2': '"duration": 15',
			'720P': '1080P',
		});
		const run = await runExample(engine, standIn, dearer, { credentials: credentials() });
		expect(run.data.resultData.error?.message).toContain('more than the Spending Limit of 1 ');
		expect(standIn.count('submit')).toBe(0);
	});

	it('fails when the storage refuses the key, and has not lost the videos', async () => {
		const wrong = { ...storage.credential, accessKeyId: 'unknown' };
		const impatient = loadExample('02-schedule-to-s3.json', {
			'"retryOnFail": true': '"retryOnFail": false',
		});
		const run = await runExample(engine, standIn, impatient, { credentials: { s3: wrong } });
		expect(run.data.resultData.error?.message).toMatch(/^Forbidden/);
		const again = await runExample(engine, standIn, example, {
			credentials: credentials(),
			resume: retryOf(run),
		});
		await expectStoredScenes(again);
		expect(standIn.count('submit')).toBe(2);
	});
});

describe('08: whatever gets ready goes to S3 storage', () => {
	const example = loadExample('08-trigger-to-s3.json');

	it('stores what has ended between two looks of the trigger, once', async () => {
		const poller = new Poller(engine, standIn, nodeOf(example, 'When a Video Is Ready').parameters);
		expect(await poller.poll()).toEqual([]);
		const taskIds = await submitTasks(standIn, 3);
		standIn.advance(300);
		const ended = await poller.poll();
		expect(ended.map(({ json }) => json.taskId).sort()).toEqual([...taskIds].sort());

		const run = await runExample(engine, standIn, example, {
			credentials: credentials(),
			items: ended,
			mode: 'trigger',
		});
		expect(run.data.resultData.error).toBeUndefined();
		const videos = itemsFrom(run, 'Fetch Videos');
		expect(videos).toHaveLength(3);
		await expectStored(videos, (video) => `wan/${dayOf(video)}/${String(video.json.taskId)}.mp4`);

		standIn.advance(300);
		expect(await poller.poll()).toEqual([]);
		expect(standIn.count('submit')).toBe(3);
	});

	it('stores the others when one has gone, and names it', async () => {
		const taskIds = await submitTasks(standIn, 1);
		standIn.advance(60);
		const items = [...taskIds, '0385dc79-5ff8-4d82-bcb6-0123456789ab'].map((taskId) => ({
			json: { taskId },
		}));
		const run = await runExample(engine, standIn, example, {
			credentials: credentials(),
			items,
			mode: 'trigger',
		});
		await expectStored(itemsFrom(run, 'Fetch Videos'), (one) => `wan/${dayOf(one)}/${taskIds[0]}.mp4`);
		expect(run.data.resultData.error?.message).toMatch(
			/^1 finished videos .+ 0385dc79-5ff8-4d82-bcb6-0123456789ab$/,
		);
	});
});
