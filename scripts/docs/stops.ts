import { describeFound, endings, places, type Ending } from '../../test/e2e/stops/places';
import { table } from './markdown';

/** Where a user finds the task IDs of an execution that did not end by itself, as the e2e sees it. */
export function stopsTable(): string {
	const columns = Object.keys(endings) as Ending[];
	const rows = Object.values(places).map(({ name, found }) => [
		name,
		...columns.map((ending) => describeFound(found[ending])),
	]);
	return table(['', ...columns.map((ending) => endings[ending])], rows);
}
