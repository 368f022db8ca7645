/* eslint-disable @n8n/community-nodes/no-restricted-imports */
import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

import { filmFixture, readFilm } from '../../harness/films';
import { sha256 } from '../../harness/hash';
import { imageFile } from '../../harness/wan';
import { assertSuccess } from '../deliveries';
import { filesOf, importExample } from '../examples';
import type { Proof } from '../report';
import { itemsOf } from '../rest';
import type { World } from '../world';

/** Pictures of the video that the stand-in delivers. */
const PICTURES = 80;

/** Runs the example from a sheet to a film, suspended waits included, and gives the film. */
async function sheetToFilm(world: World, run: string): Promise<Buffer> {
	return await world.withStudio(
		{ taskSeconds: (_model, n) => 70 - 20 * n },
		async ({ standIn, credential, data }) => {
			const { folder, replacements } = filesOf(world, `11-${run}`);
			writeFileSync(path.join(folder, 'voice-over.mp3'), filmFixture('voice.mp3'));
			const studio = { standIn, credential, data };
			const workflow = await importExample(world, studio, '11-sheet-to-film.json', { replacements });
			const id = await world.rest.startWorkflow(workflow);
			await world.rest.waitForExecution(id, ['waiting']);
			const execution = await world.rest.waitForExecution(id, ['success', 'error', 'canceled'], 300);
			assertSuccess(execution);
			assert.equal(itemsOf(execution, 'Join Scenes').length, 1);
			const rows = readFileSync(path.join(folder, 'scenes.csv'), 'utf8').trim().split(/\r?\n/).slice(1);
			assert.deepEqual(
				rows.map((row) =>
					row
						.replace(/^\ufeff/, '')
						.split(',')
						.slice(0, 3),
				),
				[...standIn.tasks.keys()].map((taskId, index) => [String(index + 1), 'SUCCEEDED', taskId]),
			);
			assert.equal(standIn.count('submit'), 3);
			return readFileSync(path.join(folder, 'film.mp4'));
		},
	);
}

export const films: Array<Proof<World>> = [
	{
		promise:
			'Example 11: a sheet of scenes becomes one film over suspended waits, the same to the byte each time',
		async prove(world) {
			const [film, again] = await Promise.all([sheetToFilm(world, 'first'), sheetToFilm(world, 'second')]);
			const { pictures, sound, seconds } = await readFilm(film);
			assert.equal(pictures.length, 3 * PICTURES);
			assert.ok(sound.length > 0);
			assert.equal(sha256(film), sha256(again));
			return `${seconds.toFixed(1)} s, ${sha256(film).slice(0, 12)}`;
		},
	},
	{
		promise: 'Example 07: chapters of three clips, each going on from the last, become one film on disk',
		async prove(world) {
			return await world.withStudio({ taskSeconds: 2 }, async (studio) => {
				const { standIn } = studio;
				const { folder, replacements } = filesOf(world, '07');
				// The node refuses links into this machine, where the stand-in's videos lie; the service's are on the internet.
				const link = `{{ $json.videoUrl.replace('${standIn.downloadHost}', 'https://videos.example.com') }}`;
				const settings = { replacements: { ...replacements, '{{ $json.videoUrl }}': link } };
				const workflow = await importExample(world, studio, '07-storyboard.json', settings);
				assertSuccess(await world.rest.runWorkflow(workflow));
				assert.equal(standIn.tasks.size, 6);
				const { pictures } = await readFilm(readFileSync(path.join(folder, 'storyboard.mp4')));
				assert.equal(pictures.length, 2 * PICTURES);
				return undefined;
			});
		},
	},
	{
		promise: 'Example 12: a photo is sent to a webhook, and its video comes back in the same call',
		async prove(world) {
			return await world.withStudio({ taskSeconds: 2 }, async (studio) => {
				const key = { name: 'X-Order-Key', value: 'for-tests-only' };
				const httpHeaderAuth = await world.rest.createCredential('httpHeaderAuth', 'Photos', key);
				const workflow = await importExample(world, studio, '12-photo-in-video-out.json', {
					credentials: { httpHeaderAuth },
				});
				await world.rest.activate(workflow);
				const url = `${world.n8n.url}/webhook/photo-to-video`;
				const form = new FormData();
				form.set('photo', new Blob([new Uint8Array(imageFile)], { type: 'image/jpeg' }), 'photo.jpg');
				form.set('caption', 'The cat jumps');
				const headers = { [key.name]: key.value };
				const answer = await fetch(url, { method: 'POST', headers, body: form });
				assert.equal(answer.status, 200);
				const [task] = studio.standIn.tasks.values();
				const wanted = await studio.standIn.videoSha256(task?.taskId ?? '');
				assert.equal(sha256(Buffer.from(await answer.arrayBuffer())), wanted);
				assert.equal(task?.body.input.prompt, 'The cat jumps');
				const later = await fetch(`${url}?taskId=${task?.taskId}`, { headers });
				assert.equal(sha256(Buffer.from(await later.arrayBuffer())), wanted);
				(await world.rest.endedExecutions(workflow, 2)).forEach(assertSuccess);
				await world.rest.deactivate(workflow);
				return undefined;
			});
		},
	},
];
