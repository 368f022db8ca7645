/* eslint-disable @n8n/community-nodes/no-restricted-imports */
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';

import { readmePath, withTables } from '../../scripts/readmeTables';

const root = path.dirname(readmePath);
const readme = readFileSync(readmePath, 'utf8');
const manifest = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8')) as { scripts: Record<string, string> };

it('has the model table of the catalogue (npm run readme)', () => {
	expect(readme).toBe(withTables(readme));
});

it('links only to files that exist', () => {
	const files = [...readme.matchAll(/\]\((?!https?:|#)([^)#]+)/g)].map(([, file]) => file ?? '');
	expect(files.length).toBeGreaterThan(0);
	expect(files.filter((file) => !existsSync(path.join(root, file)))).toEqual([]);
});

it('names only commands that exist', () => {
	const commands = [...readme.matchAll(/npm (?:run )?(demo|test|contract|bench[\w:]*|readme|e2e|compare)\b/g)].map(([, name]) => name ?? '');
	expect(new Set(commands).size).toBeGreaterThan(3);
	expect(commands.filter((name) => !(name in manifest.scripts))).toEqual([]);
});
