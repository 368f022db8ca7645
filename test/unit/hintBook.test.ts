import type { IExecuteFunctions } from 'n8n-workflow';

import { withinProcessorTime } from '../harness/processorTime';
import { HintCollector } from '../../nodes/Wan/run/hints';

function linesOf(hintsOf: (item: number) => string[], count: number): string[] {
	const book = new HintCollector();
	for (let item = 0; item < count; item++) book.add(item, hintsOf(item));
	return book.lines();
}

describe('The hints of many items', () => {
	test('name the items of one hint as a range', () => {
		expect(linesOf(() => ['the prompt is cut.'], 1000)).toEqual(['Items 0-999: the prompt is cut.']);
		expect(linesOf((item) => (item === 3 ? ['is odd.'] : []), 10)).toEqual(['Item 3: is odd.']);
		const some = [0, 1, 2, 7, 9, 10];
		expect(linesOf((item) => (some.includes(item) ? ['x'] : []), 20)).toEqual(['Items 0-2, 7, 9-10: x']);
	});

	test('say how many more there are where items lie scattered', () => {
		const [line = ''] = linesOf((item) => (item % 2 === 0 ? ['x'] : []), 1000);
		expect(line).toBe('Items 0, 2, 4, 6, 8, 10, 12, 14, 16, 18 and 490 more: x');
	});

	test('are a few lines also where each item has one of its own', () => {
		const lines = linesOf((item) => [`the prompt has ${item} characters.`], 1000);
		expect(lines).toHaveLength(9);
		expect(lines[8]).toBe('Items 8-999: and 992 more hints.');
	});

	test('are in order, and each item once, whatever order they came in', () => {
		const book = new HintCollector();
		for (const item of [5, 1, 0, 5, 4]) book.add(item, ['x']);
		expect(book.lines()).toEqual(['Items 0-1, 4-5: x']);
	});

	test('of 10,000 items take less than a second', async () => {
		const lines = await withinProcessorTime(1000, () => linesOf((item) => ['same', `own ${item}`], 10_000));
		expect(lines.length).toBeLessThan(20);
	});

	test('are shown where the context can show them', () => {
		const shown: unknown[] = [];
		const book = new HintCollector();
		book.add(0, ['x']);
		book.publish({ addExecutionHints: (hint: unknown) => shown.push(hint) } as unknown as IExecuteFunctions);
		expect(shown).toEqual([{ message: 'Item 0: x', type: 'info', location: 'outputPane' }]);
		expect(() => book.publish({} as IExecuteFunctions)).not.toThrow();
	});
});
