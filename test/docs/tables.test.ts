import { operationTitles } from '../../scripts/docs/options';
import { madePages, readPage, withTables } from '../../scripts/docs/pages';

it.each(madePages)('%s has the tables that the code makes (npm run docs)', (page) => {
	expect(readPage(page)).toBe(withTables(page));
});

it("README's table of operations has every one", () => {
	const rows = [...readPage('README.md').matchAll(/^\| (\w+) \| ([\w ]+) \| .+ \|$/gm)];
	const named = rows.map(([, resource, operation]) => `${resource}: ${operation}`);
	expect(operationTitles().filter((title) => !named.includes(title))).toEqual([]);
});
