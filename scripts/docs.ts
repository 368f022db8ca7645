/* eslint-disable @n8n/community-nodes/no-restricted-imports, no-console */
/* Writes the tables of README and docs from the code: `npm run docs`. A test keeps the two equal. */
import { writeFileSync } from 'node:fs';
import path from 'node:path';

import { madePages, readPage, root, withTables } from './docs/pages';

for (const page of madePages) {
	const [old, made] = [readPage(page), withTables(page)];
	if (made === old) continue;
	writeFileSync(path.join(root, page), made);
	console.log(`${page} has new tables.`);
}
