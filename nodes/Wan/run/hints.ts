import type { IExecuteFunctions } from 'n8n-workflow';

/** Hints of many items, told once each: "Items 0, 3: …". */
export class HintBook {
	private readonly items = new Map<string, number[]>();

	add(itemIndex: number, hints: readonly string[]): void {
		for (const hint of hints) this.items.set(hint, [...(this.items.get(hint) ?? []), itemIndex]);
	}

	/** Shows them in the node's output panel. Contexts without that (an AI agent's tool) go without. */
	publish(context: IExecuteFunctions): void {
		for (const [hint, items] of this.items) {
			const message = `${items.length === 1 ? 'Item' : 'Items'} ${items.join(', ')}: ${hint}`;
			context.addExecutionHints?.({ message, type: 'info', location: 'outputPane' });
		}
	}
}
