/* eslint-disable @n8n/community-nodes/no-restricted-imports */
import { existsSync } from 'node:fs';
import path from 'node:path';

import { anchorsOf, pages, proseOf, readText, root } from './pages';

/** Links and images that stay inside the repository. */
function linksOf(page: string): string[] {
	const prose = proseOf(page).replace(/`[^`\n]*`/g, '');
	const links = [
		...prose.matchAll(/\]\(\s*<?([^)\s>]+)>?[^)]*\)|(?:src|href)="([^"]+)"|^\[[^\]]+\]:\s*(\S+)/gm),
	];
	return links
		.map(([, inline, html, reference]) => inline ?? html ?? reference ?? '')
		.filter((link) => !/^[a-z]+:/i.test(link));
}

const links = pages.flatMap((page) => linksOf(page).map((link) => ({ page, link })));

it('the pages have links to look at', () => {
	expect(pages).toEqual(expect.arrayContaining(['README.md', 'CONTRIBUTING.md', 'docs/README.md']));
	expect(links.length).toBeGreaterThan(20);
});

it.each(links)('$page: $link leads to a file, and to a heading of it', ({ page, link }) => {
	const [file = '', anchor] = decodeURI(link).split('#');
	const target = file ? path.posix.join(path.posix.dirname(page), file) : page;
	expect(existsSync(path.join(root, target))).toBe(true);
	if (anchor) expect([...anchorsOf(target)]).toContain(anchor);
});

/** Files and folders of the repository that a page names in code. */
const named = pages.flatMap((page) =>
	[...readText(page).matchAll(/`((?:nodes|credentials|test|scripts|examples)\/[\w./-]+)`/g)].map(
		([, file = '']) => ({
			page,
			file,
		}),
	),
);

it('the pages name files to look at', () => {
	expect(named.length).toBeGreaterThan(20);
});

it.each(named)('$page: $file exists', ({ file }) => {
	const at = path.join(root, file);
	expect([at, `${at}.ts`, `${at}.test.ts`].some((candidate) => existsSync(candidate))).toBe(true);
});

it('every page of docs is in its index and in README', () => {
	const inDocs = pages.filter((page) => page.startsWith('docs/') && page !== 'docs/README.md');
	const from = (page: string) =>
		linksOf(page).map((link) => path.posix.join(path.posix.dirname(page), link.split('#')[0] ?? ''));
	expect(inDocs.length).toBeGreaterThan(4);
	for (const index of ['README.md', 'docs/README.md'])
		expect(from(index)).toEqual(expect.arrayContaining(inDocs));
});
