import { chain, node, wan } from '../../workflow';
import { model, type Scene } from '../scene';

const sizes = [16, 24, 32, 48, 64];

/** Nodes with their subtitles, and the icons in the sizes that the editor uses. */
export const canvas: Scene = async (editor, studio) => {
	const { page } = editor;
	const nodes = [
		node(
			'Wan Trigger',
			'n8n-nodes-wan.wanTrigger',
			{ events: ['SUCCEEDED', 'FAILED'] },
			{ credentials: { modelStudioApi: studio.credential } },
		),
		wan('Wan', studio, {}),
		wan('Wan1', studio, { operation: 'generateFromReferences', ...model('wan2.7-r2v') }),
		wan('Wan2', studio, { operation: 'animate' }),
		wan('Wan3', studio, { resource: 'task', operation: 'getMany' }),
		wan('Wan4', studio, { resource: 'file', operation: 'upload' }),
	];
	await editor.show(chain('Subtitles', nodes));
	await editor.shot('canvas-subtitles');
	const icons = await page
		.locator('[data-test-id=canvas-node] img')
		.evaluateAll((found) => [...new Set(found.map((image) => image.getAttribute('src') ?? ''))]);
	const background = await page.evaluate('getComputedStyle(document.body).backgroundColor');
	const row = (source: string) =>
		sizes
			.map((size) => `<img src="${source}" width="${size}" height="${size}" style="margin:12px">`)
			.join('');
	await page.evaluate(`document.body.innerHTML = ${JSON.stringify(icons.map(row).join('<br>'))}`);
	await page.evaluate(`document.body.style.background = ${JSON.stringify(background)}`);
	await editor.shot('canvas-icons', { x: 0, y: 0, width: 360, height: 200 });
};
