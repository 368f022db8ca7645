import { findModel, models, regionName } from '../../nodes/core/catalogue';
import { asObject } from '../../nodes/core/base/json';
import { CouldNotAsk, inWords, namesInRegion, type Asker, type Reply } from './asker';
import { judged, settled, type Check, type Finding } from './check';

const PAGE_SIZE = 100;
/** Enough for every list that was ever seen; an end all the same, should the service repeat its pages. */
const MOST_PAGES = 20;

export const modelList: readonly Check[] = [
	{
		number: '1',
		question: 'Does GET /models answer, and in which shape?',
		documents: '200 with output.total, page_no, page_size and models[].model',
		ask: askForShape,
	},
	{
		number: '1b',
		question: "Which of this package's models does the key see?",
		documents: 'Each model names its regions in its own reference',
		ask: compareWithCatalogue,
	},
	{
		number: '1c',
		question: 'Does GET /models?model=X answer with X alone?',
		documents: 'The official command line client asks so',
		ask: askForOne,
	},
];

async function askForShape(asker: Asker): Promise<Finding> {
	const reply = await asker.get('/models?page_no=1&page_size=1');
	const page = readPage(reply);
	if (!page) return judged(false, inWords(reply));
	const missing = ['total', 'page_no', 'page_size', 'models'].filter((name) => !(name in page.output));
	const rows = `${page.names.length} row(s) of ${page.total ?? 'an untold number'}`;
	const gaps = missing.length > 0 ? `; missing: ${missing.join(', ')}` : '';
	return judged(missing.length === 0 && page.names.length === 1, `${reply.status}, ${rows}${gaps}`);
}

async function askForOne(asker: Asker): Promise<Finding> {
	const [name] = namesInRegion(models, asker.region);
	if (!name) throw new CouldNotAsk(`the catalogue has no model for ${regionName(asker.region)}`);
	const page = readPage(await asker.get(`/models?model=${encodeURIComponent(name)}`));
	if (!page) throw new CouldNotAsk('no list of models');
	const others = page.names.filter((one) => one !== name);
	const found = page.names.includes(name) ? 'it is there' : 'it is not there';
	return judged(
		page.names.length === 1 && others.length === 0,
		`for ${name}: ${found}, with ${others.length} others`,
	);
}

async function compareWithCatalogue(asker: Asker): Promise<Finding> {
	const { listed, isWhole } = await listAll(asker);
	const ours = namesInRegion(models, asker.region);
	const missing = ours.filter((name) => !listed.has(name));
	const strangers = [...listed].filter((name) => /wan/i.test(name) && !findModel(name)).sort();
	const answered = [
		`${listed.size} models in the list${isWhole ? '' : ', which goes on'}`,
		`of our ${ours.length}: ${ours.length - missing.length} seen`,
		`missing: ${orNone(missing)}`,
		`with "wan" and not in the catalogue: ${orNone(strangers)}`,
	].join('; ');
	if (missing.length > 0 && !isWhole) throw new CouldNotAsk(answered);
	if (ours.length > 0) return judged(missing.length === 0, answered);
	return settled(`${answered}; the catalogue has none for ${regionName(asker.region)}`);
}

async function listAll(asker: Asker): Promise<{ listed: Set<string>; isWhole: boolean }> {
	const listed = new Set<string>();
	for (let pageNo = 1; pageNo <= MOST_PAGES; pageNo++) {
		const reply = await asker.get(`/models?page_no=${pageNo}&page_size=${PAGE_SIZE}`);
		const page = readPage(reply);
		if (!page) throw new CouldNotAsk(inWords(reply));
		const before = listed.size;
		for (const name of page.names) listed.add(name);
		// A page without anything new is the end, too: some services repeat their last page for ever.
		const isLast = listed.size >= (page.total ?? Infinity) || listed.size === before;
		if (isLast) return { listed, isWhole: listed.size >= (page.total ?? 0) };
	}
	return { listed, isWhole: false };
}

function readPage({ status, body }: Reply) {
	const output = asObject(body.output);
	if (status !== 200 || !output || !Array.isArray(output.models)) return undefined;
	const names = output.models.map((row) => asObject(row)?.model).filter((name) => typeof name === 'string');
	return { output, names, total: typeof output.total === 'number' ? output.total : undefined };
}

function orNone(names: readonly string[]): string {
	return names.join(', ') || 'none';
}
