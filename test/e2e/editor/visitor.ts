import type { Locator, Page } from 'playwright-core';

/** Milliseconds until something that a user looks for has to be there. */
const PATIENCE = 60_000;

/** Someone new to the page, who clicks what they see and reads. Their clicks are counted. */
export class Visitor {
	readonly clicks: string[] = [];

	constructor(private readonly page: Page) {}

	/** Clicks what has this name or text, the last of several: a dialog lies over the page. */
	async click(what: string | RegExp): Promise<void> {
		const place = this.seen(what);
		await place.waitFor({ timeout: PATIENCE });
		await this.clickOn(place, (await place.innerText()).trim());
	}

	async clickOn(place: Locator, name: string): Promise<void> {
		await place.click({ timeout: PATIENCE });
		this.clicks.push(name);
	}

	/** Clicks the field under a label and writes into it. */
	async fill(label: string, text: string): Promise<void> {
		const field = this.page.locator('input, textarea').filter({ visible: true });
		// The innermost that has both: n8n does not tie its labels to its fields.
		const both = this.page.locator('div').filter({ hasText: new RegExp(`^${label}`) });
		await this.clickOn(both.filter({ has: field }).last().locator(field).first(), label);
		await this.write(text);
	}

	/** Writes where the cursor is. */
	async write(text: string): Promise<void> {
		await this.page.keyboard.type(text, { delay: 20 });
	}

	async press(key: string): Promise<void> {
		await this.page.keyboard.press(key);
	}

	/** Waits until this is to be read. */
	async reads(text: string | RegExp): Promise<void> {
		await this.page.getByText(text).filter({ visible: true }).first().waitFor({ timeout: PATIENCE });
	}

	private seen(what: string | RegExp): Locator {
		const exact = typeof what === 'string';
		const button = this.page.getByRole('button', { name: what, exact });
		return button.or(this.page.getByText(what, { exact })).filter({ visible: true }).last();
	}
}
