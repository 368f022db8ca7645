import type { IExecuteFunctions } from 'n8n-workflow';

/** Lines in the output panel; what is beyond is counted. */
const MAX_LINES = 8;
/** Runs of item numbers in a line, such as `0-4` or `7`. */
const MAX_RANGES = 10;

/** Hints of many items, shown once each: "Items 0-3, 7: …". */
export class HintCollector {
	private readonly items = new Map<string, Set<number>>();

	add(itemIndex: number, hints: readonly string[]): void {
		for (const hint of hints) {
			const items = this.items.get(hint) ?? new Set<number>();
			this.items.set(hint, items.add(itemIndex));
		}
	}

	/** A few lines, however many items and hints there are. */
	lines(): string[] {
		const all = [...this.items];
		const rest = all.slice(MAX_LINES);
		const lines = all.slice(0, MAX_LINES).map(([hint, items]) => `${formatItems(items)}: ${hint}`);
		const others = new Set(rest.flatMap(([, items]) => [...items]));
		if (rest.length > 0) lines.push(`${formatItems(others)}: and ${rest.length} more hints.`);
		return lines;
	}

	/** Shows them in the node's output panel. Contexts without that (an AI agent's tool) go without. */
	publish(context: IExecuteFunctions): void {
		for (const message of this.lines()) {
			context.addExecutionHints?.({ message, type: 'info', location: 'outputPane' });
		}
	}
}

/** A hint that is of no item. */
export function warn(context: IExecuteFunctions, message: string): void {
	context.addExecutionHints?.({ message, type: 'warning', location: 'outputPane' });
}

/** `Item 4`, `Items 0-3, 7`; after ten runs of numbers, how many items are left. */
function formatItems(items: ReadonlySet<number>): string {
	const sorted = [...items].sort((a, b) => a - b);
	const firsts = sorted.filter((item, index) => sorted[index - 1] !== item - 1);
	const lasts = sorted.filter((item, index) => sorted[index + 1] !== item + 1);
	const ranges = firsts.map((first, index) => (first === lasts[index] ? first : `${first}-${lasts[index]}`));
	const end = lasts[MAX_RANGES - 1] ?? Infinity;
	const left = sorted.filter((item) => item > end).length;
	const numbers = ranges.slice(0, MAX_RANGES).join(', ');
	return `${items.size === 1 ? 'Item' : 'Items'} ${numbers}${left > 0 ? ` and ${left} more` : ''}`;
}
