import { WebhookContext } from 'n8n-core';
import { Node, Workflow, type IDataObject, type IRun, type IWebhookData } from 'n8n-workflow';

import { probe } from '../../../nodes/core/media/probe';
import { binaryItem, readBinary } from '../../harness/engine';
import { costOf, costTold, itemsFrom, loadExample, nodeOf, runExample } from '../../harness/exampleWorkflow';
import { sha256 } from '../../harness/hash';
import { engine, standIn, useEngine } from '../../harness/suite';
import { imageFile } from '../../harness/wan';

/* The examples that a new user begins with: run as they are, they end in something to see. */

useEngine({ taskSeconds: 30 });

it.each(['01', '14'])(
	'%s: run unchanged, the last node has the video to play, its link and its cost',
	async (number) => {
		const first = loadExample('01-image-file-to-disk.json');
		const example = number === '01' ? first : loadExample('14-text-to-video.json');
		const run = await runExample(engine, standIn, example);
		expect(run.data.resultData.error).toBeUndefined();
		const [shown, ...more] = itemsFrom(run, 'Your Video');
		expect(more).toEqual([]);
		expect(shown?.json).toEqual({
			videoUrl: expect.stringMatching(/^http.+\.mp4/),
			videoUrlExpiresAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT/),
			estimatedCost: expect.any(Number),
			currency: 'USD',
		});
		expect(sha256(await readBinary(shown))).toBe(await standIn.videoSha256());
		expect(shown?.binary?.data?.mimeType).toBe('video/mp4');
		expect(costOf(itemsFrom(run, 'Wan'))).toBe(costTold(example));
		// What is behind it is switched off and passes on.
		const last = itemsFrom(run, run.data.resultData.lastNodeExecuted ?? '');
		expect(sha256(await readBinary(last[0]))).toBe(await standIn.videoSha256());
	},
);

it('01: the sample picture is one that the model takes', async () => {
	const { value } = (
		nodeOf(loadExample('01-image-file-to-disk.json'), 'Sample Picture').parameters as {
			assignments: { assignments: Array<{ value: string }> };
		}
	).assignments.assignments[0] ?? { value: '' };
	const facts = await probe([Buffer.from(value, 'base64')]);
	expect(facts).toMatchObject({ kind: 'image', format: 'jpeg', width: 640, height: 360 });
});

describe('13: a form with a video on its last page', () => {
	const example = loadExample('13-form-to-video.json');

	async function submit(prompt: string, file = imageFile): Promise<{ run: IRun; responses: unknown[] }> {
		const responses: unknown[] = [];
		const picture = await binaryItem(file, 'cat.jpg', 'image/jpeg', 'Picture');
		const json = { Prompt: prompt, submittedAt: '2026-11-22T03:00:00.000Z', formMode: 'production' };
		const run = await runExample(engine, standIn, example, {
			items: [{ ...picture, json }],
			mode: 'webhook',
			onResponse: (response) => responses.push(response),
		});
		return { run, responses };
	}

	/** The page that the browser gets when it comes back to the waiting execution. */
	async function pageOf(run: IRun, name: string): Promise<IDataObject> {
		const nodeTypes = engine.nodeTypes();
		const workflow = new Workflow({ ...example, id: 'workflow', active: true, nodeTypes });
		const node = nodeOf(example, name);
		const additionalData = engine.additionalData(example);
		let page: IDataObject = {};
		const response = {
			setHeader: () => {},
			render: (_template: string, data: IDataObject) => (page = data),
		};
		const request = { method: 'GET', headers: {}, query: {}, params: {} };
		Object.assign(additionalData, { httpRequest: request, httpResponse: response });
		const form = nodeTypes.getByNameAndVersion(node.type, node.typeVersion);
		if (!(form instanceof Node)) throw new Error('No form');
		const data = { webhookDescription: form.description.webhooks?.[0] } as IWebhookData;
		const context = new WebhookContext(workflow, node, additionalData, 'webhook', data, [], run.data);
		await form.webhook?.(context);
		return page;
	}

	it('makes the video and sends the browser to the last page, which has it to watch and to keep', async () => {
		const { run, responses } = await submit('The cat jumps');
		expect(run.data.resultData.error).toBeUndefined();
		expect(responses).toEqual([
			{ statusCode: 307, headers: { location: expect.stringContaining('http://localhost/form-waiting/1') } },
		]);
		const [task] = standIn.tasks.values();
		expect(task?.body.input.prompt).toBe('The cat jumps');
		expect(String(task?.body.input.img_url)).toMatch(/^data:image\/jpeg;base64,/);

		const page = await pageOf(run, 'Your Video');
		const [file] = JSON.parse(decodeURIComponent(String(page.responseBinary))) as Array<{
			data: { data: number[] };
			type: string;
			fileName: string;
		}>;
		expect(sha256(Buffer.from(file?.data.data ?? []))).toBe(await standIn.videoSha256());
		expect(file).toMatchObject({ type: 'video/mp4', fileName: `${task?.taskId}.mp4` });
		const { videoUrl } = itemsFrom(run, 'Make Video')[0]?.json ?? {};
		// n8n cleans the message of what it does not allow.
		expect(String(page.message).replaceAll('&amp;', '&')).toContain(`<source src="${String(videoUrl)}"`);
		expect(page).toMatchObject({ title: 'Your video is ready', formTitle: 'Make a video' });
		expect(costOf(itemsFrom(run, 'Make Video'))).toBe(costTold(example));
	});

	it('says on its last page why there is no video, and pays nothing', async () => {
		const { run } = await submit('The cat jumps', Buffer.from('no picture'));
		expect(standIn.count('submit')).toBe(0);
		const page = await pageOf(run, 'No Video');
		expect(page.title).toBe('There is no video');
		expect(page.message).toMatch(/^First Frame/);
	});
});
