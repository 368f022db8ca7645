/* eslint-disable @n8n/community-nodes/no-restricted-imports */
import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';

import { pages, readText, root } from './pages';

const { scripts } = JSON.parse(readText('package.json')) as { scripts: Record<string, string> };
const workflows = readdirSync(path.join(root, '.github/workflows')).map(
	(file) => `.github/workflows/${file}`,
);
const places = [...pages, ...workflows];

const commands = places.flatMap((page) =>
	[...readText(page).matchAll(/\bnpm (?:run (?:--silent )?([\w:-]+)|(test)\b)/g)].map(([, run, test]) => ({
		page,
		name: run ?? test ?? '',
	})),
);
const testPaths = places.flatMap((page) =>
	[...readText(page).matchAll(/\bnpx jest (?:-\w+ )*(test\/[\w./-]+)/g)].map(([, file = '']) => ({
		page,
		file: file.replace(/\.$/, ''),
	})),
);

it('the pages name commands to look at', () => {
	expect(new Set(commands.map(({ name }) => name)).size).toBeGreaterThan(4);
	expect(testPaths.length).toBeGreaterThan(2);
});

it.each(commands)('$page: npm run $name exists', ({ name }) => {
	expect(Object.keys(scripts)).toContain(name);
});

it.each(testPaths)('$page: npx jest $file finds tests', ({ file }) => {
	expect(existsSync(path.join(root, file)) || existsSync(path.join(root, `${file}.test.ts`))).toBe(true);
});
