import { model, oneWan, type Scene } from '../scene';

/** What opens when a list of the panel is clicked. */
export const lists: Scene = async (editor, studio) => {
	await editor.show(oneWan(studio, model('wan2.6-i2v-flash', 'Wan 2.6 Flash (wan2.6-i2v-flash)')));
	await editor.openNode('Wan');
	const { page } = editor;
	const panel = { x: 500, y: 60, width: 450, height: 760 };
	const close = async () => await page.keyboard.press('Escape');
	const modelList = page.locator('[data-test-id=resource-locator-model] input').last();

	await editor.openField('operation');
	await editor.shot('lists-operations', panel);
	await close();
	await modelList.click();
	await page.getByText('Wan 3.0 Prime').first().waitFor();
	await editor.shot('lists-models', panel);
	await page.getByPlaceholder('Search...').fill('wan9');
	await page.getByText('wan9.0-video').first().waitFor();
	await editor.shot('lists-models-of-the-account', panel);
	await close();
	await page.locator('[data-test-id=resource-locator-model] input').first().click();
	await editor.shot('lists-model-by-id', panel);
	await close();
	await editor.openField('resolution');
	await editor.shot('lists-resolution', { x: 500, y: 400, width: 450, height: 520 });
	await close();
	await editor
		.at('collection-parameter-add-dropdown')
		.or(editor.at('collection-parameter-add'))
		.first()
		.click();
	await editor.shot('lists-options', { x: 500, y: 60, width: 450, height: 920 });
};
