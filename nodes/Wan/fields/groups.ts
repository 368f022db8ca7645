/** Groups things by what comes of them, compared by content. Things of which nothing comes are left out. */
export function groupBy<Item, T>(
	items: readonly Item[],
	resultOf: (item: Item) => T | undefined,
): Array<[T, Item[]]> {
	const groups = new Map<string, [T, Item[]]>();
	for (const item of items) {
		const result = resultOf(item);
		if (result === undefined) continue;
		const name = JSON.stringify(result);
		const group = groups.get(name) ?? [result, []];
		group[1].push(item);
		groups.set(name, group);
	}
	return [...groups.values()];
}
