/** A table as Markdown writes it; what would end a cell is taken out of its text. */
export function table(head: readonly string[], rows: ReadonlyArray<readonly string[]>): string {
	const lines = [head, head.map(() => '---'), ...rows.map((cells) => cells.map(cell))];
	return lines.map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

function cell(text: string): string {
	return text.replace(/\s*\n\s*/g, ' ').replace(/(?<!\\)\|/g, '\\|');
}

/** A page with a table between its marks, which name the command that makes it. @throws if the marks are lost */
export function withTable(page: string, name: string, made: string, command = 'npm run docs'): string {
	const start = `<!-- ${name}: made by \`${command}\` -->`;
	const end = `<!-- /${name} -->`;
	const [before, rest] = page.split(start);
	const after = rest?.split(end)[1];
	if (before === undefined || after === undefined) throw new Error(`The marks around ${name} are lost`);
	return `${before}${start}\n\n${made}\n\n${end}${after}`;
}

export function code(text: string): string {
	return `\`${text}\``;
}

/**
 * Rows that differ in their first cell only become one row, in which the first cells stand together. The order is that
 * of the first row of each kind.
 */
export function mergeRows(rows: ReadonlyArray<readonly [first: string, ...rest: string[]]>): string[][] {
	const merged = new Map<string, { firsts: string[]; rest: string[] }>();
	for (const [first, ...rest] of rows) {
		const row = merged.get(JSON.stringify(rest)) ?? { firsts: [], rest };
		if (!row.firsts.includes(first)) row.firsts.push(first);
		merged.set(JSON.stringify(rest), row);
	}
	return [...merged.values()].map(({ firsts, rest }) => [firsts.join(', '), ...rest]);
}
