/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals */
import { copyFileSync } from 'node:fs';
import path from 'node:path';

import { imageToVideo } from '../../../harness/wan';
import { chain, node, wan } from '../../workflow';
import type { Scene } from '../scene';

/** README's first picture: a workflow that has run, and beside it the video that came out. */
export const film: Scene = async (editor, studio) => {
	const { page } = editor;
	const folder = editor.world.filesFolder;
	copyFileSync(path.join(__dirname, '../film/sea.jpg'), path.join(folder, 'boat.jpg'));
	const nodes = [
		node('Start', 'manualTrigger'),
		node('Read Image', 'readWriteFile', { operation: 'read', fileSelector: `${folder}/boat.jpg` }),
		wan('Wan', studio, {
			...imageToVideo({ firstFrameSource: 'binary', firstFrameBinary: 'data', audio: false, duration: 5 }),
			prompt: 'The boat sails slowly towards the rising sun, soft clouds drift by',
			resolution: '720P',
		}),
		node('Save Video', 'readWriteFile', {
			operation: 'write',
			fileName: `=${folder}/{{ $json.taskId }}.mp4`,
		}),
	];
	await editor.show(chain('A photo becomes a film', nodes));
	await editor.execute();
	await page.mouse.move(5, 500);
	// The message that it has run covers the canvas for a while.
	await page
		.getByText('Workflow executed successfully')
		.first()
		.waitFor({ state: 'hidden', timeout: 30_000 })
		.catch(() => undefined);
	const canvas = await page.screenshot({ clip: { x: 220, y: 440, width: 1080, height: 192 } });
	await editor.openNode('Wan');
	await page.getByText('View', { exact: true }).last().click();
	await page.waitForFunction(`document.querySelector('video')?.readyState >= 2`);
	await editor.shot('film-in-the-editor');
	const picture = await page.evaluate<string>(frameOfVideo);
	const background = await page.evaluate<string>('getComputedStyle(document.body).backgroundColor');
	const image = (source: string) =>
		`<img src="${source}" style="display:block;width:1000px;border-radius:8px;margin:12px">`;
	await page.setContent(
		`<div style="display:inline-block;background:${background}">${image(`data:image/png;base64,${canvas.toString('base64')}`)}${image(picture)}</div>`,
	);
	await editor.photo('film', page.locator('div').first());
};

/** Run in the page: the picture in the middle of the video, as a data URL. */
const frameOfVideo = `(async () => {
	const video = document.querySelector('video');
	video.pause();
	const seeked = new Promise((resolve) => video.addEventListener('seeked', resolve));
	video.currentTime = 2.5;
	await seeked;
	const canvas = document.createElement('canvas');
	[canvas.width, canvas.height] = [video.videoWidth, video.videoHeight];
	canvas.getContext('2d').drawImage(video, 0, 0);
	return canvas.toDataURL('image/jpeg', 0.95);
})()`;
