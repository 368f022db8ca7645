import { conditions, results, withComparison, type Row, type Side } from '../../scripts/compare/table';

const MEGABYTE = 1024 * 1024;
const side: Side = {
	seconds: 60,
	requests: 7,
	growth: 10 * MEGABYTE,
	paid: 1,
	videos: 1,
	fields: ['videoUrl'],
	node: 'v24.21.0',
	asked: {},
};
const versions = { n8n: '2.41.1', langchain: '2.41.1', thisPackage: '0.1.0' };

/** The cells of a table with a single row. */
function cells(builtIn: Partial<Side>, thisNode: Partial<Side>): string[] {
	const scenario = {
		name: 'Scene',
		items: 1,
		model: 'm',
		speed: 10,
		service: {},
		retryOnFail: false,
		sameRequest: true,
	};
	const row: Row = { scenario, builtIn: { ...side, ...builtIn }, thisNode: { ...side, ...thisNode } };
	const line = results([row], versions).split('\n')[2] ?? '';
	return line.split(' | ').map((cell) => cell.replace(/^\| | \|$/g, ''));
}

it('sets the better figure in bold, whichever node it belongs to', () => {
	const [, time, requests] = cells({ seconds: 61, requests: 7 }, { seconds: 54, requests: 20 });
	expect(time).toBe('61 s / **54 s**');
	expect(requests).toBe('**7** / 20');
});

it('sets neither in bold when they differ by a tenth or less', () => {
	const [, time] = cells({ seconds: 60 }, { seconds: 54 });
	expect(time).toBe('60 s / 54 s');
});

it('praises nobody for being quick without a video', () => {
	const [, time, , , paid, videos] = cells({ seconds: 30, videos: 0 }, { seconds: 60 });
	expect([time, paid, videos]).toEqual(['30 s / 60 s', '1 / 1', '0 / **1** of 1']);
});

it('says how each run ended that brought no video', () => {
	const scenario = {
		name: 'Scene',
		items: 1,
		model: 'm',
		speed: 3,
		service: {},
		retryOnFail: false,
		sameRequest: true,
	};
	const row: Row = { scenario, builtIn: { ...side, videos: 0, error: 'Bad gateway' }, thisNode: side };
	expect(conditions([row], versions)).toContain(
		'Ended without a video: Scene, the built-in node: “Bad gateway”.',
	);
	expect(conditions([{ ...row, builtIn: side }], versions)).not.toContain('Ended without');
});

it('is put into a page between its marks, and nothing else changes', () => {
	const marks = ['<!-- compare: made by `npm run compare -- --write` -->', '<!-- /compare -->'];
	const readme = withComparison(`before\n${marks[0]}\nold\n${marks[1]}\nafter`, 'new');
	expect(readme).toBe(`before\n${marks[0]}\n\nnew\n\n${marks[1]}\nafter`);
	expect(() => withComparison('no marks', 'new')).toThrow('marks');
});
