import type { ICredentialType, INodeType } from 'n8n-workflow';

import { operationTitles } from '../../scripts/docs/options';
import { madePages, readPage, withTables } from '../../scripts/docs/pages';

it.each(madePages)('%s has the tables that the code makes (npm run docs)', (page) => {
	expect(readPage(page)).toBe(withTables(page));
});

const manifest = JSON.parse(readPage('package.json')) as { n8n: { nodes: string[]; credentials: string[] } };
const { nodes, credentials } = manifest.n8n;
const sources = [...nodes, ...credentials].map((file) => file.replace(/^dist\/(.+)\.js$/, '$1'));

it.each(sources)('docs/options.md has the fields of %s', async (source) => {
	const module = (await import(`../../${source}`)) as Record<string, new () => INodeType | ICredentialType>;
	const [type] = Object.values(module).map((Type) => new Type());
	const name = type && ('description' in type ? type.description.displayName : type.displayName);
	const headings = [...readPage('docs/options.md').matchAll(/^## (?:Node|Trigger|Credential): (.+)$/gm)];
	expect(headings.map(([, heading]) => heading)).toContain(name);
});

it("README's table of operations has every one", () => {
	const rows = [...readPage('README.md').matchAll(/^\| (\w+) \| ([\w ]+) \| .+ \|$/gm)];
	const named = rows.map(([, resource, operation]) => `${resource}: ${operation}`);
	expect(operationTitles().filter((title) => !named.includes(title))).toEqual([]);
});
