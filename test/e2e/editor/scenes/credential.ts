import { oneWan, type Scene } from '../scene';

/** The dialog of the credential, its test with the right key and with a wrong one. */
export const credential: Scene = async (editor, studio) => {
	await editor.show(oneWan(studio, {}));
	await editor.openNode('Wan');
	await editor.at('credential-edit-button').click();
	const dialog = editor.at('credential-edit-dialog');
	await dialog.waitFor();
	await dialog.getByText('Connection tested successfully').waitFor({ timeout: 30_000 });
	await editor.shot('credential-green', dialog);
	await editor.at('parameter-input-region').click();
	await editor.shot('credential-regions');
	await editor.page.keyboard.press('Escape');
	const key = dialog.locator('[data-test-id="parameter-input-apiKey"] input').first();
	await key.fill('sk-of-another-region');
	await editor.at('credential-save-button').click();
	await dialog.getByText('More details').click({ timeout: 30_000 });
	await dialog.getByText('does not recognize this API key').waitFor();
	await editor.shot('credential-red', dialog);
	await key.fill(studio.standIn.apiKey);
	await editor.at('credential-save-button').click();
	await dialog.getByText('Connection tested successfully').waitFor({ timeout: 30_000 });
};
