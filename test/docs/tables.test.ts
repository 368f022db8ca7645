import { madePages, readPage, withTables } from '../../scripts/docs/pages';

it.each(madePages)('%s has the tables that the code makes (npm run docs)', (page) => {
	expect(readPage(page)).toBe(withTables(page));
});
