import { oneWan, type Scene } from '../scene';

/** Found by the words that users type, with icon and actions. */
export const nodesPanel: Scene = async (editor, studio) => {
	await editor.show(oneWan(studio, {}));
	await editor.at('node-creator-plus-button').first().click();
	const panel = editor.at('node-creator');
	for (const words of ['wan', 'image to video', 'dashscope']) {
		await editor.at('node-creator-search-bar').fill(words);
		await panel.getByText('Wan', { exact: true }).first().waitFor();
		await editor.shot(`nodesPanel-${words.replaceAll(' ', '-')}`, panel);
	}
	await panel.getByText('Wan', { exact: true }).first().click();
	await panel.getByText('Generate video from image').waitFor();
	await editor.shot('nodesPanel-actions', panel);
};
