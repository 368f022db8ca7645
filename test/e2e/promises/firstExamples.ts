/* eslint-disable @n8n/community-nodes/no-restricted-imports */
import assert from 'node:assert/strict';

import { sha256 } from '../../harness/hash';
import { loadExample, nodeOf } from '../../harness/exampleWorkflow';
import { imageFile } from '../../harness/wan';
import { assertSuccess } from '../deliveries';
import { importExample } from '../examples';
import type { Proof } from '../report';
import { itemsOf, waitFor } from '../rest';
import type { World } from '../world';

const FORM = '13-form-to-video.json';

/** The examples that a new user begins with. */
export const firstExamples: Array<Proof<World>> = [
	...['01-image-file-to-disk.json', '14-text-to-video.json'].map(
		(file): Proof<World> => ({
			promise: `Example ${file.slice(0, 2)}: run unchanged, it ends with the video and its link`,
			async prove(world) {
				return await world.withStudio({ taskSeconds: 2 }, async (studio) => {
					const execution = await world.rest.runWorkflow(await importExample(world, studio, file));
					assertSuccess(execution);
					const [shown, ...more] = itemsOf(execution, 'Your Video');
					assert.deepEqual(more, []);
					assert.equal(shown?.binary?.data?.mimeType, 'video/mp4');
					assert.match(String(shown?.json.videoUrl), /^http.+\.mp4/);
					assert.equal(studio.standIn.tasks.size, 1);
					return `${String(shown?.json.currency)} ${String(shown?.json.estimatedCost)}`;
				});
			},
		}),
	),
	{
		promise: 'Example 13: a form takes a picture and a prompt, and its last page has the video',
		async prove(world) {
			return await world.withStudio({ taskSeconds: 2 }, async (studio) => {
				const login = { user: 'ideas', password: 'for-tests-only' };
				const httpBasicAuth = await world.rest.createCredential('httpBasicAuth', 'Form', login);
				const workflow = await importExample(world, studio, FORM, { credentials: { httpBasicAuth } });
				await world.rest.activate(workflow);
				const { webhookId } = nodeOf(loadExample(FORM), 'Your Idea');
				const address = `${world.n8n.url}/form/${webhookId}`;
				const encoded = Buffer.from(`${login.user}:${login.password}`).toString('base64');
				const headers = { Authorization: `Basic ${encoded}` };
				assert.equal((await fetch(address)).status, 401, 'nobody without the password');
				assert.match(await (await fetch(address, { headers })).text(), /Make a video/);

				const form = new FormData();
				form.set('field-0', 'The cat jumps');
				form.set('field-1', new Blob([new Uint8Array(imageFile)], { type: 'image/jpeg' }), 'cat.jpg');
				const submitted = await fetch(address, { method: 'POST', headers, body: form });
				assert.equal(submitted.status, 200);
				const { formWaitingUrl } = (await submitted.json()) as { formWaitingUrl: string };
				// The page asks until its execution waits for it, and then loads the next page.
				const waiting = new URL(formWaitingUrl);
				waiting.host = new URL(world.n8n.url).host;
				const status = new URL(waiting);
				status.pathname += '/n8n-execution-status';
				await waitFor('the form to go on', 60, async () => {
					return (await (await fetch(status, { headers })).text()).trim() === 'form-waiting';
				});
				const page = await (await fetch(waiting, { headers })).text();
				assert.match(page, /Your video is ready/);
				assert.match(page, /<video controls[^>]*><source src="http/);
				const [, encodedFiles = ''] = /const binaries = "([^"]+)"/.exec(page) ?? [];
				const [file] = JSON.parse(decodeURIComponent(encodedFiles)) as Array<{ data: { data: number[] } }>;
				const [task] = studio.standIn.tasks.values();
				const wanted = await studio.standIn.videoSha256(task?.taskId ?? '');
				assert.equal(sha256(Buffer.from(file?.data.data ?? [])), wanted);
				assert.equal(task?.body.input.prompt, 'The cat jumps');
				await world.rest.deactivate(workflow);
				return undefined;
			});
		},
	},
];
