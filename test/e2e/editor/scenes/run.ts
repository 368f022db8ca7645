/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals */
import { copyFileSync, readFileSync } from 'node:fs';
import path from 'node:path';

import type { WorkflowFile } from '../../rest';
import { imageToVideo } from '../../../harness/wan';
import { oneWan, outputPanel, type Scene } from '../scene';

const root = path.resolve(__dirname, '../../../..');

/** The main job: the first example runs in the editor, and its video plays there. */
export const run: Scene = async (editor, studio) => {
	const { page } = editor;
	const file = JSON.parse(
		readFileSync(path.join(root, 'examples/01-image-file-to-disk.json'), 'utf8'),
	) as WorkflowFile;
	const folder = editor.world.filesFolder;
	copyFileSync(path.join(root, 'test/fixtures/images/first-frame.jpg'), path.join(folder, 'first-frame.jpg'));
	for (const node of file.nodes) {
		if (node.name === 'Read Image') node.parameters.fileSelector = path.join(folder, 'first-frame.jpg');
		if (node.name === 'Write Video') node.parameters.fileName = `=${folder}/{{ $json.taskId }}.mp4`;
		if (node.credentials) node.credentials = { modelStudioApi: studio.credential };
	}
	await editor.show(file);
	await editor.at('execute-workflow-button').click();
	await page.waitForTimeout(3_500);
	await editor.shot('run-waiting');
	await editor.executionEnds();
	await editor.shot('run-canvas');
	await editor.openNode('Wan');
	await editor.shot('run-output-table');
	const output = editor.at('ndv-output-panel').or(editor.at('output-panel')).first();
	await output.getByText('Binary', { exact: true }).first().click();
	await editor.shot('run-binary-tab');
	await output.getByText('View', { exact: true }).first().click();
	const video = page.locator('video').first();
	await video.waitFor();
	await page.waitForFunction(
		`document.querySelector('video').readyState >= 2 && document.querySelector('video').videoWidth > 0`,
	);
	await video.evaluate('(element) => { element.currentTime = 1; }');
	await editor.shot('run-video', { x: 512, y: 26, width: 903, height: 645 });
	await editor.closeNode();

	// It sends nothing, so it shows the service's own address.
	const data = { ...studio.data, baseUrl: '' };
	const credential = await editor.world.rest.createCredential('modelStudioApi', 'Model Studio', data);
	await editor.show(oneWan({ ...studio, credential }, imageToVideo({ options: { dryRun: true } })));
	await editor.execute();
	await editor.openNode('Wan');
	await editor.shot('run-dry', { ...outputPanel, height: 810 });
	await editor.closeNode();

	// Shot Type has no effect without Prompt Extend, and the node says so.
	const options = { dryRun: true, promptExtend: false, shotType: 'multi' };
	await editor.show(oneWan(studio, imageToVideo({ options })));
	await editor.execute();
	await editor.openNode('Wan');
	await editor.shot('run-hint');
};
