/* eslint-disable @n8n/community-nodes/no-restricted-imports */
import assert from 'node:assert/strict';

import { ModelStudioApi } from '../../../credentials/ModelStudioApi.credentials';
import { credentialWords, nodeWords } from '../../harness/searchWords';
import { Editor } from '../editor/editor';
import type { Proof } from '../report';
import { waitFor } from '../rest';
import { chain, node } from '../workflow';
import type { World } from '../world';

export const found: Array<Proof<World>> = [
	{
		promise: "In n8n's nodes panel every word that people type finds Wan first, and before Wan Event Trigger",
		async prove(world) {
			return await inEditor(world, async (editor) => {
				await editor.show(chain('Search', [node('Start', 'manualTrigger'), node('End', 'noOp')]));
				await editor.at('node-creator-plus-button').first().click();
				for (const words of nodeWords) {
					await editor.page.getByPlaceholder('Search nodes...').fill(words);
					const names = await waitFor(`"${words}" to find Wan`, 15, async () => {
						const titles = await editor.at('node-creator-item-name').allInnerTexts();
						return titles.includes('Wan') && titles;
					});
					assert.equal(names[0], 'Wan', `${words}: ${names.join(', ')}`);
				}
				return nodeWords.join(', ');
			});
		},
	},
	{
		promise: "In n8n's list of credentials every word finds Model Studio's",
		async prove(world) {
			return await inEditor(world, async ({ page }) => {
				const { displayName } = new ModelStudioApi();
				for (const words of credentialWords) {
					await page.goto(`${world.n8n.url}/home/credentials`);
					await page
						.getByText(/(Add first|Create|Add) credential/)
						.first()
						.click();
					await page.getByPlaceholder('Search for app...').fill(words);
					await page.getByText(displayName, { exact: true }).first().waitFor({ timeout: 15_000 });
				}
				return credentialWords.join(', ');
			});
		},
	},
];

async function inEditor<T>(world: World, use: (editor: Editor) => Promise<T>): Promise<T> {
	const editor = await Editor.open(world);
	return await use(editor).finally(async () => await editor.close());
}
