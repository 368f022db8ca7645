/* eslint-disable @n8n/community-nodes/no-restricted-imports */
import assert from 'node:assert/strict';
import type { StandIn } from '../../standIn';
import { Editor, type EditedN8n } from '../editor/editor';
import { Visitor } from '../editor/visitor';
import { manifest } from '../registry';
import type { Proof } from '../report';
import type { World } from '../world';

const MOST_CLICKS = 12;

export const firstVideo: Array<Proof<World>> = [
	{
		promise: `From "Install" to a video that plays a new user needs at most ${MOST_CLICKS} clicks and no page of documentation`,
		async prove(world) {
			return await world.withStudio({ taskSeconds: 2 }, async ({ standIn, credential }) => {
				// As in a fresh n8n: no package, no credential.
				await world.rest.send('DELETE', `/rest/community-packages?name=${manifest.name}`);
				await world.rest.send('DELETE', `/rest/credentials/${credential.id}`);
				const clicks = await makeFirstVideo(world, standIn);
				assert.ok(clicks.length <= MOST_CLICKS, clicks.join(', '));
				return `${clicks.length}: ${clicks.join(', ')}`;
			});
		},
	},
];

/** @returns what was clicked from "Install" on, in order */
export async function makeFirstVideo(n8n: EditedN8n, standIn: StandIn): Promise<string[]> {
	const editor = await Editor.open(n8n);
	const { page } = editor;
	const visitor = new Visitor(page);
	try {
		await page.goto(`${n8n.n8n.url}/settings/community-nodes`);
		await visitor.click('Install a community node');
		await visitor.fill('npm Package Name', manifest.name);
		await page.getByText(/I understand the risks/).click({ position: { x: 5, y: 5 } });
		visitor.clicks.length = 0;

		await visitor.click('Install');
		await visitor.reads(manifest.name);
		await visitor.click('Settings');
		await visitor.click(/^(Build a workflow|Create workflow|Start from scratch)$/);
		await visitor.clickOn(editor.at('canvas-plus-button'), 'Add first step…');
		await page.getByPlaceholder('Search nodes...').waitFor();
		await editor.settle();
		await visitor.write('wan');
		await visitor.reads('Make and edit videos');
		await visitor.press('Enter');
		await visitor.click(/^Actions \(/);
		await visitor.click('Generate video from text');
		await visitor.click(/^Connect to Alibaba Cloud/);
		await visitor.fill('API Key', standIn.apiKey);
		await editor.settle();
		// Nothing here reaches the internet, so the service's address is the stand-in's. A user leaves this field alone.
		await page.getByPlaceholder(/gateway/).fill(standIn.baseUrl);
		await visitor.click('Save');
		// n8n tries the key, and closes the dialog if it works.
		await page
			.getByRole('button', { name: 'Save', exact: true })
			.waitFor({ state: 'hidden', timeout: 60_000 });
		await visitor.fill('Prompt', 'A boat sails out at sunrise');
		await visitor.click('Execute step');
		await visitor.click('View');
		const video = page.locator('video').last();
		await video.waitFor();
		await page.waitForFunction(
			`[...document.querySelectorAll('video')].some((video) => !video.paused && video.currentTime > 0.5)`,
			undefined,
			{ timeout: 30_000 },
		);
		assert.equal(standIn.count('submit'), 1);
		return visitor.clicks;
	} catch (error) {
		assert.fail(`After ${visitor.clicks.join(', ') || 'nothing'}: ${String(error)}`);
	} finally {
		await editor.close();
	}
}
