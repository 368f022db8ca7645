/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals */
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { chromium, type Browser, type Locator, type Page } from 'playwright-core';

import { temporaryFolder } from '../ending';
import { Rest, type StoredWorkflow, type WorkflowFile } from '../rest';
import type { World } from '../world';
import { Album } from './album';

export type Theme = 'light' | 'dark';

const chromiumArguments = [
	...['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run'],
	...['--disable-background-networking', '--disable-component-update', '--disable-sync'],
];

/** The n8n whose editor it is. */
export type EditedN8n = Pick<World, 'rest' | 'filesFolder'> & { n8n: Pick<World['n8n'], 'url'> };

/** n8n's editor in a browser, signed in as the owner. */
export class Editor {
	private constructor(
		readonly world: EditedN8n,
		readonly page: Page,
		private readonly browser: Browser,
		private readonly album: Album,
		private readonly theme: Theme,
	) {}

	static async open(
		world: EditedN8n,
		album = new Album(temporaryFolder('pictures')),
		theme: Theme = 'light',
	): Promise<Editor> {
		const executablePath = process.env.WAN_CHROMIUM ?? '/usr/bin/chromium';
		const browser = await chromium.launch({ executablePath, args: chromiumArguments });
		const viewport = { width: 1440, height: 1000 };
		const context = await browser.newContext({ viewport, colorScheme: theme, locale: 'en-GB' });
		const { email, password } = Rest.owner;
		const data = { emailOrLdapLoginId: email, email, password };
		await context.request.post(`${world.n8n.url}/rest/login`, { data });
		await context.addInitScript(`localStorage.setItem('N8N_THEME', '${theme}')`);
		// The editor asks the internet for news and for the list of community nodes; here it gets none.
		await context.route(
			({ hostname }) => !['127.0.0.1', 'localhost'].includes(hostname),
			async (route) => await route.abort(),
		);
		return new Editor(world, await context.newPage(), browser, album, theme);
	}

	/** Stores the workflow and shows it on the canvas. */
	async show(file: WorkflowFile): Promise<StoredWorkflow> {
		const workflow = await this.world.rest.importWorkflow(file);
		await this.page.goto(`${this.world.n8n.url}/workflow/${workflow.id}`);
		await this.at('canvas-node').first().waitFor({ timeout: 60_000 });
		await this.settle();
		return workflow;
	}

	node(name: string): Locator {
		return this.page.locator(`[data-test-id=canvas-node][data-node-name="${name}"]`);
	}

	/** Opens the panel of a node. */
	async openNode(name: string): Promise<void> {
		await this.node(name).dblclick();
		await this.at('node-parameters').first().waitFor();
		await this.settle();
	}

	async closeNode(): Promise<void> {
		await this.page.keyboard.press('Escape');
		await this.at('node-parameters').first().waitFor({ state: 'hidden' });
	}

	/** What n8n's own tests call by this name. */
	at(testId: string): Locator {
		return this.page.locator(`[data-test-id="${testId}"]`);
	}

	/** Runs the workflow by the button, and waits until it has ended. */
	async execute(): Promise<void> {
		await this.at('execute-workflow-button').click();
		await this.executionEnds();
	}

	async executionEnds(): Promise<void> {
		await this.page
			.getByText(/Workflow executed successfully|Problem in node/)
			.first()
			.waitFor({ timeout: 90_000 });
		await this.settle();
	}

	/** Chooses of a field with options. */
	async openField(name: string): Promise<void> {
		await this.at(`parameter-input-${name}`).first().click();
		await this.settle();
	}

	async height(pixels: number): Promise<void> {
		await this.page.setViewportSize({ width: 1440, height: pixels });
	}

	/** Takes a picture of the page, or of what is given. */
	async shot(
		name: string,
		of?: Locator | { x: number; y: number; width: number; height: number },
	): Promise<void> {
		await this.settle();
		const file = this.fileFor(name);
		if (of && 'x' in of) await this.page.screenshot({ path: file, clip: of });
		else if (of) await of.screenshot({ path: file });
		else await this.page.screenshot({ path: file });
	}

	/** The same of something with a film's colours. */
	async photo(name: string, of: Locator): Promise<void> {
		await this.settle();
		await of.screenshot({ path: this.fileFor(name, 'jpg'), type: 'jpeg', quality: 82 });
	}

	private fileFor(name: string, kind: 'png' | 'jpg' = 'png'): string {
		const file = this.album.fileFor(this.theme === 'dark' ? `${name}-dark` : name, kind);
		mkdirSync(path.dirname(file), { recursive: true });
		return file;
	}

	/** Until the editor has drawn: its panels and lists fade in. */
	async settle(): Promise<void> {
		await this.page.waitForTimeout(800);
	}

	async close(): Promise<void> {
		await this.browser.close();
	}
}
