/* eslint-disable @n8n/community-nodes/no-restricted-imports */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

import { root } from '../../scripts/docs/pages';

export { root };

/** Not ours, or made by a command. */
const elsewhere = /(^|\/)(node_modules|dist|coverage|demo-output|\.git|\.cache)(\/|$)/;

/** Every Markdown page of the repository, as a path from its root. */
export const pages = readdirSync(root, { recursive: true, encoding: 'utf8' })
	.map((file) => file.split(path.sep).join('/'))
	.filter((file) => file.endsWith('.md') && !elsewhere.test(file))
	.sort();

export function readText(file: string): string {
	return readFileSync(path.join(root, file), 'utf8');
}

/** The page without its blocks of code, which hold no links and headings. */
export function proseOf(page: string): string {
	return readText(page).replace(/^```[\s\S]*?^```/gm, '');
}

export interface Block {
	language: string;
	text: string;
}

export function blocksOf(page: string): Block[] {
	const fences = readText(page).matchAll(/^```(\w+)\n([\s\S]*?)^```/gm);
	return [...fences].map(([, language = '', text = '']) => ({ language, text }));
}

/** The anchors that GitHub gives to the page's headings. */
export function anchorsOf(page: string): Set<string> {
	const anchors = new Set<string>();
	for (const [, heading = ''] of proseOf(page).matchAll(/^#{1,6} (.+)$/gm)) {
		const anchor = heading
			.replace(/\[([^\]]*)\]\([^)]*\)/g, '$1')
			.trim()
			.toLowerCase()
			.replace(/[^\p{L}\p{N}\s_-]/gu, '')
			.replace(/\s/g, '-');
		let unique = anchor;
		for (let again = 1; anchors.has(unique); again++) unique = `${anchor}-${again}`;
		anchors.add(unique);
	}
	return anchors;
}
