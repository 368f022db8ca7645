/* eslint-disable @n8n/community-nodes/no-restricted-imports */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { IDataObject, INodeExecutionData, IRun } from 'n8n-workflow';

import { binaryItem, lastRun } from '../../harness/engine';
import {
	costOf,
	costTold,
	FILES,
	itemsFrom,
	loadExample,
	nodeOf,
	runExample,
	type WorkflowFile,
} from '../../harness/exampleWorkflow';
import { filmFixture, joined, readFilm } from '../../harness/films';
import { engine, standIn, startService, useEngine } from '../../harness/suite';
import { itemsOf, runThroughWaits } from '../../harness/suspended';
import { imageFile } from '../../harness/wan';

/* The examples that end with a film, or with a video for a caller who sent a photo. */

useEngine();

const folder = mkdtempSync(path.join(tmpdir(), 'n8n-nodes-wan-films-'));

afterAll(() => rmSync(folder, { recursive: true, force: true }));

const written = (name: string) => readFileSync(path.join(folder, name));

describe('11: from a sheet of scenes to one film', () => {
	const example = loadExample('11-sheet-to-film.json', { [FILES]: folder });
	const failing = { status: 'FAILED' as const, code: 'DataInspectionFailed', message: 'not allowed' };

	beforeAll(() => writeFileSync(path.join(folder, 'voice-over.mp3'), filmFixture('voice.mp3')));

	it('makes one film in the order of the sheet, with the voice-over, over saves and loads of the execution', async () => {
		await startService({ taskSeconds: (_model, n) => 300 - 60 * n });
		const { run, saved } = await runThroughWaits(engine, standIn, example);
		expect(run.data.resultData.error).toBeUndefined();
		expect(saved.length).toBeGreaterThanOrEqual(2);
		expect(run.data.resultData.runData['Join Scenes']).toHaveLength(1);
		const film = await readFilm(written('film.mp4'));
		// Each clip of the stand-in has 80 pictures.
		expect(film.pictures).toHaveLength(240);
		expect(film.seconds).toBeCloseTo(15, 1);
		const voice = await readFilm(filmFixture('voice.mp3'));
		expect(film.sound[5]?.bytes).toBe(voice.sound[5]?.bytes);
		const taskIds = [...standIn.tasks.keys()];
		expect(
			written('scenes.csv')
				.toString()
				.replace(/^\ufeff/, '')
				.trim()
				.split(/\r?\n/),
		).toEqual([
			'scene,status,taskId,reason',
			...taskIds.map((taskId, index) => `${index + 1},SUCCEEDED,${taskId},`),
		]);
		expect(standIn.count('submit')).toBe(3);
		expect(costOf(itemsOf(run.data, 'Submit Scenes'))).toBe(costTold(example));
	});

	it('makes no film without one of its scenes, and says in the table which it is and why', async () => {
		await startService({ taskSeconds: 60 });
		standIn.script({ status: 'SUCCEEDED' }, failing);
		rmSync(path.join(folder, 'film.mp4'), { force: true });
		const { run } = await runThroughWaits(engine, standIn, example);
		expect(run.data.resultData.error).toBeUndefined();
		expect(lastRun(run, 'Join Scenes')).toBeUndefined();
		const [, first, second, third] = written('scenes.csv').toString().trim().split(/\r?\n/);
		expect(first).toMatch(/^1,SUCCEEDED,/);
		expect(second).toMatch(/^2,no video,[\w-]+,.+/);
		expect(second).toContain([...standIn.tasks.keys()][1]);
		expect(third).toMatch(/^3,SUCCEEDED,/);
	});
});

describe('07: a storyboard in chapters, each clip continuing the last', () => {
	it('gives each clip the link of the one before, and joins the last ones to a film longer than a video can be', async () => {
		const video = path.join(folder, 'nine-seconds.mp4');
		const chapter = Array.from({ length: 6 }, (_, index) => `wan-${(index % 3) + 1}.mp4`);
		writeFileSync(video, await joined(chapter));
		await startService({ taskSeconds: 30, video });
		// The node refuses links into this machine, where the stand-in's videos lie; the service's are on the internet.
		const onInternet = (url: unknown) =>
			String(url).replace(standIn.downloadHost, 'https://videos.example.com');
		const example = loadExample('07-storyboard.json', {
			[FILES]: folder,
			'{{ $json.videoUrl }}': `{{ $json.videoUrl.replace('${standIn.downloadHost}', 'https://videos.example.com') }}`,
		});
		const run = await runExample(engine, standIn, example);
		expect(run.data.resultData.error).toBeUndefined();
		const clips = ['Clip 1', 'Clip 2', 'Clip 3'].map((name) => itemsFrom(run, name));
		const tasks = [...standIn.tasks.values()];
		expect(tasks.map(({ taskId }) => taskId)).toEqual(clips.flat().map(({ json }) => json.taskId));
		const links = clips.slice(0, 2).flatMap((items) => items.map(({ json }) => onInternet(json.videoUrl)));
		expect(tasks.map(({ body }) => (body.input.media as Array<{ type: string; url: string }>)[0])).toEqual([
			{ type: 'first_frame', url: 'https://example.com/images/bay.jpg' },
			{ type: 'first_frame', url: 'https://example.com/images/market.jpg' },
			...links.map((url) => ({ type: 'first_clip', url })),
		]);
		expect(tasks.map(({ body }) => body.parameters.duration)).toEqual([2, 2, 5, 5, 8, 8]);
		expect(tasks.map(({ downloads }) => downloads)).toEqual([0, 0, 0, 0, 1, 1]);
		expect(costOf(clips.flat())).toBe(costTold(example));
		const film = await readFilm(written('storyboard.mp4'));
		expect(film.seconds).toBeGreaterThan(15);
		expect(film.pictures).toHaveLength(2 * 6 * 24);
	});
});

describe('12: a photo in, a video out', () => {
	let example: WorkflowFile;

	beforeEach(() => {
		example = loadExample('12-photo-in-video-out.json');
	});

	interface Response {
		statusCode: number;
		body: unknown;
		headers: Record<string, string>;
	}

	/** Calls one of the webhooks: its node hands on the call as n8n's server gives it. */
	async function call(
		webhook: string,
		item: INodeExecutionData,
	): Promise<{ run: IRun; responses: Response[] }> {
		const responses: Response[] = [];
		const { nodes, connections } = example;
		const first = nodeOf(example, webhook);
		const run = await runExample(
			engine,
			standIn,
			{ ...example, connections, nodes: [first, ...nodes.filter((node) => node !== first)] },
			{ items: [item], mode: 'webhook', onResponse: (response) => responses.push(response as Response) },
		);
		return { run, responses };
	}

	const request = (more: IDataObject) => ({ headers: {}, params: {}, query: {}, body: {}, ...more });

	async function send(caption = 'The cat jumps'): Promise<{ run: IRun; responses: Response[] }> {
		const photo = await binaryItem(imageFile, 'photo.jpg', 'image/jpeg', 'photo');
		return await call('Photo Comes In', { ...photo, json: request({ body: { caption } }) });
	}
	const ask = async (taskId: string) =>
		await call('Caller Asks Again', { json: request({ query: { taskId } }) });

	it('answers with the video if it is ready within a minute', async () => {
		await startService({ taskSeconds: 30 });
		const { run, responses } = await send();
		expect(run.data.resultData.error).toBeUndefined();
		expect(responses).toMatchObject([{ statusCode: 200, headers: { 'content-type': 'video/mp4' } }]);
		const [task] = standIn.tasks.values();
		expect(task?.body.input.prompt).toBe('The cat jumps');
		expect(String(task?.body.input.img_url)).toMatch(/^data:image\/jpeg;base64,/);
		expect(costOf(itemsFrom(run, 'Submit Video'))).toBe(costTold(example));
	});

	it('answers with the task ID before a webhook is cut off, and gives the video when it is asked again', async () => {
		await startService({ taskSeconds: 100 });
		const { responses } = await send();
		const [taskId = ''] = standIn.tasks.keys();
		expect(responses).toMatchObject([
			{ statusCode: 202, body: { taskId, status: 'RUNNING' }, headers: { 'retry-after': '30' } },
		]);
		standIn.advance(60);
		const later = await ask(taskId);
		expect(later.responses).toMatchObject([{ statusCode: 200, headers: { 'content-type': 'video/mp4' } }]);
		expect(standIn.count('submit')).toBe(1);
	});

	it('answers 422 to what the model does not take, and 502 to a task that failed', async () => {
		await startService({ taskSeconds: 30 });
		const text = await binaryItem(Buffer.from('no photo'), 'photo.txt', 'text/plain', 'photo');
		const refused = await call('Photo Comes In', { ...text, json: request({ body: { caption: 'x' } }) });
		expect(refused.responses).toMatchObject([{ statusCode: 422, body: { error: expect.any(String) } }]);
		expect(standIn.count('submit')).toBe(0);
		standIn.script({ status: 'FAILED', code: 'InternalError', message: 'odd' });
		expect((await send()).responses).toMatchObject([{ statusCode: 502 }]);
		const [taskId = ''] = standIn.tasks.keys();
		expect((await ask(taskId)).responses).toMatchObject([
			{ statusCode: 502, body: { taskId, status: 'FAILED', error: 'odd' } },
		]);
	});
});
