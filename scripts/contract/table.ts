import type { Verdict } from './check';

/** A line of the result. Free of secrets. */
export interface Row {
	number: string;
	question: string;
	documents: string;
	answered: string;
	verdict: Verdict;
}

const COLUMNS: ReadonlyArray<{ title: string; field: keyof Row; width: number }> = [
	{ title: '#', field: 'number', width: 3 },
	{ title: 'Question', field: 'question', width: 28 },
	{ title: 'What the documents say', field: 'documents', width: 30 },
	{ title: 'What the service answered', field: 'answered', width: 44 },
	{ title: 'Verdict', field: 'verdict', width: 14 },
];

/** Aligned columns; long cells are wrapped, so that the table fits a terminal of 132 characters. */
export function drawTable(rows: readonly Row[]): string {
	const line = COLUMNS.map(({ width }) => '-'.repeat(width)).join('-+-');
	const head = drawRow(COLUMNS.map(({ title }) => title));
	const drawn = rows.map((row) => drawRow(COLUMNS.map(({ field }) => row[field])));
	return [head, ...drawn].join(`\n${line}\n`);
}

function drawRow(cells: readonly string[]): string {
	const wrapped = cells.map((cell, index) => wrap(cell, COLUMNS[index]?.width ?? 0));
	const height = Math.max(...wrapped.map((lines) => lines.length));
	const lines = Array.from({ length: height }, (_, at) =>
		COLUMNS.map(({ width }, index) => padTo(wrapped[index]?.[at] ?? '', width))
			.join(' | ')
			.trimEnd(),
	);
	return lines.join('\n');
}

/** At spaces; what is longer than a line is cut into pieces. */
function wrap(text: string, width: number): string[] {
	const lines: string[] = [];
	let line = '';
	for (const word of text
		.split(/\s+/)
		.flatMap((long) => long.match(new RegExp(`.{1,${width}}`, 'gu')) ?? [])) {
		if (line && columns(line) + 1 + columns(word) > width) {
			lines.push(line);
			line = word;
		} else {
			line = line ? `${line} ${word}` : word;
		}
	}
	return [...lines, line];
}

/** Chinese letters and full-width signs, which some messages of the service have, take two columns each. */
const WIDE = /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]/g;

function columns(text: string): number {
	return text.length + (text.match(WIDE)?.length ?? 0);
}

function padTo(text: string, width: number): string {
	return text + ' '.repeat(Math.max(0, width - columns(text)));
}
