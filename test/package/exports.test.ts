/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals */
import path from 'node:path';

import { exportsIn, namesImportedIn } from '../harness/imports';

/* An export is for another file of the product; what only tests import is dead weight. */

const root = path.resolve(__dirname, '../..');

/** What nobody in `nodes/` and `credentials/` imports, and who does. */
const exceptions: Readonly<Record<string, string>> = {
	'nodes/Wan/Wan.node.ts Wan': 'n8n loads it by package.json',
	'nodes/WanTrigger/WanTrigger.node.ts WanTrigger': 'n8n loads it by package.json',
	'nodes/WanEventTrigger/WanEventTrigger.node.ts WanEventTrigger': 'n8n loads it by package.json',
	'credentials/ModelStudioApi.credentials.ts ModelStudioApi': 'n8n loads it by package.json',
	'credentials/ModelStudioEventsApi.credentials.ts ModelStudioEventsApi': 'n8n loads it by package.json',
	'nodes/WanTrigger/pollNotes.ts pollNotes': 'tests empty it, as a restart of n8n does',
	'nodes/WanEventTrigger/memory.ts notesOfProcess': 'tests empty it, as a restart of n8n does',
};

const product = ['nodes', 'credentials'];
const exported = exportsIn(root, product);

test('Each export of nodes/ and credentials/ is imported by another file there, or by a script', () => {
	const imported = namesImportedIn(root, [...product, 'scripts']);
	expect(exported.filter((name) => !imported.has(name) && !(name in exceptions))).toEqual([]);
});

test('The exceptions are exports that the product does not import', () => {
	const imported = namesImportedIn(root, product);
	for (const name of Object.keys(exceptions)) {
		expect(exported).toContain(name);
		expect(imported.has(name)).toBe(false);
	}
});
